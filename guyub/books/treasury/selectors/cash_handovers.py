"""Hand-overs of all cash and bank."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.books.treasury.domain.places import CashKind
from guyub.books.treasury.models import CashHandover
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID


@dataclass(frozen=True, slots=True)
class PlaceGiven(Row):
    """One drawer, safe or bank account as it was handed over, in rupiah; ``holder`` has its shift still."""

    name: str
    kind: CashKind
    account: str
    bank: str
    holder: str
    book_rp: int
    counted_rp: int | None

    @property
    def difference_rp(self) -> int | None:
        """What was counted above what the books said; None where nothing was counted."""
        return None if self.counted_rp is None else self.counted_rp - self.book_rp


@dataclass(frozen=True, slots=True)
class HandoverRow(Row):
    """One hand-over: who gave what to whom, and whether it was confirmed; rupiah."""

    handover_id: UUID
    giver_id: UUID
    giver: str
    receiver_id: UUID
    receiver: str
    reason: str
    given_at: datetime
    confirmed_at: datetime | None
    withdrawn_at: datetime | None
    chain_no: int | None
    item_id: UUID | None
    claims_rp: int
    places: tuple[PlaceGiven, ...]

    @property
    def is_pending(self) -> bool:
        """True while it waits for who receives."""
        return self.confirmed_at is None and self.withdrawn_at is None

    @property
    def total_rp(self) -> int:
        """What was handed over: as counted, otherwise by the books."""
        return sum(one.book_rp if one.counted_rp is None else one.counted_rp for one in self.places)


def cash_handovers_of(*, cooperative_id: int, most: int = 50) -> list[HandoverRow]:
    """List hand-overs, the newest first. One query."""
    rows = CashHandover.objects.filter(cooperative_id=cooperative_id).select_related("giver", "receiver")
    return [_row(row) for row in rows.order_by("-given_at", "-id")[:most]]


def cash_handover_of(*, cooperative_id: int, handover_id: UUID) -> HandoverRow | None:
    """Give one hand-over; None where the cooperative has no such. One query."""
    rows = CashHandover.objects.filter(cooperative_id=cooperative_id, id=handover_id)
    found = rows.select_related("giver", "receiver").first()
    return _row(found) if found else None


def _row(row: CashHandover) -> HandoverRow:
    return HandoverRow(
        handover_id=row.id,
        giver_id=row.giver_id,
        giver=row.giver.name,
        receiver_id=row.receiver_id,
        receiver=row.receiver.name,
        reason=row.reason,
        given_at=row.given_at,
        confirmed_at=row.confirmed_at,
        withdrawn_at=row.withdrawn_at,
        chain_no=row.chain_no,
        item_id=row.item_id,
        claims_rp=row.facts["claims_rp"],
        places=tuple(
            PlaceGiven(
                one["name"],
                CashKind(one["kind"]),
                one["account"],
                one["bank"],
                one["holder"],
                one["book_rp"],
                one["counted_rp"],
            )
            for one in row.facts["places"]
        ),
    )
