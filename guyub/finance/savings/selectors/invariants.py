"""What must hold of savings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, F, Max, Sum
from django.db.models.functions import Abs, Coalesce

from guyub.books.ledger.selectors.moments import balances_now
from guyub.finance.savings.domain.collecting import ListState
from guyub.finance.savings.domain.kinds import CONTROL, SavingsKind
from guyub.finance.savings.models import CollectionList, SavingsAccount
from guyub.finance.savings.selectors.invariants_jasa import JASA_INVARIANTS, jasa_stands_on_its_accounts
from guyub.foundation.kernel.selectors.invariants import Broken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

MOST_TOLD = 5


def balances_follow_movements(cooperative_id: int) -> Iterator[Broken]:
    """An account holds its opening and its movements, which are numbered from 1 without a gap."""
    rows = SavingsAccount.objects.filter(cooperative_id=cooperative_id).annotate(
        moved_rp=Coalesce(Sum("movements__amount_rp"), 0),
        moves=Count("movements"),
        last=Coalesce(Max("movements__no"), 0),
    )
    wrong = rows.exclude(balance_rp=F("opening_rp") + F("moved_rp"), last_no=F("moves"), last=F("moves"))
    for row in wrong.order_by("id")[:MOST_TOLD]:
        said = (
            f"{row.kind}: {row.balance_rp}, opening {row.opening_rp} and {row.moves} movements {row.moved_rp}"
        )
        yield Broken("savings.account.balance", said)


def accounts_are_the_control(cooperative_id: int) -> Iterator[Broken]:
    """All balances of a kind together are the balance of its control account."""
    held = SavingsAccount.objects.filter(cooperative_id=cooperative_id).values("kind")
    sums = {row["kind"]: row["sum"] for row in held.annotate(sum=Sum("balance_rp"))}
    books = balances_now(cooperative_id=cooperative_id, codes=CONTROL.values())
    for kind in SavingsKind:
        in_books = -books[CONTROL[kind]]
        if sums.get(kind.value, 0) != in_books:
            yield Broken("savings.control", f"{kind.value}: {sums.get(kind.value, 0)}, books {in_books}")


def candidates_owe(cooperative_id: int) -> Iterator[Broken]:
    """Whose simpanan pokok is whole is a member: the number comes with the last rupiah, in one transaction."""
    held = SavingsAccount.objects.filter(cooperative_id=cooperative_id, kind=SavingsKind.POKOK.value)
    whole = held.filter(member__state="CALON", member__pokok_rp__gt=0, balance_rp__gte=F("member__pokok_rp"))
    for row in whole.order_by("id")[:MOST_TOLD]:
        yield Broken("savings.candidate", f"{row.id}: {row.balance_rp} paid, no number")


def lists_tie(cooperative_id: int) -> Iterator[Broken]:
    """What a list booked is what its lines' vouchers say; its last count stands on it, and its difference is booked."""
    lists = CollectionList.objects.filter(cooperative_id=cooperative_id)
    booked = lists.filter(state=ListState.DIBUKUKAN.value).annotate(
        paid_rp=Coalesce(Sum("lines__event__amount_rp"), 0), given_rp=Coalesce(Sum("lines__back_rp"), 0)
    )
    gap = F("counted_rp") - F("booked_rp") - F("back_rp")
    wrong = booked.exclude(booked_rp=F("paid_rp"), back_rp=F("given_rp"))
    for row in wrong.order_by("id")[:MOST_TOLD]:
        yield Broken("savings.collection", f"{row}: {row.booked_rp} booked, vouchers {row.paid_rp}")
    unsettled = (
        booked.annotate(gap_rp=Abs(gap)).filter(gap_rp__gt=0).exclude(difference__amount_rp=F("gap_rp"))
    )
    for row in unsettled.order_by("id")[:MOST_TOLD]:
        yield Broken(
            "savings.collection.difference", f"{row}: {row.gap_rp} differs, another amount is booked"
        )


INVARIANTS: Iterable[Callable[[int], Iterator[Broken]]] = (
    balances_follow_movements,
    candidates_owe,
    lists_tie,
    *JASA_INVARIANTS,
)
RECONCILIATIONS: Iterable[Callable[[int], Iterator[Broken]]] = (
    accounts_are_the_control,
    jasa_stands_on_its_accounts,
)
