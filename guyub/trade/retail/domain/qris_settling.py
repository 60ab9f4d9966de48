"""What came of QRIS payments that a till took: shown by the bank account, owed after all, or lost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from uuid import UUID

MOST_SETTLED = 500
# Within how many days a bank brings a day's money, and which part of it it may keep at most, in hundredths: only to
# suggest; a person ticks. The dearest class of merchants pays less than one hundredth (docs/regulations.md#qris).
SUGGESTED_WITHIN = timedelta(days=7)
DEAREST_PERCENT = 1


class SettledHow(StrEnum):
    """What came of it."""

    REKENING = "REKENING"  # the bank account shows it
    PIUTANG = "PIUTANG"  # it never came: a buyer who is no member owes it
    RUGI = "RUGI"  # it never came: a loss that two people agreed on


class QrisSettlementRefusedError(DomainError):
    """QRIS payments are not confirmed, decided or opened again; ``wrong`` says why.

    ``empty`` (none chosen), ``many`` (fact ``most``), ``gone`` (not here, or not open any more), ``fee`` (below
    nothing, or not below what came), ``bank`` (none of the open ones), ``day`` (not come yet, or before a sale),
    ``why`` (no reason, or too long), ``undone``, ``member`` (a member owes on bon), ``nobody`` (bon is for members),
    ``moved`` (something else is open than was asked for).
    """

    code: ClassVar[str] = "retail.qris_settlement.refused"


@dataclass(frozen=True, slots=True)
class BankMoney(Row):
    """Money that a bank account shows and no entry tells of yet: which line, when, how much in whole rupiah."""

    line_id: UUID
    on: date
    amount_rp: int


@dataclass(frozen=True, slots=True)
class Suggestion(Row):
    """A day's QRIS that a line of the bank may be: whole rupiah, and what the bank would have kept of it."""

    day: date
    line: BankMoney
    fee_rp: int


def checked_fee(*, amount_rp: int, fee_rp: int) -> int:
    """Give what the bank kept of a settlement, whole rupiah; the cooperative bears it, never the buyer.

    Raises:
        QrisSettlementRefusedError: ``fee``.
    """
    if not 0 <= fee_rp < amount_rp:
        raise QrisSettlementRefusedError(wrong="fee")
    return fee_rp


def suggested(days: Mapping[date, int], lines: Sequence[BankMoney]) -> list[Suggestion]:
    """Tell which lines of the bank may be which day's QRIS: whole, or less what a bank keeps. Each at most once.

    Args:
        days: What is open of each day, whole rupiah.
        lines: Money that came in, the oldest first.
    """
    found, free = [], dict(sorted(days.items()))
    for line in lines:
        for day, open_rp in free.items():
            fee_rp = open_rp - line.amount_rp
            is_near = day <= line.on <= day + SUGGESTED_WITHIN
            if is_near and 0 <= fee_rp * 100 <= open_rp * DEAREST_PERCENT:
                found.append(Suggestion(day, line, fee_rp))
                del free[day]
                break
    return found
