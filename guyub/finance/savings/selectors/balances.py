"""What members have saved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from guyub.finance.savings.domain.kinds import KIND_WORDS, SavingsKind
from guyub.finance.savings.models import SavingsAccount, SavingsMovement
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry

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

    @property
    def short(self) -> str:
        """What it is called under a heading that says savings: ``Wajib``."""
        return self.words.removeprefix("Simpanan ").capitalize()


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

    @property
    def out_rp(self) -> int:
        """What was taken out; 0 where something came in."""
        return max(-self.amount_rp, 0)


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


@dataclass(frozen=True, slots=True)
class SavingsNow(Row):
    """What a member has saved: each account, and what moved last; rupiah."""

    accounts: list[SavingsRow]
    movements: list[MovementRow]

    @property
    def total_rp(self) -> int:
        """All accounts together."""
        return sum(row.balance_rp for row in self.accounts)


def savings_inquiry(*, cooperative_id: int, member_id: UUID, most: int = 6) -> Inquiry[SavingsNow]:
    """Ask what a member has saved, and what moved last, the newest first.

    Args:
        cooperative_id: Whose.
        member_id: Which member.
        most: How many movements at most.
    """
    accounts = SavingsAccount.objects.filter(cooperative_id=cooperative_id, member_id=member_id)
    moved = SavingsMovement.objects.filter(cooperative_id=cooperative_id, account__member_id=member_id)
    newest = moved.order_by("-on", "-entry__chain_no", "-no")[:most]
    return Inquiry.of(
        accounts.values_list("id", "kind", "opened_on", "opening_rp", "balance_rp"),
        newest.values_list(
            "no",
            "on",
            "account__kind",
            "amount_rp",
            "balance_rp",
            "note",
            "entry__series",
            "entry__year",
            "entry__number",
        ),
        read=_savings_now,
    )


def _savings_now(accounts: list[tuple[Any, ...]], movements: list[tuple[Any, ...]]) -> SavingsNow:
    order = list(SavingsKind)
    rows = [SavingsRow(id_, SavingsKind(kind), *more) for id_, kind, *more in accounts]
    return SavingsNow(
        sorted(rows, key=lambda row: order.index(row.kind)),
        [
            MovementRow(no, on, SavingsKind(kind), rp, balance_rp, note, f"{series}-{year}-{number:04}")
            for no, on, kind, rp, balance_rp, note, series, year, number in movements
        ],
    )
