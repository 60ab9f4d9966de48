"""Writing many new rows of one table in one statement, without an object for each: three times as fast as with them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from guyub.foundation.kernel.tenancy.postgresql.calls import prepared

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.db.models import Model

ROWS_AT_ONCE = 5_000


def row_of(model: type[Model], **told: object) -> dict[str, Any]:
    """Give what all new rows of a table have in common: what is told, and what the model sets by itself.

    Args:
        model: The table.
        told: Values by column; ids as UUIDs or texts.
    """
    blank = model()
    columns = {str(field.column): getattr(blank, field.attname) for field in model._meta.concrete_fields}
    return columns | told


def insert_rows(model: type[Model], rows: Iterable[Mapping[str, Any]], *, passes_known: bool = False) -> None:
    """Write rows of one table that are new, at most 5,000 in a statement. Step.

    Args:
        model: The table.
        rows: Values by column, all of them: begin with ``row_of``. Bytes as ``hexed`` writes them; no JSON among them.
        passes_known: Leave out a row that somebody else wrote meanwhile.

    Raises:
        IntegrityError: A row breaks a constraint.
    """
    meta = model._meta
    columns = ", ".join(f'"{field.column}"' for field in meta.concrete_fields)
    statement = (
        f'INSERT INTO "{meta.db_table}" ({columns}) SELECT {columns} FROM'  # noqa: S608  names of our own
        f' jsonb_populate_recordset(NULL::"{meta.db_table}", %(rows)s::jsonb)'
        f"{' ON CONFLICT DO NOTHING' if passes_known else ''}"
    )
    told = list(rows)
    for at in range(0, len(told), ROWS_AT_ONCE):
        prepared((statement, {"rows": json.dumps(told[at : at + ROWS_AT_ONCE], default=str)}))


def hexed(value: bytes | None) -> str | None:
    """Write bytes as the database reads them from a text."""
    return None if value is None else f"\\x{value.hex()}"
