"""What must hold of groups of joint liability: their funds, their sheets, who covered whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Exists, F, Max, OuterRef, Q, Sum
from django.db.models.functions import Coalesce

from guyub.books.ledger.selectors.moments import balances_now
from guyub.finance.loans.domain.accounts import GROUP_FUND
from guyub.finance.loans.domain.group_meetings import MeetingState
from guyub.finance.loans.domain.lifecycle import Way
from guyub.finance.loans.models import (
    GroupCover,
    GroupCoverPayment,
    GroupFund,
    GroupFundMovement,
    GroupMeeting,
    LoanEvent,
    MeetingLoan,
)
from guyub.foundation.kernel.selectors.invariants import Broken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

MOST_TOLD = 5


def funds_follow_movements(cooperative_id: int) -> Iterator[Broken]:
    """A fund holds what came less what went; its movements are numbered from 1 without a gap."""
    rows = GroupFund.objects.filter(cooperative_id=cooperative_id).annotate(
        moved_rp=Coalesce(Sum("movements__amount_rp"), 0),
        moves=Count("movements"),
        last=Coalesce(Max("movements__no"), 0),
    )
    wrong = rows.exclude(balance_rp=F("moved_rp"), last_no=F("moves"), last=F("moves"))
    for row in wrong.order_by("id")[:MOST_TOLD]:
        said = f"{row.id}: {row.balance_rp}, {row.moves} movements {row.moved_rp}"
        yield Broken("loans.group.fund", said)


def covers_are_payments(cooperative_id: int) -> Iterator[Broken]:
    """Each cover is one payment of its amount on its loan, by the way of covers; no such payment is without a cover.

    Of the fund it moved it by as much; of what was taken back nothing came back.
    """
    covers = GroupCover.objects.filter(cooperative_id=cooperative_id)
    right = Q(event__way=Way.TANGGUNG.value, event__amount_rp=F("amount_rp"), event__loan_id=F("loan_id"))
    right &= Q(movement__isnull=True) | Q(movement__amount_rp=-F("amount_rp"))
    for row in covers.exclude(right).order_by("id")[:MOST_TOLD]:
        yield Broken("loans.group.cover", f"{row.id}: {row.amount_rp}, another payment")
    payments = LoanEvent.objects.filter(
        cooperative_id=cooperative_id, way=Way.TANGGUNG.value, undoes__isnull=True
    )
    for event in payments.exclude(id__in=covers.values("event_id")).order_by("id")[:MOST_TOLD]:
        yield Broken("loans.group.cover", f"{event.id}: {event.amount_rp} covered by nobody")
    undone = LoanEvent.objects.filter(cooperative_id=cooperative_id, undoes_id=OuterRef("event_id"))
    told = covers.annotate(back_rp=Coalesce(Sum("payments__amount_rp"), 0), is_undone=Exists(undone))
    wrong = told.filter(Q(back_rp__lt=0) | Q(back_rp__gt=F("amount_rp")) | Q(is_undone=True) & ~Q(back_rp=0))
    for row in wrong.order_by("id")[:MOST_TOLD]:
        yield Broken("loans.group.cover", f"{row.id}: {row.amount_rp}, came back {row.back_rp}")


def sheets_tie(cooperative_id: int) -> Iterator[Broken]:
    """The cash of a booked sheet is what its payments, covers of members and the fund were booked with.

    What borrowers paid is one payment each, of the amount on the sheet.
    """
    mine = {"cooperative_id": cooperative_id}
    booked = GroupMeeting.objects.filter(**mine, state=MeetingState.DIBUKUKAN.value).order_by("id")
    paid = MeetingLoan.objects.filter(**mine, line__of__in=booked, paid_rp__gt=0)
    wrong = paid.exclude(event__amount_rp=F("paid_rp"), event__loan_id=F("loan_id"))
    for line in wrong.order_by("id")[:MOST_TOLD]:
        yield Broken("loans.group.sheet", f"{line.id}: {line.paid_rp}, another payment")
    covers = GroupCover.objects.filter(**mine, by__isnull=False)
    moved = GroupFundMovement.objects.filter(**mine, meeting__isnull=False, amount_rp__gt=0)
    own_rp = dict(paid.values_list("line__of_id").annotate(rp=Sum("paid_rp")))
    cover_rp = dict(covers.values_list("meeting_id").annotate(rp=Sum("amount_rp")))
    fund_rp = dict(moved.values_list("meeting_id").annotate(rp=Sum("amount_rp")))
    told = ((row, [part.get(row.id, 0) for part in (own_rp, cover_rp, fund_rp)]) for row in booked)
    broken = [(row, sum(parts)) for row, parts in told if row.counted_rp != sum(parts)]
    for row, sum_rp in broken[:MOST_TOLD]:
        yield Broken("loans.group.sheet", f"{row}: {row.counted_rp}, booked {sum_rp}")


def payments_to_funds_move_them(cooperative_id: int) -> Iterator[Broken]:
    """What comes back of a cover of the fund moves the fund by as much; of a member's cover it moves nothing."""
    rows = GroupCoverPayment.objects.filter(cooperative_id=cooperative_id)
    right = Q(cover__by__isnull=False, movement__isnull=True) | Q(
        cover__by__isnull=True, movement__amount_rp=F("amount_rp")
    )
    for row in rows.exclude(right).order_by("id")[:MOST_TOLD]:
        yield Broken("loans.group.cover", f"{row.id}: {row.amount_rp}, the fund moved otherwise")


def funds_are_the_control(cooperative_id: int) -> Iterator[Broken]:
    """All funds of groups together are the balance of their control account."""
    held = GroupFund.objects.filter(cooperative_id=cooperative_id).aggregate(
        rp=Coalesce(Sum("balance_rp"), 0)
    )
    books = balances_now(cooperative_id=cooperative_id, codes=(GROUP_FUND,))
    if held["rp"] != -books[GROUP_FUND]:
        yield Broken("loans.group.control", f"{GROUP_FUND}: {held['rp']}, books {-books[GROUP_FUND]}")


GROUP_INVARIANTS: Iterable[Callable[[int], Iterator[Broken]]] = (
    funds_follow_movements,
    covers_are_payments,
    sheets_tie,
    payments_to_funds_move_them,
)
