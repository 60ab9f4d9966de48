"""The tax on jasa towards the state: by when, under which codes, what is missing of a month.

Source: PP 15/2009, PMK 81/2024 (docs/regulations.md#pajak-jasa); days and rates are dated parameters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from guyub.foundation.kernel.dates import add_months
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from datetime import date

KAP, KJS = "411128", "417"  # kind of tax and of payment, as the billing code asks for them
_NTPN = re.compile(r"[0-9A-Z]{16}", re.ASCII)


class JasaTaxRefusedError(DomainError):
    """A slip is not issued, or the tax of a month is not paid; ``wrong`` says why.

    ``unposted`` (the jasa of the month is not booked), ``nothing`` (no slip is new), ``changed`` (the tax is another
    than was shown; fact ``missing_rp``), ``paid`` (nothing is missing), ``day`` (before the month ended, or after
    today), ``ntpn`` (not 16 letters and digits), ``again`` (that number stands with another payment), ``gone`` (no such
    payment, or taken back), ``reason`` (none, or longer than 60 letters).
    """

    code: ClassVar[str] = "savings.jasa_tax.refused"


class DutyState(StrEnum):
    """How far the tax of a month is."""

    NIHIL = "NIHIL"
    BELUM = "BELUM"
    TERLAMBAT = "TERLAMBAT"
    DIBAYAR = "DIBAYAR"
    LEBIH = "LEBIH"  # counted anew, it is less than was paid


@dataclass(frozen=True, slots=True)
class MonthDuty(Row):
    """What is owed to the state for one month, whole rupiah; until when it is paid and reported."""

    month: date
    due_rp: int
    paid_rp: int
    pay_by: date
    report_by: date

    @property
    def missing_rp(self) -> int:
        """What is still to be paid; below zero: too much was."""
        return self.due_rp - self.paid_rp

    def state(self, today: date) -> DutyState:
        """How far it is on a day."""
        if self.missing_rp < 0:
            return DutyState.LEBIH
        if self.missing_rp == 0:
            return DutyState.DIBAYAR if self.due_rp else DutyState.NIHIL
        return DutyState.TERLAMBAT if today > self.pay_by else DutyState.BELUM


def duty_of(*, month: date, due_rp: int, paid_rp: int, pay_day: int, report_day: int) -> MonthDuty:
    """Tell what is owed for a month: paid and reported in the month after it.

    Args:
        month: Its first day.
        due_rp: The tax of all members, whole rupiah.
        paid_rp: What was paid of it.
        pay_day: The day of the next month by which it is paid (``pajak.setor_hari``), at most 28.
        report_day: By which it is reported (``pajak.lapor_hari``), at most 28.
    """
    after = add_months(month, 1)
    return MonthDuty(month, due_rp, paid_rp, after.replace(day=pay_day), after.replace(day=report_day))


def checked_ntpn(written: str) -> str:
    """Bring the state's number of a payment to 16 letters and digits.

    Raises:
        JasaTaxRefusedError: ``ntpn``.
    """
    text = "".join(written.split()).upper()
    if not _NTPN.fullmatch(text):
        raise JasaTaxRefusedError(wrong="ntpn")
    return text


def slip_number(no: int, year: int) -> str:
    """Write the number of a slip: ``BPJ-2026-00012``."""
    return f"BPJ-{year}-{no:05}"
