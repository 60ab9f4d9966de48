"""Tables of running loans that were brought, and what their lines made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.finance.loans.models import LoanOpening, OpenedLoan
from guyub.foundation.intake.domain.states import TableState
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from typing import Any
    from uuid import UUID

MOST_BATCHES = 50


@dataclass(frozen=True, slots=True)
class OpeningBatch(Row):
    """One table of running loans as pages show it, amounts in whole rupiah; the sealed original is not read."""

    batch_id: UUID
    state: TableState
    original_name: str
    sheet: int
    header_line: int
    mapping: Mapping[str, str]
    choices: Mapping[str, Any]
    rows_count: int
    dated_on: date | None
    loans_count: int
    principal_rp: int
    jasa_rp: int
    provision_rp: int
    entry_id: UUID | None
    undone_entry_id: UUID | None
    brought_by: str
    brought_at: datetime
    closed_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether it waits to be taken in."""
        return self.state is TableState.DIUNGGAH

    @property
    def is_taken(self) -> bool:
        """Whether its loans run."""
        return self.state is TableState.DIMASUKKAN


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


def batches_of(*, cooperative_id: int) -> list[OpeningBatch]:
    """List the tables that were brought, the newest first; one query."""
    rows = LoanOpening.objects.filter(cooperative_id=cooperative_id).defer("sealed")
    return [
        _row(row) for row in rows.select_related("brought_by").order_by("-brought_at", "-id")[:MOST_BATCHES]
    ]


def batch_of(*, cooperative_id: int, batch_id: UUID) -> OpeningBatch | None:
    """Give one table; None for another cooperative's or none. One query."""
    rows = LoanOpening.objects.filter(cooperative_id=cooperative_id, id=batch_id).defer("sealed")
    row = rows.select_related("brought_by").first()
    return _row(row) if row else None


def opened_batch(*, cooperative_id: int, batch_id: UUID) -> LoanOpening | None:
    """Read an open table with its sealed original; None where it is closed or not here. One query."""
    rows = LoanOpening.objects.filter(cooperative_id=cooperative_id, id=batch_id)
    return rows.filter(state=TableState.DIUNGGAH.value).first()


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
        row.id,
        TableState(row.state),
        row.original_name,
        row.sheet,
        row.header_line,
        row.mapping,
        row.choices,
        row.rows_count,
        row.dated_on,
        row.loans_count,
        row.principal_rp,
        row.jasa_rp,
        row.provision_rp,
        row.entry_id,
        row.undone_entry_id,
        row.brought_by.name,
        row.brought_at,
        row.closed_at,
    )
