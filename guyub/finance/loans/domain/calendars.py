"""When instalments fall due, and what part of a year lies between: month ends never overflow and never drift."""

from __future__ import annotations

from calendar import isleap
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from guyub.finance.loans.domain.terms import A_YEAR, DayCount, Unit, refused

if TYPE_CHECKING:
    from guyub.finance.loans.domain.terms import Every, Terms

PASARAN = ("Legi", "Pahing", "Pon", "Wage", "Kliwon")
_LEGI = date(1945, 8, 17)  # the day of the Proclamation was a Jumat Legi
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_DAYS = {Unit.DAY: 1, Unit.PASARAN: 5, Unit.WEEK: 7}
_MONTHS = {Unit.MONTH: 1, Unit.YEAR: 12}
_ACTUAL = {DayCount.ACTUAL_365: 365, DayCount.ACTUAL_360: 360}
_BOTH_YEARS = 365 * 366
_SURE_DAY = 28  # every month has it
_EARLIEST_YEAR, _LATEST_YEAR = 1900, 9998


def pasaran(day: date) -> str:
    """Name the day of the Javanese market week."""
    return PASARAN[(day - _LEGI).days % 5]


def later(day: date, every: Every, periods: int) -> date:
    """Go some periods on (or back), clipped to the month's end.

    31 October and 1, 2, 4 months more are 30 November, 31 December, 28 or 29 February.
    """
    if every.unit in _DAYS:
        return day + timedelta(days=_DAYS[every.unit] * every.count * periods)
    return _clipped(day.year * 12 + day.month - 1 + _MONTHS[every.unit] * every.count * periods, day.day)


def _clipped(month_of_time: int, day: int) -> date:
    year, month = divmod(month_of_time, 12)
    if day > _SURE_DAY:
        day = min(day, 29 if month == 1 and isleap(year) else _LENGTHS[month])
    return date(year, month + 1, day)


@dataclass(slots=True)
class Calendar:
    """The periods of a loan.

    Attributes:
        starts: The day each period starts after; empty when no dates were told.
        dues: Each period's due date; empty likewise.
        shares: What part of a year each period is, in parts of ``whole``.
        whole: The parts of a year.
        day_count: How a piece of a period is counted; None: by the days of the period.
    """

    starts: list[date]
    dues: list[date]
    shares: list[int]
    whole: int
    day_count: DayCount | None

    def piece(self, at: int, first: date, last: date) -> tuple[int, int]:
        """Give what part of a year lies between two days of a period, the first not counted: part, of whole."""
        if self.day_count is None:
            days = (self.dues[at] - self.starts[at]).days
            return self.shares[at] * (last - first).days, self.whole * days
        return share_of_days(first, last, self.day_count)


def share_of_days(first: date, last: date, day_count: DayCount) -> tuple[int, int]:
    """Give what part of a year lies between two days, the first not counted: part, of whole.

    ``30/360`` counts months of 30 days, the 31st as the 30th.
    """
    if day_count in _ACTUAL:
        return (last - first).days, _ACTUAL[day_count]
    if day_count is DayCount.ACTUAL_ACTUAL:
        return _BOTH_YEARS * (last.year - first.year) + _into_year(last) - _into_year(first), _BOTH_YEARS
    months = (last.year - first.year) * 12 + last.month - first.month
    return 30 * months + min(last.day, 30) - min(first.day, 30), 360


def _into_year(day: date) -> int:
    """Give how much of its year is over at the end of a day."""
    over = day.toordinal() - date(day.year, 1, 1).toordinal() + 1
    return over * (365 if isleap(day.year) else 366)


def calendar_of(terms: Terms, number: int) -> Calendar:
    """Lay out the periods of a loan.

    Args:
        terms: Checked.
        number: How many periods.

    Raises:
        TermsRefusedError: ``dates``: they leave the calendar.
    """
    starts, dues = _days(terms, number)
    unit, day_count = terms.every.unit, terms.day_count
    if day_count is DayCount.THIRTY_360 and not terms.due_dates and unit in _DAYS:
        day_count = DayCount.ACTUAL_360
        if not dues:
            return Calendar([], [], [_DAYS[unit] * terms.every.count] * number, 360, day_count)
    elif day_count is DayCount.PERIOD or (day_count is DayCount.THIRTY_360 and not terms.due_dates):
        return _by_period(terms, starts, dues, number)
    spans = [share_of_days(first, last, day_count) for first, last in zip(starts, dues, strict=True)]
    return Calendar(starts, dues, [part for part, _ in spans], spans[0][1], day_count)


def _days(terms: Terms, number: int) -> tuple[list[date], list[date]]:
    """Give the start and the due date of each period; nothing where no date was told."""
    start, every = terms.starts_on, terms.every
    if terms.due_dates and start:
        return [start, *terms.due_dates[:-1]], list(terms.due_dates)
    told = terms.first_due_on or start
    if told is None:
        return [], []
    if not _EARLIEST_YEAR <= told.year <= _LATEST_YEAR - (number + 1) / every.a_year:
        name = "first_due_on" if terms.first_due_on else "disbursed_on"
        raise refused(name, "dates", "Tahunnya terlalu jauh. Periksa tanggalnya.")
    first_due = terms.first_due_on or later(told, every, 1)
    if every.unit in _DAYS:
        length = timedelta(days=_DAYS[every.unit] * every.count)
        dues = [first_due + length * at for at in range(number)]
    else:
        first, step, day = (
            first_due.year * 12 + first_due.month - 1,
            _MONTHS[every.unit] * every.count,
            first_due.day,
        )
        months = range(first, first + step * number, step)
        if day > _SURE_DAY:
            dues = [_clipped(month, day) for month in months]
        else:
            dues = [date(month // 12, month % 12 + 1, day) for month in months]
    return [start or later(first_due, every, -1), *dues[:-1]], dues


def _by_period(terms: Terms, starts: list[date], dues: list[date], number: int) -> Calendar:
    """Count whole periods; a broken first one by its days over those of the full period that ends with it.

    A margin does not follow days: a broken period bears as much of it as a whole one.
    """
    share, whole = terms.every.count, A_YEAR[terms.every.unit]
    shares = [share] * number
    if terms.starts_on is not None and terms.first_due_on is not None and not terms.is_margin:
        start, due = starts[0], dues[0]
        full_start = later(due, terms.every, -1)
        if start != full_start and due != later(start, terms.every, 1):
            full = (due - full_start).days
            shares = [share * (due - start).days, *([share * full] * (number - 1))]
            whole *= full
    return Calendar(starts, dues, shares, whole, None)
