"""The ledger's statements over many lines, and verifying books."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

from bench.database import migrated_database
from bench.figures import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator


def measure() -> Iterator[Figure]:
    """Fill one database for each scene and ask it."""
    one = _times("one")
    yield _figure(
        "trial balance of a million lines, to a read of the totals", one["large"], 10, one["totals"]
    )
    yield _figure("the same, to that of 100,000 lines", one["large"], 1.5, one["small"])
    many = _times("network")
    for name in [name for name in many if name.startswith("3 ")]:
        _, whose, which = name.split(" ", 2)
        limit = 100 if whose == "one" else 500
        yield _figure(f"{which} ({whose}) at 3 million lines", many[name], limit)
        at_ten = many[f"10 {whose} {which}"]
        yield _figure(f"{which} ({whose}) at 10 million lines, to that at 3", at_ten, 1.5, many[name])
    rates = _times("verify")["rate"]
    yield Figure("verifying books", "lines/s", tuple(rates), limit=50_000, is_at_least=True)


def _figure(name: str, times: list[float], limit: float, floors: list[float] | None = None) -> Figure:
    return Figure(name, "ms", tuple(times), limit=limit, is_at_least=False, floors=tuple(floors or ()))


def _times(scene: str) -> dict[str, list[float]]:
    with migrated_database(mode="test") as environment:
        program = [sys.executable, "-m", "bench.ledger_books", scene]
        done = subprocess.run(program, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    times: dict[str, list[float]] = json.loads(done.stdout)
    return times
