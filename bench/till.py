"""The till on the server: a sale beside its floor, a hot product, a city that sells, a week that comes at once."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import psycopg

from bench.database import migrated_database
from bench.figures import Figure
from bench.ledger import Clients, clients, triggers_off
from bench.till_door import close, drain, lines, sell_on, server
from bench.till_floor import FLOOR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.till_door import Line

TILLS, PRODUCTS, ROUNDS, SLICES, SECONDS = 8, 2_000, 7, 4, 0.5
PLACES, EACH_MINUTE, MINUTES = 57, 10, 10
OFFLINE, SHIFT, TIMES = 5_000, 1_000, 5
SELLER = "bench.till_seller"


def measure() -> Iterator[Figure]:
    """Sell by eight tills of eight shops, by eight of one, by one of each of 57, and by one that was offline."""
    with shops(TILLS, tills=1) as (environment, seats, owner), sellers(seats, 1, environment) as eight:
        yield _beside_floor(eight, owner)
    with shops(1, tills=TILLS) as (environment, seats, _), sellers(seats, TILLS, environment) as eight:
        for how, hot, apart in (("one line", "hot", "apart"), ("five lines", "hot_5", "apart_5")):
            yield _beside(eight, hot, apart, f"8 tills of one shop on one hot product, sales of {how}")
    with shops(PLACES, tills=1) as (environment, seats, _), server(environment) as port:
        yield from _city(lines(environment, seats, port))
    with shops(1, tills=1) as (environment, seats, _), server(environment) as port:
        yield from _offline(*lines(environment, seats, port))


@contextmanager
def shops(
    count: int, *, tills: int
) -> Iterator[tuple[dict[str, str], list[dict[str, Any]], psycopg.Connection[Any]]]:
    """Make so many shops with so many tills each: the environment of programs, the seats, the owner's connection."""
    with migrated_database(mode="test") as environment:
        made = subprocess.run(
            [sys.executable, "-m", "bench.till_books", str(count), str(tills), str(PRODUCTS)],
            env=environment,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        with psycopg.connect(environment["DATABASE_OWNER_URL"], autocommit=True) as owner:
            owner.execute(FLOOR)
            yield environment, json.loads(made.stdout), owner


@contextmanager
def sellers(seats: list[dict[str, Any]], tills: int, environment: dict[str, str]) -> Iterator[Clients]:
    """Start a program for each till, and let each sell for a while."""
    with clients([[json.dumps(seat), tills] for seat in seats], environment, 1, SELLER) as started:
        for what in ("sale", "floor"):
            started.work(what, seconds=1)
        yield started


def _beside_floor(tills: Clients, owner: psycopg.Connection[Any]) -> Figure:
    """Take slices of both in turn; the floor's without our triggers, and with plans of tables as they are now."""
    ours, floors = [], []
    for _ in range(ROUNDS):
        mine = least = 0.0
        owner.execute("ANALYZE")
        for _ in range(SLICES):
            with triggers_off(owner):
                least += tills.work("floor", seconds=SECONDS)[0] / SLICES
            mine += tills.work("sale", seconds=SECONDS)[0] / SLICES
        ours.append(mine)
        floors.append(least)
    name = "a sale of five lines, 8 tills of 8 cooperatives"
    return Figure(name, "sales/s", tuple(ours), limit=0.4, is_at_least=True, floors=tuple(floors))


def _beside(tills: Clients, what: str, beside: str, name: str) -> Figure:
    rounds = []
    for _ in range(ROUNDS):
        first = second = 0.0
        for _ in range(SLICES):
            first += tills.work(what, seconds=SECONDS)[0] / SLICES
            second += tills.work(beside, seconds=SECONDS)[0] / SLICES
        rounds.append((first, second))
    values, floors = zip(*rounds, strict=True)
    return Figure(name, "sales/s", values, limit=0.8, is_at_least=True, floors=floors)


def _city(tills: list[Line]) -> Iterator[Figure]:
    minutes = sell_on(tills, each_minute=EACH_MINUTE, minutes=MINUTES)
    name = f"{len(tills)} tills, {EACH_MINUTE} sales a minute each, through the door: p95 of each minute"
    yield Figure(name, "ms", tuple(_p95(waits) for waits in minutes), 150, is_at_least=False)
    whole = _p95([wait for waits in minutes for wait in waits])
    yield Figure(f"the same, p95 of all {MINUTES} minutes", "ms", (whole,), 150, is_at_least=False)


def _offline(till: Line) -> Iterator[Figure]:
    took, closed = [], []
    for _ in range(TIMES):
        took.append(drain(till, OFFLINE - SHIFT))
        close(till)
        took[-1] += drain(till, SHIFT)
        closed.append(close(till))
    name = f"{OFFLINE:,} offline sales of five lines sent and admitted"
    yield Figure(name, "s", tuple(took), 60, is_at_least=False)
    yield Figure(f"a shift of {SHIFT:,} sales closed", "s", tuple(closed), 3, is_at_least=False)


def _p95(waits: list[float]) -> float:
    return sorted(waits)[int(len(waits) * 0.95)]
