"""The web server of the page benchmark: the product's settings and middleware, the benchmark's two pages."""

import os
from pathlib import Path

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guyub.config.settings")
settings.ROOT_URLCONF = "bench.page_views"
settings.TEMPLATES[0]["DIRS"] = [Path(__file__).parent / "templates"]
settings.DEBUG = False
django.setup()
application = get_wsgi_application()

if "BENCH_COOPERATIVE" in os.environ:
    from bench.page_views import remember_statements

    queries = remember_statements(int(os.environ["BENCH_COOPERATIVE"]))
    if queries != 12:
        raise SystemExit(f"the page makes {queries} queries, not 12")
