"""What must hold of what secures loans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce

from guyub.finance.loans.domain.lifecycle import ENDED
from guyub.finance.loans.models import Guarantee, GuarantorRepayment
from guyub.finance.loans.selectors.securities import guarantees_owed
from guyub.foundation.kernel.selectors.invariants import Broken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

MOST_TOLD = 5


def ended_loans_hold_nobody(cooperative_id: int) -> Iterator[Broken]:
    """Nobody stands surety for a loan that has ended."""
    rows = Guarantee.objects.filter(
        cooperative_id=cooperative_id, released_on__isnull=True, loan__state__in=[one.value for one in ENDED]
    )
    for row in rows.select_related("loan").order_by("id")[:MOST_TOLD]:
        yield Broken("loans.guarantee.ended", f"{row.loan.name}: surety {row.id} was not let go")


def holds_follow_guarantees(cooperative_id: int) -> Iterator[Broken]:
    """Of an account that stands for a loan so much is held as was promised less what was called."""
    rows = Guarantee.objects.filter(
        cooperative_id=cooperative_id, released_on__isnull=True, account__isnull=False
    ).annotate(called_rp=Coalesce(Sum("calls__amount_rp"), 0))
    fits = Q(hold__isnull=True, amount_rp=F("called_rp")) | Q(
        hold__released_on__isnull=True,
        hold__account_id=F("account_id"),
        hold__amount_rp=F("amount_rp") - F("called_rp"),
    )
    right = rows.filter(fits).values("id")
    for row in rows.exclude(id__in=right).select_related("loan", "hold").order_by("id")[:MOST_TOLD]:
        held_rp = row.hold.amount_rp if row.hold else 0
        yield Broken("loans.guarantee.hold", f"{row.loan.name}: surety of {row.amount_rp} holds {held_rp}")


def guarantors_have_no_more_back(cooperative_id: int) -> Iterator[Broken]:
    """A guarantor has back no more than was paid, each time as a movement of the own savings of that amount."""
    for row in guarantees_owed(cooperative_id).filter(back__gt=F("paid")).order_by("id")[:MOST_TOLD]:
        yield Broken("loans.guarantee.repaid", f"surety {row.id}: paid {row.paid}, came back {row.back}")
    rows = GuarantorRepayment.objects.filter(cooperative_id=cooperative_id)
    wrong = rows.exclude(
        movement__amount_rp=F("amount_rp"), movement__account__member_id=F("guarantee__member_id")
    )
    for repaid in wrong.order_by("id")[:MOST_TOLD]:
        yield Broken("loans.guarantee.repaid", f"{repaid.id}: {repaid.amount_rp}, another movement")


SECURITY_INVARIANTS: Iterable[Callable[[int], Iterator[Broken]]] = (
    ended_loans_hold_nobody,
    holds_follow_guarantees,
    guarantors_have_no_more_back,
)
