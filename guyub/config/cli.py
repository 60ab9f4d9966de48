"""The command line: `guyub COMMAND`. Each command is described in docs/operations/commands.md."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from guyub.config.environment import DemoSecretRefusedError, Mode
from guyub.foundation.kernel.dates import CLOCK_SETTING

if TYPE_CHECKING:
    from collections.abc import Callable

    from guyub.config.data_folder import DataFolder
    from guyub.config.embedded_postgres import Server

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001  it has no other name

EXIT_TAKEN = 3


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit code. What a person can mend is one sentence on standard error."""
    given = sys.argv[1:] if arguments is None else arguments
    if given[:1] == ["calc"]:
        from guyub.config.calc import main as calc  # noqa: PLC0415  no other command needs it, and it needs no Django

        return calc(given[1:])
    if given[:1] == ["manage"]:
        return _manage(given[1:])
    options = _parser().parse_args(given)
    os.environ["DJANGO_SETTINGS_MODULE"] = "guyub.config.settings"
    code: int = options.run(options)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="guyub", description="Sistem kerja jaringan koperasi kelurahan.")
    commands = parser.add_subparsers(required=True, metavar="PERINTAH")

    demo = commands.add_parser("demo", help="coba Guyub di komputer ini dengan data contoh")
    demo.add_argument(
        "--data-dir", type=Path, help="folder data (bila tidak disebut: tempat lazim sistem ini)"
    )
    demo.add_argument("--port", type=int, help="port halaman (bila tidak disebut: yang kosong mulai 8000)")
    demo.add_argument("--reset", action="store_true", help="buang data contoh yang lama, mulai dari awal")
    demo.set_defaults(run=_demo, mode=Mode.DEMO)

    serve = commands.add_parser("serve", help="jalankan Guyub untuk dipakai sungguhan")
    serve.add_argument("--data-dir", type=Path, help="folder data")
    serve.add_argument("--host", default="127.0.0.1", help="alamat yang didengar")
    serve.add_argument("--port", type=int, default=8000, help="port yang didengar")
    serve.set_defaults(run=_serve, mode=Mode.SERVE)

    dev = commands.add_parser("dev", help="seperti demo, memuat ulang saat berkas berubah")
    dev.add_argument("--data-dir", type=Path)
    dev.add_argument("--port", type=int)
    dev.set_defaults(run=_demo, mode=Mode.DEV, reset=False)

    web = commands.add_parser("web", help="proses halaman saja (dijalankan oleh demo dan serve)")
    web.add_argument("--host", default="127.0.0.1")
    web.add_argument("--port", type=int, default=8000)
    web.set_defaults(run=_web)

    worker = commands.add_parser("worker", help="proses pekerja saja (dijalankan oleh demo dan serve)")
    worker.set_defaults(run=_worker)

    migrate = commands.add_parser("migrate", help="bawa basis data ke versi program ini, sebagai pemiliknya")
    migrate.set_defaults(run=_migrate)
    first = commands.add_parser("invite-operator", help="undang pengelola sistem pertama")
    first.add_argument("--name", required=True, help="namanya")
    first.add_argument("--login", required=True, help="surel atau nomor HP untuk masuk")
    first.set_defaults(
        run=lambda o: _on_running(o, "invite_operator", f"--name={o.name}", f"--login={o.login}")
    )
    examined = [
        commands.add_parser("verify", help="periksa jurnal: rantai, nomor, keseimbangan, saldo"),
        commands.add_parser("reconcile", help="cocokkan buku pembantu dengan akun induknya"),
        commands.add_parser("audit", help="periksa semua aturan di semua bagian"),
    ]
    for command, what in zip(examined, ("verify", "reconcile", "audit"), strict=True):
        command.add_argument("--place", default="all", help="kode kelurahan, atau all")
        command.set_defaults(run=_examine, what=what, anchor="", file=None)
    examined[0].add_argument("--anchor", default="", help="segel dari lembar tutup bulan: KODE:NOMOR:SIDIK")
    examined[0].add_argument("--file", type=Path, help="jurnal.jsonl yang diunduh; tanpa basis data")
    export = commands.add_parser("export-journal", help="tulis jurnal satu koperasi, satu jurnal satu baris")
    export.add_argument("--place", required=True, help="kode kelurahan")
    export.set_defaults(run=lambda o: _on_running(o, "export_journal", f"--place={o.place}"))
    taken, kept = _keeping(commands)
    rotate = commands.add_parser("rotate-keys", help="ganti kunci brankas NIK, KK, dan HP")
    rotate.set_defaults(run=_rotate_keys)
    for command in (first, rotate, export, taken, kept, *examined):
        command.add_argument("--data-dir", type=Path, help="folder data Guyub yang sedang berjalan")
    _add_for_developers(commands)
    return parser


