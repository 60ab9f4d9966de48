"""Booking a month for a whole cooperative beside hand-written SQL: the rounds, the kill, the figures.

A program of its own books, in two cooperatives that are alike; ``die``, a cooperative and a month let it book that
month alone, to be killed meanwhile.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from datetime import date
from typing import TYPE_CHECKING, Any

import psycopg

from bench.database import migrated_database
from bench.figures import Figure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from psycopg import Connection

ROUNDS, JANUARY = 5, date(2026, 1, 1)
_WORKING = "SELECT 1 FROM pg_stat_activity WHERE usename = 'guyub_app' AND state <> 'idle'"


def figures(program: str, count: int, *, name: str, what: str, limit: float = 1.5) -> Iterator[Figure]:
    """Let a program book so many, and tell how it did.

    Args:
        program: Its module; writes one JSON object (``found`` below).
        count: How many.
        name: What is booked: ``jasa of 1,000,000 accounts``.
        what: What is compared in the end: ``accounts``.
        limit: How many times the floor is promised.
    """
    with migrated_database(mode="test") as environment:
        done = subprocess.run(
            [sys.executable, "-m", program, str(count)],
            env=environment,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
    found = json.loads(done.stdout)
    ours, floors = tuple(found["ours"]), tuple(found["floor"])
    yield Figure(f"{name}, beside hand-written SQL", "s", ours, limit, is_at_least=False, floors=floors)
    if "quiet" in found:
        quiet, reads = tuple(found["quiet"]), tuple(found["reads"])
        read = f"{name}, nothing changed, beside reading them"
        yield Figure(read, "s", quiet, limit, is_at_least=False, floors=reads)
    yield Figure(f"{name}, memory of the program", "MB", (found["memory"],), 1000, is_at_least=False)
    yield Figure(f"{what} that differ from the floor's", what, (found["different"],), 0, is_at_least=False)
    yield Figure("rows that a killed run left", "rows", (found["left"],), 0, is_at_least=False)


def super_user() -> Connection[Any]:
    """Connect as who may do everything; each statement commits."""
    return psycopg.connect(os.environ["DATABASE_SUPER_URL"], autocommit=True)


def timed(work: Callable[[], object]) -> float:
    """Do it; seconds."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def by_hand(statements: Sequence[str], given: dict[str, Any]) -> None:
    """Run hand-written SQL in one transaction."""
    with psycopg.connect(os.environ["DATABASE_SUPER_URL"]) as writer:
        for statement in statements:
            writer.execute(statement, given)


def rounds(
    ours: Callable[[date], float],
    floor: Callable[[date], float],
    *,
    months: Sequence[date],
    prepare: Callable[[date], None],
    kill: Callable[[date, float], int],
) -> dict[str, Any]:
    """Book month after month on both sides, in turn; the first month warms up, in the second a run is killed first.

    Returns:
        ``ours`` and ``floor`` (seconds of each round), ``left`` (rows of the killed run), ``memory`` (MB).
    """
    found: dict[str, Any] = {"ours": [], "floor": [], "left": 0}
    spent = (0.0, 0.0)
    for at, month in enumerate(months):
        prepare(month)
        if at == 1:
            found["left"] = kill(month, spent[0] / 2)
        first = floor(month) if at % 2 == 0 else 0.0  # they take turns in going first
        spent = ours(month), first or floor(month)
        print(month, *(f"{one:.1f}" for one in spent), file=sys.stderr, flush=True)
        if at:
            found["ours"].append(spent[0])
            found["floor"].append(spent[1])
    found["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return found


def killed(
    program: str, place_id: int, month: date, seconds: float, *, tables: Sequence[str], column: str = "month"
) -> int:
    """Book a month in another program, kill it in the middle, and tell how many rows of the month it left."""
    command = [sys.executable, "-m", program, "die", str(place_id), month.isoformat()]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.readline()  # it is about to book
        time.sleep(seconds)
        process.kill()
    with super_user() as asking:
        while asking.execute(_WORKING).fetchone():
            time.sleep(0.2)
        counts = (
            asking.execute(
                f"SELECT count(*) FROM {table} WHERE cooperative_id = %s AND {column} = %s",
                [place_id, month],
            ).fetchone()
            for table in tables
        )
        return sum(int(row[0]) for row in counts if row)
