"""Simpanan wajib month by month: what is missing, and to which months a payment goes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from guyub.foundation.kernel.dates import add_months, month_end
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.formats import SHORT_MONTHS
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date


class DuesState(StrEnum):
    """How a month stands."""

    LUNAS = "LUNAS"
    SEBAGIAN = "SEBAGIAN"
    BELUM = "BELUM"
    DIBEBASKAN = "DIBEBASKAN"
    BELUM_DITAGIH = "BELUM_DITAGIH"  # ahead: may be paid in advance


STATE_WORDS: Mapping[DuesState, str] = {
    DuesState.LUNAS: "Lunas",
    DuesState.SEBAGIAN: "Sebagian",
    DuesState.BELUM: "Belum bayar",
    DuesState.DIBEBASKAN: "Dibebaskan",
    DuesState.BELUM_DITAGIH: "Belum ditagih",
}


class DuesRefusedError(DomainError):
    """Simpanan wajib is not taken, billed or waived; ``wrong`` says why. Facts of months are words.

    ``member`` (no number, or left), ``own``, ``none`` (no month chosen), ``paid`` (fact ``month``: nothing is missing
    of it), ``above`` (more than these months miss; fact ``missing_rp``), ``amount`` (not above zero), ``ahead``
    (further than may be paid in advance; fact ``last``), ``before`` (before billing began here, or before the member
    joined; fact ``month``), ``future`` (bills are made for months that have begun), ``account`` (no simpanan sukarela
    of the member), ``reason``, ``waived`` (not billed, or part of it was paid or waived; fact ``month``), ``date`` (the
    day is none, or has not come), ``decision`` (the cooperative has no such one).
    """

    code: ClassVar[str] = "savings.dues.refused"


@dataclass(frozen=True, slots=True)
class MonthDue(Row):
    """One month of one member; whole rupiah."""

    month: date
    amount_rp: int
    paid_rp: int
    waived_rp: int
    due_on: date
    is_billed: bool = True

    @property
    def missing_rp(self) -> int:
        """What is still to be paid."""
        return self.amount_rp - self.paid_rp - self.waived_rp

    @property
    def state(self) -> DuesState:
        """How it stands."""
        if not self.is_billed:
            return DuesState.BELUM_DITAGIH
        if self.waived_rp and not self.missing_rp:
            return DuesState.DIBEBASKAN
        if not self.missing_rp:
            return DuesState.LUNAS
        return DuesState.SEBAGIAN if self.paid_rp else DuesState.BELUM


def month_words(month: date) -> str:
    """Name a month: ``Okt 2026``."""
    return f"{SHORT_MONTHS[month.month - 1]} {month.year}"


def due_day(month: date, day_of_month: int) -> date:
    """Give the day by which a month is due: clipped to the month's end, the 31st of February is the 28th or 29th."""
    return month.replace(day=min(day_of_month, month_end(month).day))


def months_between(first: date, last: date) -> list[date]:
    """List the first days of months, both inside."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return [add_months(first, at) for at in range(count)]


def spread(amount_rp: int, months: Sequence[MonthDue]) -> list[tuple[MonthDue, int]]:
    """Give a payment to months, each in its turn, the last one partly.

    Args:
        amount_rp: Whole rupiah.
        months: Those that the payer named, the oldest first; every one misses something.

    Returns:
        Month and rupiah above zero; they sum to ``amount_rp``.

    Raises:
        DuesRefusedError: ``none``, ``paid``, ``amount``, ``above``.

    Source: docs/algorithms/dues.md.
    """
    if not months:
        raise DuesRefusedError(wrong="none")
    for one in months:
        if one.missing_rp == 0:
            raise DuesRefusedError(wrong="paid", month=month_words(one.month))
    if amount_rp <= 0:
        raise DuesRefusedError(wrong="amount")
    missing_rp = sum(one.missing_rp for one in months)
    if amount_rp > missing_rp:
        raise DuesRefusedError(wrong="above", missing_rp=missing_rp)
    found, rest_rp = [], amount_rp
    for one in months:
        part_rp = min(rest_rp, one.missing_rp)
        if part_rp:
            found.append((one, part_rp))
        rest_rp -= part_rp
    return found


def reached(amount_rp: int, months: Sequence[MonthDue]) -> list[MonthDue]:
    """Tell which months a payment reaches where the payer names an amount alone.

    Args:
        amount_rp: Whole rupiah.
        months: All months that may be paid, the oldest first.

    Returns:
        Those that miss something, in their turn, until the amount is used up; all of them where it is more.
    """
    found, rest_rp = [], amount_rp
    for one in months:
        if rest_rp <= 0:
            break
        if one.missing_rp:
            found.append(one)
            rest_rp -= one.missing_rp
    return found
