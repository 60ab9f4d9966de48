"""What will be asked for in the days to come, exact: by weekday, by a moving mean, or as goods that sell now and then.

Written for twenty thousand products in one run, so the loops count in whole numbers and a Fraction is made at the end.
Source: docs/algorithms/forecasting.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import lcm
from operator import mul
from typing import TYPE_CHECKING

from guyub.trade.procurement.domain.demand import WEEK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from guyub.trade.procurement.domain.demand import Calendar, Demand

LEAST_DAYS = 28  # of record, before anything but the plain mean is believed
MOVING_DAYS = 28
SEASON_WEEKS = 8
LEAST_OF_WEEKDAY = 3  # of each weekday, before weekdays are told apart
ADI_LIMIT = Fraction(132, 100)
CV2_LIMIT = Fraction(49, 100)
SMOOTHING = Fraction(1, 10)
SILENT_INTERVALS = 3  # without demand, before a good counts as dying
ERRORS_SHOWN = 4


class Pattern(StrEnum):
    """How a good sells (Syntetos, Boylan and Croston 2005)."""

    NONE = "NONE"  # nothing was asked for
    SMOOTH = "SMOOTH"  # often and evenly
    ERRATIC = "ERRATIC"  # often, very different amounts
    INTERMITTENT = "INTERMITTENT"  # now and then, the same amount
    LUMPY = "LUMPY"  # now and then, very different amounts


class Method(StrEnum):
    """How its demand is foretold."""

    MEAN = "MEAN"  # of all days, while there are few
    MOVING = "MOVING"  # of the last four weeks
    WEEKDAY = "WEEKDAY"  # of each weekday over the last eight weeks
    SBA = "SBA"
    TSB = "TSB"


@dataclass(frozen=True, slots=True)
class Forecast:
    """What an ordinary day wants.

    Args:
        pattern: How the good sells.
        method: How it is foretold.
        parts: An ordinary day's demand from Monday to Sunday, in parts of ``whole``.
        whole: One unit in them.
        variance: Of the demand of one day around its mean, exact: of all days looked at, with n - 1; by weekday around
            the mean of each weekday, with n - 7.
        days_used: How many days it was learnt from.
        refused: How many units of refused requests are in them.
        skipped: How many days without stock are not.
    """

    pattern: Pattern
    method: Method
    parts: tuple[int, ...]
    whole: int
    variance: Fraction
    days_used: int
    refused: int
    skipped: int

    @property
    def by_weekday(self) -> tuple[Fraction, ...]:
        """An ordinary day's demand from Monday to Sunday, exact."""
        return tuple(Fraction(part, self.whole) for part in self.parts)

    @property
    def daily(self) -> Fraction:
        """An ordinary day's demand, over the week."""
        return Fraction(sum(self.parts), self.whole * WEEK)

    def over(self, calendar: Calendar) -> Fraction:
        """Give what the days of a calendar want together, exact."""
        return Fraction(
            sum(map(mul, self.parts, calendar.weekday_parts)), self.whole * calendar.weekday_whole
        )


@dataclass(frozen=True, slots=True)
class Errors:
    """How far the last forecasts were off; None where nothing was asked for.

    Args:
        wape: All differences, whichever way, by all that was asked for (*weighted absolute percentage error*).
        bias: What was foretold too much, by all that was asked for; below zero: too little.
        periods: Of how many.
    """

    wape: Fraction | None
    bias: Fraction | None
    periods: int


