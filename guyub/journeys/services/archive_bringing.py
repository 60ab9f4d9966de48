"""`guyub import`: an archive enters an installation that is empty, whole and proved, or not at all.

One transaction, as the owner of the tables. Every trigger and constraint of a row stands; only the keys between tables
are taken down, since rows come table by table, and put up again over all rows before anything is believed (ADR 85).
Ends of journals and trails, trial balances and counts are compared with the manifest, every journal is verified and
every trail recomputed.
"""

from __future__ import annotations

import hashlib
import json
import lzma
import zipfile
import zlib
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

import psycopg
from django.db import Error, connection, models, transaction

from guyub.books.ledger.selectors.verify import verify_books
from guyub.foundation.identity.domain.keyring import KeyRing, SealBrokenError
from guyub.foundation.identity.selectors.audit import chain_break
from guyub.foundation.kernel.models import Cooperative, StoredFile
from guyub.foundation.kernel.services.file_contents import ContentLostError, keep_content, unseal
from guyub.foundation.kernel.tenancy.schema import keys_of, sync_schema
from guyub.foundation.kernel.tenancy.scope import all_cooperatives
from guyub.journeys.domain.archives import (
    ABOUT,
    FORMAT,
    KEY_ID,
    ArchiveRefusedError,
    archive_keys,
    is_manifest,
    migrations_differ,
)
from guyub.journeys.selectors.archive_tables import archived_tables
from guyub.journeys.selectors.archives import ends_of, migrations_of
from guyub.journeys.services.archive_seals import seal_for_installation
from guyub.journeys.services.archive_writing import PLAIN, PROOF

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from guyub.journeys.domain.archives import ArchiveKeys
    from guyub.journeys.selectors.archive_tables import ArchivedTable

NO_MANIFEST = "Berkas ini bukan arsip Guyub yang utuh: manifest.json tidak terbaca. Minta salinan yang lain."
PIECE_BYTES = 1 << 18
CHANGED = "Isi arsip berubah sejak dibuat: {what}. Minta salinan yang lain, lalu periksa dengan periksa.py."


@dataclass(frozen=True)
class Brought:
    """What came in: cooperatives with books, rows, documents, and what the archive had left out."""

    places: int
    entries: int
    rows: int
    documents: int
    documents_left: int
    has_numbers: bool


def bring_archive(*, path: Path, passphrase: str, tell: Callable[[str], None]) -> Brought:
    """Bring an archive into empty tables and prove it. Needs the owner's login. Use-case.

    Args:
        path: The archive.
        passphrase: What sealed it; empty where it has nothing sealed.
        tell: Says how far it is.

    Raises:
        ArchiveRefusedError: Something of it does not hold; nothing came in.
    """
    try:
        with zipfile.ZipFile(path) as file:
            about = _about(file)
            keys = _keys(about, passphrase)
            with transaction.atomic(durable=True), all_cooperatives("an archive that comes in"):
                return _bring(file, about, keys, tell)
    except (OSError, EOFError, zipfile.BadZipFile, zlib.error, lzma.LZMAError) as error:
        raise ArchiveRefusedError(f"{path} bukan arsip Guyub yang utuh. Minta salinan yang lain.") from error
    except (Error, psycopg.Error) as error:
        reason = str(error).partition("\n")[0]
        raise ArchiveRefusedError(
            f"Basis data menolak isi arsip ini: {reason}. Tidak ada yang masuk."
        ) from error


def _about(file: zipfile.ZipFile) -> dict[str, Any]:
    """Read what the archive says of itself."""
    try:
        about: dict[str, Any] = json.loads(file.read(ABOUT))
        number = about["format"]
    except (KeyError, ValueError, TypeError) as error:
        raise ArchiveRefusedError(NO_MANIFEST) from error
    if number == FORMAT and not is_manifest(about):
        raise ArchiveRefusedError(NO_MANIFEST)
    if number != FORMAT:
        raise ArchiveRefusedError(
            "Arsip ini ditulis dalam bentuk yang belum dikenal. Perbarui Guyub, lalu ulangi."
        )
    return about


