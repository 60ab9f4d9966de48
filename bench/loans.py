"""Loans: many schedules at once beside bare numpy and a Decimal loop, one schedule beside that loop, a replay."""

from __future__ import annotations

import time
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from bench.figures import Figure
from guyub.finance.loans.domain.bulk import Way, schedules_of
from guyub.finance.loans.domain.events import Event, Kind
from guyub.finance.loans.domain.schedules import schedule_of
from guyub.finance.loans.domain.servicing import Penalty, PenaltyPer, Servicing
from guyub.finance.loans.domain.states import state_of
from guyub.finance.loans.domain.terms import MILLION, Method, Terms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROUNDS, LOANS, NUMBER, ALONE, REPLAYS = 7, 100_000, 24, 2_000, 20
ONE, WHOLE = Decimal(1), Decimal(12 * MILLION)
START = date(2026, 1, 15)


def _portfolio() -> tuple[Any, Any, Any]:
    draw = np.random.default_rng(20261127)
    principals = draw.integers(500, 100_000, LOANS) * 1000
    return principals, draw.integers(60, 241, LOANS) * 1000, np.full(LOANS, NUMBER)


def _decimal_loop(principals: list[int], rates_ppm: list[int]) -> list[list[tuple[int, int, int]]]:
    """Write the schedules as one writes them with Decimal: interest, principal and balance of each instalment."""
    found = []
    for principal, ppm in zip(principals, rates_ppm, strict=True):
        balance, cost = Decimal(principal), Decimal(ppm)
        rate = cost / WHOLE
        growth = (1 + rate) ** NUMBER
        instalment = (balance * rate * growth / (growth - 1)).quantize(ONE, ROUND_HALF_UP)
        rows = []
        for no in range(1, NUMBER + 1):
            # Divided last: a third of a per cent has no end, and half a rupiah would be missed.
            interest = (balance * cost / WHOLE).quantize(ONE, ROUND_HALF_UP)
            paid = instalment - interest if no < NUMBER else balance
            balance -= paid
            rows.append((int(interest), int(paid), int(balance)))
        found.append(rows)
    return found


def _bare_numpy(principals: Any, rates_ppm: Any) -> tuple[Any, Any]:
    """Do no more than must be done: the instalment by floats, then whole numbers."""
    whole = MILLION * 12
    rate = rates_ppm / whole
    instalments = np.rint(principals * rate / -np.expm1(-NUMBER * np.log1p(rate))).astype(np.int64)
    principal, interest = np.empty((NUMBER, LOANS), np.int64), np.empty((NUMBER, LOANS), np.int64)
    balance, twice = principals.copy(), rates_ppm * 2
    for at in range(NUMBER):
        interest[at] = (balance * twice + whole) // (2 * whole)
        principal[at] = instalments - interest[at] if at < NUMBER - 1 else balance
        balance -= principal[at]
    return principal, interest


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def measure() -> Iterator[Figure]:
    """Measure the speed lines of loans."""
    yield from _many()
    yield from _one()
    yield from _replay()


def _many() -> Iterator[Figure]:
    principals, rates, numbers = _portfolio()
    way, lists = Way(method=Method.ANNUITY), (principals.tolist(), rates.tolist())
    ours, floors, loops = list[float](), list[float](), list[float]()
    for _ in range(ROUNDS):
        given = {"principals_rp": principals, "rates_ppm": rates, "numbers": numbers}
        ours.append(_seconds(lambda given=given: schedules_of(way, **given)))  # type: ignore[misc]
        floors.append(_seconds(lambda: _bare_numpy(principals, rates)))
        loops.append(_seconds(lambda: _decimal_loop(*lists)))
    columns = schedules_of(way, principals_rp=principals, rates_ppm=rates, numbers=numbers)
    loop = np.array(_decimal_loop(*lists))
    different = int(
        ((columns.interest != loop[:, :, 0]) | (columns.principal != loop[:, :, 1])).any(axis=1).sum()
    )
    name = f"{LOANS:,} annuity schedules of {NUMBER} in bulk"
    yield Figure(f"{name}, beside bare numpy", "s", tuple(ours), 5, is_at_least=False, floors=tuple(floors))
    yield Figure(
        f"{name}, beside a Decimal loop", "s", tuple(ours), 0.1, is_at_least=False, floors=tuple(loops)
    )
    yield Figure("loans that differ from the loop", "loans", (different,), 0, is_at_least=False)


def _one() -> Iterator[Figure]:
    principals, rates, _ = _portfolio()
    lists = (principals[:ALONE].tolist(), rates[:ALONE].tolist())
    for name, start in (("", None), (" with due dates", START)):
        contracts = [
            Terms(
                method=Method.ANNUITY,
                principal=principal,
                annual_rate=Fraction(rate, MILLION),
                instalments=NUMBER,
                disbursed_on=start,
            )
            for principal, rate in zip(*lists, strict=True)
        ]
        ours, floors = list[float](), list[float]()
        for _ in range(ROUNDS):
            ours.append(_seconds(lambda contracts=contracts: [schedule_of(one) for one in contracts]) / ALONE)  # type: ignore[misc]
            floors.append(_seconds(lambda: _decimal_loop(*lists)) / ALONE)
        yield Figure(
            f"one loan of {NUMBER}{name} in the general engine, beside a Decimal loop",
            "s",
            tuple(ours),
            3,
            is_at_least=False,
            floors=tuple(floors),
        )


def _replay() -> Iterator[Figure]:
    terms = Terms(
        method=Method.ANNUITY,
        principal=50_000_000,
        annual_rate=Fraction(18, 100),
        instalments=60,
        disbursed_on=START,
    )
    late = Penalty(rate=Fraction(1, 1000), per=PenaltyPer.DAY, grace_days=3, cap=Fraction(1, 10))
    days = [*(START + timedelta(days=30 * at + 40) for at in range(59)), START + timedelta(days=45)]
    events = [
        Event(on=day, kind=Kind.REPAYMENT, amount=1_000_000 + 1000 * at, place=at)
        for at, day in enumerate(days)  # the last one is dated back
    ]
    for name, follows in (("", False), (", interest follows the payments", True)):
        servicing = Servicing(recalculate_interest=follows, penalty=late)
        took = [
            _seconds(
                lambda servicing=servicing: [  # type: ignore[misc]
                    state_of(terms, servicing, events, days[-2]) for _ in range(REPLAYS)
                ]
            )
            / REPLAYS
            * 1000
            for _ in range(ROUNDS)
        ]
        yield Figure(
            f"{len(events)} events replayed, one dated back{name}", "ms", tuple(took), 20, is_at_least=False
        )
