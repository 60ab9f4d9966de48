"""What was asked for, day by day: what was sold and what was refused, days without stock, days that are not ordinary.

A shelf that is empty sells nothing and says nothing of what people wanted, so such a day does not teach; only where
what was sold and refused on it is more than an ordinary day's demand it counts, since at least that much was wanted.
A day of a festival is brought down to an ordinary one by its factor. All is counted in whole numbers: a day's demand
times ``scale``. Source: docs/algorithms/forecasting.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from math import lcm
from operator import add, mul
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

ORDINARY = Fraction(1)
WEEK = 7


@dataclass(frozen=True, slots=True)
class Festival:
    """Days in a row on which more (or less) is wanted than on ordinary ones: Ramadan, the days before Idul Fitri.

    Args:
        name: As told to people.
        first: The first day.
        last: The last day, inside.
        factor: How many times an ordinary day's demand; zero: closed.
    """

    name: str
    first: date
    last: date
    factor: Fraction

    def holds_on(self, on: date) -> bool:
        """Tell whether a day is one of them."""
        return self.first <= on <= self.last


@dataclass(frozen=True, slots=True)
class Payday:
    """Days of each month on which people have money; both inside, and past the end of the month: 25 to 3.

    Args:
        name: As told to people.
        first_day: The first day of the month.
        last_day: The last one.
        factor: How many times an ordinary day's demand.
    """

    name: str
    first_day: int
    last_day: int
    factor: Fraction

    def holds_on(self, on: date) -> bool:
        """Tell whether a day is one of them."""
        if self.first_day <= self.last_day:
            return self.first_day <= on.day <= self.last_day
        return on.day >= self.first_day or on.day <= self.last_day


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What was asked of one product in days in a row, the oldest first; whole units, all three of one length.

    Args:
        first_on: The day of the first element.
        sold: What was sold.
        refused: What was asked for and could not be given.
        is_out: There was no stock (or it ran out early in the day).
    """

    first_on: date
    sold: Sequence[int]
    refused: Sequence[int]
    is_out: Sequence[bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Days in a row, and what makes them other than ordinary; made once for a run over many products.

    Args:
        first_on: The first day.
        factors: Of each day, how many times an ordinary day's demand; zero: closed.
        scale: One unit in the parts of an ordinary day.
        parts: What one unit of each day counts for an ordinary day, in parts of ``scale``; 0: closed.
        weekday_parts: What the factors of each weekday come to, from Monday, in parts of ``weekday_whole``.
        weekday_whole: One ordinary day in them.
    """

    first_on: date
    factors: tuple[Fraction, ...]
    scale: int
    parts: tuple[int, ...]
    weekday_parts: tuple[int, ...]
    weekday_whole: int

    @property
    def weekday_totals(self) -> tuple[Fraction, ...]:
        """What the factors of each weekday come to, from Monday, exact."""
        return tuple(Fraction(parts, self.weekday_whole) for parts in self.weekday_parts)


@dataclass(frozen=True, slots=True)
class Demand:
    """The days that teach, the oldest first.

    Args:
        scaled: What was wanted on each, as on an ordinary day, times ``scale``.
        weekdays: 0 is Monday.
        scale: One unit in the parts of ``scaled``.
        refused: How many units of refused requests are in it.
        skipped: How many days without stock were left out.
    """

    scaled: tuple[int, ...]
    weekdays: tuple[int, ...]
    scale: int
    refused: int
    skipped: int


def calendar_of(first_on: date, *, days: int, effects: Sequence[Festival | Payday]) -> Calendar:
    """Tell how many times an ordinary day's demand each day in a row has; what falls together multiplies.

    Args:
        first_on: The first day.
        days: How many days.
        effects: Festivals and paydays; their dates are data.

    Raises:
        ValueError: A factor is below zero.
    """
    if any(effect.factor < 0 for effect in effects):
        raise ValueError("a day wants nothing or more")
    factors, totals = [], [Fraction(0)] * WEEK
    for at in range(days):
        on, factor = first_on + timedelta(days=at), ORDINARY
        for effect in effects:
            if effect.holds_on(on):
                factor *= effect.factor
        factors.append(factor)
        totals[on.weekday()] += factor
    scale = lcm(*(factor.numerator for factor in factors if factor))
    whole = lcm(*(total.denominator for total in totals))
    return Calendar(
        first_on=first_on,
        factors=tuple(factors),
        scale=scale,
        parts=tuple(factor.denominator * (scale // factor.numerator) if factor else 0 for factor in factors),
        weekday_parts=tuple(total.numerator * (whole // total.denominator) for total in totals),
        weekday_whole=whole,
    )


def demand_of(history: History, *, calendar: Calendar | None = None) -> Demand:
    """Tell what was wanted on the days that teach.

    Args:
        history: What happened.
        calendar: Of its days; None: all are ordinary.

    Raises:
        ValueError: The parts of a history, or the calendar, are not of the same days, or something is below zero.
    """
    length = len(history.sold)
    if len(history.refused) != length or len(history.is_out) != length:
        raise ValueError("a history has one element for each day")
    if length and (min(history.sold) < 0 or min(history.refused) < 0):
        raise ValueError("what was asked for is zero or more")
    if calendar is not None and (calendar.first_on, len(calendar.parts)) != (history.first_on, length):
        raise ValueError("a calendar is of the days of the history")
    # map() with an operator, since this runs for every day of every product.
    wanted = list(map(add, history.sold, history.refused))
    scale, kept = 1, list(range(length))
    if calendar is not None:
        scale, wanted = calendar.scale, list(map(mul, wanted, calendar.parts))
        if 0 in calendar.parts:
            kept = [at for at in kept if calendar.parts[at]]
    taught = _teaching(wanted, kept, history.is_out) if any(history.is_out) else kept
    first = history.first_on.weekday()
    return Demand(
        scaled=tuple([wanted[at] for at in taught]),
        weekdays=tuple([(first + at) % WEEK for at in taught]),
        scale=scale,
        refused=sum([history.refused[at] for at in taught]) if any(history.refused) else 0,
        skipped=len(kept) - len(taught),
    )


def weekly_means(demand: Demand) -> tuple[Fraction, ...]:
    """Give what an ordinary week would have wanted, for every seven days that teach, counted from the last back.

    Days before the first whole seven are left out; the oldest week first.
    """
    weeks = len(demand.scaled) // WEEK
    start = len(demand.scaled) - weeks * WEEK
    return tuple(
        Fraction(sum(demand.scaled[start + at * WEEK : start + (at + 1) * WEEK]), demand.scale)
        for at in range(weeks)
    )


def _teaching(wanted: Sequence[int], kept: Sequence[int], is_out: Sequence[bool]) -> list[int]:
    """Leave out days without stock, but for those that asked for more than the mean of the others."""
    stocked = [wanted[at] for at in kept if not is_out[at]]
    if not stocked:
        return [at for at in kept if wanted[at]]
    total, count = sum(stocked), len(stocked)
    return [at for at in kept if not is_out[at] or wanted[at] * count > total]
