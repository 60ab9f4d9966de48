"""Months and years of the books: they close one after the other, and only when they are over.

Closed months are a prefix: everything up to a day, the last of a month, or the day before the books begin where nothing
is closed. Closed years likewise, and never further than the months. A day is always the cooperative's own, in its zone.

Source: UU 25/1992 art. 35 (books are closed once a year), SAK EP; docs/regulations.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from guyub.foundation.kernel.dates import month_end
from guyub.foundation.kernel.errors import DomainError

_DAY = timedelta(days=1)


class PeriodRefusedError(DomainError):
    """A month or a year does not close, or nothing opens again; ``wrong`` says why.

    Closing a month: ``unopened month closed missing early``; a year: ``unopened closed missing months``; opening again:
    ``unopened open``. Fact ``date``: the month that comes first (its last day), or the last closed day.
    """

    code: ClassVar[str] = "ledger.period.refused"


@dataclass(frozen=True, slots=True)
class Periods:
    """How far the books of a cooperative are closed.

    Args:
        opened_on: The first day that the books know.
        closed_through: The last closed day; the day before ``opened_on`` where none is.
        year_closed_through: Likewise, of closed years.
    """

    opened_on: date
    closed_through: date
    year_closed_through: date

    @property
    def next_month(self) -> date:
        """The last day of the month to be closed next."""
        return month_end(self.closed_through + _DAY)

    @property
    def next_year(self) -> date:
        """31 December of the year to be closed next."""
        return date((self.year_closed_through + _DAY).year, 12, 31)

    @property
    def is_year_due(self) -> bool:
        """All months of the next year are closed."""
        return self.next_year <= self.closed_through

    def month_is_over(self, *, today: date) -> bool:
        """Tell whether the next month's last day has passed."""
        return self.next_month < today

    def check_month(self, through: date, *, today: date) -> None:
        """Check that a month may be closed.

        Args:
            through: Its last day.
            today: The business date in the cooperative's own zone.

        Raises:
            PeriodRefusedError: ``month`` (not the last day of one), ``closed``, ``missing`` (``date`` comes first) or
                ``early`` (its last day has not passed).
        """
        if through != month_end(through):
            raise PeriodRefusedError(wrong="month")
        if through <= self.closed_through:
            raise PeriodRefusedError(wrong="closed", date=self.closed_through)
        if through != self.next_month:
            raise PeriodRefusedError(wrong="missing", date=self.next_month)
        if not self.month_is_over(today=today):
            raise PeriodRefusedError(wrong="early", date=through)

    def check_year(self, year: int) -> None:
        """Check that a year may be closed: the one after the last closed, once its December is closed.

        Raises:
            PeriodRefusedError: ``closed``, ``missing`` (``date`` ends the year that comes first) or ``months``
                (``date`` ends the month that comes first).
        """
        if year < self.next_year.year:
            raise PeriodRefusedError(wrong="closed", date=self.year_closed_through)
        if year > self.next_year.year:
            raise PeriodRefusedError(wrong="missing", date=self.next_year)
        if not self.is_year_due:
            raise PeriodRefusedError(wrong="months", date=self.next_month)

    def reopened_from(self, day: date) -> Periods:
        """Tell how far the books are closed once a day's month is open again, and with it all that came after.

        A day in a closed year opens that year too: its result is no longer closed into equity.

        Raises:
            PeriodRefusedError: The day is ``open`` already, or the books do not know it.
        """
        if not self.opened_on <= day <= self.closed_through:
            raise PeriodRefusedError(wrong="open", date=self.closed_through)
        before = self.opened_on - _DAY
        year_before = date(day.year - 1, 12, 31)
        return Periods(
            opened_on=self.opened_on,
            closed_through=max(before, day.replace(day=1) - _DAY),
            year_closed_through=max(before, min(self.year_closed_through, year_before)),
        )

    def years_reopened_from(self, day: date) -> list[int]:
        """List the closed years that open with a day, the last first: the order in which their entries go back."""
        return [
            year for year in range(self.year_closed_through.year, day.year - 1, -1) if self._has_closed(year)
        ]

    def _has_closed(self, year: int) -> bool:
        return date(year, 12, 31) <= self.year_closed_through