def _keeping(commands: Commands) -> tuple[argparse.ArgumentParser, argparse.ArgumentParser]:
    """Add what writes an installation or its records to a file and brings them back; gives the two that write."""
    taken = commands.add_parser("export", help="tulis arsip satu koperasi atau seluruh jaringan")
    taken.add_argument("--place", required=True, help="kode kelurahan, atau all")
    taken.add_argument("--out", type=Path, required=True, help="berkas arsip")
    taken.add_argument("--passphrase-file", type=Path, help="berkas dengan frasa sandi di baris pertamanya")
    taken.set_defaults(run=_export)
    brought = commands.add_parser("import", help="masukkan arsip ke folder kosong, lalu buktikan isinya")
    brought.add_argument("archive", type=Path, help="berkas arsip")
    brought.add_argument("--passphrase-file", type=Path, help="berkas dengan frasa sandi arsip itu")
    brought.add_argument("--data-dir", type=Path, required=True, help="folder data yang kosong")
    brought.set_defaults(run=_import)
    kept = commands.add_parser("backup", help="cadangkan seluruh pemasangan ke satu berkas")
    kept.add_argument("--into", type=Path, required=True, help="folder cadangan")
    kept.add_argument("--keep", type=int, default=0, help="buang yang lama, sisakan sekian yang terbaru")
    kept.set_defaults(run=_backup)
    back = commands.add_parser("restore", help="pulihkan cadangan ke folder kosong, lalu buktikan bukunya")
    back.add_argument("backup", type=Path, help="berkas cadangan")
    back.add_argument("--secrets", type=Path, help="secrets.json dari pemasangan itu")
    back.add_argument("--data-dir", type=Path, required=True, help="folder data yang kosong")
    back.set_defaults(run=_restore)
    return taken, kept


def _add_for_developers(commands: Commands) -> None:
    made = commands.add_parser("make-demo", help="buat lagi berkas data contoh, untuk pengembang")
    made.add_argument("--at", help="saat orang-orang contoh berhenti bekerja (bila tidak disebut: yang lama)")
    made.set_defaults(run=_make_demo)
    # Listed for --help; main() hands them over before parsing.
    commands.add_parser("calc", help="hitung satu aturan dari berkas JSON, tanpa basis data")
    commands.add_parser("manage", help="perintah Django, untuk pengembang")


def _demo(options: argparse.Namespace) -> int:
    # A demo has its own database whatever the surroundings say.
    surroundings = {
        name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_", "GUYUB_"))
    }
    return _supervise(options, host="127.0.0.1", environment=surroundings)


def _serve(options: argparse.Namespace) -> int:
    return _supervise(options, host=options.host, environment=dict(os.environ))


def _supervise(options: argparse.Namespace, *, host: str, environment: dict[str, str]) -> int:
    from guyub.config.backup import BackupRefusedError  # noqa: PLC0415
    from guyub.config.data_folder import (  # noqa: PLC0415
        DataFolder,
        FolderRefusedError,
        FolderTakenError,
        default_folder,
    )
    from guyub.config.embedded_postgres import EmbeddedPostgres  # noqa: PLC0415
    from guyub.config.environment import read_environment  # noqa: PLC0415
    from guyub.config.postgres_binaries import EmbeddedPostgresError  # noqa: PLC0415
    from guyub.config.processes import StartError, Supervisor, free_port, say  # noqa: PLC0415

    mode: Mode = options.mode
    folder = DataFolder(options.data_dir or default_folder(mode), mode)
    try:
        folder.take()
        if mode is not Mode.SERVE and options.reset:
            EmbeddedPostgres(folder.path / "postgres").stop()
            folder.empty()
        environment = environment | {"GUYUB_MODE": mode.value, "GUYUB_DATA_DIR": str(folder.path)}
        environment = folder.secrets() | environment
        read_environment(environment)
        port = free_port(host, wanted=options.port)
        Supervisor(folder, host=host, port=port, environment=environment).run()
    except FolderTakenError as error:
        where = f" di {error}" if str(error) else ""
        say(
            f"Guyub sudah berjalan{where} dari folder {folder.path}. Hentikan dulu, atau pilih --data-dir lain."
        )
        return EXIT_TAKEN
    except DemoSecretRefusedError as error:
        say(
            f"guyub serve menolak rahasia contoh atau jam contoh ({error}). Hapus dari lingkungan; Guyub punya sendiri."
        )
        return 2
    except (BackupRefusedError, FolderRefusedError, StartError, EmbeddedPostgresError) as error:
        say(str(error))
        return 1
    finally:
        folder.release()
    return 0


