"""What must hold of the lists of instalments that collectors take along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, Q, Sum
from django.db.models.functions import Abs, Coalesce

from guyub.finance.loans.domain.lifecycle import Way
from guyub.finance.loans.models import InstalmentList, ListedLoan, LoanEvent
from guyub.finance.savings.domain.collecting import ListState
from guyub.foundation.kernel.selectors.invariants import Broken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

MOST_TOLD = 5


def lists_are_payments(cooperative_id: int) -> Iterator[Broken]:
    """What a list booked is one payment each on the loans of its lines, by the way of collectors, and none besides.

    What its cash was above or below is booked.
    """
    lists = InstalmentList.objects.filter(cooperative_id=cooperative_id, state=ListState.DIBUKUKAN.value)
    told = lists.annotate(
        paid_rp=Coalesce(Sum("lines__event__amount_rp"), 0), given_rp=Coalesce(Sum("lines__back_rp"), 0)
    )
    for row in told.exclude(booked_rp=F("paid_rp"), back_rp=F("given_rp")).order_by("id")[:MOST_TOLD]:
        yield Broken("loans.collection", f"{row}: {row.booked_rp} booked, payments {row.paid_rp}")
    lines = ListedLoan.objects.filter(cooperative_id=cooperative_id)
    right = Q(event__isnull=True) | Q(
        event__way=Way.KOLEKTOR.value,
        event__loan_id=F("loan_id"),
        event__amount_rp=F("got_rp") - F("back_rp"),
    )
    for line in lines.exclude(right).select_related("of").order_by("id")[:MOST_TOLD]:
        yield Broken("loans.collection", f"{line}: another payment")
    paid = LoanEvent.objects.filter(
        cooperative_id=cooperative_id, way=Way.KOLEKTOR.value, undoes__isnull=True
    )
    for event in paid.exclude(id__in=lines.filter(event__isnull=False).values("event_id"))[:MOST_TOLD]:
        yield Broken("loans.collection", f"{event.id}: {event.amount_rp} of no list")
    gap = lists.annotate(gap_rp=Abs(F("counted_rp") - F("booked_rp") - F("back_rp"))).filter(gap_rp__gt=0)
    for one in gap.exclude(difference__amount_rp=F("gap_rp")).order_by("id")[:MOST_TOLD]:
        yield Broken("loans.collection.difference", f"{one}: {one.gap_rp} differs, another amount is booked")


COLLECTION_INVARIANTS: Iterable[Callable[[int], Iterator[Broken]]] = (lists_are_payments,)
