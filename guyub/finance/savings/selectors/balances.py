"""What members have saved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.finance.savings.domain.kinds import KIND_WORDS, SavingsKind
from guyub.finance.savings.models import SavingsAccount, SavingsMovement
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date
    from uuid import UUID


@dataclass(frozen=True, slots=True)
class SavingsRow(Row):
    """One account of one member; rupiah."""

    account_id: UUID
    kind: SavingsKind
    opened_on: date
    opening_rp: int
    balance_rp: int

    @property
    def words(self) -> str:
        """What people call it."""
        return KIND_WORDS[self.kind]


@dataclass(frozen=True, slots=True)
class MovementRow(Row):
    """One movement, as a passbook shows it; rupiah. ``number`` is the voucher's."""

    no: int
    on: date
    kind: SavingsKind
    amount_rp: int
    balance_rp: int
    note: str
    number: str

    @property
    def words(self) -> str:
        """What people call the account."""
        return KIND_WORDS[self.kind]

    @property
    def code(self) -> str:
        """How an address names it among a member's own: ``WAJIB-12``."""
        return f"{self.kind.value}-{self.no}"


def savings_of(*, cooperative_id: int, member_id: UUID) -> list[SavingsRow]:
    """List the accounts of a member, in the order of SavingsKind. One query."""
    rows = SavingsAccount.objects.filter(cooperative_id=cooperative_id, member_id=member_id)
    found = [
        SavingsRow(row.id, SavingsKind(row.kind), row.opened_on, row.opening_rp, row.balance_rp)
        for row in rows
    ]
    order = list(SavingsKind)
    return sorted(found, key=lambda row: order.index(row.kind))


def movements_of(*, cooperative_id: int, member_id: UUID, most: int = 100) -> list[MovementRow]:
    """List what moved a member's savings, the newest first. One query."""
    rows = SavingsMovement.objects.filter(cooperative_id=cooperative_id, account__member_id=member_id)
    picked = rows.select_related("account", "entry").order_by("-on", "-entry__chain_no", "-no")[:most]
    return [_moved(row) for row in picked]


def kinds_held(*, cooperative_id: int, members: Collection[UUID]) -> set[tuple[UUID, SavingsKind]]:
    """Tell which of some members have an account of which kind. One query."""
    rows = SavingsAccount.objects.filter(cooperative_id=cooperative_id, member_id__in=members)
    return {(member_id, SavingsKind(kind)) for member_id, kind in rows.values_list("member_id", "kind")}


def one_movement(*, cooperative_id: int, member_id: UUID, kind: SavingsKind, no: int) -> MovementRow | None:
    """Find one movement of a member by its number in the account; None for another's or none. One query."""
    rows = SavingsMovement.objects.filter(
        cooperative_id=cooperative_id, account__member_id=member_id, account__kind=kind.value, no=no
    )
    row = rows.select_related("account", "entry").first()
    return _moved(row) if row else None


def _moved(row: SavingsMovement) -> MovementRow:
    return MovementRow(
        row.no,
        row.on,
        SavingsKind(row.account.kind),
        row.amount_rp,
        row.balance_rp,
        row.note,
        str(row.entry),
    )
