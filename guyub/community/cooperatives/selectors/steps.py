"""Words on steps under way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.community.cooperatives.models import StepNote
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from datetime import date, datetime


@dataclass(frozen=True)
class NoteRow(Row):
    """Who does a step, what it waits for and from whom, since when."""

    step: str
    responsible: str
    waits_for: str
    note: str
    started_on: date
    target_on: date | None
    noted_by_name: str
    noted_at: datetime


def newest_notes(*, cooperative_id: int) -> dict[str, NoteRow]:
    """Give the newest word on each step: step → note."""
    rows = StepNote.objects.filter(cooperative_id=cooperative_id)
    picked = rows.order_by("step", "-noted_at", "-id").distinct("step")
    return {row.step: _note(row) for row in picked}


def notes_of(*, cooperative_id: int, step: str) -> list[NoteRow]:
    """List every word on one step, the newest first."""
    rows = StepNote.objects.filter(cooperative_id=cooperative_id, step=step)
    return [_note(row) for row in rows.order_by("-noted_at", "-id")[:100]]


def _note(row: StepNote) -> NoteRow:
    return NoteRow(
        row.step,
        row.responsible,
        row.waits_for,
        row.note,
        row.started_on,
        row.target_on,
        row.noted_by_name,
        row.noted_at,
    )
