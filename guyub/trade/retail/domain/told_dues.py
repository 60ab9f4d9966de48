"""What a till tells of a member's money that it took, read as strictly as a sale (``told.py``)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from guyub.trade.retail.domain.told import TillEventUnreadError, Told, kinds_told

if TYPE_CHECKING:
    from uuid import UUID

    from guyub.trade.retail.domain.baskets import TenderKind


class Purpose(StrEnum):
    """What a member's money is for; which month or which loan it pays is decided where the books are."""

    DUES = "DUES"  # simpanan wajib
    INSTALMENT = "INSTALMENT"  # of loans
    CREDIT = "CREDIT"  # what was bought on bon


@dataclass(frozen=True, slots=True, kw_only=True)
class DuesTold:
    """A member's money that a till took.

    Args:
        series: The till's own row of numbers.
        number: Of the receipt in that row.
        shift_id: The shift.
        cashier_id: Who took it.
        member_id: Whose it is for.
        purpose: What for.
        amount_rp: Whole rupiah.
        way: How it was paid.
    """

    series: int
    number: int
    shift_id: UUID
    cashier_id: UUID
    member_id: UUID
    purpose: Purpose
    amount_rp: int
    way: TenderKind


def read_dues(body: Any) -> DuesTold:
    """Read the body of ``dues.received``: one way of paying, for the whole.

    Raises:
        TillEventUnreadError: A field is not what it must be, or the sums do not tie.
    """
    told = Told(body)
    series, number = told.number()
    purpose = told.text("purpose")
    if purpose not in list(Purpose):
        raise TillEventUnreadError(wrong="field", name="purpose")
    amount_rp, paid = told.whole("amount_rp", least=1), kinds_told(told)
    if list(paid.values()) != [amount_rp]:
        raise TillEventUnreadError(wrong="ties", name="tenders")
    return DuesTold(
        series=series,
        number=number,
        shift_id=told.id_of("shift_id"),
        cashier_id=told.id_of("cashier_id"),
        member_id=told.id_of("member_id"),
        purpose=Purpose(purpose),
        amount_rp=amount_rp,
        way=next(iter(paid)),
    )
