"""A copy of everything that a cooperative keeps about one person, part by part."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from guyub.foundation.kernel.selectors.own_data import Owner, own_parts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from guyub.foundation.kernel.selectors.own_data import Fact

NUMBERS = "Nomor"


def own_copy(
    *, cooperative_id: int, person_id: UUID, numbers: Mapping[str, str]
) -> dict[str, list[dict[str, Fact]]]:
    """Read all parts; needs the scope of the cooperative.

    Args:
        cooperative_id: Where.
        person_id: Whose.
        numbers: What the use-case gave of the vault: label → number in full.

    Returns:
        Title of a part → its rows, label → fact; the numbers first, parts without rows too.
    """
    owner = Owner(cooperative_id, person_id)
    kept = [{"Jenis": label, "Nomor": value} for label, value in numbers.items()]
    copy: dict[str, list[dict[str, Fact]]] = {NUMBERS: [dict(row) for row in kept]}
    for part in own_parts():
        copy[part.title] = [dict(row) for row in part.rows(owner)]
    return copy


def as_json(copy: Mapping[str, list[dict[str, Fact]]]) -> dict[str, list[dict[str, object]]]:
    """Bring a copy to what JSON can say: days and moments as ISO 8601, everything else as it is."""
    return {
        title: [{label: _plain(fact) for label, fact in row.items()} for row in rows]
        for title, rows in copy.items()
    }


def _plain(fact: Fact) -> object:
    return fact.isoformat() if isinstance(fact, date) else fact  # a moment is a date too
