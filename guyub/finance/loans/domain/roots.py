"""Where a function of a rate is zero: what rates and yields are solved with.

Everything is Decimal in the caller's context: two machines give the same digits.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Function = Callable[[Decimal], Decimal]

ZERO, ONE, TWO, HALF = Decimal(0), Decimal(1), Decimal(2), Decimal("0.5")
CLOSE = Decimal("1e-32")  # of the rate: nearer two tries need not be
TOUCHING = Decimal("1e-40")  # of the values beside it: a valley this low touches zero
HIGHEST = Decimal("1e30")
LOWEST = Decimal("1e-30")  # above -1
NARROWINGS = 200  # each leaves some six tenths of a valley
CUT = Decimal("0.3819")  # where a valley is tried, from each side: no round rate is hit by chance


def nearest_root(function: Function, *, start: Decimal) -> Decimal | None:
    """Find the rate above -1 at which a function is 0.

    Args:
        function: Of a rate per period; continuous. Where it has two zeros it has one valley (or hill), as what flows
            in, out and in again is worth.
        start: Where the search begins, above 0 and below a half.

    Returns:
        The first zero met going outward from ``start``, as a spreadsheet finds it from its guess; None without one
        between -1 + 1e-30 and 1e30.
    """
    seen = {start: function(start)}
    if not seen[start]:
        return start
    for inner, outer in _outward(start):
        seen[outer] = function(outer)
        if not seen[outer]:
            return outer
        if (seen[inner] > 0) != (seen[outer] > 0):
            return _between(function, inner, outer)
    return _in_valley(function, seen, start)


def _outward(start: Decimal) -> Iterator[tuple[Decimal, Decimal]]:
    """Go outward from the start, a step up and a step down in turn."""
    for steps in zip_longest(_steps(start, _up(start)), _steps(start, _down(start))):
        yield from (step for step in steps if step)


def _steps(start: Decimal, points: Iterator[Decimal]) -> Iterator[tuple[Decimal, Decimal]]:
    inner = start
    for outer in points:
        yield inner, outer
        inner = outer


def _up(start: Decimal) -> Iterator[Decimal]:
    while start < HIGHEST:
        start *= 2
        yield start


def _down(start: Decimal) -> Iterator[Decimal]:
    yield from (start * HALF, ZERO, -start * HALF)
    below = start
    while below < HALF:
        yield -below
        below *= 2
    left = HALF
    while left > LOWEST:
        yield left - ONE
        left *= HALF


def _between(function: Function, low: Decimal, high: Decimal) -> Decimal:
    """Close in on the zero between two rates whose values differ in sign: Ridders' method.

    Each turn halves the way at least, and near the zero doubles the right digits.
    """
    at_low, at_high, last = function(low), function(high), high
    while True:
        middle = (low + high) / 2
        at_middle = function(middle)
        bend = (at_middle * at_middle - at_low * at_high).sqrt()
        found = middle + (middle - low) * at_middle.copy_sign(at_middle * (at_low - at_high)) / bend
        at_found = function(found)
        if not at_found or abs(found - last) <= CLOSE * abs(found):
            return found
        last = found
        if (at_middle > 0) != (at_found > 0):
            low, at_low, high, at_high = middle, at_middle, found, at_found
        elif (at_low > 0) != (at_found > 0):
            high, at_high = found, at_found
        else:
            low, at_low = found, at_found


def _in_valley(function: Function, seen: dict[Decimal, Decimal], start: Decimal) -> Decimal | None:
    """Look for two zeros that both lie between two steps, or one that is only touched."""
    rates = sorted(seen)
    at = min(range(len(rates)), key=lambda place: abs(seen[rates[place]]))
    if at in {0, len(rates) - 1}:
        return None
    left, right = rates[at - 1], rates[at + 1]
    is_above = seen[start] > 0
    low, high = left, right
    for _ in range(NARROWINGS):
        cut = (high - low) * CUT
        tried = {rate: function(rate) for rate in (low + cut, high - cut)}
        for rate, value in tried.items():
            if (value > 0) != is_above:
                return _between(function, left, rate) if rate > start else _between(function, rate, right)
        first, second = map(abs, tried.values())
        low, high = (low, high - cut) if first < second else (low + cut, high)
    middle = (low + high) / 2
    touches = abs(function(middle)) <= TOUCHING * min(abs(seen[left]), abs(seen[right]))
    return middle if touches else None
