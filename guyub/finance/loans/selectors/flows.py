"""What was lent and what came back in a span of days, as the events of loans tell it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce

from guyub.finance.loans.domain.lifecycle import Way
from guyub.finance.loans.domain.outcomes import PAYMENTS
from guyub.finance.loans.models import Loan, LoanEvent, LoanForgiven, LoanWriteOff
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from datetime import date

_PAID = [kind.value for kind in PAYMENTS]


@dataclass(frozen=True, slots=True)
class Flows(Row):
    """What was lent and what came back; whole rupiah, less what was taken back in the span.

    The four parts are of loans in the books; ``recovered_rp`` came for loans after they were written off, and
    ``written_off_rp`` is the principal that left the books, ``forgiven_rp`` what of it nobody owes any more.
    """

    loans: int
    lent_rp: int
    payments: int
    principal_rp: int
    interest_rp: int
    fee_rp: int
    penalty_rp: int
    recovered_rp: int
    written_off: int
    written_off_rp: int
    forgiven: int
    forgiven_rp: int

    @property
    def collected_rp(self) -> int:
        """All that came for loans in the books."""
        return self.principal_rp + self.interest_rp + self.fee_rp + self.penalty_rp


def flows_of(*, cooperative_id: int, since: date, until: date) -> Flows:
    """Sum up what was lent and what came back between two days, both inside. Four queries, in the scope.

    What was paid before the books of Guyub began is not in it.
    """
    span = (since, until)
    lent = Loan.objects.filter(cooperative_id=cooperative_id, disbursed_on__range=span).aggregate(
        loans=Count("id"), rp=Coalesce(Sum("principal_rp"), 0)
    )
    events = LoanEvent.objects.filter(cooperative_id=cooperative_id, on__range=span).exclude(
        way=Way.SALDO_AWAL.value
    )
    # What came after the last event that the loan book bore is recovered, and no part of the book.
    recovered = Q(loan__written_off_no__isnull=False, no__gt=F("loan__written_off_no"))
    parts = {
        name: Coalesce(Sum(F(f"{name}_rp") + F(f"moved_{name}_rp"), filter=~recovered), 0)
        for name in ("principal", "interest", "fee", "penalty")
    }
    came = events.aggregate(
        **parts,
        paid=Count("id", filter=Q(kind__in=_PAID)),
        undone=Count("id", filter=Q(undoes__kind__in=_PAID)),
        recovered=Coalesce(
            Sum(F("principal_rp") + F("interest_rp") + F("fee_rp") + F("penalty_rp"), filter=recovered), 0
        ),
    )
    lost = LoanWriteOff.objects.filter(
        cooperative_id=cooperative_id, booked_on__range=span, undone_on__isnull=True
    ).aggregate(loans=Count("id"), rp=Coalesce(Sum("principal_rp"), 0))
    forgiven = LoanForgiven.objects.filter(
        cooperative_id=cooperative_id, forgiven_on__range=span, undone_on__isnull=True
    ).aggregate(loans=Count("id"), rp=Coalesce(Sum("principal_rp"), 0))
    return Flows(
        loans=lent["loans"],
        lent_rp=int(lent["rp"]),
        payments=came["paid"] - came["undone"],
        principal_rp=int(came["principal"]),
        interest_rp=int(came["interest"]),
        fee_rp=int(came["fee"]),
        penalty_rp=int(came["penalty"]),
        recovered_rp=int(came["recovered"]),
        written_off=lost["loans"],
        written_off_rp=int(lost["rp"]),
        forgiven=forgiven["loans"],
        forgiven_rp=int(forgiven["rp"]),
    )
