"""Events that come again: when the next one is due."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from guyub.foundation.kernel.dates import add_months, month_end
from guyub.foundation.kernel.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


class Every(StrEnum):
    """How often."""

    MINGGU = "MINGGU"
    BULAN = "BULAN"
    TRIWULAN = "TRIWULAN"


EVERY_WORDS: Mapping[str, str] = {
    Every.MINGGU: "Tiap minggu",
    Every.BULAN: "Tiap bulan",
    Every.TRIWULAN: "Tiap tiga bulan",
}
_MONTHS = {Every.BULAN: 1, Every.TRIWULAN: 3}


class RecurringRefusedError(DomainError):
    """A recurring event is not kept, ended or recorded; ``wrong`` says why.

    By what was typed: ``every``, ``first`` (its first day is none, or lies before today), ``until`` (it ends before it
    begins). By the cooperative: ``gone`` (no such one, or ended), ``due`` (recorded already, or not due on that day).
    """

    code: ClassVar[str] = "treasury.recurring.refused"


def due_after(every: Every, due_on: date, *, on_day: int) -> date:
    """Tell when it is due next.

    Args:
        every: How often.
        due_on: When it was due last.
        on_day: The day of the month, 1 to 31; a month without it takes its last day, the next one the day itself.
    """
    if every is Every.MINGGU:
        return due_on + timedelta(days=7)
    month = add_months(due_on.replace(day=1), _MONTHS[every])
    return month.replace(day=min(on_day, month_end(month).day))
