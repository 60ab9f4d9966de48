"""Tables of goods that were brought, and what their lines made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.foundation.intake.selectors.tables import TableRow, found_table, newest_tables, shared_columns
from guyub.foundation.kernel.rows import Row
from guyub.trade.inventory.models import OpenedStock, StockOpening

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

_JOINS = ("taken_by", "location")


@dataclass(frozen=True, slots=True)
class StockBatchBrought(TableRow):
    """One table of goods, amounts in whole rupiah."""

    location_id: UUID | None
    location: str
    dated_on: date | None
    goods_count: int
    new_count: int
    value_rp: int
    entry_id: UUID | None
    undone_entry_id: UUID | None
    taken_by: str


@dataclass(frozen=True, slots=True)
class OpenedRow(Row):
    """What a table said of one product: base units and whole rupiah."""

    line: int
    code: str
    name: str
    is_new: bool
    qty: int
    base_unit: str
    value_rp: int


def batches_of(cooperative_id: int) -> list[StockBatchBrought]:
    """List the tables that were brought, the newest first; one query."""
    return [_row(row) for row in newest_tables(StockOpening, *_JOINS, cooperative_id=cooperative_id)]


def batch_of(cooperative_id: int, batch_id: UUID) -> StockBatchBrought | None:
    """Give one table; None for another cooperative's or none. One query."""
    row = found_table(StockOpening, *_JOINS, cooperative_id=cooperative_id, batch_id=batch_id)
    return _row(row) if row else None


def opened_of(*, cooperative_id: int, batch_id: UUID, most: int) -> list[OpenedRow]:
    """List what a table made, line by line. One query."""
    rows = OpenedStock.objects.filter(cooperative_id=cooperative_id, batch_id=batch_id)
    told = rows.order_by("line").values_list(
        "line", "product__code", "product__name", "is_new", "qty", "product__base_unit", "value_rp"
    )
    return [OpenedRow(*row) for row in told[:most]]


def _row(row: StockOpening) -> StockBatchBrought:
    return StockBatchBrought(
        **shared_columns(row),
        location_id=row.location_id,
        location=row.location.name if row.location else "",
        dated_on=row.dated_on,
        goods_count=row.goods_count,
        new_count=row.new_count,
        value_rp=row.value_rp,
        entry_id=row.entry_id,
        undone_entry_id=row.undone_entry_id,
        taken_by=row.taken_by.name if row.taken_by else "",
    )
