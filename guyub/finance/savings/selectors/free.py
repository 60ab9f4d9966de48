"""What a member may take out of which account on a day: not what is held of it, nor what must stay in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.finance.savings.domain.jasa import terms_of_day
from guyub.finance.savings.domain.kinds import SavingsKind
from guyub.finance.savings.models import SavingsAccount
from guyub.finance.savings.selectors.products import terms_by_product
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

TAKEN_ANY_DAY = (SavingsKind.SUKARELA.value, SavingsKind.BERTUJUAN.value)


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


def free_of(*, cooperative_id: int, member_id: UUID, on: date) -> dict[UUID, Free]:
    """Give the accounts of a member from which may be taken any day, by id. Two queries."""
    rows = SavingsAccount.objects.filter(
        cooperative_id=cooperative_id, member_id=member_id, kind__in=TAKEN_ANY_DAY, closed_on__isnull=True
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
