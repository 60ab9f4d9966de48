"""Months as the pengawas see them: closed or not, sampled, asked about, signed off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q

from guyub.books.ledger.selectors.periods import periods_of
from guyub.books.ledger.selectors.reviewing import standing_closings
from guyub.books.oversight.domain.words import Opinion, QuestionState, Verdict
from guyub.books.oversight.models import EntryQuestion, MonthReview, ReviewNote, SampledEntry
from guyub.foundation.kernel.dates import add_months, month_end
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime
    from uuid import UUID

WANTED_REVIEWS = 2  # so many of the pengawas look at a month


@dataclass(frozen=True, slots=True)
class ReviewRow(Row):
    """One pengawas' word on a month; ``is_standing`` is False where the month was opened again after it."""

    month: date
    person_id: UUID
    name: str
    at: datetime
    opinion: Opinion
    findings: str
    chain_no: int
    hash: bytes
    entries: int
    sampled: int
    unproved: int
    questions: int
    exceptions: int
    is_standing: bool


@dataclass(frozen=True, slots=True)
class MonthRow(Row):
    """How far the pengawas are with a month, counted."""

    month: date
    is_closed: bool
    sampled: int
    looked: int
    matched: int
    unproved: int
    questions: int
    open_questions: int
    reviews: list[ReviewRow]

    @property
    def standing(self) -> list[ReviewRow]:
        """The words that speak of the month as it is closed now."""
        return [review for review in self.reviews if review.is_standing]

    @property
    def is_signed(self) -> bool:
        """True where enough of the pengawas signed it off."""
        return len(self.standing) >= WANTED_REVIEWS


def months_of(*, cooperative_id: int, since: date, until: date) -> list[MonthRow]:
    """List the months that the books know between two days, the newest first. Five queries."""
    periods = periods_of(cooperative_id=cooperative_id)
    if periods is None:
        return []
    first, last = max(since, periods.opened_on).replace(day=1), until.replace(day=1)
    within = (first, last)
    samples = _counts(
        SampledEntry.objects.filter(cooperative_id=cooperative_id, sample__month__range=within)
        .values("sample__month")
        .annotate(
            sampled=Count("id"),
            looked=Count("id", filter=~Q(verdict="")),
            matched=Count("id", filter=Q(verdict=Verdict.COCOK.value)),
            unproved=Count("id", filter=Q(verdict=Verdict.TANPA_BUKTI.value)),
        )
        .values_list("sample__month", "sampled", "looked", "matched", "unproved")
    )
    questions = _counts(
        EntryQuestion.objects.filter(cooperative_id=cooperative_id, month__range=within)
        .values("month")
        .annotate(asked=Count("id"), waiting=Count("id", filter=~Q(state=QuestionState.SELESAI.value)))
        .values_list("month", "asked", "waiting")
    )
    reviews: dict[date, list[ReviewRow]] = {}
    for review in reviews_of(cooperative_id=cooperative_id, since=first, until=last):
        reviews.setdefault(review.month, []).append(review)
    rows = []
    month = last
    while month >= first:
        sampled, looked, matched, unproved = samples.get(month, (0, 0, 0, 0))
        asked, waiting = questions.get(month, (0, 0))
        is_closed = month_end(month) <= periods.closed_through
        rows.append(
            MonthRow(
                month, is_closed, sampled, looked, matched, unproved, asked, waiting, reviews.get(month, [])
            )
        )
        month = add_months(month, -1)
    return rows


def reviews_of(*, cooperative_id: int, since: date, until: date) -> list[ReviewRow]:
    """List what the pengawas said of the months between two first days, the oldest word first. Two queries."""
    standing = {one.closing_id for one in standing_closings(cooperative_id=cooperative_id).values()}
    rows = MonthReview.objects.filter(cooperative_id=cooperative_id, month__range=(since, until))
    return [
        ReviewRow(
            row.month,
            row.person_id,
            row.person.name,
            row.at,
            Opinion(row.opinion),
            row.findings,
            row.chain_no,
            bytes(row.hash),
            row.entries,
            row.sampled,
            row.unproved,
            row.questions,
            row.exceptions,
            row.closing_id in standing,
        )
        for row in rows.select_related("person").order_by("at", "id")
    ]


@dataclass(frozen=True, slots=True)
class NoteRow(Row):
    """One free note of a pengawas; nothing of the book goes away, so its ``number`` stays."""

    number: int
    text: str
    name: str
    at: datetime


def notes_of(*, cooperative_id: int) -> list[NoteRow]:
    """List the book of the pengawas from its first note on. One query."""
    rows = ReviewNote.objects.filter(cooperative_id=cooperative_id).select_related("person")
    return [
        NoteRow(place, row.text, row.person.name, row.at)
        for place, row in enumerate(rows.order_by("at", "id"), 1)
    ]


def _counts(rows: Iterable[tuple[Any, ...]]) -> dict[date, tuple[int, ...]]:
    return {month: tuple(counts) for month, *counts in rows}
