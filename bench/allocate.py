"""A scarce good is shared over a city in under 10 ms, over a nation's 83,000 cooperatives in under 5 s."""

from __future__ import annotations

import time
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING

from bench.figures import Figure
from guyub.trade.subsidised.domain.allocating import Claim, Method, allocate

if TYPE_CHECKING:
    from collections.abc import Iterator

ROUNDS = 5
CITY, NATION = 57, 83_000
LIMITS_MS = {CITY: 10, NATION: 5_000}


def measure() -> Iterator[Figure]:
    """Share by each way, a third of what is asked for; a round takes the slowest of the five."""
    chance = Random(13)
    for count, limit in LIMITS_MS.items():
        claims = [_claim(str(at), chance) for at in range(count)]
        supply = sum(one.demand for one in claims) // 3
        rounds = tuple(max(_milliseconds(supply, method, claims) for method in Method) for _ in range(ROUNDS))
        yield Figure(f"allocation over {count} outlets", "ms", rounds, limit=limit, is_at_least=False)


def _claim(name: str, chance: Random) -> Claim:
    return Claim(
        id=name,
        demand=chance.randrange(3_000),
        weight=Decimal(chance.randrange(1, 30)) / 10,
        floor=chance.randrange(50),
        cap=chance.choice([None, chance.randrange(2_000)]),
        credit=chance.randrange(50),
    )


def _milliseconds(supply: int, method: Method, claims: list[Claim]) -> float:
    started = time.perf_counter()
    allocate(supply, method=method, claims=claims, lot=5)
    return (time.perf_counter() - started) * 1000
