"""An amount shared over months, straight and to the rupiah: depreciation, prepaid rent, income received ahead.

Source: straight-line method, SAK EP; largest remainder with equal weights; docs/algorithms/depreciation.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.foundation.kernel.dates import add_months

if TYPE_CHECKING:
    from datetime import date


def month_of(day: date) -> date:
    """Give the first day of a day's month."""
    return day.replace(day=1)


def months_between(since: date, until: date) -> int:
    """Count months from one month to another: 0 for the same, below zero where it lies before."""
    return (until.year - since.year) * 12 + until.month - since.month


@dataclass(frozen=True, slots=True)
class Plan:
    """Whole rupiah over a number of months: the first ones take the rupiah that equal parts leave over.

    Args:
        total_rp: What is shared, zero or more.
        first: The first day of the first month.
        months: Over how many; 0 shares nothing (land).
    """

    total_rp: int
    first: date
    months: int

    def share(self, month: date) -> int:
        """Give a month's part; nothing before the first month and after the last."""
        at = months_between(self.first, month)
        if not 0 <= at < self.months:
            return 0
        each, over = divmod(self.total_rp, self.months)
        return each + (at < over)

    def shared(self, month: date) -> int:
        """Give what is shared up to a month, itself included."""
        count = min(max(months_between(self.first, month) + 1, 0), self.months)
        if not count:
            return 0
        each, over = divmod(self.total_rp, self.months)
        return each * count + min(count, over)

    def until(self, through: date) -> list[date]:
        """List the months that bear something, up to a month."""
        count = min(months_between(self.first, through) + 1, self.months, self.total_rp)
        return [add_months(self.first, at) for at in range(count)]

    @property
    def last(self) -> date:
        """The last month that bears something; the first one where nothing is shared."""
        return add_months(self.first, max(min(self.months, self.total_rp), 1) - 1)


def first_month(acquired_on: date, *, delay: int) -> date:
    """Give the month in which an asset bought on a day begins to lose value.

    Args:
        acquired_on: The day it came.
        delay: 0: the same month; 1: the month after (parameter ``aset.susut_mulai``).
    """
    return add_months(month_of(acquired_on), delay)


def last_month(ended_on: date, *, delay: int) -> date:
    """Give the last month that an asset bears that went on a day: as many months as it was there.

    What begins in the month of buying ends with the month before the sale; what begins the month after bears that of
    the sale too.
    """
    return add_months(month_of(ended_on), delay - 1)
