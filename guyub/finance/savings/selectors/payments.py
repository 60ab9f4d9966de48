"""What was paid into one kind of savings, with its vouchers; and what many members hold of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.books.treasury.selectors.events import events_of_entries
from guyub.finance.savings.models import SavingsAccount, SavingsMovement
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date
    from uuid import UUID

    from guyub.finance.savings.domain.kinds import SavingsKind

MOST_PAYMENTS = 50


@dataclass(frozen=True, slots=True)
class PaymentRow(Row):
    """One movement with its voucher; rupiah. What takes another back is below zero."""

    movement_id: UUID
    no: int
    on: date
    amount_rp: int
    number: str
    event_id: UUID | None
    taken_by: str
    is_undone: bool
    takes_back: bool


def payments_of(
    *, cooperative_id: int, member_id: UUID, kind: SavingsKind, newest: bool = False
) -> list[PaymentRow]:
    """List what moved one member's savings of a kind, the first (or the ``newest``) on top; 50 at most. Two queries."""
    rows = SavingsMovement.objects.filter(
        cooperative_id=cooperative_id, account__member_id=member_id, account__kind=kind.value
    )
    found = list(rows.select_related("entry", "person").order_by("-no" if newest else "no")[:MOST_PAYMENTS])
    events = events_of_entries(cooperative_id=cooperative_id, entry_ids=[row.entry_id for row in found])
    undone = {row.undoes_id for row in found}
    return [
        PaymentRow(
            row.id,
            row.no,
            row.on,
            row.amount_rp,
            str(row.entry),
            events.get(row.entry_id),
            row.person.name if row.person else "",
            row.id in undone,
            row.undoes_id is not None,
        )
        for row in found
    ]


def balances_by_member(
    *, cooperative_id: int, members: Collection[UUID], kind: SavingsKind
) -> dict[UUID, int]:
    """Give what some members hold of a kind, whole rupiah: member → balance; without an account, nothing. One query."""
    rows = SavingsAccount.objects.filter(
        cooperative_id=cooperative_id, member_id__in=members, kind=kind.value
    )
    return dict(rows.values_list("member_id", "balance_rp"))
