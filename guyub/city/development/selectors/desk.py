"""A mentor's desk: each cooperative with what is next in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.city.development.selectors.open_counts import open_helps, open_needs
from guyub.city.development.selectors.visits import ActionRow, VisitRow, open_actions, planned_visits
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from guyub.foundation.kernel.models import Cooperative


@dataclass(frozen=True)
class DeskRow(Row):
    """One cooperative on the desk: the next visit, steps overdue, calls and needs that are open."""

    place: Cooperative
    next_visit: VisitRow | None
    overdue: tuple[ActionRow, ...]
    open_help: int
    open_needs: int


def desk_of(*, places: Sequence[Cooperative], today: date) -> list[DeskRow]:
    """List a mentor's cooperatives: those with overdue steps and calls for help first, then by name; four queries."""
    ids = [place.id for place in places]
    visits, actions = planned_visits(place_ids=ids), open_actions(place_ids=ids)
    help_counts, need_counts = open_helps(ids), open_needs(ids)
    rows = [
        DeskRow(
            place,
            next((visit for visit in visits if visit.place_id == place.id), None),
            tuple(one for one in actions if one.place_id == place.id and one.is_overdue(today)),
            help_counts.get(place.id, 0),
            need_counts.get(place.id, 0),
        )
        for place in places
    ]
    return sorted(rows, key=lambda row: (-len(row.overdue) - row.open_help, row.place.name))
