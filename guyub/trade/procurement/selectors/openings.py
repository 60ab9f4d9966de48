"""Tables of debts that were brought, and the bills that they made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.foundation.intake.domain.states import TableState
from guyub.foundation.kernel.rows import Row
from guyub.trade.procurement.models import Bill, DebtOpening
from guyub.trade.procurement.selectors.bills import bill_fields, row_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from uuid import UUID

    from guyub.trade.procurement.selectors.bills import BillRow

MOST_BATCHES = 50


@dataclass(frozen=True, slots=True)
class DebtBatchBrought(Row):
    """One table of debts as pages show it, amounts in whole rupiah; the sealed original is not read."""

    batch_id: UUID
    state: TableState
    original_name: str
    sheet: int
    header_line: int
    mapping: Mapping[str, str]
    rows_count: int
    dated_on: date | None
    bills_count: int
    total_rp: int
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
        """Whether its debts stand."""
        return self.state is TableState.DIMASUKKAN


def batches_of(*, cooperative_id: int) -> list[DebtBatchBrought]:
    """List the tables that were brought, the newest first; one query."""
    rows = DebtOpening.objects.filter(cooperative_id=cooperative_id).defer("sealed")
    found = rows.select_related("brought_by", "taken_by").order_by("-brought_at", "-id")
    return [_row(row) for row in found[:MOST_BATCHES]]


def batch_of(*, cooperative_id: int, batch_id: UUID) -> DebtBatchBrought | None:
    """Give one table; None for another cooperative's or none. One query."""
    rows = DebtOpening.objects.filter(cooperative_id=cooperative_id, id=batch_id).defer("sealed")
    row = rows.select_related("brought_by", "taken_by").first()
    return _row(row) if row else None


def opened_batch(*, cooperative_id: int, batch_id: UUID) -> DebtOpening | None:
    """Read an open table with its sealed original; None where it is closed or not here. One query."""
    rows = DebtOpening.objects.filter(cooperative_id=cooperative_id, id=batch_id)
    return rows.filter(state=TableState.DIUNGGAH.value).first()


def opened_bills(*, cooperative_id: int, batch_id: UUID, most: int) -> list[BillRow]:
    """List the bills that a table made, in its order. One query."""
    rows = Bill.objects.filter(cooperative_id=cooperative_id, opening_id=batch_id)
    return [row_of(row) for row in rows.order_by("year", "no").values_list(*bill_fields())[:most]]


def _row(row: DebtOpening) -> DebtBatchBrought:
    return DebtBatchBrought(
        row.id,
        TableState(row.state),
        row.original_name,
        row.sheet,
        row.header_line,
        row.mapping,
        row.rows_count,
        row.dated_on,
        row.bills_count,
        row.total_rp,
        row.entry_id,
        row.undone_entry_id,
        row.brought_by.name,
        row.brought_at,
        row.taken_by.name if row.taken_by else "",
        row.closed_at,
    )
