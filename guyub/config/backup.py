"""`guyub backup` and `guyub restore`: the whole installation as one file, and its proof when it comes back.

The file is a plain tar: ``cadangan.json`` (what it is, sums, where journals and trails end), ``database.dump``
(``pg_dump``) and ``files/``. The secrets are not in it: whoever finds a backup reads no NIK and no private paper. A
print of each key is, so that a backup is not brought back beside keys that open nothing.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType
from typing import IO, TYPE_CHECKING, Any

import psycopg

from guyub.config.data_folder import KEY_RINGS, SECRETS
from guyub.config.embedded_postgres import EmbeddedPostgres
from guyub.config.environment import Mode
from guyub.config.postgres_binaries import PostgresBinaries
from guyub.foundation.kernel.dates import CLOCK_SETTING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from guyub.config.data_folder import DataFolder
    from guyub.config.embedded_postgres import Server

PACKAGE = Path(__file__).resolve().parent.parent
FORMAT = 1
ABOUT, DUMP, FILES, DRAFT = "cadangan.json", "database.dump", "files", "restore.new"
PREFIX, SUFFIX = "guyub-", ".tar"
# One row a cooperative: what a restored database must hold, to the last entry and the last line of the trail.
ENDS = """
SELECT c.code, coalesce(h.chain_no, 0), coalesce(encode(h.hash, 'hex'), ''),
        coalesce(a.position, 0), coalesce(encode(a.hash, 'hex'), '')
    FROM kernel_cooperative AS c
    LEFT JOIN ledger_journalhead AS h ON h.cooperative_id = c.id
    LEFT JOIN identity_audithead AS a ON a.cooperative_id = c.id
    WHERE h.chain_no IS NOT NULL OR a.position IS NOT NULL ORDER BY c.code
"""


class BackupRefusedError(Exception):
    """Nothing was kept or brought back; the message is a sentence for the person at the keyboard."""


# -- keeping ---------------------------------------------------------------------------------------------------------


def back_up(
    *,
    server: Server,
    folder: Path,
    secrets: Mapping[str, str],
    into: Path,
    now: datetime,
    compression: str = "gzip:4",
    told: Mapping[str, str] = MappingProxyType({}),
) -> Path:
    """Write database and files, as they stand at one moment, to one file; people go on working meanwhile.

    Files are kept under their own sums and never change: those that come after the moment do no harm.

    Args:
        server: The installation's running server.
        folder: Its data folder.
        secrets: Its secrets by name; only their prints are written.
        into: A folder for backups; made when missing.
        now: Names the file.
        compression: Of the database, as pg_dump knows it; none where the whole file is packed afterwards.
        told: What else the file says of itself.

    Raises:
        BackupRefusedError: pg_dump failed, or the disk is full.
    """
    name = f"{PREFIX}{now.astimezone(UTC):%Y-%m-%dT%H%M%SZ}"
    draft = into / f"{name}.new"
    try:
        into.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=into, prefix=".guyub-") as scratch:
            dump, about = Path(scratch) / DUMP, Path(scratch) / ABOUT
            ends = _dump(server, dump, compression)
            kept = [(DUMP, dump), *_files_of(folder)]
            written = {
                "format": FORMAT,
                "made_at": now.isoformat(),
                "tables": tables_stamp(),
                **told,
                "ends": ends,
                "keys": key_prints(secrets),
                "sums": {where: _sum(file) for where, file in kept},
            }
            about.write_text(json.dumps(written, indent=1), encoding="utf-8")
            with _private(draft) as output, tarfile.open(fileobj=output, mode="w") as tar:
                for where, file in [(ABOUT, about), *kept]:
                    tar.add(file, arcname=where, filter=_ownerless)
                tar.close()
                output.flush()
                os.fsync(output.fileno())
        return draft.replace(into / f"{name}{SUFFIX}")
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise BackupRefusedError(
            f"Cadangan tidak bisa ditulis ke {into}: {error.strerror or error}. Periksa sisa ruang dan izin folder itu."
        ) from error


def forget_older(into: Path, *, keep: int) -> list[Path]:
    """Remove all but the newest backups of a folder; gives those that went."""
    old = sorted(into.glob(f"{PREFIX}*{SUFFIX}"), reverse=True)[keep:]
    for path in old:
        path.unlink()
    return old


def tables_stamp() -> str:
    """Fingerprint what `migrate` makes tables of: our migrations, models and walls, and the libraries' own."""
    patterns = ("**/migrations/*", "**/models/**/*.py", "**/tenancy/**/*")
    libraries = (f"{name} {version(name)}" for name in ("django", "django-allauth", "procrastinate"))
    return stamp_of(*patterns, also="\n".join(libraries))


