"""Two ways to do one thing, in turn and slice by slice: what else the machine does falls on both."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from psycopg import Connection

ROUNDS, SLICES, SECONDS, WARM = 7, 6, 0.25, 4


def rates(
    ours: Callable[[], None], floor: Callable[[], None], *, owner: Connection[Any]
) -> list[tuple[float, float]]:
    """Tell how many of each go into a second, a pair for each round.

    Args:
        ours: Through the use-case.
        floor: The same rows by one call, whose entries are not checked for their balance.
        owner: A connection of who owns the tables.
    """
    _rate(ours)
    owner.execute("ANALYZE")
    rounds = []
    for _ in range(ROUNDS):
        mine = least = 0.0
        for _ in range(SLICES):
            owner.execute("ALTER TABLE ledger_journalline DISABLE TRIGGER line_entry_balances")
            owner.execute(
                "DISCARD PLANS"
            )  # a plan of nearly empty tables would slow the floor down as they grow
            least += _rate(floor) / SLICES
            owner.execute("ALTER TABLE ledger_journalline ENABLE TRIGGER line_entry_balances")
            mine += _rate(ours) / SLICES
        rounds.append((mine, least))
    return rounds


def _rate(call: Callable[[], None]) -> float:
    for _ in range(WARM):
        call()
    began, done = time.perf_counter(), 0
    while (spent := time.perf_counter() - began) < SECONDS:
        call()
        done += 1
    return done / spent
