"""Visits and the next steps that were agreed on them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.city.development.models import Visit, VisitAction
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

MOST_PLANNED, MOST_PAST, MOST_ACTIONS = 200, 50, 200


@dataclass(frozen=True)
class VisitRow(Row):
    """One visit; ``minutes`` and ``visited_on`` are known once it is done."""

    visit_id: UUID
    place_id: int
    place_code: str
    place_name: str
    visitor_id: UUID
    visitor_name: str
    planned_on: date
    purpose: str
    plan: str
    state: Visit.State
    visited_on: date | None
    minutes: int | None
    met: str
    notes: str
    photo_id: UUID | None

    @property
    def is_planned(self) -> bool:
        """Tell whether it is still to come (or to be written up)."""
        return self.state == Visit.State.PLANNED


@dataclass(frozen=True)
class ActionRow(Row):
    """One next step agreed on a visit."""

    action_id: UUID
    visit_id: UUID
    place_id: int
    place_code: str
    place_name: str
    what: str
    who: str
    due_on: date
    done_on: date | None

    def is_overdue(self, today: date) -> bool:
        """Tell whether its last day is over and it is not done."""
        return self.done_on is None and self.due_on < today


def planned_visits(*, place_ids: Collection[int]) -> list[VisitRow]:
    """List visits to cooperatives that are still planned, the next first; at most 200."""
    rows = Visit.objects.filter(cooperative_id__in=place_ids, state=Visit.State.PLANNED)
    return _rows(rows.order_by("planned_on", "id")[:MOST_PLANNED])


def past_visits(*, place_ids: Collection[int], most: int = MOST_PAST) -> list[VisitRow]:
    """List the last visits to cooperatives that are done or cancelled, the newest first."""
    rows = Visit.objects.filter(cooperative_id__in=place_ids).exclude(state=Visit.State.PLANNED)
    return _rows(rows.order_by("-written_at", "-id")[:most])


def visit_by_id(*, place_id: int, visit_id: UUID) -> VisitRow | None:
    """Find one visit to a cooperative."""
    found = _rows(Visit.objects.filter(cooperative_id=place_id, id=visit_id))
    return found[0] if found else None


def visits_done_by(*, person_id: UUID, place_ids: Collection[int], first: date, last: date) -> list[VisitRow]:
    """List the visits that a person made from a day to another, both inside."""
    rows = Visit.objects.filter(
        cooperative_id__in=place_ids,
        visitor_id=person_id,
        state=Visit.State.DONE,
        visited_on__range=(first, last),
    )
    return _rows(rows.order_by("visited_on", "id"))


def actions_of(*, place_id: int, visit_id: UUID) -> list[ActionRow]:
    """List what was agreed on one visit, by its last day."""
    return _actions(VisitAction.objects.filter(cooperative_id=place_id, visit_id=visit_id))


def open_actions(*, place_ids: Collection[int]) -> list[ActionRow]:
    """List what was agreed in cooperatives and is not done, the longest overdue first; at most 200."""
    rows = VisitAction.objects.filter(cooperative_id__in=place_ids, done_on__isnull=True)
    return _actions(rows)


def all_actions(*, place_ids: Collection[int], most: int) -> list[ActionRow]:
    """List what was ever agreed in cooperatives, done or not, by its last day."""
    return _actions(VisitAction.objects.filter(cooperative_id__in=place_ids), most=most)


def _rows(rows: QuerySet[Visit]) -> list[VisitRow]:
    return [
        VisitRow(
            row.id,
            row.cooperative_id,
            row.cooperative.code,
            row.cooperative.name,
            row.visitor_id,
            row.visitor_name,
            row.planned_on,
            row.purpose,
            row.plan,
            Visit.State(row.state),
            row.visited_on,
            row.minutes,
            row.met,
            row.notes,
            row.photo_id,
        )
        for row in rows.select_related("cooperative")
    ]


def _actions(rows: QuerySet[VisitAction], *, most: int = MOST_ACTIONS) -> list[ActionRow]:
    return [
        ActionRow(
            row.id,
            row.visit_id,
            row.cooperative_id,
            row.cooperative.code,
            row.cooperative.name,
            row.what,
            row.who,
            row.due_on,
            row.done_on,
        )
        for row in rows.select_related("cooperative").order_by("due_on", "id")[:most]
    ]
