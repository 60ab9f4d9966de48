"""The supervisor of `demo` and `serve`: database, migrations, web and worker, started, watched and stopped.

Children end by themselves when the supervisor is gone, however it went: they read a pipe whose other end it holds.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from guyub.config.data_folder import AGAIN
from guyub.config.demonstration import about_demo, begin_demo, go_on, remember_clock
from guyub.config.embedded_postgres import EmbeddedPostgres
from guyub.config.environment import Mode
from guyub.config.postgres_binaries import EmbeddedPostgresError
from guyub.foundation.kernel.dates import CLOCK_SETTING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from guyub.config.data_folder import DataFolder
    from guyub.config.embedded_postgres import Server

PACKAGE = Path(__file__).resolve().parent.parent
SUPERVISED = "GUYUB_SUPERVISED"
MIGRATED = "migrated.json"
FIRST_DELAY_S, LONGEST_DELAY_S, STEADY_S = 0.2, 30.0, 60.0
PATIENCE_S = 10.0


class StartError(Exception):
    """Something did not start; the message is a sentence for the person at the keyboard."""


def say(text: str) -> None:
    """Tell the person at the keyboard; standard output carries the address alone."""
    print(text, file=sys.stderr, flush=True)  # noqa: T201  the command line talks


@dataclass
class Child:
    """One process under the supervisor."""

    name: str
    label: str
    command: tuple[str, ...]
    environment: Mapping[str, str]
    log: Path | None
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    delay_s: float = FIRST_DELAY_S
    due_at: float = field(default=0.0)

    def start(self) -> None:
        """Start, or start again."""
        with contextlib.ExitStack() as stack:
            output = stack.enter_context(self.log.open("ab")) if self.log else None
            self.process = subprocess.Popen(
                [sys.executable, "-m", "guyub", *self.command],
                env=dict(self.environment) | {SUPERVISED: "1"},
                stdin=subprocess.PIPE,  # closes when this process ends, and with it the child
                stdout=output,
                stderr=output,
                start_new_session=True,  # Ctrl-C is for the supervisor, which stops children in order
            )
        self.started_at = time.monotonic()

    def stop(self) -> None:
        """Ask it to end, and insist after a while."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def look_after(self) -> None:
        """Start it again when it has died, later each time while it keeps dying."""
        if self.process is None or self.process.poll() is None:
            return
        now = time.monotonic()
        if not self.due_at:
            if now - self.started_at > STEADY_S:
                self.delay_s = FIRST_DELAY_S
            self.due_at, self.delay_s = now + self.delay_s, min(self.delay_s * 2, LONGEST_DELAY_S)
            say(f"{self.label} berhenti (kode {self.process.returncode}). Dijalankan lagi.")
        if now >= self.due_at:
            self.due_at = 0.0
            self.start()


