"""What is open of goods that came: what no bill has taken yet, under lock for who takes it, and for lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import F, Sum

from guyub.foundation.kernel.rows import Row
from guyub.trade.procurement.models import BillLine, ReceiptLine, ReturnLine

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date
    from uuid import UUID

MOST_UNBILLED = 300


@dataclass(frozen=True, slots=True)
class UnbilledGoods(Row):
    """One product of a receipt that is not wholly billed; base units, whole rupiah."""

    receipt_line_id: UUID
    receipt_id: UUID
    receipt_name: str
    received_on: date
    note_no: str
    partner_id: UUID
    partner: str
    product_id: UUID
    product: str
    qty: int
    open_qty: int
    open_rp: int


def locked_goods(*, cooperative_id: int, ids: Collection[UUID]) -> list[ReceiptLine]:
    """Lock lines of receipts by their ids, and their receipts; with product and line of the order. One query.

    Whoever takes what came, or takes it back, goes through here and nowhere else, so that two of them take turns.
    """
    rows = ReceiptLine.objects.select_for_update(of=("self", "receipt"), no_key=True)
    told = rows.select_related("receipt", "product", "order_line").filter(
        cooperative_id=cooperative_id, id__in=ids
    )
    return list(told.order_by("id"))


def billed_so_far(*, cooperative_id: int, ids: Collection[UUID]) -> dict[UUID, tuple[int, int]]:
    """Tell what bills asked for goods so far: base units and whole rupiah by line of the receipt. One query."""
    rows = BillLine.objects.filter(
        cooperative_id=cooperative_id, receipt_line__in=ids, bill__undone_on__isnull=True
    )
    told = rows.order_by().values("receipt_line_id").annotate(qty_sum=Sum("qty"), rp_sum=Sum("amount_rp"))
    return {row["receipt_line_id"]: (row["qty_sum"], row["rp_sum"]) for row in told}


def returned_unbilled(*, cooperative_id: int, ids: Collection[UUID]) -> dict[UUID, int]:
    """Tell how many base units of goods went back before they were billed, by line of the receipt. One query."""
    rows = ReturnLine.objects.filter(
        cooperative_id=cooperative_id,
        receipt_line__in=ids,
        is_unbilled=True,
        goods_return__undone_on__isnull=True,
    )
    return dict(
        rows.order_by().values("receipt_line_id").annotate(s=Sum("qty")).values_list("receipt_line_id", "s")
    )


def unbilled(*, cooperative_id: int, partner_id: UUID | None = None) -> list[UnbilledGoods]:
    """List what came and no bill has taken yet, the oldest first, of one partner or all. One query."""
    rows = ReceiptLine.objects.filter(
        cooperative_id=cooperative_id, receipt__undone_on__isnull=True, settled_qty__lt=F("qty")
    )
    if partner_id is not None:
        rows = rows.filter(receipt__partner_id=partner_id)
    told = rows.select_related("receipt__partner", "product").order_by("receipt__received_on", "id")
    return [
        UnbilledGoods(
            row.id,
            row.receipt_id,
            row.receipt.name,
            row.receipt.received_on,
            row.receipt.note_no,
            row.receipt.partner_id,
            row.receipt.partner.name,
            row.product_id,
            row.product.name,
            row.qty,
            row.qty - row.settled_qty,
            row.amount_rp - row.settled_rp,
        )
        for row in told[:MOST_UNBILLED]
    ]
