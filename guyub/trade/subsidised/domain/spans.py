"""Over which days limits count: days of Jakarta, weeks from Monday, months of the calendar."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from guyub.foundation.kernel.dates import Zone, business_date, month_end
from guyub.trade.subsidised.domain.programmes import Period

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from guyub.trade.subsidised.domain.programmes import LimitRule

WEEK_DAYS = 7


def day_of(at: datetime) -> date:
    """Tell on which day of Jakarta something was sold, whatever the zone of the cooperative.

    Raises:
        ValueError: The moment has no zone.
    """
    return business_date(at, Zone.WIB)


def span_of(period: Period, day: date) -> tuple[date, date]:
    """Tell over which days a limit counts that a sale of a day falls under; both ends are inside.

    A single sale and an allocation have no days of their own: the day itself.
    """
    if period is Period.WEEK:
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=WEEK_DAYS - 1)
    if period is Period.MONTH:
        return day.replace(day=1), month_end(day)
    return day, day


def history_from(rules: Iterable[LimitRule], *, on: date) -> date:
    """Tell the first day that any of some limits counts for a sale of a day."""
    return min((span_of(rule.period, on)[0] for rule in rules), default=on)
