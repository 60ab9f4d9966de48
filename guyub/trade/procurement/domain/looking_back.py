"""How good the forecasts of one product would have been: made again from what was known then, held against what came.

Source: docs/algorithms/forecasting.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from guyub.foundation.kernel.rows import Row
from guyub.trade.procurement.domain.demand import WEEK, History, calendar_of, demand_of
from guyub.trade.procurement.domain.forecasting import ERRORS_SHOWN, errors_of, forecast_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from guyub.trade.procurement.domain.demand import Festival, Payday
    from guyub.trade.procurement.domain.forecasting import Errors


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekLookedBack(Row):
    """One past week: what would have been foretold the evening before it, and what was asked for.

    Args:
        first_on: Its first day.
        foretold: For those of its days that had stock, exact.
        asked: Sold and refused on them.
    """

    first_on: date
    foretold: Fraction
    asked: int


def look_back(
    history: History, *, effects: Sequence[Festival | Payday]
) -> tuple[tuple[WeekLookedBack, ...], Errors]:
    """Foretell the last four weeks again, each from the days before it, and tell how far that was off.

    Days without stock are left out on both sides. A week counts where at least one day lies before it.

    Args:
        history: What happened, the last day being yesterday.
        effects: Festivals and paydays of all its days.

    Returns:
        The weeks, the oldest first, and their errors.
    """
    days = len(history.sold)
    starts = [days - WEEK * back for back in range(ERRORS_SHOWN, 0, -1) if days > WEEK * back]
    weeks = tuple(_week(history, start, effects) for start in starts)
    return weeks, errors_of([week.foretold for week in weeks], [week.asked for week in weeks])


def _week(history: History, start: int, effects: Sequence[Festival | Payday]) -> WeekLookedBack:
    before = History(
        first_on=history.first_on,
        sold=history.sold[:start],
        refused=history.refused[:start],
        is_out=history.is_out[:start],
    )
    known = calendar_of(history.first_on, days=start, effects=effects)
    forecast = forecast_of(demand_of(before, calendar=known))
    first_on = history.first_on + timedelta(days=start)
    factors = calendar_of(first_on, days=WEEK, effects=effects).factors
    stocked = [at for at in range(WEEK) if not history.is_out[start + at]]
    return WeekLookedBack(
        first_on=first_on,
        foretold=sum(
            (forecast.by_weekday[(first_on.weekday() + at) % WEEK] * factors[at] for at in stocked),
            Fraction(0),
        ),
        asked=sum(history.sold[start + at] + history.refused[start + at] for at in stocked),
    )
