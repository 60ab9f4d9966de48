"""Debts to suppliers: what is due when, and which of them a payment pays."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from uuid import UUID

SOON_DAYS = 7


class DebtRefusedError(DomainError):
    """A debt is not paid, or a payment not taken back; ``wrong`` says why.

    ``amount`` (nothing, or more than is owed; fact ``open_rp``), ``none`` (no bill of this partner is open), ``units``
    (bills of two units of business), ``day`` (after today, or before a bill), ``account`` (by bank, and no account that
    two people agreed to), ``moved`` (something of it was paid meanwhile; fact ``open_rp``), ``gone``, ``undone``,
    ``used`` (what was paid before is used by a bill), ``why``, ``partner``, ``number``, ``again`` (a note with this
    number stands already; fact ``name``), ``credit`` (not this partner's, or used up), ``order`` (above what one person
    may pay before, without an order that holds).
    """

    code: ClassVar[str] = "procurement.debt.refused"


class CreditKind(StrEnum):
    """Why a supplier owes the cooperative something."""

    RETUR = "RETUR"  # goods went back
    NOTA = "NOTA"  # a credit note without goods
    MUKA = "MUKA"  # paid before the goods came


CREDIT_WORDS: Mapping[CreditKind, str] = {
    CreditKind.RETUR: "Retur barang",
    CreditKind.NOTA: "Nota kredit",
    CreditKind.MUKA: "Uang muka",
}


class Age(StrEnum):
    """How a debt stands to its day."""

    NANTI = "NANTI"  # due later than in a week
    DEKAT = "DEKAT"  # due within 7 days, today inside
    LEWAT_30 = "LEWAT_30"  # 1 to 30 days late
    LEWAT_60 = "LEWAT_60"
    LEWAT = "LEWAT"  # more than 60


AGE_WORDS: Mapping[Age, str] = {
    Age.NANTI: "Belum jatuh tempo",
    Age.DEKAT: "Jatuh tempo 7 hari ini",
    Age.LEWAT_30: "Lewat 1–30 hari",
    Age.LEWAT_60: "Lewat 31–60 hari",
    Age.LEWAT: "Lewat lebih dari 60 hari",
}
_LATE = ((30, Age.LEWAT_30), (60, Age.LEWAT_60))


def age_of(due_on: date, *, today: date) -> Age:
    """Tell how a debt stands to its day; on the day itself it is not late."""
    late = (today - due_on).days
    if late <= 0:
        return Age.DEKAT if -late < SOON_DAYS else Age.NANTI
    return next((age for days, age in _LATE if late <= days), Age.LEWAT)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenBill(Row):
    """A bill that is not wholly paid: its id, when it is due, and what is left, whole rupiah."""

    bill_id: UUID
    due_on: date
    open_rp: int


def paid_oldest_first(amount_rp: int, *, bills: Sequence[OpenBill]) -> dict[UUID, int]:
    """Tell what of each bill a payment pays: the earliest due first, on one day as they are listed.

    Args:
        amount_rp: Whole rupiah above zero.
        bills: All that may be paid.

    Raises:
        DebtRefusedError: ``none``, ``amount``.
    """
    if not bills:
        raise DebtRefusedError(wrong="none")
    open_rp = sum(one.open_rp for one in bills)
    if not 0 < amount_rp <= open_rp:
        raise DebtRefusedError(wrong="amount", open_rp=open_rp)
    paid, left_rp = {}, amount_rp
    for one in sorted(bills, key=lambda bill: bill.due_on):
        part_rp = min(one.open_rp, left_rp)
        if part_rp:
            paid[one.bill_id] = part_rp
            left_rp -= part_rp
    return paid


def checked_parts(parts: Mapping[UUID, int], *, bills: Iterable[OpenBill]) -> dict[UUID, int]:
    """Refuse parts that pay nothing, or more than is left of a bill.

    Raises:
        DebtRefusedError: ``none``, ``moved``, ``amount``.
    """
    there = {one.bill_id: one.open_rp for one in bills}
    kept = {id_: rp for id_, rp in parts.items() if rp}
    if not kept:
        raise DebtRefusedError(wrong="none")
    for id_, rp in kept.items():
        open_rp = there.get(id_, 0)
        if not open_rp:
            raise DebtRefusedError(wrong="moved", open_rp=0)
        if not 0 < rp <= open_rp:
            raise DebtRefusedError(wrong="amount", open_rp=open_rp)
    return kept
