"""Goods: what is told late over a million moves."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

from bench.database import migrated_database
from bench.figures import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator

PRODUCTS, MOVES, HOT = 20_000, 1_000_000, 50_000


def measure() -> Iterator[Figure]:
    """Tell receipts late, five rounds each."""
    with migrated_database(mode="test") as environment:
        given = [str(number) for number in (PRODUCTS, MOVES, HOT)]
        done = subprocess.run(
            [sys.executable, "-m", "bench.stock_late", *given],
            env=environment,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
    late, busiest = json.loads(done.stdout)
    yield Figure(
        f"a receipt of 50 lines told late, {MOVES:,} moves of {PRODUCTS:,} products",
        "s",
        tuple(late),
        limit=5,
        is_at_least=False,
    )
    yield Figure(
        f"a receipt told late of one product with {HOT:,} moves",
        "s",
        tuple(busiest),
        limit=5,
        is_at_least=False,
    )
