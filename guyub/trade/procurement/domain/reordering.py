"""How much to order: what is wanted until the delivery after next, something for chance, less what is there or coming.

Source: docs/algorithms/reordering.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, isqrt
from typing import TYPE_CHECKING

from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Mapping

    from guyub.trade.procurement.domain.demand import Calendar
    from guyub.trade.procurement.domain.forecasting import Forecast

# Service in per cent → how many deviations above the mean: of the normal distribution, to three places. What holds is
# the dated parameter (stok.z_pokok, stok.z_lain); these are its usual values.
Z_OF_SERVICE: Mapping[int, Fraction] = {
    90: Fraction(1282, 1000),
    95: Fraction(1645, 1000),
    98: Fraction(2054, 1000),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Supply:
    """How a supplier delivers one product; quantities in the units of stock.

    Args:
        review_days: Days from one order to the next.
        lead_days: Days from an order to its delivery.
        case_size: Only whole cases are delivered; 1: single units.
        least_qty: Less than this is not delivered.
        most_qty: More than this may not be ordered at once; None: no limit.
    """

    review_days: int
    lead_days: int
    case_size: int = 1
    least_qty: int = 0
    most_qty: int | None = None

    @property
    def days(self) -> int:
        """How long what is ordered now must last: until the next order has come."""
        return self.review_days + self.lead_days


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion(Row):
    """What to order, and what it follows from; quantities in the units of stock.

    Args:
        expected: What is wanted until the order after this one has come, exact.
        safety_qty: What is kept for chance.
        target_qty: Both together: what should be there or on its way.
        need_qty: What the target lacks.
        cases: Whole cases to order.
        order_qty: The same in units.
        is_raised: The supplier's least quantity made it more.
        is_capped: What may be ordered at once made it less.
    """

    expected: Fraction
    safety_qty: int
    target_qty: int
    need_qty: int
    cases: int
    order_qty: int
    is_raised: bool
    is_capped: bool


def safety_stock(
    *,
    z: Fraction,
    variance: Fraction,
    days: int,
    daily: Fraction = Fraction(0),
    lead_variance: Fraction = Fraction(0),
) -> int:
    """Give what is kept for chance: z × √(days × variance + daily² × lead variance), rounded up.

    Args:
        z: Deviations above the mean (``Z_OF_SERVICE``).
        variance: Of one day's demand.
        days: From this order until the next has come.
        daily: A day's demand; counts only where the lead time varies.
        lead_variance: Of the lead time, in days squared; 0: a supplier keeps the day.

    Returns:
        The least whole number that is not below the exact root.
    """
    spread = days * variance
    if lead_variance:
        spread += daily * daily * lead_variance
    # In whole numbers, since this runs for every product.
    top, bottom = z.numerator**2 * spread.numerator, z.denominator**2 * spread.denominator
    root = isqrt(top // bottom)
    return root if root * root * bottom == top else root + 1


def suggest(
    forecast: Forecast,
    *,
    calendar: Calendar,
    supply: Supply,
    z: Fraction,
    stock_qty: int,
    on_order_qty: int,
) -> Suggestion:
    """Say what to order of one product.

    Args:
        forecast: Of an ordinary day.
        calendar: Of the days that are not sold yet, as many as ``supply.days``.
        supply: How it is delivered.
        z: For how sure one wants to be.
        stock_qty: What is there; below zero: owed.
        on_order_qty: What is on its way.

    Raises:
        ValueError: The calendar is of fewer or more days.
    """
    if len(calendar.factors) != supply.days:
        raise ValueError("a calendar is of the days until the next order has come")
    expected = forecast.over(calendar)
    safety_qty = safety_stock(z=z, variance=forecast.variance, days=supply.days)
    target_qty = ceil(expected) + safety_qty
    return order_up_to(
        expected=expected,
        safety_qty=safety_qty,
        target_qty=target_qty,
        need_qty=max(0, target_qty - stock_qty - on_order_qty),
        supply=supply,
    )


def order_up_to(
    *, expected: Fraction, safety_qty: int, target_qty: int, need_qty: int, supply: Supply
) -> Suggestion:
    """Round what is needed to what can be ordered: the least quantity, up to whole cases, down to what is allowed.

    Where nothing is needed nothing is ordered, whatever the least quantity.
    """
    wanted_qty = max(need_qty, supply.least_qty) if need_qty else 0
    cases = -(-wanted_qty // supply.case_size)
    needed_cases = -(-need_qty // supply.case_size)
    allowed = cases if supply.most_qty is None else supply.most_qty // supply.case_size
    return Suggestion(
        expected=expected,
        safety_qty=safety_qty,
        target_qty=target_qty,
        need_qty=need_qty,
        cases=min(cases, allowed),
        order_qty=min(cases, allowed) * supply.case_size,
        is_raised=cases > needed_cases,
        is_capped=cases > allowed,
    )
