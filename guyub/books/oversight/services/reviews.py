"""Signing months off, and free notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from guyub.books.ledger.domain.periods import PeriodRefusedError
from guyub.books.ledger.selectors.reviewing import chain_end, month_entries, standing_closings
from guyub.books.ledger.services.periods import lock_books
from guyub.books.oversight.domain.words import LONGEST_FINDINGS, Opinion, QuestionState, Verdict, tidied
from guyub.books.oversight.models import EntryQuestion, MonthReview, ReviewNote, ReviewSample, SampledEntry
from guyub.books.oversight.selectors.exceptions import exceptions_of, watched_span
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.dates import month_end
from guyub.foundation.kernel.errors import DomainError

if TYPE_CHECKING:
    from datetime import date, datetime

    from guyub.books.ledger.selectors.reviewing import ReviewedEntry
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

OPINION_WORDS = {Opinion.WAJAR: "wajar", Opinion.DENGAN_CATATAN: "dengan catatan", Opinion.BELUM: "belum"}


class ReviewRefusedError(DomainError):
    """A month is not signed off, or a note not kept.

    ``wrong``: ``opinion text open_month signed own sample open``. ``own``: who posted in the month does not sign it.
    """

    code: ClassVar[str] = "oversight.review.refused"


def sign_month(
    *,
    actor: Actor,
    place: Cooperative,
    month: date,
    opinion: str,
    findings: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> UUID:
    """Say what a pengawas found of a closed month, with the end of the chain of this moment. Use-case.

    The journal's head is locked first, as closing and opening months do: the month stays closed while it is signed.

    Args:
        actor: Who signs; each of the pengawas once for each closing of the month.
        place: Whose books.
        month: Any day of it.
        opinion: An Opinion; all but WAJAR need words.
        findings: What was found, at most 2,000 characters.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        ReviewRefusedError: See its fact ``wrong``; checked in that order.

    Source: UU 25/1992 article 39; docs/regulations.md.
    """
    first = month.replace(day=1)
    if opinion not in set(Opinion):
        raise ReviewRefusedError(wrong="opinion")
    found = tidied(findings, most=LONGEST_FINDINGS)
    if found is None and (findings.strip() or opinion != Opinion.WAJAR):
        raise ReviewRefusedError(wrong="text")

    def work() -> str:
        try:
            lock_books(place_id=place.id)
        except PeriodRefusedError as error:
            raise ReviewRefusedError(wrong="open_month") from error
        review = _review(place, first, actor, today=today)
        review.at, review.opinion, review.findings = now, opinion, found or ""
        review.save(force_insert=True)
        facts = {"month": f"{first:%Y-%m}", "opinion": OPINION_WORDS[Opinion(opinion)]}
        record(cooperative_id=place.id, actor=actor, act="oversight.month.signed", facts=facts, now=now)
        return str(review.id)

    return UUID(
        act_once(
            actor=actor,
            action=Action.REVIEW_BOOKS,
            request_id=request_id,
            use_case="oversight.sign_month",
            facts={"month": first, "opinion": opinion, "findings": found},
            now=now,
            work=work,
        )
    )


def write_note(*, actor: Actor, place: Cooperative, text: str, request_id: UUID, now: datetime) -> UUID:
    """Write a free note into the book of the pengawas; it stays. Use-case.

    Args:
        actor: Who writes.
        place: Whose.
        text: At most 2,000 characters.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        ReviewRefusedError: ``text``.
    """
    written = tidied(text, most=LONGEST_FINDINGS)
    if written is None:
        raise ReviewRefusedError(wrong="text")

    def work() -> str:
        note = ReviewNote.objects.create(
            cooperative_id=place.id, text=written, person_id=actor.person_id, at=now
        )
        record(cooperative_id=place.id, actor=actor, act="oversight.note.written", facts={}, now=now)
        return str(note.id)

    return UUID(
        act_once(
            actor=actor,
            action=Action.REVIEW_BOOKS,
            request_id=request_id,
            use_case="oversight.write_note",
            facts={"text": written},
            now=now,
            work=work,
        )
    )


def _review(place: Cooperative, month: date, actor: Actor, *, today: date) -> MonthReview:
    """Prepare a pengawas' word on a month, with what was looked at; refuse where it may not be given yet."""
    closing = standing_closings(cooperative_id=place.id).get(month_end(month))
    if closing is None:
        raise ReviewRefusedError(wrong="open_month")
    mine = MonthReview.objects.filter(cooperative_id=place.id, closing_id=closing.closing_id)
    if mine.filter(person_id=actor.person_id).exists():
        raise ReviewRefusedError(wrong="signed")
    counts = _looked_at(place, month, actor, today=today)
    end = chain_end(cooperative_id=place.id)
    return MonthReview(
        cooperative_id=place.id,
        month=month,
        closing_id=closing.closing_id,
        person_id=actor.person_id,
        chain_no=end.chain_no,
        hash=end.hash,
        **counts,
    )


def _looked_at(place: Cooperative, month: date, actor: Actor, *, today: date) -> dict[str, int]:
    """Count what was looked at in a month; refuse where the actor posted in it, or something waits still."""
    entries = month_entries(cooperative_id=place.id, month=month)
    if any(entry.actor_id == actor.person_id for entry in entries):
        raise ReviewRefusedError(wrong="own")
    verdicts = _verdicts(place.id, month, entries)
    questions = EntryQuestion.objects.filter(cooperative_id=place.id, month=month)
    if questions.exclude(state=QuestionState.SELESAI.value).exists():
        raise ReviewRefusedError(wrong="open")
    watched = watched_span(place=place, since=month, until=month_end(month), today=today)
    return {
        "entries": len(entries),
        "sampled": len(verdicts),
        "unproved": verdicts.count(Verdict.TANPA_BUKTI.value),
        "questions": questions.count(),
        "exceptions": sum(len(kind.found) for kind in exceptions_of(watched)),
    }


def _verdicts(place_id: int, month: date, entries: list[ReviewedEntry]) -> list[str]:
    """Give the verdicts on a month's samples; refuse where one is missing, or where entries came after the last."""
    rows = SampledEntry.objects.filter(cooperative_id=place_id, sample__month=month)
    verdicts = list(rows.values_list("verdict", flat=True))
    samples = ReviewSample.objects.filter(cooperative_id=place_id, month=month)
    drawn_through = max(samples.values_list("chain_no", flat=True), default=0)
    if "" in verdicts or any(entry.chain_no > drawn_through for entry in entries):
        raise ReviewRefusedError(wrong="sample")
    return verdicts
