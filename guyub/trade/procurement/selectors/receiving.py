"""What taking goods in asks, in one trip: order and partner under lock, and what the receipt is held against."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from guyub.community.partners.selectors.locks import partner_lock
from guyub.foundation.kernel.selectors.together import asked, kept_rows
from guyub.trade.inventory.selectors.bought import goods_inquiry, location_unit_inquiry
from guyub.trade.procurement.models import GoodsReceipt, PurchaseLine, PurchaseOrder

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from django.db.models import QuerySet

    from guyub.community.partners.models import Partner
    from guyub.foundation.kernel.selectors.together import Inquiry
    from guyub.trade.inventory.selectors.bought import Good
    from guyub.trade.procurement.domain.receipts import ReceiptTyped


@dataclass(frozen=True, slots=True)
class Held:
    """What a receipt is held against, as it stood once order and partner were locked.

    Args:
        order: The order that the goods answer; None: they came without, or there is none.
        ordered: Its lines by id.
        partner: From whom; None: there is none.
        location: Whose books hold what lies in the location, and its name; None: there is none that is open.
        earlier: A receipt of the same partner with the same delivery note that still counts.
        goods: The products by id, closed ones too.
    """

    order: PurchaseOrder | None
    ordered: Mapping[UUID, PurchaseLine]
    partner: Partner | None
    location: tuple[UUID | None, str] | None
    earlier: GoodsReceipt | None
    goods: Mapping[UUID, Good]


def held_for_receipt(*, cooperative_id: int, typed: ReceiptTyped) -> Held:
    """Lock order and partner, in this order, and read what a receipt is held against. One trip in a transaction.

    Each statement sees what those before it waited for.

    Args:
        cooperative_id: Whose.
        typed: The receipt as typed.
    """
    asking: list[Inquiry[Any]] = [
        partner_lock(cooperative_id=cooperative_id, partner_id=typed.partner_id),
        location_unit_inquiry(cooperative_id=cooperative_id, location_id=typed.location_id),
        goods_inquiry(cooperative_id=cooperative_id, product_ids={line.product_id for line in typed.lines}),
    ]
    if typed.note_no:
        asking.append(kept_rows(_noted, cooperative_id, typed.partner_id, typed.note_no))
    if typed.order_id:
        ids = cooperative_id, typed.order_id
        orders, lines, *told = asked(kept_rows(_order, *ids), kept_rows(_lines, *ids), *asking)
    else:
        orders, lines, *told = [], [], *asked(*asking)
    partners, location, goods, *noted = told
    notes = noted[0] if noted else []
    return Held(
        order=orders[0] if orders else None,
        ordered={line.id: line for line in lines},
        partner=partners[0] if partners else None,
        location=location,
        earlier=notes[0] if notes else None,
        goods=goods,
    )


def _order(cooperative_id: int, order_id: UUID) -> QuerySet[PurchaseOrder]:
    rows = PurchaseOrder.objects.select_for_update(of=("self",), no_key=True)
    return rows.filter(cooperative_id=cooperative_id, id=order_id)


def _lines(cooperative_id: int, order_id: UUID) -> QuerySet[PurchaseLine]:
    return PurchaseLine.objects.filter(cooperative_id=cooperative_id, order_id=order_id)


def _noted(cooperative_id: int, partner_id: UUID, note_no: str) -> QuerySet[GoodsReceipt]:
    rows = GoodsReceipt.objects.filter(cooperative_id=cooperative_id, partner_id=partner_id, note_no=note_no)
    return rows.filter(undone_on__isnull=True)
