"""Goods that came, as a list and one receipt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from guyub.foundation.kernel.models import StoredFile
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry, asked
from guyub.trade.inventory.selectors.bought import goods_of
from guyub.trade.procurement.domain.accounts import ORDERS, RECEIPTS, paper_name
from guyub.trade.procurement.domain.receipts import DIFFERENCE_WORDS, Difference
from guyub.trade.procurement.models import GoodsReceipt, ReceiptLine

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from guyub.trade.inventory.selectors.bought import Good

MOST_LISTED = 200
_FIELDS = (
    *(
        "id",
        "year",
        "no",
        "partner_id",
        "partner__name",
        "location__name",
        "received_on",
        "note_no",
        "total_rp",
    ),
    *("order_id", "order__year", "order__no", "file_id", "note", "person__name", "undone_on", "undone_why"),
    "entry_id",
)


@dataclass(frozen=True, slots=True)
class ReceiptRow(Row):
    """One receipt; rupiah whole."""

    receipt_id: UUID
    name: str
    partner_id: UUID
    partner: str
    location: str
    received_on: date
    note_no: str
    total_rp: int
    order_id: UUID | None
    order: str
    file_id: UUID | None
    note: str
    person: str | None
    undone_on: date | None
    undone_why: str
    entry_id: UUID | None


@dataclass(frozen=True, slots=True)
class ReceiptLineRow(Row):
    """One product of a receipt."""

    line_id: UUID
    product_id: UUID
    title: str
    good: Good
    unit: str
    qty: int
    amount_rp: int
    refused_qty: int
    difference: str
    reason: str
    batch: str
    expires_on: date | None
    open_qty: int
    returned_qty: int

    @property
    def words(self) -> str:
        """What was taken in."""
        return self.good.words(self.qty)

    @property
    def refused_words(self) -> str:
        """What was not."""
        return self.good.words(self.refused_qty) if self.refused_qty else ""

    @property
    def difference_words(self) -> str:
        """What differs, in a word."""
        return DIFFERENCE_WORDS[Difference(self.difference)] if self.difference else ""


@dataclass(frozen=True, slots=True)
class ReceiptPage(Row):
    """One receipt with its lines."""

    receipt: ReceiptRow
    lines: tuple[ReceiptLineRow, ...]

    @property
    def can_go_back(self) -> bool:
        """Nothing of it is billed or gone back, so it may be taken off the list."""
        return not self.receipt.undone_on and all(
            line.open_qty == line.qty and not line.returned_qty for line in self.lines
        )


def receipts_inquiry(
    *, cooperative_id: int, partner_id: UUID | None = None, most: int = MOST_LISTED
) -> Inquiry[list[ReceiptRow]]:
    """Ask for receipts, the newest first."""
    rows = GoodsReceipt.objects.filter(cooperative_id=cooperative_id)
    if partner_id:
        rows = rows.filter(partner_id=partner_id)
    told = rows.order_by("-received_on", "-id").values_list(*_FIELDS)
    return Inquiry.of(told[:most], read=lambda found: [_row(row) for row in found])


def receipt_page(*, cooperative_id: int, receipt_id: UUID) -> ReceiptPage | None:
    """Read one receipt; None for another cooperative's or none. Two trips."""
    rows = GoodsReceipt.objects.filter(cooperative_id=cooperative_id, id=receipt_id)
    lines = ReceiptLine.objects.filter(cooperative_id=cooperative_id, receipt_id=receipt_id)
    found, line_rows = asked(
        Inquiry.of(rows.values_list(*_FIELDS), read=list),
        Inquiry.of(lines.order_by("line_no").values_list(*_LINE), read=list),
    )
    if not found:
        return None
    goods = goods_of(cooperative_id=cooperative_id, product_ids={row[1] for row in line_rows})
    return ReceiptPage(_row(found[0]), tuple(_line(row, goods) for row in line_rows))


def receipt_file(*, cooperative_id: int, receipt_id: UUID) -> StoredFile | None:
    """Give the photo of a receipt; None where there is none. One query."""
    mine = GoodsReceipt.objects.filter(cooperative_id=cooperative_id, id=receipt_id)
    return StoredFile.objects.filter(cooperative_id=cooperative_id, id__in=mine.values("file_id")).first()


def accepted_qty(*, cooperative_id: int, order_id: UUID) -> dict[UUID, int]:
    """Tell how many base units of each product came of an order and did not go back. One query."""
    rows = ReceiptLine.objects.filter(
        cooperative_id=cooperative_id, receipt__order_id=order_id, receipt__undone_on__isnull=True
    )
    accepted: dict[UUID, int] = {}
    for product_id, qty, returned_qty in rows.values_list("product_id", "qty", "returned_qty"):
        accepted[product_id] = accepted.get(product_id, 0) + qty - returned_qty
    return accepted


_LINE = (
    *("id", "product_id", "product__name", "unit__name", "qty", "amount_rp", "refused_qty", "difference"),
    *("reason", "batch", "expires_on", "settled_qty", "returned_qty"),
)


def _row(row: Sequence[Any]) -> ReceiptRow:
    (
        id_, year, no, partner_id, partner, location, on, note_no, rp, order_id, order_year, order_no, file_id, note,
        person, undone_on, undone_why, entry_id,
    ) = row  # fmt: skip
    order = paper_name(ORDERS, order_year, order_no) if order_id else ""
    name = paper_name(RECEIPTS, year, no)
    return ReceiptRow(
        id_, name, partner_id, partner, location, on, note_no, rp, order_id, order, file_id, note, person, undone_on,
        undone_why, entry_id,
    )  # fmt: skip


def _line(row: Sequence[Any], goods: Mapping[UUID, Good]) -> ReceiptLineRow:
    id_, product_id, title, unit, qty, rp, refused, difference, reason, batch, expires_on, settled, back = row
    good = goods[product_id]
    return ReceiptLineRow(
        id_, product_id, title, good, unit, qty, rp, refused, difference, reason, batch, expires_on, qty - settled, back
    )  # fmt: skip
