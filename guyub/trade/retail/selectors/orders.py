"""One buyer's order with its papers, whose money is due back, and a member's own orders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry, asked
from guyub.trade.retail.domain.cycles import CycleState
from guyub.trade.retail.models import BuyerOrder, Handing, HandingLine, Refund
from guyub.trade.retail.selectors.buyers import buyer_inquiries, buyers_read
from guyub.trade.retail.selectors.cycles import cycles_inquiry

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date
    from uuid import UUID

    from guyub.trade.retail.selectors.buyers import BuyerRow
    from guyub.trade.retail.selectors.cycles import CycleRow

MOST_DUE = 500
MOST_OWN = 50


@dataclass(frozen=True, slots=True)
class HandingRow(Row):
    """What was handed over at once; whole rupiah, and what in words."""

    handing_id: UUID
    handed_on: date
    total_rp: int
    entry_id: UUID
    entry: str
    person: str
    undone_on: date | None
    undone_why: str
    goods: str


@dataclass(frozen=True, slots=True)
class RefundRow(Row):
    """Money that was given back; whole rupiah."""

    refund_id: UUID
    refunded_on: date
    amount_rp: int
    event_id: UUID
    person: str
    undone_on: date | None
    undone_why: str


@dataclass(frozen=True, slots=True)
class BuyerPage(Row):
    """One buyer's order: its lines, its cycle, what was handed over and given back."""

    buyer: BuyerRow
    cycle: CycleRow
    handings: tuple[HandingRow, ...]
    refunds: tuple[RefundRow, ...]

    @property
    def may_withdraw(self) -> bool:
        """Its goods are not ordered yet, and its money is here."""
        return self.cycle.state is CycleState.BUKA and not self.buyer.withdrawn_on

    @property
    def waits_for_more(self) -> bool:
        """Something of it was not set aside, nor given up."""
        return any(line.claim.open_qty for line in self.buyer.lines)


def buyer_page(*, cooperative_id: int, order_id: UUID) -> BuyerPage | None:
    """Read one buyer's order; None for another cooperative's or none. Two trips."""
    mine = {"cooperative_id": cooperative_id}
    orders = BuyerOrder.objects.filter(**mine, id=order_id)
    handings = Handing.objects.filter(**mine, order_id=order_id).order_by("id")
    goods = HandingLine.objects.filter(**mine, handing__order_id=order_id).order_by("line__good__line_no")
    refunds = Refund.objects.filter(**mine, order_id=order_id).order_by("id")
    order_rows, line_rows, handed, told, paid = asked(
        *buyer_inquiries(orders),
        Inquiry.of(
            handings.values_list(
                *("id", "handed_on", "total_rp", "entry_id", "entry__series", "entry__year"),
                *("entry__number", "person__name", "undone_on", "undone_why"),
            ),
            read=list,
        ),
        Inquiry.of(
            goods.values_list("handing_id", "qty", "line__good__unit__name", "line__good__product__name"),
            read=list,
        ),
        Inquiry.of(
            refunds.values_list(
                *("id", "refunded_on", "amount_rp", "event_id", "person__name", "undone_on", "undone_why")
            ),
            read=list,
        ),
    )
    if not order_rows:
        return None
    (buyer,) = buyers_read(order_rows, line_rows)
    (cycles,) = asked(cycles_inquiry(cooperative_id=cooperative_id, cycle_id=buyer.cycle_id))
    words: dict[UUID, list[str]] = {}
    for handing_id, qty, unit, title in told:
        words.setdefault(handing_id, []).append(f"{qty} {unit} {title}")
    return BuyerPage(
        buyer,
        cycles[0],
        tuple(
            HandingRow(id_, on, rp, entry_id, f"{series}-{year}-{no:04}", person, back, why, ", ".join(words[id_]))
            for id_, on, rp, entry_id, series, year, no, person, back, why in handed
        ),
        tuple(RefundRow(*row) for row in paid),
    )  # fmt: skip


def buyers_due(*, cooperative_id: int, cycle_id: UUID | None = None) -> list[BuyerRow]:
    """List orders of which money is due back, those of the oldest cycles first. One trip."""
    rows = BuyerOrder.objects.filter(cooperative_id=cooperative_id, held_rp__gt=0)
    rows = rows.filter(
        Q(cycle__state__in=[CycleState.DATANG.value, CycleState.BATAL.value]) | Q(withdrawn_on__isnull=False)
    )
    if cycle_id is not None:
        rows = rows.filter(cycle_id=cycle_id)
    return [row for row in buyers_read(*asked(*buyer_inquiries(rows))) if row.due_rp][:MOST_DUE]


def buyers_of(*, cooperative_id: int, member_ids: Collection[UUID], most: int = MOST_OWN) -> list[BuyerRow]:
    """List the orders of one person's memberships, the newest last. One trip."""
    rows = BuyerOrder.objects.filter(cooperative_id=cooperative_id, member_id__in=member_ids)
    return buyers_read(*asked(*buyer_inquiries(rows, most=most)))