def forecast_of(demand: Demand) -> Forecast:
    """Foretell an ordinary day of one product.

    Fewer than 28 days: their plain mean. Goods that sell often: by weekday where every weekday was seen three times in
    eight weeks and amounts are even, else the mean of the last four weeks. Goods that sell now and then: SBA, or TSB
    where nothing was asked for during three mean intervals.

    Args:
        demand: What taught, the oldest day first.

    Source: docs/algorithms/forecasting.md.
    """
    scaled, scale = demand.scaled, demand.scale
    pattern = pattern_of(scaled)
    method = _method(demand, pattern)
    used = scaled
    if method is Method.MOVING:
        used = scaled[-MOVING_DAYS:]
    elif method is Method.WEEKDAY:
        used = scaled[-SEASON_WEEKS * WEEK :]
    if method is Method.WEEKDAY:
        totals, counts = _by_weekday(used, demand.weekdays[-len(used) :])
        every = lcm(*counts)
        parts = tuple([total * (every // count) for total, count in zip(totals, counts, strict=True)])
        whole = every * scale
        spread, over = _spread_of_weekdays(used, totals, counts, every)
    else:
        daily = {Method.SBA: sba, Method.TSB: tsb}.get(method, mean)(used)
        parts, whole = (daily.numerator,) * WEEK, daily.denominator * scale
        spread, over = _spread(used)
    return Forecast(
        pattern=pattern,
        method=method,
        parts=parts,
        whole=whole,
        variance=Fraction(spread, over * scale * scale),
        days_used=len(used),
        refused=demand.refused,
        skipped=demand.skipped,
    )


def pattern_of(series: Sequence[int]) -> Pattern:
    """Class a good by how often it sells and how much the amounts differ.

    ADI = periods by periods with demand; CV² = variance of the amounts by the square of their mean. At a limit a good
    is of the rarer, or the more uneven class.

    Source: limits 1.32 and 0.49 of Syntetos, Boylan and Croston (2005), from memory.
    """
    sizes = [asked for asked in series if asked]
    if not sizes:
        return Pattern.NONE
    total = sum(sizes)
    squares = len(sizes) * sum([size * size for size in sizes]) - total * total
    is_rare = len(series) * ADI_LIMIT.denominator >= ADI_LIMIT.numerator * len(sizes)
    is_uneven = squares * CV2_LIMIT.denominator >= CV2_LIMIT.numerator * total * total
    if is_rare:
        return Pattern.LUMPY if is_uneven else Pattern.INTERMITTENT
    return Pattern.ERRATIC if is_uneven else Pattern.SMOOTH


def mean(series: Sequence[int]) -> Fraction:
    """Give the plain mean; of nothing it is 0."""
    return Fraction(sum(series), len(series) or 1)


def sba(series: Sequence[int], *, smoothing: Fraction = SMOOTHING) -> Fraction:
    """Foretell a period's demand of a good that sells now and then (Croston, corrected by Syntetos and Boylan).

    Size and interval are smoothed where there is demand, both from their first value; the first interval counts from
    the beginning. The forecast is (1 - a/2) × size / interval.

    Args:
        series: The oldest first.
        smoothing: a, above 0 and up to 1.

    Returns:
        Exact; 0 where nothing was asked for.
    """
    part, whole = smoothing.numerator, smoothing.denominator
    rest, size, interval, since = whole - part, 0, 0, 0
    # After n demands both stand as whole numbers over whole ** (n - 1): their quotient needs no denominator.
    power = 0
    for asked in series:
        since += 1
        if not asked:
            continue
        if power:
            size = part * asked * power + rest * size
            interval = part * since * power + rest * interval
            power *= whole
        else:
            size, interval, power = asked, since, 1
        since = 0
    if not power:
        return Fraction(0)
    return Fraction((2 * whole - part) * size, 2 * whole * interval)


def tsb(series: Sequence[int], *, smoothing: Fraction = SMOOTHING, chance: Fraction = SMOOTHING) -> Fraction:
    """Foretell a period's demand of a good that may be dying (Teunter, Syntetos and Babai).

    The chance of a demand is smoothed in every period, from whether the first had one; the size where there is demand,
    from the first size. The forecast is chance × size.

    Args:
        series: The oldest first.
        smoothing: Of the size, above 0 and up to 1.
        chance: Of the chance, above 0 and up to 1.

    Returns:
        Exact; 0 where nothing was asked for.
    """
    part, whole = chance.numerator, chance.denominator
    likely, power = int(bool(series and series[0])), 1
    for asked in series[1:]:
        likely = (whole - part) * likely + (part * power if asked else 0)
        power *= whole
    sizes = [asked for asked in series if asked]
    if not sizes:
        return Fraction(0)
    size, size_power = sizes[0], 1
    for asked in sizes[1:]:
        size = smoothing.numerator * asked * size_power + (smoothing.denominator - smoothing.numerator) * size
        size_power *= smoothing.denominator
    return Fraction(likely * size, power * size_power)


def variance_of(series: Sequence[int]) -> Fraction:
    """Give the variance around the mean with n - 1, exact; of fewer than two it is 0."""
    return Fraction(*_spread(series))


def errors_of(foretold: Sequence[Fraction], asked: Sequence[int]) -> Errors:
    """Tell how far the last four forecasts were off.

    Args:
        foretold: What each period was to ask for, the oldest first.
        asked: What it asked for.

    Raises:
        ValueError: They are not of one length.
    """
    pairs = list(zip(foretold, asked, strict=True))[-ERRORS_SHOWN:]
    total = sum(real for _, real in pairs)
    if not total:
        return Errors(None, None, len(pairs))
    off = [guess - real for guess, real in pairs]
    return Errors(
        sum((abs(one) for one in off), Fraction(0)) / total, sum(off, Fraction(0)) / total, len(pairs)
    )


def _spread(series: Sequence[int]) -> tuple[int, int]:
    """Give the variance around the mean as two whole numbers, the second above zero."""
    count = len(series)
    if count < 2:
        return 0, 1
    total = sum(series)
    return count * sum(map(mul, series, series)) - total * total, count * (count - 1)


def _by_weekday(series: Sequence[int], weekdays: Sequence[int]) -> tuple[list[int], list[int]]:
    totals, counts = [0] * WEEK, [0] * WEEK
    for weekday, asked in zip(weekdays, series, strict=True):
        totals[weekday] += asked
        counts[weekday] += 1
    return totals, counts


def _spread_of_weekdays(
    series: Sequence[int], totals: Sequence[int], counts: Sequence[int], every: int
) -> tuple[int, int]:
    """Give the variance around the means of the weekdays, with one day less for each of them, as two whole numbers.

    Args:
        series: The days.
        totals: Their sum by weekday.
        counts: How many there are of each weekday.
        every: A multiple of all these counts.
    """
    explained = sum([total * total * (every // count) for total, count in zip(totals, counts, strict=True)])
    return every * sum(map(mul, series, series)) - explained, every * (len(series) - WEEK)


def _method(demand: Demand, pattern: Pattern) -> Method:
    series = demand.scaled
    if len(series) < LEAST_DAYS or pattern is Pattern.NONE:
        return Method.MEAN
    if pattern in {Pattern.INTERMITTENT, Pattern.LUMPY}:
        sold = [at for at, asked in enumerate(series) if asked]
        silent = len(series) - 1 - sold[-1]
        return Method.TSB if silent * len(sold) >= SILENT_INTERVALS * len(series) else Method.SBA
    recent = demand.weekdays[-SEASON_WEEKS * WEEK :]
    is_seen = all(recent.count(weekday) >= LEAST_OF_WEEKDAY for weekday in range(WEEK))
    return Method.WEEKDAY if pattern is Pattern.SMOOTH and is_seen else Method.MOVING
