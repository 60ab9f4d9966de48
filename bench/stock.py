"""Goods: receipts as they come, and told late over a million moves; what stock was worth; what to order."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from bench.database import migrated_database
from bench.figures import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator

PRODUCTS, MOVES, HOT = 20_000, 1_000_000, 50_000


def measure() -> Iterator[Figure]:
    """Take receipts of fifty lines in, beside their floor; tell receipts late, value, and order, five rounds each."""
    for module, words in (
        ("bench.stock_receiver", "a receipt of 50 lines: cost, books, stock, trail"),
        ("bench.stock_buyer", "the same of an order of 50 lines: its lines and its paper too"),
    ):
        rounds = _printed(module, PRODUCTS, 10 * PRODUCTS)
        yield Figure(
            words,
            "receipts/s",
            tuple(ours for ours, _ in rounds),
            limit=0.3,
            is_at_least=True,
            floors=tuple(floor for _, floor in rounds),
        )
    late, busiest, worst = _printed("bench.stock_late", PRODUCTS, MOVES, HOT)
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

    yield Figure(
        f"what stock was worth, the dearest of nine days of a year, {MOVES:,} moves",
        "ms",
        tuple(worst),
        limit=300,
        is_at_least=False,
    )
    yield Figure(
        f"what to order, {PRODUCTS:,} products that sell every day, {MOVES:,} moves in eight weeks",
        "s",
        tuple(_printed("bench.stock_suggester", PRODUCTS, MOVES)),
        limit=5,
        is_at_least=False,
    )


def _printed(module: str, *given: int) -> Any:
    with migrated_database(mode="test") as environment:
        done = subprocess.run(
            [sys.executable, "-m", module, *map(str, given)],
            env=environment,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
    return json.loads(done.stdout)