def _keys(about: dict[str, Any], passphrase: str) -> ArchiveKeys | None:
    """Derive the archive's keys and try them on its proof."""
    if not about["sealed"]:
        return None
    if not passphrase:
        raise ArchiveRefusedError("Arsip ini memakai frasa sandi. Berikan dengan --passphrase-file.")
    try:
        salt, proof = (bytes.fromhex(about["sealed"][name]) for name in ("salt", "proof"))
    except ValueError as error:
        raise ArchiveRefusedError(NO_MANIFEST) from error
    keys = archive_keys(passphrase, salt=salt)
    try:
        is_right = KeyRing({KEY_ID: keys.vault}).open(proof, key_id=KEY_ID, bound_to=salt.hex()) == PROOF
    except SealBrokenError:
        is_right = False
    if not is_right:
        raise ArchiveRefusedError("Frasa sandi ini bukan frasa arsip ini. Periksa ejaannya, lalu ulangi.")
    return keys


def _bring(
    file: zipfile.ZipFile, about: dict[str, Any], keys: ArchiveKeys | None, tell: Callable[[str], None]
) -> Brought:
    tables = _travelling(about, is_sealed=keys is not None)
    _is_empty(tables)
    _documents(file, about, keys)
    _take_keys_down({table.model._meta.db_table for table in tables if about["tables"][table.label]["rows"]})
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE arrived (line text) ON COMMIT DROP")
    for table in tables:
        _table(file, table, about["tables"][table.label])
    _number_on(tables)
    _compare(about)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    sync_schema()
    rows = sum(table["rows"] for table in about["tables"].values())
    tell(f"{rows} baris dari {len(tables)} tabel masuk")
    if keys:
        place_ids = list(Cooperative.objects.values_list("id", flat=True))
        seal_for_installation(keys, place_ids=place_ids, has_buyers=about["kind"] == "jaringan")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    entries = _prove(tell)
    return Brought(
        places=sum(1 for place in about["places"].values() if place["journal"]["hash"]),
        entries=entries,
        rows=rows,
        documents=len(about["documents"]),
        documents_left=about["documents_left"],
        has_numbers=keys is not None,
    )


def _travelling(about: dict[str, Any], *, is_sealed: bool) -> list[ArchivedTable]:
    """List the tables of the archive as this installation knows them."""
    tables = archived_tables(place_id=None if about["kind"] == "jaringan" else 0, is_sealed=is_sealed)
    names = {table.model._meta.app_label for table in tables}
    if said := migrations_differ(about["migrations"], migrations_of(names)):
        raise ArchiveRefusedError(said)
    differing = {table.label for table in tables} ^ about["tables"].keys()
    if differing:
        raise ArchiveRefusedError(CHANGED.format(what=f"tabel {min(differing)}"))
    return tables


def _is_empty(tables: Sequence[ArchivedTable]) -> None:
    asked = " UNION ALL ".join(
        f"(SELECT '{table.label}' FROM {table.model._meta.db_table} LIMIT 1)"  # noqa: S608  names of our own
        for table in tables
    )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        if found := cursor.fetchone():
            raise ArchiveRefusedError(
                f"Pemasangan ini sudah berisi data ({found[0]}). Arsip hanya masuk ke pemasangan yang kosong."
            )


def _take_keys_down(filled: set[str]) -> None:
    """Drop the keys of tables that get rows; ``sync_schema`` makes each of them anew, and that looks at every row."""
    with connection.cursor() as cursor:
        for table, names in keys_of().items():
            if table in filled:
                dropped = ", ".join(f'DROP CONSTRAINT "{name}"' for name in names)
                cursor.execute(f'ALTER TABLE "{table}" {dropped}')


