"""A real installation is kept while it runs, lost, and brought back: to the last entry, or not at all."""

import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from guyub.config.backup import BackupRefusedError, back_up, forget_older, restore
from guyub.config.data_folder import DataFolder
from guyub.config.embedded_postgres import EmbeddedPostgres
from guyub.config.environment import Mode
from tests.conftest import DATABASE
from tests.prepared import copy_prepared
from tests.running import ROOT

NOW = datetime(2026, 11, 28, 15, 0, tzinfo=UTC)
FILL = """
import django; django.setup()
from datetime import date
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.services.files import store_file
from guyub.foundation.kernel.tenancy.scope import scope
from tests.books.ledger.posting import entry, opened, post
place = Cooperative.objects.create(code="35.73.03.1003", name="KKMP Contoh", zone="WIB")
opened(place, date(2026, 1, 1))
for day in (5, 6, 7):
    bill = entry(date(2026, 11, day), "Bayar listrik", ("6.1.02", 350_000), ("1.1.02", -350_000))
    post(place, bill, today=date(2026, 11, 28))
with scope(place.id):
    store_file(cooperative_id=place.id, content=b"kertas rahasia", original_name="akta.txt", kind="AKTA", title="Akta",
        now=utc_now())
"""


@pytest.fixture(scope="module")
def place():
    """A folder that the server's own user can reach, also when the tests run as root."""
    folder = Path(tempfile.mkdtemp(prefix="guyub-keep-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def kept(place, postgresql):
    """A backup of an installation with three entries and a private file, and the secrets that go with it."""
    folder = DataFolder(place / "first", Mode.SERVE)
    folder.take()
    copy_prepared(folder.path / "postgres", None)
    database = EmbeddedPostgres(folder.path / "postgres", durable=False)
    server = database.start()
    with psycopg.connect(server.url("postgres", database="postgres"), autocommit=True) as owner:
        owner.execute("DROP DATABASE guyub")
        owner.execute(f"ALTER DATABASE {DATABASE} RENAME TO guyub")
    surroundings = folder.secrets() | {
        "GUYUB_MODE": "serve",
        "GUYUB_DATA_DIR": str(folder.path),
        "DATABASE_URL": server.url("guyub_app"),
        "DJANGO_SETTINGS_MODULE": "guyub.config.settings",
        "PYTHONPATH": str(ROOT),
    }
    secrets = place / "secrets.json"
    secrets.write_text(json.dumps(folder.secrets()))
    try:
        subprocess.run([sys.executable, "-c", FILL], env=os.environ | surroundings, check=True)
        path = back_up(
            server=server, folder=folder.path, secrets=folder.secrets(), into=place / "backups", now=NOW
        )
    finally:
        database.stop()
        folder.release()
    return path, secrets


@pytest.fixture
def empty(place, request):
    """A new folder, taken."""
    folder = DataFolder(place / request.node.name[:20], Mode.SERVE)
    folder.take()
    yield folder
    folder.release()
    shutil.rmtree(folder.path)


def test_what_was_lost_comes_back_to_the_last_entry(kept, empty):
    path, secrets = kept
    assert path.stat().st_mode & 0o077 == 0

    restore(backup=path, secrets=secrets, folder=empty)

    assert_whole(empty, json.loads(secrets.read_text()))


def test_a_backup_of_an_older_version_comes_back_into_this_one(empty):
    """`kept/` was written by the version of 27 November 2026, thirty-three migrations ago."""
    secrets = Path(__file__).parent / "kept/secrets.json"

    restore(backup=secrets.with_name("guyub-2026-11-27.tar.xz"), secrets=secrets, folder=empty)

    assert_whole(empty, json.loads(secrets.read_text()))


def assert_whole(folder, secrets):
    """Look for the three entries, the private file as it was sealed, and the secrets."""
    database = EmbeddedPostgres(folder.path / "postgres")
    with psycopg.connect(database.start().url("postgres")) as reader:
        entries = reader.execute(
            "SELECT number, total_rp FROM ledger_journalentry ORDER BY number"
        ).fetchall()
    database.stop()
    assert entries == [(1, 350_000), (2, 350_000), (3, 350_000)]
    (paper,) = [file for file in (folder.path / "files").rglob("*") if file.is_file()]
    assert b"rahasia" not in paper.read_bytes()
    assert folder.secrets() == secrets


def test_a_backup_holds_no_secret(kept):
    path, secrets = kept
    content = path.read_bytes()

    assert [
        name for name, secret in json.loads(secrets.read_text()).items() if secret.encode() in content
    ] == []


def rewritten(backup, into, change):
    """Copy a backup, each of its files as ``change`` gives it; None leaves it out."""
    with tarfile.open(backup) as old, tarfile.open(into, "w") as new:
        for entry in old:
            content = change(entry.name, old.extractfile(entry).read())
            if content is not None:
                entry.size = len(content)
                new.addfile(entry, io.BytesIO(content))
    return into


def without_last_entry(name, content):
    """Tell of one entry more than there is."""
    if name != "cadangan.json":
        return content
    about = json.loads(content)
    about["ends"]["35.73.03.1003"][0] += 1
    return json.dumps(about).encode()


@pytest.mark.parametrize(
    ("_case", "change", "word"),
    [
        ("a byte", lambda n, c: c[:-1] + b"?" if n.startswith("files/") else c, "berubah"),
        ("a file less", lambda n, c: None if n.startswith("files/") else c, "berubah"),
        ("a cut database", lambda n, c: c[:-9] if n == "database.dump" else c, "berubah"),
        ("no account of itself", lambda n, c: None if n == "cadangan.json" else c, "utuh"),
        ("another form", lambda n, c: c.replace(b'"format": 1', b'"format": 2'), "Perbarui"),
        ("an entry missing", without_last_entry, "tidak berakhir"),
    ],
)
def test_what_is_not_whole_is_not_brought_back(kept, empty, tmp_path, _case, change, word):
    path, secrets = kept
    changed = rewritten(path, tmp_path / "changed.tar", change)

    with pytest.raises(BackupRefusedError, match=word):
        restore(backup=changed, secrets=secrets, folder=empty)

    assert empty.is_empty


def test_a_file_that_would_lie_elsewhere_is_not_unpacked(empty, tmp_path):
    outside = tmp_path / "outside.tar"
    with tarfile.open(outside, "w") as tar:
        tar.addfile(tarfile.TarInfo("../beside"), io.BytesIO())

    with pytest.raises(BackupRefusedError, match="utuh"):
        restore(backup=outside, secrets=None, folder=empty)

    assert empty.is_empty
    assert not (empty.path / "beside").exists()


@pytest.mark.parametrize("given", [None, {"GUYUB_SECRET_KEY": "other"}, "not json"])
def test_other_keys_are_refused(kept, empty, tmp_path, given):
    path, _ = kept
    other = tmp_path / "secrets.json"
    other.write_text(given if isinstance(given, str) else json.dumps(given))

    with pytest.raises(BackupRefusedError, match=r"secrets\.json"):
        restore(backup=path, secrets=other if given else None, folder=empty)

    assert empty.is_empty


def test_a_folder_with_data_is_left_alone(kept, empty):
    path, secrets = kept
    (empty.path / "files").mkdir()
    (empty.path / "files/mine").write_text("tetap")

    with pytest.raises(BackupRefusedError, match="sudah berisi"):
        restore(backup=path, secrets=secrets, folder=empty)

    assert (empty.path / "files/mine").read_text() == "tetap"


def test_the_newest_are_kept(tmp_path):
    for day in range(1, 6):
        (tmp_path / f"guyub-2026-11-0{day}T000000Z.tar").touch()
    (tmp_path / "catatan.txt").touch()

    assert len(forget_older(tmp_path, keep=2)) == 3
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "catatan.txt",
        "guyub-2026-11-04T000000Z.tar",
        "guyub-2026-11-05T000000Z.tar",
    ]