def stamp_of(*patterns: str, also: str = "") -> str:
    """Fingerprint the package's files of these patterns, and what else counts."""
    digest = hashlib.sha256(also.encode())
    found = {path for pattern in patterns for path in PACKAGE.glob(pattern) if path.suffix != ".pyc"}
    for path in sorted(path for path in found if path.is_file()):
        digest.update(f"{path.relative_to(PACKAGE).as_posix()}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def key_prints(secrets: Mapping[str, str]) -> dict[str, list[str]]:
    """Give a print of each key, from which no key can be had: they are 48 random bytes."""
    return {
        name: [hashlib.sha256(f"{name} {key}".encode()).hexdigest()[:16] for key in secrets[name].split()]
        for name in (*SECRETS, *KEY_RINGS)
        if name in secrets
    }


def _dump(server: Server, dump: Path, compression: str) -> dict[str, list[Any]]:
    """Write the database, and tell where journals and trails end, both in one snapshot."""
    with psycopg.connect(server.url("postgres")) as reader:
        reader.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        (snapshot,) = reader.execute("SELECT pg_export_snapshot()").fetchone() or ("",)
        form = ("--format=custom", f"--compress={compression}")
        _client("pg_dump", server, *form, f"--snapshot={snapshot}", f"--file={dump}")
        return _ends(reader)


def _ends(reader: psycopg.Connection[Any]) -> dict[str, list[Any]]:
    """Read code → entries of the journal and its hash, lines of the trail and its hash."""
    return {code: ends for code, *ends in reader.execute(ENDS)}


def _files_of(folder: Path) -> Iterator[tuple[str, Path]]:
    for file in sorted((folder / FILES).rglob("*")):
        if file.is_file():
            yield file.relative_to(folder).as_posix(), file


def _private(path: Path) -> IO[bytes]:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")


def _ownerless(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    return entry


# -- bringing back ---------------------------------------------------------------------------------------------------


def restore(*, backup: Path, secrets: Path | None, folder: DataFolder) -> None:
    """Bring a backup into an empty folder that is taken, to this version of the tables, and prove it.

    Proved is: each byte by its sum, the keys by their prints, the end of each journal and trail by its hash, and each
    journal by `verify`, which reads it whole. Where anything fails the folder is emptied again.

    Raises:
        BackupRefusedError: The folder is not empty, or something of the backup does not hold.
        EmbeddedPostgresError: The server does not start.
    """
    with filling(folder) as database:
        about = _unpack(backup, folder.path / DRAFT)
        is_real = folder.mode is Mode.SERVE
        kept = _secrets_in(secrets) if is_real else folder.secrets()
        _hold_keys(kept, about)
        server = database.start()
        _bring(server, folder, about)
        if is_real:
            folder.write("secrets.json", kept)
        # A demonstration of these tables is up already, and who waits for it reads nothing of places where all is well.
        is_up = not is_real and about.get("tables") == tables_stamp()
        steps = () if is_up else (("owner", "migrate", "-v0"),)
        carry_out(server, folder, *steps, ("app", "examine_books", "verify", *(() if is_real else ("-v0",))))


def take_in(*, archive: Path, passphrase_file: Path | None, folder: DataFolder) -> None:
    """Bring an archive into an empty folder that is taken: new keys, tables of this version, rows, and their proof.

    Raises:
        BackupRefusedError: The folder is not empty, or the archive does not hold; the folder is empty again.
        EmbeddedPostgresError: The server does not start.
    """
    under = ("--passphrase-file", str(passphrase_file.absolute())) if passphrase_file else ()
    with filling(folder) as database:
        brought = ("owner", "bring_archive", str(archive.absolute()), *under)
        carry_out(database.start(), folder, ("owner", "migrate", "-v0"), brought)


@contextmanager
def filling(folder: DataFolder) -> Iterator[EmbeddedPostgres]:
    """Hold the server of an empty folder that is filled whole, or is empty again.

    Raises:
        BackupRefusedError: It is not empty.
    """
    if not folder.is_empty:
        raise BackupRefusedError(
            f"Folder {folder.path} sudah berisi data. Pilih folder kosong dengan --data-dir."
        )
    # A demonstration that loses its power meanwhile begins anew.
    database = EmbeddedPostgres(folder.path / "postgres", durable=folder.mode is Mode.SERVE)
    try:
        yield database
    except BaseException:
        database.stop()
        folder.empty()
        raise
    database.stop()


def _unpack(backup: Path, into: Path) -> dict[str, Any]:
    """Unpack a backup beside the data and hold each file against its sum."""
    into.mkdir()
    try:
        with tarfile.open(backup) as tar:
            for entry in tar:
                _unpack_one(tar, entry, into)
        about: dict[str, Any] = json.loads((into / ABOUT).read_text(encoding="utf-8"))
        number, sums = about["format"], about["sums"]
    except (OSError, tarfile.TarError, ValueError, KeyError, TypeError) as error:
        raise BackupRefusedError(
            f"{backup} bukan cadangan Guyub yang utuh. Ambil salinan yang lain."
        ) from error
    if number != FORMAT:
        raise BackupRefusedError(
            f"{backup} ditulis dalam bentuk yang belum dikenal. Perbarui Guyub, lalu ulangi."
        )
    (into / ABOUT).unlink()
    found = {file.relative_to(into).as_posix(): _sum(file) for file in into.rglob("*") if file.is_file()}
    if changed := sorted(name for name in found.keys() | sums.keys() if found.get(name) != sums.get(name)):
        raise BackupRefusedError(f"Isi {backup} berubah sejak dibuat: {changed[0]}. Ambil salinan yang lain.")
    return about


def _unpack_one(tar: tarfile.TarFile, entry: tarfile.TarInfo, into: Path) -> None:
    """Unpack one file to its place, never beside the folder: Python knows filters for this since 3.11.4 alone."""
    place, content = into / entry.name, tar.extractfile(entry)
    if content is None or not place.resolve().is_relative_to(into.resolve()):
        raise tarfile.TarError(entry.name)
    place.parent.mkdir(parents=True, exist_ok=True)
    with _private(place) as file:
        shutil.copyfileobj(content, file)


def _secrets_in(file: Path | None) -> dict[str, str]:
    try:
        kept: dict[str, str] = json.loads(file.read_text(encoding="utf-8")) if file else {}
    except (OSError, ValueError) as error:
        raise BackupRefusedError(f"{file} tidak terbaca. Berikan secrets.json pemasangan itu.") from error
    return kept


def _hold_keys(kept: dict[str, str], about: dict[str, Any]) -> None:
    """Hold the keys against their prints."""
    prints = key_prints(kept)
    missing = sorted(name for name, told in about["keys"].items() if not {*told} <= {*prints.get(name, [])})
    if missing:
        raise BackupRefusedError(
            f"Cadangan ini disandikan dengan kunci lain ({', '.join(missing)}). "
            "Berikan secrets.json pemasangan itu dengan --secrets; tanpa itu NIK dan berkas pribadi tidak bisa dibuka."
        )


def _bring(server: Server, folder: DataFolder, about: dict[str, Any]) -> None:
    """Fill the new database and put the files in their place."""
    draft = folder.path / DRAFT
    _client("pg_restore", server, "--exit-on-error", "--single-transaction", str(draft / DUMP))
    if (draft / FILES).exists():
        (draft / FILES).replace(folder.path / FILES)
    shutil.rmtree(draft)
    with psycopg.connect(server.url("postgres")) as reader:
        found, told = _ends(reader), about["ends"]
    if differing := sorted(code for code in found.keys() | told.keys() if found.get(code) != told.get(code)):
        raise BackupRefusedError(
            f"Buku {', '.join(differing[:3])} tidak berakhir seperti waktu dicadangkan. Ambil salinan yang lain."
        )


def carry_out(server: Server, folder: DataFolder, *steps: tuple[str, ...], clock_s: int = 0) -> None:
    """Run commands on a folder's database, each as a login, with the folder's own secrets and by its clock.

    Raises:
        BackupRefusedError: One ended with a finding, which it told itself.
    """
    surroundings = (
        os.environ
        | folder.secrets()
        | {
            "GUYUB_MODE": folder.mode.value,
            "GUYUB_DATA_DIR": str(folder.path),
            "DJANGO_SETTINGS_MODULE": "guyub.config.settings",
            "DATABASE_URL": server.url("guyub_app"),
            "DATABASE_OWNER_URL": server.url("guyub_owner"),
            CLOCK_SETTING: str(clock_s),
        }
    )
    for role, *command in steps:
        done = subprocess.run(
            [sys.executable, "-m", "guyub", "manage", *command],
            env=surroundings | {"GUYUB_DATABASE_ROLE": role},
            stdin=subprocess.DEVNULL,
            stdout=2,  # said to the person at the keyboard; standard output is for results
            check=False,
        )
        if done.returncode:
            raise BackupRefusedError(f"Langkah {command[0]} menemukan hal di atas. Folder dikosongkan lagi.")


def _client(name: str, server: Server, *arguments: str) -> None:
    """Run one of PostgreSQL's own programs on the product's database."""
    where = (
        "--host=127.0.0.1",
        f"--port={server.port}",
        "--username=postgres",
        "--dbname=guyub",
        "--no-password",
    )
    done = subprocess.run(
        [PostgresBinaries(None, copies=Path(tempfile.gettempdir())).path(name), *where, *arguments],
        env=os.environ | {"PGPASSWORD": server.passwords["postgres"]},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BackupRefusedError(f"{name} berhenti: {done.stderr.strip()[-600:]}")


def _sum(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