class Supervisor:
    """Runs one data folder until it is told to stop."""

    def __init__(self, folder: DataFolder, *, host: str, port: int, environment: Mapping[str, str]) -> None:
        """Prepare; nothing runs yet.

        Args:
            folder: Taken already.
            host: The address to listen on.
            port: The port, known to be free.
            environment: Of the children; with DATABASE_URL in it no database is started.
        """
        self.folder = folder
        self.host, self.port = host, port
        self.address = f"http://{'localhost' if host == '127.0.0.1' else host}:{port}"
        self._environment = dict(environment)
        self._database = (
            None if environment.get("DATABASE_URL") else EmbeddedPostgres(folder.path / "postgres")
        )
        self._server: Server | None = None
        self._clock_s = 0
        self._children: list[Child] = []
        self._database_due_at, self._database_delay_s = 0.0, FIRST_DELAY_S
        self._stop = threading.Event()
        self._began = time.monotonic()

    def run(self) -> None:
        """Start everything, print the address, keep it running until a signal, stop everything.

        Raises:
            StartError: Migrations fail, or the first page does not answer.
            BackupRefusedError: A demonstration's file does not hold.
            EmbeddedPostgresError: The database does not start.
        """
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: self._stop.set())
        try:
            if not self._begin():
                return
            self._step("siap. Tekan Ctrl-C untuk berhenti.")
            print(self.address, flush=True)  # noqa: T201  what the newcomer opens
            while not self._stop.wait(0.3):
                if self.folder.mode is not Mode.SERVE and (self.folder.path / AGAIN).exists():
                    self._begin_again()
                self._look_after()
        finally:
            self._stop_everything()

    def _begin(self) -> bool:
        """Start the database, bring it up to this code, start page and worker; False: it was stopped meanwhile."""
        self._begin_demo()
        self._start_database()
        self._migrate()
        self._start_children()
        if not self._wait_for_the_first_page():
            return False
        self.folder.write(
            "state.json", {"address": self.address, "pid": os.getpid(), "clock_s": self._clock_s}
        )
        return True

    def _begin_again(self) -> None:
        """Let a demonstration begin anew where it runs: somebody pressed for it on its tour."""
        self._began = time.monotonic()
        self._stop_children()
        if self._database is not None:
            self._database.stop()
            self._database = EmbeddedPostgres(
                self.folder.path / "postgres"
            )  # another one, with keys of its own
        (self.folder.path / MIGRATED).unlink(missing_ok=True)
        if self._begin():
            self._step("mulai lagi dari awal.")

    def _step(self, text: str) -> None:
        say(f"{time.monotonic() - self._began:5.1f} detik  {text}")

    def _begin_demo(self) -> None:
        """Fill a demonstration's folder that is empty, or that an earlier start left half done."""
        if self.folder.mode is Mode.SERVE or self.folder.read(MIGRATED):
            return
        self._step(f"membuka data contoh ({about_demo()['made_at'][:10]})")
        begin_demo(self.folder)
        self.folder.write(MIGRATED, {"code": code_stamp()})

    def _start_database(self) -> None:
        if self._database is None:
            return
        self._step("menyalakan basis data")
        self._server = server = self._database.start()
        self._environment |= {
            "DATABASE_URL": server.url("guyub_app"),
            "DATABASE_OWNER_URL": server.url("guyub_owner"),
        }

    def _migrate(self) -> None:
        """Bring tables, a demonstration's clock, the network and collected files up to this code, unless they are."""
        stamp = code_stamp()
        is_up = self._database is not None and self.folder.read(MIGRATED).get("code") == stamp
        if not is_up:
            self._step("menyiapkan tabel")
            self._manage("owner", "migrate", "-v0")
        if self._server is not None and self.folder.mode is not Mode.SERVE:
            self._clock_s = go_on(self._server, self.folder)
            self._environment[CLOCK_SETTING] = str(self._clock_s)
        if is_up:
            return
        self._manage("app", "load_network")
        if self.folder.mode is Mode.SERVE:
            self._manage("app", "collectstatic", "--noinput", "-v0")
        self.folder.write(MIGRATED, {"code": stamp})

    def _manage(self, role: str, *command: str) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "guyub", "manage", *command],
            env=self._environment | {"GUYUB_DATABASE_ROLE": role},
            stdin=subprocess.DEVNULL,
            check=False,
        )
        if done.returncode:
            raise StartError(
                f"Langkah {command[0]} gagal; penyebabnya tertulis di atas. Data lama tidak berubah."
            )

    def _start_children(self) -> None:
        self._step("menyalakan halaman dan pekerja")
        metrics = self.folder.path / "metrics"
        shutil.rmtree(metrics, ignore_errors=True)
        metrics.mkdir()
        logs = self.folder.path / "logs"
        logs.mkdir(exist_ok=True)
        environment = self._environment | {"PROMETHEUS_MULTIPROC_DIR": str(metrics)}
        # A newcomer's terminal shows the address, not the log; an operator's journal shows the log.
        in_files = self.folder.mode is not Mode.SERVE
        web = ("web", "--host", self.host, "--port", str(self.port))
        for name, label, command in (("web", "Halaman", web), ("worker", "Pekerja", ("worker",))):
            child = Child(name, label, command, environment, logs / f"{name}.log" if in_files else None)
            child.start()
            self._children.append(child)

    def _wait_for_the_first_page(self) -> bool:
        web = self._children[0]
        while not self._stop.is_set():
            if _answers(self.host, self.port):
                return True
            if web.process is not None and web.process.poll() is not None:
                where = f" Catatannya di {web.log}." if web.log else ""
                raise StartError(f"Halaman tidak mau jalan.{where}")
            time.sleep(0.05)
        return False

    def _look_after(self) -> None:
        if self._database is not None and not self._database.is_running:
            self._start_database_again(self._database)
        for child in self._children:
            child.look_after()

    def _start_database_again(self, database: EmbeddedPostgres) -> None:
        """Start a database that died; one that dies again while it recovers is started later, and later each time."""
        now = time.monotonic()
        if now < self._database_due_at:
            return
        say("Basis data berhenti. Dijalankan lagi.")
        try:
            database.start()
        except EmbeddedPostgresError as error:
            say(str(error))
            self._database_due_at = time.monotonic() + self._database_delay_s
            self._database_delay_s = min(self._database_delay_s * 2, LONGEST_DELAY_S)
        else:
            self._database_due_at, self._database_delay_s = 0.0, FIRST_DELAY_S

    def _stop_children(self) -> None:
        while self._children:
            self._children.pop().stop()

    def _stop_everything(self) -> None:
        say("Berhenti. Semua catatan tersimpan.")
        self._stop_children()
        if self._server is not None and self._clock_s:
            remember_clock(self._server, self.folder)
        if self._database is not None:
            self._database.stop()
        (self.folder.path / "state.json").unlink(missing_ok=True)


def code_stamp() -> str:
    """Fingerprint the code that shapes the database: a second start skips migrating while it is the same."""
    digest = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix in {".py", ".sql", ".csv", ".json"} and path.is_file():
            digest.update(f"{path.relative_to(PACKAGE)} {path.stat().st_size}\n".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def free_port(host: str, *, wanted: int | None) -> int:
    """Find the port to listen on: the wanted one, or the first free one from 8000.

    Raises:
        StartError: The wanted port is taken, or there is none free among the hundred.
    """
    for port in [wanted] if wanted is not None else range(8000, 8100):
        with socket.socket() as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                listener.bind((host, port))
            except OSError:
                continue
            return port
    raise StartError(
        f"Port {wanted or '8000 sampai 8099'} sedang dipakai program lain. Pilih port lain dengan --port."
    )


def stop_with_parent() -> None:
    """Under the supervisor, end this process when the supervisor is gone. For web and worker."""
    if SUPERVISED not in os.environ:
        return

    def watch() -> None:
        while os.read(0, 1):
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True, name="parent-watch").start()


def _answers(host: str, port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://{host}:{port}/healthz", timeout=1) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
