"""Jasa of one account in one month: exact, in whole rupiah, what is left of a rupiah carried to the next month.

The same rule is written in SQL (services/jasa_sql.py), for all accounts of a cooperative at once; a test holds the two
together. Source: docs/algorithms/jasa.md.
"""

from __future__ import annotations

from bisect import bisect_right
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from math import lcm
from typing import TYPE_CHECKING

from guyub.finance.savings.domain.terms import ONE, DayCount, JasaMethod, Terms
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Sequence

# A year in parts so fine that a day is a whole number of them under every day count: 20,176,364,880.
YEAR = lcm(365, 366, 360, *(12 * days for days in (28, 29, 30, 31)))
# A rupiah in parts so fine that a day's jasa is a whole number of them, at every rate in millionths.
FINE = YEAR * ONE


@dataclass(frozen=True, slots=True)
class Span(Row):
    """Days in a row with one balance and one rate.

    Args:
        first: The first day.
        last: The last day, inside.
        balance_rp: What the account held on each of them, whole rupiah.
        ppm: The rate a year in millionths; 0: none.
        parts: What part of a year they are together, in parts of YEAR.
    """

    first: date
    last: date
    balance_rp: int
    ppm: int
    parts: int

    @property
    def days(self) -> int:
        """How many days."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class MonthJasa(Row):
    """What one account earned in one month, and how.

    Args:
        method: On which balance; day_count: what part of a year the days are.
        spans: The days of the month by balance and rate.
        base: The sum of balances over the days, whole rupiah times days, for RATA_RATA; the balance for TERENDAH;
            0 for HARIAN, where each span is its own base.
        ppm: The rate that the whole base earned; 0 for HARIAN.
        fine: The exact jasa of the month, in parts of FINE.
        carried_in: What was left of the months before, in parts of FINE, below one rupiah.
        jasa_rp: Whole rupiah that come of both.
        carried: What is left for the next month.
    """

    method: JasaMethod
    day_count: DayCount
    spans: tuple[Span, ...]
    base: int
    ppm: int
    fine: int
    carried_in: int
    jasa_rp: int
    carried: int


def day_parts(day: date, day_count: DayCount) -> int:
    """Give what part of a year a day is, in parts of YEAR.

    Under ``30/360`` the 31st is none and the last of February is as many as 30 days need; a whole month is YEAR / 12.
    """
    length = monthrange(day.year, day.month)[1]
    if day_count is DayCount.ACTUAL_365:
        return YEAR // 365
    if day_count is DayCount.ACTUAL_360:
        return YEAR // 360
    if day_count is DayCount.ACTUAL_ACTUAL:
        return YEAR // (366 if monthrange(day.year, 2)[1] == 29 else 365)
    if day_count is DayCount.MONTH_12:
        return YEAR // (12 * length)
    counted = 0 if day.day > 30 else 30 - day.day + 1 if day.day == length else 1
    return YEAR // 360 * counted


def rate_of(tiers: Sequence[tuple[int, int]], base_rp: int, *, shares: int = 1) -> int:
    """Give the rate of the highest tier that is not above a base.

    Args:
        tiers: From which whole rupiah which rate a year in millionths, rising; none: no jasa.
        base_rp: The base times ``shares``, so that a mean stays exact.
        shares: How many days a mean is of.
    """
    at = bisect_right([from_rp * shares for from_rp, _ in tiers], base_rp)
    return tiers[at - 1][1] if at else 0


def terms_of_day(terms: Sequence[Terms], day: date) -> Terms | None:
    """Give the terms that hold on a day: of those that begin by then, the last in the list; None: none yet."""
    begun = [one for one in terms if one.from_on <= day]
    return begun[-1] if begun else None


def month_jasa(
    *, month: date, opening_rp: int, moves: Sequence[tuple[date, int]], terms: Sequence[Terms], carried: int
) -> MonthJasa:
    """Count the jasa of one account in one month.

    The base goes over all days of the month, zero before the account was opened. Average and lowest balance use the
    terms of the month's first day (or the first that begin inside it), the daily balance those of each day; a change
    of the method or the day count itself holds from the next month.

    Args:
        month: Its first day.
        opening_rp: What the account held before it, whole rupiah.
        moves: What moved it in the month, by the day from which it counts; whole rupiah, in any order.
        terms: By their first day, rising; of several for one day the last holds.
        carried: What is left of a rupiah from the months before, in parts of FINE.
    """
    days = monthrange(month.year, month.month)[1]
    begin = terms_of_day(terms, max(month, min((one.from_on for one in terms), default=month)))
    if begin is None or begin.from_on > month.replace(day=days) or begin.method is JasaMethod.TANPA:
        return MonthJasa(JasaMethod.TANPA, DayCount.ACTUAL_365, (), 0, 0, 0, carried, 0, carried)
    is_daily = begin.method is JasaMethod.HARIAN
    spans = _spans(month, days, opening_rp, moves, terms if is_daily else (), begin)
    whole = sum(one.parts for one in spans)
    base = ppm = 0
    if is_daily:
        fine = sum(one.balance_rp * one.ppm * one.parts for one in spans)
    elif begin.method is JasaMethod.RATA_RATA:
        base = sum(one.balance_rp * one.days for one in spans)
        ppm = rate_of(begin.tiers, base, shares=days)
        fine = base * ppm * (whole // days)
    else:
        base = min(one.balance_rp for one in spans)
        ppm = rate_of(begin.tiers, base)
        fine = base * ppm * whole
    jasa_rp, rest = divmod(fine + carried, FINE)
    return MonthJasa(begin.method, begin.day_count, spans, base, ppm, fine, carried, jasa_rp, rest)


def _spans(
    month: date,
    days: int,
    opening_rp: int,
    moves: Sequence[tuple[date, int]],
    terms: Sequence[Terms],
    begin: Terms,
) -> tuple[Span, ...]:
    """Cut the month where balance or rate change."""
    moved: dict[date, int] = {}
    for on, rp in moves:
        moved[on] = moved.get(on, 0) + rp
    balance_rp, found = opening_rp, []
    for at in range(days):
        day = month + timedelta(days=at)
        balance_rp += moved.get(day, 0)
        of_day = terms_of_day(terms, day)
        ppm = rate_of(of_day.tiers, balance_rp) if of_day and of_day.method is not JasaMethod.TANPA else 0
        found.append((day, balance_rp, ppm, day_parts(day, begin.day_count)))
    spans = []
    for (held_rp, ppm), group in groupby(found, key=lambda one: one[1:3]):
        rows = list(group)
        spans.append(Span(rows[0][0], rows[-1][0], held_rp, ppm, sum(row[3] for row in rows)))
    return tuple(spans)


def tax_of(*, gross_rp: int, free_rp: int, ppm: int) -> int:
    """Give the final income tax on a member's jasa of a month, over all accounts; whole rupiah, rounded down.

    Nothing up to the threshold, at it neither; above it the rate on the whole amount.

    Args:
        gross_rp: All jasa of the month, whole rupiah.
        free_rp: The threshold (``pajak.simpanan_bebas``).
        ppm: The rate in millionths (``pajak.simpanan_tarif``).

    Source: PP 15/2009; docs/regulations.md.
    """
    return gross_rp * ppm // ONE if gross_rp > free_rp else 0
