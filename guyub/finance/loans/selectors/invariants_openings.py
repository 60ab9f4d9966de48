"""What must hold of loans that ran before the books of Guyub began."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce

from guyub.finance.loans.domain.lifecycle import Way
from guyub.finance.loans.models import LoanOpening, OpenedLoan
from guyub.foundation.intake.domain.states import TableState
from guyub.foundation.kernel.selectors.invariants import Broken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

MOST_TOLD = 5


def openings_are_their_loans(cooperative_id: int) -> Iterator[Broken]:
    """What a table of running loans brought in all is what it brought of each."""
    rows = LoanOpening.objects.filter(
        cooperative_id=cooperative_id, state__in=[TableState.DIMASUKKAN, TableState.DIBATALKAN]
    ).defer("sealed")
    for row in rows.order_by("id"):
        opened = OpenedLoan.objects.filter(cooperative_id=cooperative_id, batch_id=row.id)
        found = opened.aggregate(
            loans_count=Count("id"),
            **{f"{name}_sum": Coalesce(Sum(f"{name}_rp"), 0) for name in ("left", "jasa", "provision")},
        )
        told = (row.loans_count, row.principal_rp, row.jasa_rp, row.provision_rp)
        if told != tuple(found.values()):
            said = f"{row.original_name}: {told}, its loans {tuple(found.values())}"
            yield Broken("loans.opening.totals", said)


def opened_loans_owe_what_was_told(cooperative_id: int) -> Iterator[Broken]:
    """A loan that a table brought began with exactly the principal that the table told."""
    before = Q(loan__events__way=Way.SALDO_AWAL.value) & ~Q(loan__events__kind="reversal")
    rows = OpenedLoan.objects.filter(cooperative_id=cooperative_id).annotate(
        paid_rp=Coalesce(Sum("loan__events__principal_rp", filter=before), 0)
    )
    wrong = rows.exclude(left_rp=F("loan__principal_rp") - F("paid_rp")).select_related("loan")
    for row in wrong.order_by("id")[:MOST_TOLD]:
        said = f"{row.loan.name}: told {row.left_rp}, lent {row.loan.principal_rp}, paid {row.paid_rp}"
        yield Broken("loans.opening.loan", said)


OPENING_INVARIANTS: Iterable[Callable[[int], Iterator[Broken]]] = (
    openings_are_their_loans,
    opened_loans_owe_what_was_told,
)
