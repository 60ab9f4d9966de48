"""Plants what must not land, and sees it caught. The bans of a single line prove themselves in test_bans.py."""

import shutil
import subprocess
import sys

import pytest
from django.apps import apps
from django.db import models
from django.http import HttpResponse
from django.test.utils import isolate_apps
from django.urls import include, path

from guyub.foundation.kernel.tenancy import schema
from tests.permissions import ROWS
from tests.test_permissions import url_names
from tests.tidy.test_bans import ROOT
from tests.tidy.test_vendored_files import FOLDERS, KERNEL, differences

LINT = (
    "import sys; sys.path.insert(0, '.');"
    " from importlinter.cli import lint_imports_command as run; run(['--no-cache'])"
)


@pytest.mark.parametrize(
    ("_case", "file", "line", "contract"),
    [
        (
            "upward",
            "guyub/community/members/__init__.py",
            "import guyub.finance.loans",
            "Wings import down only",
        ),
        (
            "between contexts",
            "guyub/books/ledger/__init__.py",
            "import guyub.books.treasury",
            "Contexts of books",
        ),
        (
            "rule with Django",
            "guyub/trade/inventory/domain/ean13.py",
            "import django.db",
            "Rules know neither",
        ),
        (
            "another's journal",
            "guyub/finance/loans/__init__.py",
            "import guyub.books.ledger.models",
            "Only the ledger",
        ),
        (
            "calc with Django",
            "guyub/trade/inventory/calc.py",
            "import django.conf",
            "guyub calc loads neither Django nor numpy",
        ),
        (
            "calc with numpy",
            "guyub/trade/inventory/calc.py",
            "import numpy",
            "guyub calc loads neither Django nor numpy",
        ),
    ],
)
def test_a_wrong_import_breaks_its_contract(_case, file, line, contract, tmp_path):
    shutil.copytree(
        ROOT / "guyub", tmp_path / "guyub", ignore=shutil.ignore_patterns("__pycache__", "static", "data")
    )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    with (tmp_path / file).open("a") as planted:
        planted.write(f"\n{line}\n")
    done = subprocess.run(
        [sys.executable, "-c", LINT], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    assert done.returncode == 1
    broken = [said for said in done.stdout.splitlines() if "BROKEN" in said]
    assert any(said.startswith(contract) for said in broken), done.stdout[-2000:]


def test_a_context_missing_from_the_contract_breaks_it(tmp_path):
    shutil.copytree(
        ROOT / "guyub", tmp_path / "guyub", ignore=shutil.ignore_patterns("__pycache__", "static", "data")
    )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "guyub/trade/drawer").mkdir()
    (tmp_path / "guyub/trade/drawer/__init__.py").write_text('"""New."""\n')
    done = subprocess.run(
        [sys.executable, "-c", LINT], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    assert done.returncode == 1
    assert "trade.drawer" in done.stdout


def test_an_undeclared_table_is_named(monkeypatch):
    with isolate_apps("tests.sample"):

        class Stray(models.Model):
            class Meta:
                app_label = "sample"

        listed = [*apps.get_models(include_auto_created=True), Stray]
        monkeypatch.setattr(schema.apps, "get_models", lambda include_auto_created: listed)

        with pytest.raises(schema.UndeclaredTableError, match=r"sample\.Stray"):
            schema.declared_models()


class PlantedUrls:
    """A URL configuration with one address more."""

    urlpatterns = (
        path("rahasia/", lambda request: HttpResponse(), name="rahasia"),
        path("", include("guyub.config.urls")),
    )


def test_a_view_without_a_permission_row_is_seen(settings):
    settings.ROOT_URLCONF = PlantedUrls

    assert {*url_names()} - {row.url_name for row in ROWS} == {"rahasia"}


@pytest.mark.parametrize("deed", ["change", "add", "remove"])
def test_a_touched_vendored_file_is_seen(deed, tmp_path):
    for folder in FOLDERS:
        shutil.copytree(KERNEL / folder, tmp_path / folder)
    htmx = tmp_path / "static/vendor/htmx-2.0.11/htmx.min.js"
    if deed == "change":
        htmx.write_bytes(htmx.read_bytes() + b" ")
    elif deed == "add":
        htmx.with_name("more.js").write_text("1")
    else:
        htmx.unlink()

    assert len(differences(tmp_path)) == 1
