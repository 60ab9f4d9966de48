"""What people wait for in a network of 57: as it is (S), of a thousand members each (M), of ten million lines (L)."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from bench.database import migrated_database
from bench.figures import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE_MS, GROWN = 150, 2  # of one process; and how many times S a page may take in M and L


def measure() -> Iterator[Figure]:
    """Make each size in a database of its own and ask it for the same pages."""
    found = {size: _told(size) for size in "SML"}
    for size, told in found.items():
        members, lines = told["counts"]["members_member"], told["counts"]["ledger_journalline"]
        size_name = f"{size}: {members:,} members, {lines:,} lines"
        yield Figure(f"{size_name}, made", "s", (told["seconds"],), limit=900, is_at_least=False)
        yield Figure(f"{size_name}, on disk", "MB", (told["bytes"] / 1e6,), limit=10_000, is_at_least=False)
        for page, times in told["pages"].items():
            yield Figure(f"{size}: {page}", "ms", tuple(times), limit=PAGE_MS, is_at_least=False)
            if size != "S":
                floors = tuple(found["S"]["pages"][page])
                name = f"{size}: {page}, to that of S"
                yield Figure(name, "ms", tuple(times), limit=GROWN, is_at_least=False, floors=floors)


def _told(size: str) -> dict[str, Any]:
    with migrated_database(mode="test") as environment:
        program = [sys.executable, "-m", "bench.scale_network", size]
        done = subprocess.run(program, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    told: dict[str, Any] = json.loads(done.stdout)
    return told
