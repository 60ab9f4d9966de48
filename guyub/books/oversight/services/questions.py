"""Questions on entries: the pengawas ask and settle, the pengurus answer."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from guyub.books.ledger.selectors.reviewing import picked_entries
from guyub.books.oversight.domain.words import LONGEST_QUESTION, QuestionState, tidied
from guyub.books.oversight.models import EntryQuestion, QuestionReply
from guyub.foundation.identity.domain.roles import Action, can
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.services.files import store_photo

if TYPE_CHECKING:
    from datetime import datetime

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

FILE_KIND = "JAWABAN_PENGAWAS"
MOST_REPLIES = 30
Document = tuple[str, bytes]


class QuestionRefusedError(DomainError):
    """A question is not asked, answered or settled; ``wrong``: ``text entry gone settled many own``.

    ``text``: nothing was written, or too much. ``own``: who answers it does not settle it too.
    """

    code: ClassVar[str] = "oversight.question.refused"


def ask_question(
    *, actor: Actor, place: Cooperative, entry_id: UUID, text: str, request_id: UUID, now: datetime
) -> UUID:
    """Ask the pengurus about an entry. Use-case.

    Args:
        actor: Who asks.
        place: Whose books.
        entry_id: The entry.
        text: The question, at most 500 characters.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        QuestionRefusedError: ``text`` or ``entry``.

    Source: UU 25/1992 article 39: the pengawas look into the notes of the cooperative and get all information needed.
    """
    asked = _checked(text)

    def work() -> str:
        return str(asked_of(place=place, actor=actor, entry_id=entry_id, text=asked, now=now))

    return UUID(
        act_once(
            actor=actor,
            action=Action.REVIEW_BOOKS,
            request_id=request_id,
            use_case="oversight.ask_question",
            facts={"entry": entry_id, "text": asked},
            now=now,
            work=work,
        )
    )


def asked_of(*, place: Cooperative, actor: Actor, entry_id: UUID, text: str, now: datetime) -> UUID:
    """Write a question down, with its line of the trail. Step: needs an open transaction.

    Raises:
        QuestionRefusedError: ``entry``: the cooperative has no such entry.
    """
    entry = picked_entries(cooperative_id=place.id, entry_ids=[entry_id]).get(entry_id)
    if entry is None:
        raise QuestionRefusedError(wrong="entry")
    question = EntryQuestion.objects.create(
        cooperative_id=place.id,
        entry_id=entry_id,
        month=entry.dated_on.replace(day=1),
        text=text,
        asked_by_id=actor.person_id,
        asked_at=now,
        state=QuestionState.TERBUKA.value,
    )
    facts = {"number": entry.name, "text": text}
    record(cooperative_id=place.id, actor=actor, act="oversight.question.asked", facts=facts, now=now)
    return question.id


def reply_question(
    *,
    actor: Actor,
    place: Cooperative,
    question_id: UUID,
    text: str,
    request_id: UUID,
    now: datetime,
    document: Document | None = None,
) -> None:
    """Answer a question, as one of the pengurus, or ask on, as one of the pengawas. Use-case.

    Args:
        actor: Who writes; an answer hands the question to the pengawas, a word of theirs hands it back.
        place: Whose books.
        question_id: Which.
        text: At most 500 characters.
        request_id: Made once per intention.
        now: The moment, aware.
        document: Name and content of a photo or PDF that belongs to it; kept private.

    Raises:
        QuestionRefusedError: ``text``, ``gone``, ``settled`` or ``many``.
        PhotoRefusedError: The photo is not kept.
        FileRefusedError: The document is not kept.
    """
    written = _checked(text)
    is_answer = can(actor, Action.ANSWER_REVIEW, place.id)

    def work() -> None:
        question = _open(place, question_id)
        if QuestionReply.objects.filter(cooperative_id=place.id, question=question).count() >= MOST_REPLIES:
            raise QuestionRefusedError(wrong="many", most=MOST_REPLIES)
        file = document and store_photo(
            cooperative_id=place.id,
            content=document[1],
            original_name=document[0],
            kind=FILE_KIND,
            title="Lampiran jawaban pertanyaan pengawas",
            now=now,
        )
        _write(question, actor, written, is_answer=is_answer, file_id=file.id if file else None, now=now)
        state = QuestionState.DIJAWAB if is_answer else QuestionState.TERBUKA
        EntryQuestion.objects.filter(cooperative_id=place.id, id=question.id).update(state=state.value)
        act = "oversight.question.answered" if is_answer else "oversight.question.continued"
        record(cooperative_id=place.id, actor=actor, act=act, facts=_said(question, written), now=now)

    act_once(
        actor=actor,
        action=Action.ANSWER_REVIEW if is_answer else Action.REVIEW_BOOKS,
        request_id=request_id,
        use_case="oversight.reply_question",
        facts={
            "question": question_id,
            "text": written,
            "document": hashlib.sha256(document[1]).hexdigest() if document else None,
        },
        now=now,
        work=work,
    )


def settle_question(
    *, actor: Actor, place: Cooperative, question_id: UUID, text: str, request_id: UUID, now: datetime
) -> None:
    """Say that a question is answered well enough; where it was never answered, why it is settled. Use-case.

    Args:
        actor: Who settles it; nobody who answered it in another role.
        place: Whose books.
        question_id: Which.
        text: A last word; may be empty where there is an answer.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        QuestionRefusedError: ``text``, ``gone``, ``settled`` or ``own``.
    """
    written = _checked(text) if text.strip() else ""

    def work() -> None:
        question = _open(place, question_id)
        if not written and question.state != QuestionState.DIJAWAB:
            raise QuestionRefusedError(wrong="text")
        answers = QuestionReply.objects.filter(cooperative_id=place.id, question=question, is_answer=True)
        if answers.filter(person_id=actor.person_id).exists():
            raise QuestionRefusedError(wrong="own")
        if written:
            _write(question, actor, written, is_answer=False, file_id=None, now=now)
        EntryQuestion.objects.filter(cooperative_id=place.id, id=question.id).update(
            state=QuestionState.SELESAI.value, settled_by_id=actor.person_id, settled_at=now
        )
        facts = _said(question, written)
        record(cooperative_id=place.id, actor=actor, act="oversight.question.settled", facts=facts, now=now)

    act_once(
        actor=actor,
        action=Action.REVIEW_BOOKS,
        request_id=request_id,
        use_case="oversight.settle_question",
        facts={"question": question_id, "text": written},
        now=now,
        work=work,
    )


def _checked(text: str) -> str:
    tidy = tidied(text, most=LONGEST_QUESTION)
    if tidy is None:
        raise QuestionRefusedError(wrong="text")
    return tidy


def _open(place: Cooperative, question_id: UUID) -> EntryQuestion:
    """Lock a question that is not settled."""
    rows = EntryQuestion.objects.select_for_update().filter(cooperative_id=place.id, id=question_id)
    question = rows.first()
    if question is None:
        raise QuestionRefusedError(wrong="gone")
    if question.state == QuestionState.SELESAI:
        raise QuestionRefusedError(wrong="settled")
    return question


def _write(
    question: EntryQuestion,
    actor: Actor,
    text: str,
    *,
    is_answer: bool,
    file_id: UUID | None,
    now: datetime,
) -> None:
    QuestionReply.objects.create(
        cooperative_id=question.cooperative_id,
        question_id=question.id,
        text=text,
        is_answer=is_answer,
        person_id=actor.person_id,
        at=now,
        file_id=file_id,
    )


def _said(question: EntryQuestion, text: str) -> dict[str, Any]:
    """Give what the trail's sentence needs."""
    entries = picked_entries(cooperative_id=question.cooperative_id, entry_ids=[question.entry_id])
    return {"number": entries[question.entry_id].name, "text": text or "cukup"}
