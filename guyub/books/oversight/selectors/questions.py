"""Questions on entries with their answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import F

from guyub.books.ledger.selectors.reviewing import picked_entries
from guyub.books.oversight.domain.words import QuestionState
from guyub.books.oversight.models import EntryQuestion, MonthReview, QuestionReply
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry, count_of, counted

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from guyub.books.ledger.selectors.reviewing import ReviewedEntry
    from guyub.foundation.kernel.models import StoredFile

MOST_LISTED = 60


@dataclass(frozen=True, slots=True)
class ReplyRow(Row):
    """One word on a question: of the pengurus (an answer), or of the pengawas."""

    reply_id: UUID
    text: str
    is_answer: bool
    name: str
    at: datetime
    has_file: bool


@dataclass(frozen=True, slots=True)
class QuestionRow(Row):
    """A question, the entry that it is about, and all that was said."""

    question_id: UUID
    text: str
    asked_by: str
    asked_at: datetime
    state: QuestionState
    settled_by: str
    settled_at: datetime | None
    entry: ReviewedEntry
    replies: list[ReplyRow]

    @property
    def is_open(self) -> bool:
        """True until a pengawas settled it."""
        return self.state is not QuestionState.SELESAI


def open_questions(*, cooperative_id: int) -> int:
    """Count the questions that wait for an answer of the pengurus. One query."""
    rows = EntryQuestion.objects.filter(cooperative_id=cooperative_id, state=QuestionState.TERBUKA.value)
    return rows.count()


@dataclass(frozen=True, slots=True)
class ReviewWaiting(Row):
    """What oversight waits for: counts of questions, and the last month on which one person gave a word."""

    to_answer: int  # of the pengurus
    answered: int  # to be settled by a pengawas
    reviewed: date | None  # the first day of that month


def waiting_inquiry(cooperative_id: int, *, person_id: UUID) -> Inquiry[ReviewWaiting]:
    """Ask what waits for the pengurus and for a pengawas."""
    asking = EntryQuestion.objects.filter(cooperative_id=cooperative_id)
    mine = MonthReview.objects.filter(cooperative_id=cooperative_id, person_id=person_id)
    return Inquiry.of(
        count_of(asking.filter(state=QuestionState.TERBUKA.value)),
        count_of(asking.filter(state=QuestionState.DIJAWAB.value)),
        mine.order_by("-month").values_list("month")[:1],
        read=lambda waits, told, months: ReviewWaiting(
            counted(waits), counted(told), months[0][0] if months else None
        ),
    )


def questions_of(
    *,
    cooperative_id: int,
    entry_id: UUID | None = None,
    question_id: UUID | None = None,
    months: tuple[date, date] | None = None,
    most: int = MOST_LISTED,
) -> list[QuestionRow]:
    """List questions, those that wait first, then the newest. Three queries.

    Args:
        cooperative_id: Whose.
        entry_id: Only those on this entry.
        question_id: Only this one.
        months: Only those on entries of these months: the first days of the first and the last.
        most: At most so many.
    """
    rows = EntryQuestion.objects.filter(cooperative_id=cooperative_id)
    if entry_id:
        rows = rows.filter(entry_id=entry_id)
    if question_id:
        rows = rows.filter(id=question_id)
    if months:
        rows = rows.filter(month__range=months)
    ordered = rows.select_related("asked_by", "settled_by").order_by(
        F("settled_at").desc(nulls_first=True), "-asked_at", "-id"
    )
    asked = list(ordered[:most])
    replies: dict[UUID, list[ReplyRow]] = {}
    said = QuestionReply.objects.filter(
        cooperative_id=cooperative_id, question__in=[one.id for one in asked]
    ).select_related("person")
    for one in said.order_by("at", "id"):
        replies.setdefault(one.question_id, []).append(
            ReplyRow(one.id, one.text, one.is_answer, one.person.name, one.at, one.file_id is not None)
        )
    entries = picked_entries(cooperative_id=cooperative_id, entry_ids=[one.entry_id for one in asked])
    return [
        QuestionRow(
            one.id,
            one.text,
            one.asked_by.name,
            one.asked_at,
            QuestionState(one.state),
            one.settled_by.name if one.settled_by else "",
            one.settled_at,
            entries[one.entry_id],
            replies.get(one.id, []),
        )
        for one in asked
    ]


def reply_file(*, cooperative_id: int, reply_id: UUID) -> StoredFile | None:
    """Give what came with an answer; None where nothing did. One query."""
    rows = QuestionReply.objects.filter(cooperative_id=cooperative_id, id=reply_id)
    reply = rows.select_related("file").first()
    return reply.file if reply else None