def _web(options: argparse.Namespace) -> int:
    from guyub.config.environment import read_environment  # noqa: PLC0415
    from guyub.config.processes import stop_with_parent  # noqa: PLC0415
    from guyub.config.web_server import serve  # noqa: PLC0415

    mode = read_environment().mode
    stop_with_parent()
    workers = 2 if mode is Mode.SERVE else 1
    serve(host=options.host, port=options.port, workers=workers, threads=4, should_reload=mode is Mode.DEV)
    return 0


def _worker(options: argparse.Namespace) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guyub.config.settings")
    from django.conf import settings  # noqa: PLC0415  calc must not load Django

    from guyub.config.processes import stop_with_parent  # noqa: PLC0415

    stop_with_parent()
    # Jobs run in changing threads: a connection kept by each would be many, and most of them idle.
    settings.DATABASES["default"]["CONN_MAX_AGE"] = 0
    return _manage(["procrastinate", "worker"])


def _migrate(options: argparse.Namespace) -> int:
    os.environ["GUYUB_DATABASE_ROLE"] = "owner"
    return _manage(["migrate"])


def _examine(options: argparse.Namespace) -> int:
    if options.file:
        from guyub.config.journal_file import main as verify_file  # noqa: PLC0415  without Django

        return verify_file(options.file, anchor=options.anchor)
    return _on_running(
        options, "examine_books", options.what, f"--place={options.place}", f"--anchor={options.anchor}"
    )


def _on_running(options: argparse.Namespace, *command: str) -> int:
    """Run a command on the database of an installation that is running."""
    from guyub.config.processes import say  # noqa: PLC0415

    if "DATABASE_URL" not in os.environ:
        folder, server = _running(options)
        if server is None:
            say(f"Tidak ada Guyub yang berjalan dari {folder.path}. Jalankan guyub serve dulu, lalu ulangi.")
            return 1
        os.environ |= _surroundings(folder) | {"DATABASE_URL": server.url("guyub_app")}
    return _manage(list(command))


def _running(options: argparse.Namespace) -> tuple[DataFolder, Server | None]:
    """Find the folder that is meant, a real one or a demonstration's, and the server that runs in it."""
    from guyub.config.data_folder import DataFolder, default_folder, mode_of  # noqa: PLC0415
    from guyub.config.embedded_postgres import EmbeddedPostgres  # noqa: PLC0415

    path = options.data_dir or default_folder(Mode.SERVE)
    folder = DataFolder(path, Mode(mode_of(path) or Mode.SERVE))
    return folder, EmbeddedPostgres(folder.path / "postgres").found()


def _surroundings(folder: DataFolder) -> dict[str, str]:
    """Give what programs of the product need to know of a running folder, its secrets and its clock among it."""
    told = {"GUYUB_MODE": folder.mode.value, "GUYUB_DATA_DIR": str(folder.path)}
    return told | folder.secrets() | {CLOCK_SETTING: str(folder.read("state.json").get("clock_s", 0))}


def _backup(options: argparse.Namespace) -> int:
    from guyub.config.backup import BackupRefusedError, back_up, forget_older  # noqa: PLC0415
    from guyub.config.processes import say  # noqa: PLC0415
    from guyub.foundation.kernel.dates import utc_now  # noqa: PLC0415

    folder, server = _running(options)
    if server is None:
        say(f"Tidak ada Guyub yang berjalan dari {folder.path}. Jalankan guyub serve dulu, lalu ulangi.")
        return 1
    try:
        surroundings = _surroundings(folder) | os.environ
        path = back_up(
            server=server,
            folder=folder.path,
            secrets=surroundings,
            into=options.into,
            now=utc_now(),
        )
    except BackupRefusedError as error:
        say(str(error))
        return 1
    say(f"Cadangan: {path} ({path.stat().st_size / 1e6:.1f} MB). Simpan secrets.json di tempat lain.")
    gone = forget_older(options.into, keep=options.keep) if options.keep > 0 else []
    if gone:
        say(f"{len(gone)} cadangan lama dibuang.")
    return 0


