"""The product's own settings, told that this is a test: run with `./run test` or plain pytest."""

import os
import tempfile

os.environ["GUYUB_MODE"] = "test"
os.environ.setdefault("GUYUB_DATA_DIR", tempfile.mkdtemp(prefix="guyub-data-"))

from guyub.config.settings import *  # noqa: F403  the mode must be known first

INSTALLED_APPS = [*INSTALLED_APPS, "tests.sample"]  # noqa: F405  from the product's settings

# Strong hashes are slow on purpose; tests log in often.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Every client of a test would read the list of all static files again; so each file is looked for when it is asked for.
WHITENOISE_AUTOREFRESH = True
