"""`guyub export`: the books of a cooperative or of the network as one file that anybody can check and take along.

A zip: ``manifest.json`` (what it is, each sum, where journals and trails end), ``tables/…jsonl`` (one row a line, keys
sorted), ``documents/``, ``BACA_SAYA.txt`` and ``periksa.py``, which needs nothing but Python. Everything is as it stood
at one moment; people go on working. Rows go from the database to the file as text that PostgreSQL itself writes: none
is held in memory or made an object.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from django.db import connection, transaction

from guyub.foundation.identity.domain.keyring import KeyRing
from guyub.foundation.kernel.models import Cooperative, StoredFile
from guyub.foundation.kernel.services.file_contents import ContentLostError, content_of, seal
from guyub.foundation.kernel.tenancy.scope import all_cooperatives
from guyub.journeys.domain.archives import (
    ABOUT,
    FORMAT,
    KEY_ID,
    README,
    SALT_BYTES,
    SCRIPT,
    ArchiveRefusedError,
    archive_keys,
)
from guyub.journeys.selectors.archive_tables import archived_tables, naming
from guyub.journeys.selectors.archives import ends_of, migrations_of
from guyub.journeys.services.archive_seals import copy_what_is_sealed, seal_for_archive

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from guyub.journeys.domain.archives import ArchiveKeys
    from guyub.journeys.selectors.archive_tables import ArchivedTable

BROUGHT_ALONG = Path(__file__).parents[1] / "data"
# One column of text as it is: JSON holds neither of the two bytes, so that nothing is quoted.
PLAIN = r"(FORMAT csv, QUOTE e'\x01', DELIMITER e'\x02')"
LINES_AT_ONCE = 500
PROOF = "guyub arsip"  # sealed with the archive's key: a wrong passphrase is found before anything begins


@dataclass(frozen=True)
class Written:
    """What came of writing: places and rows, documents that went along and that were left out, and the file's sum."""

    path: Path
    places: int
    rows: int
    documents: int
    documents_left: int
    sha256: str


@dataclass
class _Draft:
    """A zip that is being written."""

    file: zipfile.ZipFile
    stamp: tuple[int, int, int, int, int, int]
    tables: dict[str, dict[str, Any]] = field(default_factory=dict)
    documents: dict[str, str] = field(default_factory=dict)

    @contextmanager
    def member(self, name: str, how: int) -> Iterator[IO[bytes]]:
        entry = zipfile.ZipInfo(name, self.stamp)
        entry.compress_type = how
        entry.external_attr = 0o600 << 16
        with self.file.open(entry, "w", force_zip64=True) as opened:
            yield opened

    def whole(self, name: str, content: bytes, how: int = zipfile.ZIP_DEFLATED) -> None:
        with self.member(name, how) as opened:
            opened.write(content)


def write_archive(
    *, place: Cooperative | None, passphrase: str, path: Path, now: datetime, tell: Callable[[str], None]
) -> Written:
    """Write an archive, as everything stands at one moment; nothing in the database changes.

    Args:
        place: One cooperative; None: the network.
        passphrase: Seals NIK, KK, phones, buyers and private documents into it; empty: they are left out.
        path: The file; an older one of the name is replaced when the new one is whole.
        now: The moment, aware.
        tell: Says how far it is.

    Raises:
        ArchiveRefusedError: A document is lost, the passphrase is too short, or the file cannot be written.
    """
    draft_path = path.with_name(f"{path.name}.new")
    salt = secrets.token_bytes(SALT_BYTES)
    keys = archive_keys(passphrase, salt=salt) if passphrase else None
    try:
        with _private(draft_path) as output:
            with zipfile.ZipFile(output, "w") as file:
                draft = _Draft(file, now.utctimetuple()[:6])
                left = _fill(draft, place=place, keys=keys, salt=salt, now=now, tell=tell)
            output.flush()
            os.fsync(output.fileno())
        with draft_path.open("rb") as written:
            digest = hashlib.file_digest(written, "sha256").hexdigest()
        draft_path.replace(path)
    except ContentLostError as error:
        draft_path.unlink(missing_ok=True)
        raise ArchiveRefusedError(
            f"Isi satu berkas hilang atau berubah ({error}). Pulihkan folder data dari cadangan, lalu ulangi."
        ) from error
    except OSError as error:
        draft_path.unlink(missing_ok=True)
        raise ArchiveRefusedError(
            f"Arsip tidak bisa ditulis ke {path}: {error.strerror or error}. Periksa sisa ruang dan izin folder itu."
        ) from error
    except BaseException:
        draft_path.unlink(missing_ok=True)
        raise
    rows = sum(table["rows"] for table in draft.tables.values())
    places = 1 if place else draft.tables["kernel.cooperative"]["rows"]
    return Written(path, places, rows, len(draft.documents), left, digest)


