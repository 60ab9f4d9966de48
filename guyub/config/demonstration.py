"""The demonstration: `guyub make-demo` keeps it in a file, `guyub demo` begins from that file, and its clock goes on.

The file is a backup (`config/backup.py`) that is packed tighter and tells two things more: by when the invented people
acted, and of which sources it was made. The clock of a demonstration starts where its books and trails end, so it is as
fresh in three years as on its first day, and it runs while the demonstration runs (ADR 88).
"""

from __future__ import annotations

import json
import lzma
import shutil
import tarfile
import tempfile
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg

from guyub.config.backup import ABOUT, PACKAGE, back_up, carry_out, filling, restore, stamp_of
from guyub.config.data_folder import DataFolder
from guyub.config.embedded_postgres import EmbeddedPostgres
from guyub.config.environment import Mode

if TYPE_CHECKING:
    from datetime import datetime

    from guyub.config.embedded_postgres import Server

FILE = PACKAGE / "config/demo.tar.xz"
MOMENT = "2026-11-25T02:30Z"  # a Wednesday morning, half past nine in Malang
CLOCK = "clock.json"  # where the clock stood when a demonstration was stopped
# The network is entered before anybody acts in it.
BEFORE = timedelta(hours=1)
# Who acts in the demonstration and what they find there. Tables that change alone are migrated when the file is opened.
EXAMPLES = ("**/*example*.py", "**/seed_demo.py", "**/load_network.py", "**/data/**/*")
SOURCES = (*EXAMPLES, "**/live_year.py", "**/services/year/*.py")
# Most of the file is hashes and ids written in sixteen digits, and a sale's id stands far from its lines.
PACKED = [
    {"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "dict_size": 1 << 27, "lc": 4, "pb": 0}
]
NEWEST = """
SELECT greatest((SELECT max(at) FROM identity_auditentry), (SELECT max(posted_at) FROM ledger_journalentry),
    %s::timestamptz)::text
"""
_CLOCK = "CREATE OR REPLACE FUNCTION ledger_clock() RETURNS timestamptz LANGUAGE sql VOLATILE AS $${}$$"
# Whole seconds, never less: a clock that shows a moment has not gone back behind it.
BETWEEN = """
SELECT CASE WHEN isfinite(m.at) THEN ceil(extract(epoch FROM m.at - clock_timestamp())) ELSE 0 END
    FROM (SELECT %s::timestamptz AS at) AS m
"""


def make_demo(*, at: datetime) -> Path:
    """Make the demonstration's file anew: the network, Bumiayu's year until the day before, and what waits on desks.

    Args:
        at: When the invented people stop acting, and the demonstration begins.

    Raises:
        BackupRefusedError: A step ended with a finding, which it told itself.
        EmbeddedPostgresError: The database does not start.
    """
    lived = f"--until={(at - timedelta(days=1)).date()}"
    return make_file(FILE, at=at, lives=("live_year", lived), acts=("seed_demo",), sources=SOURCES)


def make_file(
    path: Path, *, at: datetime, acts: tuple[str, ...], sources: tuple[str, ...], lives: tuple[str, ...] = ()
) -> Path:
    """Make a file that a demonstration begins from: tables, network, invented people's acts, proved without a finding.

    Args:
        path: Where it goes.
        at: When the invented people stop acting.
        acts: The command by which they act until then.
        sources: Patterns of the package's files of which it is made.
        lives: The command by which days pass before, each of them by the journal's clock; none: no days pass.

    Raises:
        BackupRefusedError: A step ended with a finding, which it told itself.
        EmbeddedPostgresError: The database does not start.
    """
    with tempfile.TemporaryDirectory(prefix="guyub-make-demo-") as scratch:
        Path(scratch).chmod(0o755)  # root's database runs as another user
        folder = DataFolder(Path(scratch) / "data", Mode.DEMO)
        folder.take()
        with filling(folder) as database:
            server = database.start()
            carry_out(server, folder, ("owner", "migrate", "-v0"))
            carry_out(server, folder, ("app", "load_network"), clock_s=turn_clock(server, str(at - BEFORE)))
            if lives:
                _let_days_pass(server)
                carry_out(server, folder, ("app", *lives))
            proofs = (("app", "examine_books", what) for what in ("verify", "audit"))
            clock_s = turn_clock(server, str(at))
            carry_out(server, folder, ("app", *acts, f"--at={at.isoformat()}"), *proofs, clock_s=clock_s)
            kept = back_up(
                server=server,
                folder=folder.path,
                secrets=folder.secrets(),
                into=Path(scratch),
                now=at,
                compression="none",
                told={"sources": stamp_of(*sources)},
            )
        folder.release()
        path.parent.mkdir(exist_ok=True)
        with kept.open("rb") as content, lzma.open(path, "wb", filters=PACKED) as packed:
            shutil.copyfileobj(content, packed)
    return path


def begin_demo(folder: DataFolder, *, file: Path = FILE) -> None:
    """Fill a demonstration's folder from a file; what an earlier start left half done there is thrown away.

    Raises:
        BackupRefusedError: The file is not whole, or does not hold; the folder is empty again.
        EmbeddedPostgresError: The server does not start.
    """
    EmbeddedPostgres(folder.path / "postgres").stop()
    folder.empty()
    restore(backup=file, secrets=None, folder=folder)


def about_demo(file: Path = FILE) -> dict[str, Any]:
    """Read what a file says of itself: ``made_at``, when its people stopped acting, and ``sources``."""
    with tarfile.open(file) as tar:
        first = tar.next()
        content = tar.extractfile(first) if first and first.name == ABOUT else None
        told: dict[str, Any] = json.load(content) if content else {}
    return told


# -- the clock -------------------------------------------------------------------------------------------------------


def go_on(server: Server, folder: DataFolder) -> int:
    """Let a demonstration's clock go on from the last thing that happened in it; gives seconds from the machine's."""
    stopped = folder.read(CLOCK).get("at", "-infinity")
    with psycopg.connect(server.url("postgres")) as reader:
        (newest,) = reader.execute(NEWEST, [stopped]).fetchone() or ("",)
    return turn_clock(server, newest)


def turn_clock(server: Server, to: str) -> int:
    """Let the journal's clock show a moment from now on; gives how many seconds that is from the machine's."""
    with psycopg.connect(server.url("postgres")) as owner:
        (seconds,) = owner.execute(BETWEEN, [to]).fetchone() or (0,)
        shown = f"SELECT clock_timestamp() + make_interval(secs => {int(seconds)})"
        owner.execute(_CLOCK.format(shown))
    return int(seconds)


def _let_days_pass(server: Server) -> None:
    """Let the journal's clock show the day that is lived, as who lives it says (``guyub.clock_s``, seconds)."""
    told = "coalesce(nullif(current_setting('guyub.clock_s', true), '')::int, 0)"
    with psycopg.connect(server.url("postgres")) as owner:
        owner.execute(_CLOCK.format(f"SELECT clock_timestamp() + make_interval(secs => {told})"))


def remember_clock(server: Server, folder: DataFolder) -> None:
    """Keep where the clock stands, so that it never goes back: a till remembers when it was last heard."""
    with suppress(psycopg.OperationalError), psycopg.connect(server.url("postgres")) as reader:
        (at,) = reader.execute("SELECT ledger_clock()::text").fetchone() or ("",)
        folder.write(CLOCK, {"at": at})
