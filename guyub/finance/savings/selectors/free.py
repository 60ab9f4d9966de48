"""What a member may take out of which account on a day: not what is held of it, nor what must stay in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import OuterRef, Subquery

from guyub.finance.savings.domain.counter import is_asleep
from guyub.finance.savings.domain.jasa import terms_of_day
from guyub.finance.savings.domain.kinds import TAKEN_ANY_DAY, Cause, SavingsKind
from guyub.finance.savings.models import SavingsAccount, SavingsMovement
from guyub.finance.savings.selectors.products import terms_by_product
from guyub.foundation.kernel.rows import Row
from guyub.foundation.parameters.selectors.values import value_of

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date
    from uuid import UUID

    from guyub.finance.savings.selectors.balances import SavingsRow

ASLEEP = "simpanan.tidur_bulan"


@dataclass(frozen=True, slots=True)
class Free(Row):
    """One account of which may be taken; whole rupiah."""

    account_id: UUID
    kind: SavingsKind
    unit_id: UUID | None
    balance_rp: int
    held_rp: int
    minimum_rp: int

    @property
    def free_rp(self) -> int:
        """What may be taken while the account stays open."""
        return max(self.balance_rp - self.held_rp - self.minimum_rp, 0)


def free_of(
    *, cooperative_id: int, member_id: UUID, on: date, kinds: Collection[SavingsKind] = TAKEN_ANY_DAY
) -> dict[UUID, Free]:
    """Give the accounts of a member from which may be taken, by id; of these kinds alone. Two queries."""
    rows = SavingsAccount.objects.filter(
        cooperative_id=cooperative_id, member_id=member_id, kind__in=kinds, closed_on__isnull=True
    )
    terms = terms_by_product(cooperative_id=cooperative_id)
    found = {}
    for row in rows.select_related("product"):
        now = terms_of_day(terms.get(row.product_id, []), on)
        found[row.id] = Free(
            row.id,
            SavingsKind(row.kind),
            row.product.unit_id,
            row.balance_rp,
            row.held_rp,
            now.minimum_rp if now else 0,
        )
    return found


def free_among(*, cooperative_id: int, accounts: Collection[SavingsRow], on: date) -> dict[UUID, Free]:
    """Give, of accounts that were read, those from which may be taken any day, by id. One query."""
    terms = terms_by_product(cooperative_id=cooperative_id)
    found = {}
    for row in accounts:
        if row.kind in TAKEN_ANY_DAY and row.is_open:
            now = terms_of_day(terms.get(row.product_id, []), on)
            least_rp = now.minimum_rp if now else 0
            found[row.account_id] = Free(
                row.account_id, row.kind, row.unit_id, row.balance_rp, row.held_rp, least_rp
            )
    return found


def sleeping(*, cooperative_id: int, accounts: Collection[UUID] | None, today: date) -> set[UUID]:
    """Tell which accounts sleep: nobody paid in or took out for the months of the rule ``simpanan.tidur_bulan``.

    Args:
        cooperative_id: Whose.
        accounts: These alone; None: all of which may be taken any day and that hold something. Two queries.
        today: The business date.
    """
    months = int(value_of(ASLEEP, cooperative_id=cooperative_id, on=today))
    own = SavingsMovement.objects.filter(
        cooperative_id=cooperative_id, account_id=OuterRef("id"), cause__in=(Cause.SETOR, Cause.TARIK)
    )
    rows = SavingsAccount.objects.filter(
        cooperative_id=cooperative_id, kind__in=TAKEN_ANY_DAY, closed_on__isnull=True, balance_rp__gt=0
    )
    if accounts is not None:
        rows = rows.filter(id__in=accounts)
    told = rows.annotate(moved_on=Subquery(own.order_by("-on").values("on")[:1]))
    return {
        id_
        for id_, opened_on, moved_on in told.values_list("id", "opened_on", "moved_on")
        if is_asleep(last_on=moved_on or opened_on, today=today, months=months)
    }
