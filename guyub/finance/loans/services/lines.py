"""Writing the instalments of a loan as they stand, and its figures: one trip."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guyub.finance.loans.domain.arrears import owed_of
from guyub.finance.loans.domain.servicing import Component
from guyub.finance.loans.models import LoanLine
from guyub.foundation.kernel.ids import uuid7

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from guyub.finance.loans.domain.lines import Line

_TABLE = LoanLine._meta.db_table
_DUE = "due_on principal_rp interest_rp fee_rp penalty_rp".split()
_SETTLED = "principal_settled_rp interest_settled_rp fee_settled_rp penalty_settled_rp".split()
_FIGURES = [*_DUE, *_SETTLED, "is_open"]
_COMPONENTS = (Component.PRINCIPAL, Component.INTEREST, Component.FEE, Component.PENALTY)
# What is as it was is left alone; instalments beyond the last are gone: the loan became shorter.
_WRITE = f"""
    INSERT INTO {_TABLE} AS l (id, cooperative_id, loan_id, no, {", ".join(_FIGURES)})
    SELECT t.id, %(place)s, %(loan)s, t.no, {", ".join(f"t.{name}" for name in _FIGURES)}
    FROM unnest(%(ids)s::uuid[], %(nos)s::smallint[], %(due_on)s::date[],
            {", ".join(f"%({name})s::bigint[]" for name in [*_DUE[1:], *_SETTLED])}, %(is_open)s::boolean[])
        AS t(id, no, {", ".join(_FIGURES)})
    ON CONFLICT (cooperative_id, loan_id, no) DO UPDATE
        SET ({", ".join(_FIGURES)}) = ({", ".join(f"excluded.{name}" for name in _FIGURES)})
        WHERE ({", ".join(f"l.{name}" for name in _FIGURES)})
            IS DISTINCT FROM ({", ".join(f"excluded.{name}" for name in _FIGURES)})
"""  # noqa: S608  table names of our own
_CUT = f"DELETE FROM {_TABLE} WHERE cooperative_id = %(place)s AND loan_id = %(loan)s AND no > %(last)s"  # noqa: S608


def writing_lines(
    *, cooperative_id: int, loan_id: UUID, lines: Sequence[Line]
) -> list[tuple[str, dict[str, Any]]]:
    """Give the statements that make a loan's instalments these, for ``kernel.tenancy.postgresql.calls.prepared``."""
    base = {"place": cooperative_id, "loan": loan_id}
    columns: dict[str, list[Any]] = {
        "ids": [uuid7() for _ in lines],
        "nos": [line.no for line in lines],
        "due_on": [line.due_on for line in lines],
        "is_open": [owed_of(line) > 0 for line in lines],
    }
    for due, settled, component in zip(_DUE[1:], _SETTLED, _COMPONENTS, strict=True):
        columns[due] = [line.due[component] for line in lines]
        columns[settled] = [line.settled(component) for line in lines]
    return [(_WRITE, base | columns), (_CUT, base | {"last": len(lines)})]
