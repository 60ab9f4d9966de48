"""What must hold of loans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, F, Max, Q, Sum
from django.db.models.functions import Coalesce

from guyub.books.ledger.selectors.moments import balances_now
from guyub.finance.loans.domain.accounts import PRINCIPAL, PROVISION, RECEIVABLE
from guyub.finance.loans.domain.lifecycle import LoanState
from guyub.finance.loans.models import Loan, LoanLine
from guyub.finance.loans.selectors.invariants_applications import APPLICATION_INVARIANTS
from guyub.finance.loans.selectors.invariants_book import BOOK_INVARIANTS
from guyub.finance.loans.selectors.invariants_collections import COLLECTION_INVARIANTS
from guyub.finance.loans.selectors.invariants_groups import GROUP_INVARIANTS, funds_are_the_control
from guyub.finance.loans.selectors.invariants_openings import OPENING_INVARIANTS
from guyub.finance.loans.selectors.invariants_securities import SECURITY_INVARIANTS
from guyub.finance.loans.selectors.invariants_trouble import INVARIANTS_TROUBLE, RECONCILIATIONS_TROUBLE
from guyub.foundation.kernel.selectors.invariants import Broken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

MOST_TOLD = 5
_RUNNING = Q(state=LoanState.BERJALAN.value)


def principal_follows_events(cooperative_id: int) -> Iterator[Broken]:
    """What is left of a principal is what was lent less what its events paid; events are numbered without a gap.

    Of a loan that was forgiven nothing is left.
    """
    rows = Loan.objects.filter(cooperative_id=cooperative_id, disbursed_on__isnull=False).annotate(
        paid_rp=Coalesce(Sum(F("events__principal_rp") + F("events__moved_principal_rp")), 0),
        happened=Count("events"),
        last=Coalesce(Max("events__no"), 0),
    )
    left = Q(left_rp=F("principal_rp") - F("paid_rp")) | Q(state=LoanState.HAPUS_TAGIH.value, left_rp=0)
    wrong = rows.exclude(left, last_no=F("happened"), last=F("happened"))
    for row in wrong.order_by("id")[:MOST_TOLD]:
        said = (
            f"{row.name}: {row.left_rp} left of {row.principal_rp}, {row.happened} events paid {row.paid_rp}"
        )
        yield Broken("loans.loan.principal", said)


def instalments_carry_the_principal(cooperative_id: int) -> Iterator[Broken]:
    """What the instalments of a running loan still ask of principal is what is left of it."""
    open_rp = Coalesce(Sum(F("lines__principal_rp") - F("lines__principal_settled_rp")), 0)
    rows = Loan.objects.filter(_RUNNING, cooperative_id=cooperative_id).annotate(open_rp=open_rp)
    for row in rows.exclude(left_rp=F("open_rp")).order_by("id")[:MOST_TOLD]:
        yield Broken("loans.loan.instalments", f"{row.name}: {row.left_rp} left, instalments {row.open_rp}")


def ended_loans_owe_nothing(cooperative_id: int) -> Iterator[Broken]:
    """No instalment of a settled loan is open."""
    rows = LoanLine.objects.filter(
        cooperative_id=cooperative_id, is_open=True, loan__state=LoanState.LUNAS.value
    )
    for row in rows.select_related("loan").order_by("id")[:MOST_TOLD]:
        yield Broken("loans.loan.ended", f"{row.loan.name}: instalment {row.no} is open")


def loans_are_the_control(cooperative_id: int) -> Iterator[Broken]:
    """The loan book is what the books say: principal, jasa receivable, what is set aside."""
    sums = Loan.objects.filter(_RUNNING, cooperative_id=cooperative_id).aggregate(
        principal=Coalesce(Sum("left_rp"), 0),
        receivable=Coalesce(Sum("jasa_rp"), 0),
        provision=Coalesce(Sum("provision_rp"), 0),
    )
    books = balances_now(cooperative_id=cooperative_id, codes=(PRINCIPAL, RECEIVABLE, PROVISION))
    told = {
        PRINCIPAL: sums["principal"],
        RECEIVABLE: sums["receivable"],
        PROVISION: -sums["provision"],
    }
    for account, listed_rp in told.items():
        if books[account] != listed_rp:
            yield Broken("loans.control", f"{account}: {listed_rp}, books {books[account]}")


INVARIANTS: Iterable[Callable[[int], Iterator[Broken]]] = (
    principal_follows_events,
    instalments_carry_the_principal,
    ended_loans_owe_nothing,
    *APPLICATION_INVARIANTS,
    *BOOK_INVARIANTS,
    *COLLECTION_INVARIANTS,
    *GROUP_INVARIANTS,
    *OPENING_INVARIANTS,
    *SECURITY_INVARIANTS,
    *INVARIANTS_TROUBLE,
)
RECONCILIATIONS: Iterable[Callable[[int], Iterator[Broken]]] = (
    loans_are_the_control,
    funds_are_the_control,
    *RECONCILIATIONS_TROUBLE,
)
