"""What must hold of premiums, of loans that were written off, and of decisions about loans in trouble."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Exists, F, OuterRef, Q, Sum
from django.db.models.functions import Coalesce

from guyub.books.ledger.selectors.moments import balances_now
from guyub.finance.loans.domain.accounts import PREMIUMS
from guyub.finance.loans.domain.events import Kind
from guyub.finance.loans.domain.lifecycle import LoanState
from guyub.finance.loans.models import (
    Loan,
    LoanForgiven,
    LoanPauseLine,
    LoanPremium,
    LoanRestructure,
    LoanWriteOff,
    PremiumPayment,
)
from guyub.foundation.kernel.selectors.invariants import Broken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

MOST_TOLD = 5


def premiums_are_the_control(cooperative_id: int) -> Iterator[Broken]:
    """What waits to be paid on to insurers is what stands on 2.1.16."""
    waiting = LoanPremium.objects.filter(cooperative_id=cooperative_id, payment__isnull=True)
    listed_rp = waiting.aggregate(rp=Coalesce(Sum("amount_rp"), 0))["rp"]
    books_rp = -balances_now(cooperative_id=cooperative_id, codes=(PREMIUMS,))[PREMIUMS]
    if listed_rp != books_rp:
        yield Broken("loans.premiums", f"{PREMIUMS}: {listed_rp}, books {books_rp}")


def payments_of_premiums_are_their_sum(cooperative_id: int) -> Iterator[Broken]:
    """What was paid on to an insurer is the sum of its premiums; one that was taken back has none."""
    rows = PremiumPayment.objects.filter(cooperative_id=cooperative_id).annotate(
        sum_rp=Coalesce(Sum("premiums__amount_rp"), 0), number=Count("premiums")
    )
    wrong = rows.filter(
        Q(undone_on__isnull=True) & ~Q(sum_rp=F("amount_rp"), number=F("loans"))
        | Q(undone_on__isnull=False) & ~Q(number=0)
    )
    for row in wrong.order_by("id")[:MOST_TOLD]:
        yield Broken("loans.premiums", f"{row}: {row.amount_rp}, its premiums {row.sum_rp}")


def written_off_by_a_decision(cooperative_id: int) -> Iterator[Broken]:
    """A loan that was written off has one writing off that stands, of its day; no other loan has one."""
    standing = LoanWriteOff.objects.filter(
        cooperative_id=cooperative_id, loan_id=OuterRef("id"), undone_on__isnull=True
    )
    rows = Loan.objects.filter(cooperative_id=cooperative_id)
    bare = rows.filter(written_off_on__isnull=False).filter(
        ~Exists(standing.filter(booked_on=OuterRef("written_off_on")))
    )
    stray = rows.filter(Exists(standing), written_off_on__isnull=True)
    for row in (bare | stray).order_by("id")[:MOST_TOLD]:
        yield Broken("loans.write_off", f"{row.name}: {row.state}, written off on {row.written_off_on}")


def forgiven_by_a_decision(cooperative_id: int) -> Iterator[Broken]:
    """A loan that was forgiven has one row that says so and stands, of all that was left; no other loan has one."""
    standing = LoanForgiven.objects.filter(cooperative_id=cooperative_id, undone_on__isnull=True)
    rows = Loan.objects.filter(cooperative_id=cooperative_id)
    is_forgiven = Q(state=LoanState.HAPUS_TAGIH.value)
    wrong = rows.filter(is_forgiven & ~Q(id__in=standing.values("loan_id")))
    stray = rows.filter(~is_forgiven & Q(id__in=standing.values("loan_id")))
    for row in (wrong | stray).order_by("id")[:MOST_TOLD]:
        yield Broken("loans.forgiven", f"{row.name}: {row.state}")
    told = standing.annotate(
        paid_rp=Coalesce(Sum(F("loan__events__principal_rp") + F("loan__events__moved_principal_rp")), 0)
    )
    for one in told.exclude(principal_rp=F("loan__principal_rp") - F("paid_rp")).select_related("loan")[
        :MOST_TOLD
    ]:
        yield Broken("loans.forgiven", f"{one.loan.name}: {one.principal_rp}, paid {one.paid_rp}")


def relief_is_an_event_of_its_loan(cooperative_id: int) -> Iterator[Broken]:
    """What a restructuring or a pause did is a reschedule of that very loan."""
    for model in (LoanRestructure, LoanPauseLine):
        rows = model.objects.filter(cooperative_id=cooperative_id, event__isnull=False)
        wrong = rows.exclude(event__loan_id=F("loan_id"), event__kind=Kind.RESCHEDULE.value)
        for row in wrong.select_related("loan").order_by("id")[:MOST_TOLD]:
            yield Broken("loans.relief", f"{row.loan.name}: the event is another's")


INVARIANTS_TROUBLE: Iterable[Callable[[int], Iterator[Broken]]] = (
    payments_of_premiums_are_their_sum,
    written_off_by_a_decision,
    forgiven_by_a_decision,
    relief_is_an_event_of_its_loan,
)
RECONCILIATIONS_TROUBLE: Iterable[Callable[[int], Iterator[Broken]]] = (premiums_are_the_control,)
