"""Letters of residents, as officers and their writers read them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Case, Value, When

from guyub.community.members.domain.letters import STEPS, days_left, written_number
from guyub.community.members.models import JoinRequest, Suggestion
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry, count_of, counted

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

MOST_LETTERS = 200


@dataclass(frozen=True)
class JoinRow(Row):
    """One wish to join. The phone is not among it."""

    letter_id: UUID
    number: str
    name: str
    neighbourhood: str
    wish: str
    state: str
    state_words: str
    steps: tuple[tuple[str, str], ...]  # where it may go from here: code and words
    note: str
    asked_at: datetime
    changed_at: datetime

    @property
    def is_open(self) -> bool:
        """Somebody still has to do something."""
        return self.state != JoinRequest.State.CLOSED


@dataclass(frozen=True)
class SuggestionRow(Row):
    """One idea or complaint; ``days_left`` counts to the last day of the answer, negative when late."""

    letter_id: UUID
    number: str
    kind: str
    kind_words: str
    text: str
    name: str
    due_on: date
    days_left: int
    written_at: datetime
    answer: str
    answered_at: datetime | None


def join_requests(*, cooperative_id: int, most: int = MOST_LETTERS) -> list[JoinRow]:
    """List the wishes to join: the open ones first, the oldest of them on top; then the closed ones."""
    is_closed = Case(When(state=JoinRequest.State.CLOSED, then=Value(1)), default=Value(0))
    rows = JoinRequest.objects.filter(cooperative_id=cooperative_id)
    return [_join(row) for row in rows.order_by(is_closed, "asked_at", "id")[:most]]


def one_join_request(*, cooperative_id: int, letter_id: UUID) -> JoinRow | None:
    """Read one wish to join; None for another cooperative's or none."""
    row = JoinRequest.objects.filter(cooperative_id=cooperative_id, id=letter_id).first()
    return _join(row) if row else None


def suggestions(*, cooperative_id: int, today: date, most: int = MOST_LETTERS) -> list[SuggestionRow]:
    """List ideas and complaints: the unanswered first by their deadline, then the last answered."""
    rows = Suggestion.objects.filter(cooperative_id=cooperative_id)
    waiting = rows.filter(answered_at__isnull=True).order_by("due_on", "id")[:most]
    answered = rows.filter(answered_at__isnull=False).order_by("-answered_at", "id")[:most]
    return [_suggestion(row, today) for row in (*waiting, *answered)][:most]


def one_suggestion(*, cooperative_id: int, letter_id: UUID, today: date) -> SuggestionRow | None:
    """Read one idea or complaint by its id, which nobody can guess; None for another cooperative's or none."""
    row = Suggestion.objects.filter(cooperative_id=cooperative_id, id=letter_id).first()
    return _suggestion(row, today) if row else None


def open_counts_inquiry(cooperative_id: int) -> Inquiry[tuple[int, int]]:
    """Ask what waits for an officer: wishes to join that are not closed, ideas and complaints without an answer."""
    joins = JoinRequest.objects.filter(cooperative_id=cooperative_id).exclude(state=JoinRequest.State.CLOSED)
    waiting = Suggestion.objects.filter(cooperative_id=cooperative_id, answered_at__isnull=True)
    return Inquiry.of(
        count_of(joins), count_of(waiting), read=lambda *counts: (counted(counts[0]), counted(counts[1]))
    )


def _join(row: JoinRequest) -> JoinRow:
    return JoinRow(
        row.id,
        written_number(row.number, row.year),
        row.name,
        row.neighbourhood,
        row.wish,
        row.state,
        str(JoinRequest.State(row.state).label),
        tuple((step, str(JoinRequest.State(step).label)) for step in STEPS[row.state]),
        row.note,
        row.asked_at,
        row.changed_at,
    )


def _suggestion(row: Suggestion, today: date) -> SuggestionRow:
    return SuggestionRow(
        row.id,
        written_number(row.number, row.year),
        row.kind,
        str(Suggestion.Kind(row.kind).label),
        row.text,
        row.name,
        row.due_on,
        days_left(row.due_on, today=today),
        row.written_at,
        row.answer,
        row.answered_at,
    )
