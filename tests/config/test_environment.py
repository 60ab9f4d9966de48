import os
import subprocess
import sys
from pathlib import Path

import pytest

import guyub
from guyub.config.environment import DemoSecretRefusedError, Mode, read_environment

ROOT = Path(guyub.__file__).resolve().parent.parent
REAL = {
    "GUYUB_MODE": "serve",
    "GUYUB_SECRET_KEY": "s" * 50,
    "GUYUB_FILE_KEY": "f" * 50,
    "GUYUB_VAULT_KEYS": "k1:v",
    "GUYUB_INDEX_KEYS": "k1:i",
}


def test_a_real_house_says_what_differs_between_machines():
    found = read_environment(
        REAL
        | {
            "DATABASE_URL": "postgres://app@db/guyub",
            "DATABASE_OWNER_URL": "postgres://owner@db/guyub",
            "GUYUB_ALLOWED_HOSTS": "guyub.example www.guyub.example",
            "GUYUB_HTTPS": "1",
        }
    )

    assert (found.mode, found.is_demo, found.https) == (Mode.SERVE, False, True)
    assert found.database_url == "postgres://app@db/guyub"
    assert found.allowed_hosts == ("guyub.example", "www.guyub.example")


def test_migrations_alone_use_the_owners_login():
    variables = {"DATABASE_URL": "app", "DATABASE_OWNER_URL": "owner"}

    assert read_environment(variables | {"GUYUB_DATABASE_ROLE": "owner"}).database_url == "owner"
    assert read_environment(variables).database_url == "app"


@pytest.mark.parametrize(
    "name", ["GUYUB_SECRET_KEY", "GUYUB_FILE_KEY", "GUYUB_VAULT_KEYS", "GUYUB_INDEX_KEYS"]
)
@pytest.mark.parametrize("secret", [None, "guyub-demo-secret-key"])
def test_a_real_house_takes_no_secret_that_every_demo_knows(name, secret):
    variables = {k: v for k, v in REAL.items() if k != name} | ({name: secret} if secret else {})

    with pytest.raises(DemoSecretRefusedError):
        read_environment(variables)


def test_a_real_house_goes_by_the_machines_clock():
    with pytest.raises(DemoSecretRefusedError, match="GUYUB_CLOCK_OFFSET_S"):
        read_environment(REAL | {"GUYUB_CLOCK_OFFSET_S": "-86400"})
    assert read_environment(REAL | {"GUYUB_CLOCK_OFFSET_S": "0"}).mode is Mode.SERVE


def test_an_unknown_mode_or_role_is_refused():
    for variables in ({"GUYUB_MODE": "produksi"}, {"GUYUB_DATABASE_ROLE": "root"}):
        with pytest.raises(ValueError, match="is not a valid"):
            read_environment(variables)


def test_serve_says_so_and_leaves(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "guyub", "serve", "--data-dir", str(tmp_path / "data")],
        env=os.environ | {"GUYUB_SECRET_KEY": "guyub-demo-secret-key", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 2
    assert "menolak rahasia contoh" in done.stderr
    assert "Traceback" not in done.stderr