def _table(file: zipfile.ZipFile, table: ArchivedTable, told: dict[str, Any]) -> None:
    """Bring one table in, and hold its lines against their sum."""
    name = table.model._meta.db_table
    columns, values = (", ".join(f'{of}"{column}"' for column in table.columns) for of in ("", "row."))
    digest, rows = hashlib.sha256(), 0
    with connection.cursor() as cursor:
        with (
            _member(file, table.member) as lines,
            cursor.cursor.copy(f"COPY arrived FROM STDIN {PLAIN}") as copy,
        ):
            while piece := lines.read(PIECE_BYTES):
                digest.update(piece)
                rows += piece.count(b"\n")
                copy.write(piece)
        if (digest.hexdigest(), rows) != (told["sha256"], told["rows"]):
            raise ArchiveRefusedError(CHANGED.format(what=f"tabel {table.label}"))
        if rows:
            # All rows in one statement, as the trigger of the journal's lines wants them.
            cursor.execute(
                f"INSERT INTO {name} ({columns}) SELECT {values}"  # noqa: S608  names of our own
                f" FROM arrived, json_populate_record(NULL::{name}, arrived.line::json) AS row"
            )
            cursor.execute("TRUNCATE arrived")


def _member(file: zipfile.ZipFile, name: str) -> IO[bytes]:
    try:
        return file.open(name)
    except KeyError as error:
        raise ArchiveRefusedError(CHANGED.format(what=name)) from error


def _number_on(tables: Sequence[ArchivedTable]) -> None:
    """Let numbers that the database gives go on after those that came."""
    with connection.cursor() as cursor:
        for table in tables:
            options = table.model._meta
            if isinstance(options.pk, models.AutoField):
                cursor.execute(
                    f"SELECT setval(pg_get_serial_sequence('{options.db_table}', 'id'), greatest(max(id), 1),"  # noqa: S608
                    f" max(id) IS NOT NULL) FROM {options.db_table}"
                )


def _documents(file: zipfile.ZipFile, about: dict[str, Any], keys: ArchiveKeys | None) -> None:
    """Keep what came along, under the keys of this installation. What is kept and rolled back harms nobody."""
    for name, told in about["documents"].items():
        _, kind, sha256 = name.split("/")
        with _member(file, name) as opened:
            content = opened.read()
        if hashlib.sha256(content).hexdigest() != told:
            raise ArchiveRefusedError(CHANGED.format(what=f"berkas {sha256[:12]}"))
        try:
            if kind == "private" and keys:
                content = unseal(content, sha256, key=keys.files)
        except ContentLostError as error:
            raise ArchiveRefusedError(CHANGED.format(what=f"berkas {sha256[:12]}")) from error
        if keep_content(content, is_public=kind == "public") != sha256:
            raise ArchiveRefusedError(CHANGED.format(what=f"berkas {sha256[:12]}"))


def _compare(about: dict[str, Any]) -> None:
    """Hold what came against what the manifest says of it."""
    wanted = StoredFile.objects.values_list("sha256", "is_public").distinct().count()
    if wanted != len(about["documents"]) + about["documents_left"]:
        raise ArchiveRefusedError(CHANGED.format(what="daftar berkas"))
    found = ends_of(list(Cooperative.objects.values_list("id", flat=True)))
    for code in sorted(found.keys() | about["places"].keys()):
        if found.get(code) != about["places"].get(code):
            raise ArchiveRefusedError(
                f"Buku {code} tidak berakhir seperti yang ditulis arsipnya. Minta salinan yang lain."
            )


def _prove(tell: Callable[[str], None]) -> int:
    """Verify every journal and recompute every trail; returns how many entries there are."""
    entries = 0
    for place in Cooperative.objects.order_by("code"):
        verified = verify_books(place=place)
        if verified and verified.findings:
            raise ArchiveRefusedError(f"Buku {place.code} tidak cocok: {verified.findings[0].said}")
        if (broken := chain_break(place.id)) is not None:
            raise ArchiveRefusedError(
                f"Jejak tindakan {place.code} tidak bersambung di tindakan ke-{broken}. Minta salinan yang lain."
            )
        entries += verified.entries if verified else 0
    tell(f"{entries} jurnal diperiksa, semua cocok")
    return entries
