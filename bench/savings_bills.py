"""The bills of a month for a million members, beside the floor that their own rows set."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

from bench.database import migrated_database
from bench.figures import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator

MEMBERS = 1_000_000


def measure() -> Iterator[Figure]:
    """Bill month after month in two cooperatives in turn; one run is killed in the middle, and both end the same."""
    with migrated_database(mode="test") as environment:
        done = subprocess.run(
            [sys.executable, "-m", "bench.savings_biller", str(MEMBERS)],
            env=environment,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
    found = json.loads(done.stdout)
    name = f"bills of {MEMBERS:,} members"
    yield Figure(
        f"{name}, beside hand-written SQL",
        "s",
        tuple(found["ours"]),
        1.5,
        is_at_least=False,
        floors=tuple(found["floor"]),
    )
    yield Figure(f"{name}, memory of the program", "MB", (found["memory"],), 1000, is_at_least=False)
    yield Figure("bills that differ from the floor's", "bills", (found["different"],), 0, is_at_least=False)
    yield Figure("rows that a killed run left", "rows", (found["left"],), 0, is_at_least=False)