def _fill(
    draft: _Draft,
    *,
    place: Cooperative | None,
    keys: ArchiveKeys | None,
    salt: bytes,
    now: datetime,
    tell: Callable[[str], None],
) -> int:
    """Write everything; returns how many documents were left out."""
    with _one_moment():
        place_ids = [place.id] if place else list(Cooperative.objects.values_list("id", flat=True))
        tables = archived_tables(place_id=place.id if place else None, is_sealed=keys is not None)
        if place:
            _remember_whom_it_names(tables, place)
        if keys:
            copy_what_is_sealed(tables)
            seal_for_archive(keys, place_ids=place_ids, has_buyers=place is None)
        for done, table in enumerate(tables, 1):
            _table(draft, table)
            if done % 50 == 0 or done == len(tables):
                tell(f"{done} dari {len(tables)} tabel ditulis")
        left = _documents(draft, place_ids, keys)
        about = {
            "format": FORMAT,
            "kind": "koperasi" if place else "jaringan",
            "code": place.code if place else "",
            "made_at": now.isoformat(),
            "migrations": migrations_of({table.model._meta.app_label for table in tables}),
            "sealed": _proof(keys, salt) if keys else None,
            "places": ends_of(place_ids),
            "tables": draft.tables,
            "documents": draft.documents,
            "documents_left": left,
        }
    for name in (SCRIPT, README):
        draft.whole(name, (BROUGHT_ALONG / name).read_bytes())
    draft.whole(ABOUT, json.dumps(about, indent=1, ensure_ascii=False, sort_keys=True).encode())
    return left


@contextmanager
def _one_moment() -> Iterator[None]:
    """See all cooperatives as they stand at one moment, and leave nothing behind."""
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        if is_outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        with all_cooperatives("an archive, written by whoever keeps the machine"):
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL TIME ZONE 'UTC'")
            yield
        transaction.set_rollback(True)  # the copies, and whatever was sealed anew in them


def _remember_whom_it_names(tables: Sequence[ArchivedTable], place: Cooperative) -> None:
    """Gather people and cooperatives that the rows of one cooperative name: they go along, by name alone."""
    with connection.cursor() as cursor:
        for name, kind, label in (
            ("archive_people", "uuid", "identity.Person"),
            ("archive_places", "integer", "kernel.Cooperative"),
        ):
            cursor.execute(f"CREATE TEMPORARY TABLE {name} (id {kind} PRIMARY KEY) ON COMMIT DROP")
            cursor.execute(f"INSERT INTO {name} {naming(tables, label)}")
        cursor.execute("INSERT INTO archive_places VALUES (%s) ON CONFLICT DO NOTHING", [place.id])


def _table(draft: _Draft, table: ArchivedTable) -> None:
    """Write one table, and remember its sum.

    A large one with LZMA, which is a third smaller; a small one with deflate, since LZMA takes 50 ms to begin.
    """
    digest, rows, size = hashlib.sha256(), 0, 0
    with (
        connection.cursor() as cursor,
        cursor.cursor.copy(f"COPY ({table.select()}) TO STDOUT {PLAIN}") as copied,
    ):
        arriving = iter(copied)
        lines = list(islice(arriving, LINES_AT_ONCE))
        how = zipfile.ZIP_LZMA if len(lines) == LINES_AT_ONCE else zipfile.ZIP_DEFLATED
        with draft.member(table.member, how) as opened:
            while lines:
                piece = b"".join(lines)
                digest.update(piece)
                opened.write(piece)
                rows, size = rows + len(lines), size + len(piece)
                lines = list(islice(arriving, LINES_AT_ONCE))
    draft.tables[table.label] = {"rows": rows, "sha256": digest.hexdigest(), "bytes": size}


def _documents(draft: _Draft, place_ids: Sequence[int], keys: ArchiveKeys | None) -> int:
    """Write the contents of files, those that are private under the archive's key; returns how many were left out."""
    found = StoredFile.objects.filter(cooperative_id__in=place_ids).values_list("sha256", "is_public")
    left = 0
    for sha256, is_public in found.distinct().order_by("sha256", "is_public"):
        if not is_public and keys is None:
            left += 1
            continue
        content = content_of(sha256, is_public=is_public)
        if not is_public and keys:
            content = seal(content, sha256, key=keys.files)
        name = f"documents/{'public' if is_public else 'private'}/{sha256}"
        draft.whole(name, content, zipfile.ZIP_DEFLATED if is_public else zipfile.ZIP_STORED)
        draft.documents[name] = hashlib.sha256(content).hexdigest()
    return left


def _proof(keys: ArchiveKeys, salt: bytes) -> dict[str, str]:
    proof = KeyRing({KEY_ID: keys.vault}).seal(PROOF, bound_to=salt.hex())
    return {"kdf": "scrypt", "salt": salt.hex(), "proof": proof.hex()}


def _private(path: Path) -> IO[bytes]:
    path.parent.mkdir(parents=True, exist_ok=True)
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "w+b")
