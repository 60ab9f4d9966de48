"""The jasa of a month for a million accounts, its tax included, beside the floor that its own rows set."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

from bench.database import migrated_database
from bench.figures import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator

ACCOUNTS = 1_000_000


def measure() -> Iterator[Figure]:
    """Book five months of two cooperatives in turn; one run is killed in the middle, and both end the same."""
    with migrated_database(mode="test") as environment:
        done = subprocess.run(
            [sys.executable, "-m", "bench.savings_books", str(ACCOUNTS)],
            env=environment,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
    found = json.loads(done.stdout)
    name = f"jasa of {ACCOUNTS:,} accounts"
    yield Figure(
        f"{name}, beside hand-written SQL",
        "s",
        tuple(found["ours"]),
        1.5,
        is_at_least=False,
        floors=tuple(found["floor"]),
    )
    yield Figure(f"{name}, memory of the program", "MB", (found["memory"],), 1000, is_at_least=False)
    yield Figure(
        "accounts that differ from the floor's", "accounts", (found["different"],), 0, is_at_least=False
    )
    yield Figure("rows that a killed run left", "rows", (found["left"],), 0, is_at_least=False)
