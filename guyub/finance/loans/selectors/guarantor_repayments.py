"""What borrowers owe those who stood surety and paid, and what of it was given back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import F, OuterRef, Q

from guyub.finance.loans.domain.lifecycle import loan_name
from guyub.finance.loans.models import GuarantorRepayment
from guyub.finance.loans.selectors.securities import guarantees_owed
from guyub.finance.savings.selectors.movements import movement_undone
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

MOST_DEBTS, MOST_PAYMENTS = 50, 100


@dataclass(frozen=True, slots=True)
class SuretyDebt(Row):
    """What one borrower owes one guarantor for one loan; whole rupiah."""

    guarantee_id: UUID
    loan_id: UUID
    loan: str
    for_id: UUID
    for_name: str
    by_id: UUID
    by_name: str
    paid_rp: int
    back_rp: int

    @property
    def open_rp(self) -> int:
        """What is still to be given back."""
        return self.paid_rp - self.back_rp


@dataclass(frozen=True, slots=True)
class RepaymentRow(Row):
    """What a guarantor got back one day, whole rupiah."""

    repayment_id: UUID
    guarantee_id: UUID
    by_name: str
    amount_rp: int
    on: date
    is_undone: bool


def owed_to_guarantor(*, cooperative_id: int, guarantee_id: UUID) -> int:
    """Give what the borrower still owes a guarantor, whole rupiah. One query."""
    rows = guarantees_owed(cooperative_id).filter(id=guarantee_id)
    paid_rp, back_rp = rows.values_list("paid", "back").get()
    return int(paid_rp - back_rp)


def call_was_repaid(*, cooperative_id: int, event_id: UUID) -> bool:
    """Tell whether a payment was a guarantor's of which something came back: it is more than is still owed.

    One query.
    """
    rows = guarantees_owed(cooperative_id).filter(calls__event_id=event_id)
    return bool(rows.filter(paid__lt=F("back") + F("calls__amount_rp")).exists())


def surety_debts_inquiry(*, cooperative_id: int, member_id: UUID) -> Inquiry[list[SuretyDebt]]:
    """Ask what a member owes guarantors, and is owed as one; the oldest surety first."""
    rows = guarantees_owed(cooperative_id).filter(
        Q(loan__member_id=member_id) | Q(member_id=member_id), paid__gt=F("back")
    )
    names = (
        "id", "loan_id", "loan__year", "loan__no", "loan__member_id", "loan__member__file__name", "member_id",
        "member__file__name", "paid", "back",
    )  # fmt: skip
    return Inquiry.of(
        rows.order_by("signed_on", "id").values_list(*names)[:MOST_DEBTS],
        read=lambda found: [
            SuretyDebt(id_, loan_id, loan_name(year, no), *rest) for id_, loan_id, year, no, *rest in found
        ],
    )


def repayments_inquiry(*, cooperative_id: int, loan_id: UUID) -> Inquiry[Sequence[RepaymentRow]]:
    """Ask what guarantors of a loan got back, the oldest first."""
    undone = movement_undone(cooperative_id=cooperative_id, movement=OuterRef("movement_id"))
    rows = GuarantorRepayment.objects.filter(cooperative_id=cooperative_id, guarantee__loan_id=loan_id)
    names = ("id", "guarantee_id", "guarantee__member__file__name", "amount_rp", "on")
    told = rows.annotate(is_undone=undone).order_by("on", "recorded_at", "id")
    return Inquiry.of(
        told.values_list(*names, "is_undone")[:MOST_PAYMENTS],
        read=lambda found: tuple(RepaymentRow(*row) for row in found),
    )
