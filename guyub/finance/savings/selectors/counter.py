"""What the counter shows of one member: accounts with what may be taken, products that may be opened, what moved."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce

from guyub.finance.savings.domain.counter import why_it_stays
from guyub.finance.savings.domain.kinds import STAYING, TAKEN_ANY_DAY, TAKEN_AT_COUNTER, Cause, SavingsKind
from guyub.finance.savings.domain.withdrawal_requests import OPEN
from guyub.finance.savings.models import Hold, SavingsMovement
from guyub.finance.savings.selectors.balances import MovementRow, SavingsRow, savings_inquiry
from guyub.finance.savings.selectors.bills import dues_inquiry, is_behind
from guyub.finance.savings.selectors.free import sleeping
from guyub.finance.savings.selectors.products import products_of
from guyub.finance.savings.selectors.withdrawal_requests import withdrawals_inquiry
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry, asked

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from guyub.finance.savings.domain.dues import MonthDue
    from guyub.finance.savings.selectors.products import ProductRow
    from guyub.finance.savings.selectors.withdrawal_requests import WithdrawalRow

MOST_MOVED = 12


@dataclass(frozen=True, slots=True)
class CounterAccount(Row):
    """One account at the counter; rupiah. ``is_taken``: one may take of it and it goes on."""

    row: SavingsRow
    minimum_rp: int
    is_taken: bool
    is_asleep: bool

    @property
    def free_rp(self) -> int:
        """What may be taken while it stays open."""
        return max(self.row.balance_rp - self.row.held_rp - self.minimum_rp, 0) if self.is_taken else 0


@dataclass(frozen=True, slots=True)
class HoldRow(Row):
    """What is held of an account, and why; rupiah."""

    hold_id: UUID
    account: str
    amount_rp: int
    reason: str
    since: date
    is_officers: bool


@dataclass(frozen=True, slots=True)
class CounterPage(Row):
    """Everything about one member; ``offers`` are the products into which may be paid, held ones first;
    ``behind`` the months of simpanan wajib that are late, ``asked`` what the member wants to take out.
    """

    accounts: list[CounterAccount]
    offers: list[ProductRow]
    holds: list[HoldRow]
    moved: list[MovementRow]
    undone: frozenset[UUID]
    behind: list[MonthDue]
    asked: list[WithdrawalRow]

    @property
    def total_rp(self) -> int:
        """All accounts together."""
        return sum(one.row.balance_rp for one in self.accounts)

    @property
    def undoable(self) -> list[MovementRow]:
        """What may be taken back here; of two sides of one voucher, the one that gave."""
        kinds = defaultdict[str, set[SavingsKind]](set)
        for row in self.moved:
            kinds[row.number].add(row.kind)
        return [
            row
            for row in self.moved
            if row.movement_id not in self.undone
            and not why_it_stays(cause=row.cause, kinds=kinds[row.number])
            and (row.cause is not Cause.PINDAH or row.amount_rp < 0)
        ]


@dataclass(frozen=True, slots=True)
class DayAtCounter(Row):
    """What one person took and gave on a day: how many times, and rupiah."""

    taken: int
    taken_rp: int
    given: int
    given_rp: int


def counter_page(*, cooperative_id: int, member_id: UUID, on: date) -> CounterPage:
    """Read what the counter shows of one member. Needs the scope; five queries, six where something is held.

    Args:
        cooperative_id: Whose.
        member_id: Which member.
        on: The business date.
    """
    mine = SavingsMovement.objects.filter(
        cooperative_id=cooperative_id, account__member_id=member_id, undoes__isnull=False
    )
    now, dues, undone, wished = asked(
        savings_inquiry(cooperative_id=cooperative_id, member_id=member_id, most=MOST_MOVED),
        dues_inquiry(cooperative_id=cooperative_id, member_id=member_id),
        Inquiry.of(mine.values_list("undoes_id"), read=lambda found: frozenset(id_ for (id_,) in found)),
        withdrawals_inquiry(cooperative_id=cooperative_id, member_id=member_id),
    )
    rows = [row for row in now.accounts if row.is_open]
    products = {row.product_id: row for row in products_of(cooperative_id=cooperative_id, on=on)}
    any_day = [row.account_id for row in rows if row.kind in TAKEN_ANY_DAY]
    asleep = sleeping(cooperative_id=cooperative_id, accounts=any_day, today=on) if any_day else set()
    accounts = []
    for row in rows:
        terms = products[row.product_id].now
        accounts.append(
            CounterAccount(
                row, terms.minimum_rp if terms else 0, row.kind in TAKEN_AT_COUNTER, row.account_id in asleep
            )
        )
    held = {row.product_id for row in rows}
    offers = [
        one for one in products.values() if one.is_open and one.kind not in {*STAYING, SavingsKind.BERJANGKA}
    ]
    offers.sort(key=lambda one: one.product_id not in held)
    holds = _holds(cooperative_id, member_id) if any(row.held_rp for row in rows) else []
    waiting = [one for one in wished if one.state in OPEN]
    return CounterPage(accounts, offers, holds, now.movements, undone, is_behind(dues, on), waiting)


def day_at_counter(*, cooperative_id: int, person_id: UUID, on: date) -> DayAtCounter:
    """Sum what one person took in and paid out of savings on a day. One query."""
    rows = SavingsMovement.objects.filter(
        cooperative_id=cooperative_id, person_id=person_id, on=on, cause__in=("SETOR", "TARIK")
    )
    taken, given = Q(amount_rp__gt=0), Q(amount_rp__lt=0)
    sums = rows.aggregate(
        taken=Count("id", filter=taken),
        taken_rp=Coalesce(Sum("amount_rp", filter=taken), 0),
        given=Count("id", filter=given),
        given_rp=Coalesce(Sum("amount_rp", filter=given), 0),
    )
    return DayAtCounter(sums["taken"], sums["taken_rp"], sums["given"], -sums["given_rp"])


def _holds(cooperative_id: int, member_id: UUID) -> list[HoldRow]:
    rows = Hold.objects.filter(
        cooperative_id=cooperative_id, account__member_id=member_id, released_on__isnull=True
    )
    return [
        HoldRow(row.id, row.account.product.name, row.amount_rp, row.reason, row.since, not row.source_kind)
        for row in rows.select_related("account__product").order_by("since", "id")
    ]
