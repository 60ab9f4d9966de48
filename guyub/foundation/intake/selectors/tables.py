"""Tables that were brought, as pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from guyub.foundation.intake.domain.states import TableState
from guyub.foundation.intake.models import BroughtBatch
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from typing import Any
    from uuid import UUID

    from django.db.models import QuerySet

MOST_BATCHES = 50
B = TypeVar("B", bound=BroughtBatch)


@dataclass(frozen=True, slots=True)
class TableRow(Row):
    """One table as pages show it; the sealed original is not read. Contexts add what came of it."""

    batch_id: UUID
    state: TableState
    original_name: str
    sheet: int
    header_line: int
    mapping: Mapping[str, str]
    rows_count: int
    work: Mapping[str, Any]
    done_count: int
    brought_by: str
    brought_at: datetime
    closed_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether it waits to be taken in."""
        return self.state is TableState.DIUNGGAH

    @property
    def is_taken(self) -> bool:
        """Whether what it brought stands."""
        return self.state is TableState.DIMASUKKAN

    @property
    def is_waiting(self) -> bool:
        """Whether the worker has it in hand."""
        return "waiting" in self.work

    @property
    def twentieths(self) -> int:
        """How far the worker came, in parts of twenty."""
        return min(20, self.done_count * 20 // max(self.rows_count, 1))


def shared_columns(row: BroughtBatch) -> dict[str, Any]:
    """Give what a row of any context's tables shows, by the names of TableRow."""
    return {
        "batch_id": row.id,
        "state": TableState(row.state),
        "original_name": row.original_name,
        "sheet": row.sheet,
        "header_line": row.header_line,
        "mapping": row.mapping,
        "rows_count": row.rows_count,
        "work": row.work,
        "done_count": row.done_count,
        "brought_by": row.brought_by.name,
        "brought_at": row.brought_at,
        "closed_at": row.closed_at,
    }


def newest_tables(model: type[B], *joins: str, cooperative_id: int) -> list[B]:
    """List the tables of one kind, the newest first, without their originals. One query."""
    return list(_told(model, joins, cooperative_id).order_by("-brought_at", "-id")[:MOST_BATCHES])


def found_table(model: type[B], *joins: str, cooperative_id: int, batch_id: UUID) -> B | None:
    """Give one table without its original; None for another cooperative's or none. One query."""
    return _told(model, joins, cooperative_id).filter(id=batch_id).first()


def opened_table(model: type[B], *, cooperative_id: int, batch_id: UUID) -> B | None:
    """Read an open table with its sealed original; None where it is closed or not here. One query."""
    rows = model._default_manager.filter(cooperative_id=cooperative_id, id=batch_id)  # noqa: SLF001  any model
    return rows.filter(state=TableState.DIUNGGAH.value).first()


def _told(model: type[B], joins: tuple[str, ...], cooperative_id: int) -> QuerySet[B]:
    rows = model._default_manager.filter(cooperative_id=cooperative_id)  # noqa: SLF001  any model
    return rows.defer("sealed").select_related("brought_by", *joins)
