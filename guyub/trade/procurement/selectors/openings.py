"""Tables of debts that were brought, and the bills that they made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.foundation.intake.selectors.tables import TableRow, found_table, newest_tables, shared_columns
from guyub.trade.procurement.models import Bill, DebtOpening
from guyub.trade.procurement.selectors.bills import bill_fields, row_of

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from guyub.trade.procurement.selectors.bills import BillRow


@dataclass(frozen=True, slots=True)
class DebtBatchBrought(TableRow):
    """One table of debts, amounts in whole rupiah."""

    dated_on: date | None
    bills_count: int
    total_rp: int
    entry_id: UUID | None
    undone_entry_id: UUID | None
    taken_by: str


def batches_of(cooperative_id: int) -> list[DebtBatchBrought]:
    """List the tables that were brought, the newest first; one query."""
    return [_row(row) for row in newest_tables(DebtOpening, "taken_by", cooperative_id=cooperative_id)]


def batch_of(cooperative_id: int, batch_id: UUID) -> DebtBatchBrought | None:
    """Give one table; None for another cooperative's or none. One query."""
    row = found_table(DebtOpening, "taken_by", cooperative_id=cooperative_id, batch_id=batch_id)
    return _row(row) if row else None


def opened_bills(*, cooperative_id: int, batch_id: UUID, most: int) -> list[BillRow]:
    """List the bills that a table made, in its order. One query."""
    rows = Bill.objects.filter(cooperative_id=cooperative_id, opening_id=batch_id)
    return [row_of(row) for row in rows.order_by("year", "no").values_list(*bill_fields())[:most]]


def _row(row: DebtOpening) -> DebtBatchBrought:
    return DebtBatchBrought(
        **shared_columns(row),
        dated_on=row.dated_on,
        bills_count=row.bills_count,
        total_rp=row.total_rp,
        entry_id=row.entry_id,
        undone_entry_id=row.undone_entry_id,
        taken_by=row.taken_by.name if row.taken_by else "",
    )
