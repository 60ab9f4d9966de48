"""Goods: a catalogue of 20,000 products as it is listed, priced at a till, and asked for tags."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

from bench.database import migrated_database
from bench.figures import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator

PRODUCTS = 20_000


def measure() -> Iterator[Figure]:
    """Ask for lists, sums, prices and tags of a full catalogue."""
    with migrated_database(mode="test") as environment:
        done = subprocess.run(
            [sys.executable, "-m", "bench.goods_reader", str(PRODUCTS)],
            env=environment,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
    told = json.loads(done.stdout)
    for key, words, limit in (
        ("list", "a page of the catalogue, whatever is asked", 0.05),
        ("counts", "what of the catalogue wants attention", 0.1),
        ("prices", "prices of 200 products for a member", 0.05),
        ("tags", "all tags, and which changed since printed", 5),
    ):
        yield Figure(f"{words}, {PRODUCTS:,} products", "s", tuple(told[key]), limit=limit, is_at_least=False)