def _export(options: argparse.Namespace) -> int:
    under = (f"--passphrase-file={options.passphrase_file}",) if options.passphrase_file else ()
    return _on_running(
        options, "write_archive", f"--place={options.place}", f"--out={options.out.absolute()}", *under
    )


def _restore(options: argparse.Namespace) -> int:
    """Bring a backup into an empty folder, to this version, and prove it: nothing stays there that is not proved."""
    from guyub.config.backup import restore  # noqa: PLC0415

    return _fill(
        options, lambda folder: restore(backup=options.backup, secrets=options.secrets, folder=folder)
    )


def _import(options: argparse.Namespace) -> int:
    """Bring an archive into an empty folder and prove it."""
    from guyub.config.backup import take_in  # noqa: PLC0415

    under: Path | None = options.passphrase_file
    return _fill(
        options, lambda folder: take_in(archive=options.archive, passphrase_file=under, folder=folder)
    )


def _make_demo(options: argparse.Namespace) -> int:
    """Make the file that every demonstration begins from."""
    from guyub.config.backup import BackupRefusedError  # noqa: PLC0415
    from guyub.config.demonstration import MOMENT, make_demo  # noqa: PLC0415
    from guyub.config.postgres_binaries import EmbeddedPostgresError  # noqa: PLC0415
    from guyub.config.processes import say  # noqa: PLC0415

    try:
        path = make_demo(at=datetime.fromisoformat(options.at or MOMENT))
    except (BackupRefusedError, EmbeddedPostgresError) as error:
        say(str(error))
        return 1
    say(f"Data contoh: {path} ({path.stat().st_size / 1e6:.1f} MB).")
    return 0


def _fill(options: argparse.Namespace, fill: Callable[[DataFolder], None]) -> int:
    """Take an empty folder and let it be filled; a sentence says why not, or how it is opened."""
    from guyub.config.backup import BackupRefusedError  # noqa: PLC0415
    from guyub.config.data_folder import DataFolder, FolderRefusedError, FolderTakenError  # noqa: PLC0415
    from guyub.config.postgres_binaries import EmbeddedPostgresError  # noqa: PLC0415
    from guyub.config.processes import StartError, say  # noqa: PLC0415

    folder = DataFolder(options.data_dir, Mode.SERVE)
    try:
        folder.take()
        fill(folder)
    except FolderTakenError:
        say(f"Guyub sedang berjalan dari {folder.path}. Pilih folder kosong.")
        return EXIT_TAKEN
    except (BackupRefusedError, FolderRefusedError, StartError, EmbeddedPostgresError) as error:
        say(str(error))
        return 1
    finally:
        folder.release()
    say(f"Utuh dan terbukti di {folder.path}. Jalankan: guyub serve --data-dir {folder.path}")
    return 0


def _rotate_keys(options: argparse.Namespace) -> int:
    """Twice: put a new key before the old one; after a restart seal everything anew and forget the old one."""
    from guyub.config.data_folder import DataFolder, default_folder  # noqa: PLC0415
    from guyub.config.processes import say  # noqa: PLC0415

    if "GUYUB_VAULT_KEYS" in os.environ:  # the operator keeps the keys: only sealing is ours
        return _rotate(options)
    folder = DataFolder(options.data_dir or default_folder(Mode.SERVE), Mode.SERVE)
    if folder.renew_keys():
        say(
            "Kunci baru disiapkan. Mulai ulang guyub serve supaya ia mengenalnya, lalu jalankan lagi perintah ini."
        )
        return 0
    code = _rotate(options)
    if code == 0:
        folder.forget_old_keys()
    return code


def _rotate(options: argparse.Namespace) -> int:
    """Seal numbers of people, then buyers of rationed goods, who are found by the same numbers, then waiting forms."""
    steps = ("rotate_vault", "rotate_consumers", "rotate_forms")
    return next((code for code in (_on_running(options, step) for step in steps) if code), 0)


def _manage(arguments: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guyub.config.settings")
    from django.core.management import execute_from_command_line  # noqa: PLC0415  calc must not load Django

    execute_from_command_line(["guyub manage", *arguments])
    return 0
