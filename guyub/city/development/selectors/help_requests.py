"""Calls for help: open and answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.city.development.models import HelpRequest
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

MOST_OPEN, MOST_ANSWERED = 200, 30


@dataclass(frozen=True)
class HelpRow(Row):
    """One call for help with its answer, if there is one."""

    help_id: UUID
    place_code: str
    place_name: str
    step: str
    text: str
    asked_by_name: str
    asked_at: datetime
    answer: str
    answered_by_name: str
    answered_at: datetime | None


def open_help(*, place_ids: Collection[int]) -> list[HelpRow]:
    """List the calls of cooperatives that nobody answered, the longest waiting first; at most 200."""
    rows = HelpRequest.objects.filter(cooperative_id__in=place_ids, answered_at__isnull=True)
    return _rows(rows.order_by("asked_at", "id")[:MOST_OPEN])


def answered_help(*, place_ids: Collection[int], most: int = MOST_ANSWERED) -> list[HelpRow]:
    """List the last answers to cooperatives, the newest first; thirty unless told otherwise."""
    rows = HelpRequest.objects.filter(cooperative_id__in=place_ids, answered_at__isnull=False)
    return _rows(rows.order_by("-answered_at", "-id")[:most])


def help_by_id(*, place_id: int, help_id: UUID) -> HelpRow | None:
    """Find one call for help of a cooperative."""
    found = _rows(HelpRequest.objects.filter(cooperative_id=place_id, id=help_id))
    return found[0] if found else None


def help_answered_by(
    *, person_id: UUID, place_ids: Collection[int], start: datetime, end: datetime
) -> list[HelpRow]:
    """List what a person answered from a moment to another; the end itself is outside."""
    rows = HelpRequest.objects.filter(
        cooperative_id__in=place_ids, answered_by_id=person_id, answered_at__gte=start, answered_at__lt=end
    )
    return _rows(rows.order_by("answered_at", "id"))


def _rows(rows: QuerySet[HelpRequest]) -> list[HelpRow]:
    return [
        HelpRow(
            row.id,
            row.cooperative.code,
            row.cooperative.name,
            row.step,
            row.text,
            row.asked_by.name,
            row.asked_at,
            row.answer,
            row.answered_by.name if row.answered_by else "",
            row.answered_at,
        )
        for row in rows.select_related("cooperative", "asked_by", "answered_by")
    ]
