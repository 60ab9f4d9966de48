"""Tables of goods that were brought, and what their lines made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.foundation.intake.domain.states import TableState
from guyub.foundation.kernel.rows import Row
from guyub.trade.inventory.models import OpenedStock, StockOpening

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from uuid import UUID

MOST_BATCHES = 50


@dataclass(frozen=True, slots=True)
class StockBatchBrought(Row):
    """One table of goods as pages show it, amounts in whole rupiah; the sealed original is not read."""

    batch_id: UUID
    state: TableState
    original_name: str
    sheet: int
    header_line: int
    mapping: Mapping[str, str]
    location_id: UUID | None
    location: str
    rows_count: int
    dated_on: date | None
    goods_count: int
    new_count: int
    value_rp: int
    entry_id: UUID | None
    undone_entry_id: UUID | None
    brought_by: str
    brought_at: datetime
    taken_by: str
    closed_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether it waits to be taken in."""
        return self.state is TableState.DIUNGGAH

    @property
    def is_taken(self) -> bool:
        """Whether its goods stand."""
        return self.state is TableState.DIMASUKKAN


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


def batches_of(*, cooperative_id: int) -> list[StockBatchBrought]:
    """List the tables that were brought, the newest first; one query."""
    rows = StockOpening.objects.filter(cooperative_id=cooperative_id).defer("sealed")
    found = rows.select_related("brought_by", "taken_by", "location").order_by("-brought_at", "-id")
    return [_row(row) for row in found[:MOST_BATCHES]]


def batch_of(*, cooperative_id: int, batch_id: UUID) -> StockBatchBrought | None:
    """Give one table; None for another cooperative's or none. One query."""
    rows = StockOpening.objects.filter(cooperative_id=cooperative_id, id=batch_id).defer("sealed")
    row = rows.select_related("brought_by", "taken_by", "location").first()
    return _row(row) if row else None


def opened_batch(*, cooperative_id: int, batch_id: UUID) -> StockOpening | None:
    """Read an open table with its sealed original; None where it is closed or not here. One query."""
    rows = StockOpening.objects.filter(cooperative_id=cooperative_id, id=batch_id)
    return rows.filter(state=TableState.DIUNGGAH.value).first()


def opened_of(*, cooperative_id: int, batch_id: UUID, most: int) -> list[OpenedRow]:
    """List what a table made, line by line. One query."""
    rows = OpenedStock.objects.filter(cooperative_id=cooperative_id, batch_id=batch_id)
    told = rows.order_by("line").values_list(
        "line", "product__code", "product__name", "is_new", "qty", "product__base_unit", "value_rp"
    )
    return [OpenedRow(*row) for row in told[:most]]


def _row(row: StockOpening) -> StockBatchBrought:
    return StockBatchBrought(
        row.id,
        TableState(row.state),
        row.original_name,
        row.sheet,
        row.header_line,
        row.mapping,
        row.location_id,
        row.location.name if row.location else "",
        row.rows_count,
        row.dated_on,
        row.goods_count,
        row.new_count,
        row.value_rp,
        row.entry_id,
        row.undone_entry_id,
        row.brought_by.name,
        row.brought_at,
        row.taken_by.name if row.taken_by else "",
        row.closed_at,
    )
