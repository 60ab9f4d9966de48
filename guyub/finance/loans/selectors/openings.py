"""Tables of running loans that were brought, and what their lines made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.finance.loans.models import LoanOpening, OpenedLoan
from guyub.foundation.intake.selectors.tables import TableRow, found_table, newest_tables, shared_columns
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from typing import Any
    from uuid import UUID


@dataclass(frozen=True, slots=True)
class OpeningBatch(TableRow):
    """One table of running loans, amounts in whole rupiah."""

    choices: Mapping[str, Any]
    dated_on: date | None
    loans_count: int
    principal_rp: int
    jasa_rp: int
    provision_rp: int
    entry_id: UUID | None
    undone_entry_id: UUID | None


@dataclass(frozen=True, slots=True)
class OpenedRow(Row):
    """One loan that a table made: what the table said of it, in whole rupiah."""

    line: int
    loan_id: UUID
    number: str
    borrower: str
    product: str
    principal_rp: int
    left_rp: int
    jasa_rp: int
    provision_rp: int
    is_anew: bool


def batches_of(cooperative_id: int) -> list[OpeningBatch]:
    """List the tables that were brought, the newest first; one query."""
    return [_row(row) for row in newest_tables(LoanOpening, cooperative_id=cooperative_id)]


def batch_of(cooperative_id: int, batch_id: UUID) -> OpeningBatch | None:
    """Give one table; None for another cooperative's or none. One query."""
    row = found_table(LoanOpening, cooperative_id=cooperative_id, batch_id=batch_id)
    return _row(row) if row else None


def opened_of(*, cooperative_id: int, batch_id: UUID, most: int | None = None) -> list[OpenedRow]:
    """List what a table made, line by line. One query."""
    rows = OpenedLoan.objects.filter(cooperative_id=cooperative_id, batch_id=batch_id)
    told = rows.select_related("loan__member__file", "loan__product").order_by("line")[:most]
    return [
        OpenedRow(
            row.line,
            row.loan_id,
            row.loan.name,
            row.loan.member.file.name,
            row.loan.product.name,
            row.principal_rp,
            row.left_rp,
            row.jasa_rp,
            row.provision_rp,
            row.is_anew,
        )
        for row in told
    ]


def _row(row: LoanOpening) -> OpeningBatch:
    return OpeningBatch(
        **shared_columns(row),
        choices=row.choices,
        dated_on=row.dated_on,
        loans_count=row.loans_count,
        principal_rp=row.principal_rp,
        jasa_rp=row.jasa_rp,
        provision_rp=row.provision_rp,
        entry_id=row.entry_id,
        undone_entry_id=row.undone_entry_id,
    )
