"""Residents write: a wish to join, an idea, a complaint. Officers call back and answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from guyub.community.members.domain.letters import (
    LONGEST_NEIGHBOURHOOD,
    LONGEST_NOTE,
    LONGEST_TEXT,
    LONGEST_WISH,
    may_move,
    written_number,
)
from guyub.community.members.models import JoinRequest, Suggestion
from guyub.foundation.identity.domain.names import person_name, phone_number
from guyub.foundation.identity.domain.roles import Action, Actor
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.identity.services.people import add_visitor
from guyub.foundation.identity.services.privacy import note_consent
from guyub.foundation.identity.services.vault import (
    ShownAlreadyError,
    checked_reason,
    forget_number,
    full_number,
    keep_secret,
    number_fingerprint,
)
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.services.numbering import next_number
from guyub.foundation.kernel.services.outbox import write_news
from guyub.foundation.kernel.services.requests import run_once
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.parameters.selectors.values import value_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

NEWS = "members.changed"
JOIN_SERIES, SUGGESTION_SERIES = "members.join_request", "members.suggestion"
ANSWER_DAYS = "saran.jawab_hari"
CONSENT_PURPOSE = "MESSAGES"


class LetterRefusedError(DomainError):
    """A letter is not taken, or not moved on.

    ``wrong``: ``consent kind text too_long state gone closed answer answered``; ``most`` letters with ``too_long``.
    """

    code: ClassVar[str] = "members.letter.refused"


@dataclass(frozen=True)
class Wish:
    """A wish to join, as typed: name, phone, RT and RW, what the resident hopes for, and the consent to be called."""

    name: str
    phone: str
    neighbourhood: str
    text: str
    has_consented: bool


def ask_to_join(
    *, cooperative_id: int, wish: Wish, consent_version: int, today: date, request_id: UUID, now: datetime
) -> str:
    """Take in a resident's wish to join. Use-case of anybody; the same form sent twice is one request.

    The answer is the same whether the person is known or not. Checks run in this order: name, phone, consent, lengths.

    Args:
        cooperative_id: Whom they want to join.
        wish: What they typed.
        consent_version: Of the text beside the tick.
        today: The business date; its year begins the numbers anew.
        request_id: Made once per form.
        now: The moment, aware.

    Returns:
        The number of the request, as people say it: ``3/2026``.

    Raises:
        NameRefusedError, PhoneNotUnderstoodError: As typed they cannot be kept.
        LetterRefusedError: ``consent``, ``too_long``.
        RequestReusedError: The form came before with other words.
    """
    name, phone = person_name(wish.name), phone_number(wish.phone)
    if not wish.has_consented:
        raise LetterRefusedError(wrong="consent")
    neighbourhood = _short(wish.neighbourhood, LONGEST_NEIGHBOURHOOD)
    text = _short(wish.text, LONGEST_WISH)

    def work() -> str:
        person = add_visitor(name=name, now=now)
        keep_secret(person=person, kind=SecretKind.PHONE, value=phone, now=now)
        note_consent(
            cooperative_id=cooperative_id,
            person_id=person.id,
            purpose=CONSENT_PURPOSE,
            version=consent_version,
            is_given=True,
            recorded_by_id=person.id,
            now=now,
        )
        letter = JoinRequest.objects.create(
            cooperative_id=cooperative_id,
            number=next_number(cooperative_id=cooperative_id, series=JOIN_SERIES, year=today.year),
            year=today.year,
            person=person,
            name=name,
            neighbourhood=neighbourhood,
            wish=text,
            asked_at=now,
            changed_at=now,
        )
        _note(letter, "members.join.asked", now=now)
        return written_number(letter.number, letter.year)

    return str(
        _from_anybody(
            cooperative_id=cooperative_id,
            request_id=request_id,
            use_case="members.ask_to_join",
            facts={
                "name": name,
                "phone": number_fingerprint(SecretKind.PHONE, phone),
                "neighbourhood": neighbourhood,
                "wish": text,
            },
            now=now,
            work=work,
        )
    )


def write_suggestion(
    *, cooperative_id: int, kind: str, text: str, name: str, today: date, request_id: UUID, now: datetime
) -> UUID:
    """Take in an idea or a complaint; whoever writes may stay unnamed. Use-case of anybody.

    Checks run in this order: kind, text, name.

    Args:
        cooperative_id: To whom.
        kind: ``USUL`` or ``KELUHAN``.
        text: At most 1000 letters.
        name: Empty to stay unnamed.
        today: The business date; the answer is due ``saran.jawab_hari`` days later, that day inside.
        request_id: Made once per form.
        now: The moment, aware.

    Returns:
        The id of the letter: who has it may read the answer.

    Raises:
        LetterRefusedError: ``kind``, ``text``, ``too_long``.
        NameRefusedError: A name is given and cannot be kept.
        RequestReusedError: The form came before with other words.
    """
    if kind not in Suggestion.Kind.values:
        raise LetterRefusedError(wrong="kind")
    said = _said(text, LONGEST_TEXT, wrong="text")
    writer = person_name(name) if name.strip() else ""

    def work() -> str:
        days = int(value_of(ANSWER_DAYS, cooperative_id=cooperative_id, on=today))
        letter = Suggestion.objects.create(
            cooperative_id=cooperative_id,
            number=next_number(cooperative_id=cooperative_id, series=SUGGESTION_SERIES, year=today.year),
            year=today.year,
            kind=kind,
            text=said,
            name=writer,
            due_on=today + timedelta(days=days),
            written_at=now,
        )
        _note(letter, "members.suggestion.written", now=now, kind=_kind_words(letter))
        return str(letter.id)

    return UUID(
        _from_anybody(
            cooperative_id=cooperative_id,
            request_id=request_id,
            use_case="members.write_suggestion",
            facts={"kind": kind, "text": said, "name": writer},
            now=now,
            work=work,
        )
    )


def move_join_request(
    *,
    actor: Actor,
    letter_id: UUID,
    state: str,
    note: str,
    request_id: UUID,
    now: datetime,
    withdrawn_version: int | None = None,
) -> None:
    """Say how far a wish to join came, with a note. Closing deletes the phone for good. Use-case.

    Args:
        actor: An officer.
        letter_id: Which wish.
        state: Where it goes; a withdrawn consent always closes.
        note: What officers should know, at most 400 letters.
        request_id: Made once per intention.
        now: The moment, aware.
        withdrawn_version: The resident takes back the consent to be called: the version of its text. None: it stands.

    Raises:
        LetterRefusedError: ``too_long`` note, ``gone``, ``closed``, ``state`` that does not follow.
    """
    said = _short(note, LONGEST_NOTE)
    to = state if withdrawn_version is None else JoinRequest.State.CLOSED.value

    def work() -> None:
        letter = _held(JoinRequest, actor, letter_id)
        if letter.state == JoinRequest.State.CLOSED:
            raise LetterRefusedError(wrong="closed")
        if not may_move(letter.state, to):
            raise LetterRefusedError(wrong="state")
        letter.state, letter.note, letter.changed_at = to, said, now
        letter.save(update_fields=["state", "note", "changed_at"])
        if to == JoinRequest.State.CLOSED:
            forget_number(person_id=letter.person_id, kind=SecretKind.PHONE)
        if withdrawn_version is not None:
            note_consent(
                cooperative_id=actor.cooperative_id,
                person_id=letter.person_id,
                purpose=CONSENT_PURPOSE,
                version=withdrawn_version,
                is_given=False,
                recorded_by_id=actor.person_id,
                now=now,
            )
        _note(letter, "members.join.moved", now=now, actor=actor, state=str(JoinRequest.State(to).label))

    facts = {"letter": letter_id, "state": to, "note": said, "withdrawn": withdrawn_version}
    _by_officer(actor, request_id, "members.move_join_request", facts, now, work)


def show_phone(*, actor: Actor, letter_id: UUID, reason: str, request_id: UUID, now: datetime) -> str:
    """Show the phone of somebody who wants to join, once, and write down who saw it and why. Use-case.

    Returns:
        The number in its one form: ``+62812…``.

    Raises:
        ReasonTooShortError: Fewer than 10 letters.
        LetterRefusedError: ``gone``, ``closed``: nobody needs it any more.
        ShownAlreadyError: This very request showed it before.
    """
    why = checked_reason(reason)
    shown: list[str] = []

    def work() -> None:
        letter = _held(JoinRequest, actor, letter_id)
        if letter.state == JoinRequest.State.CLOSED:
            raise LetterRefusedError(wrong="closed")
        _note(
            letter,
            "members.join.phone_shown",
            now=now,
            actor=actor,
            is_news=False,
            reason=why,
            about=str(letter.person_id),
        )
        shown.append(full_number(person_id=letter.person_id, kind=SecretKind.PHONE))

    facts = {"letter": letter_id, "reason": why}
    _by_officer(actor, request_id, "members.show_phone", facts, now, work)
    if not shown:
        raise ShownAlreadyError
    return shown[0]


def answer_suggestion(*, actor: Actor, letter_id: UUID, answer: str, request_id: UUID, now: datetime) -> None:
    """Answer an idea or a complaint; whoever wrote it reads the answer at its address. Use-case.

    Raises:
        LetterRefusedError: ``answer`` is missing, ``too_long``, ``gone``, ``answered`` already.
    """
    said = _said(answer, LONGEST_TEXT, wrong="answer")

    def work() -> None:
        letter = _held(Suggestion, actor, letter_id)
        if letter.answered_at is not None:
            raise LetterRefusedError(wrong="answered")
        letter.answer, letter.answered_at, letter.answered_by_id = said, now, actor.person_id
        letter.save(update_fields=["answer", "answered_at", "answered_by"])
        _note(letter, "members.suggestion.answered", now=now, actor=actor, kind=_kind_words(letter))

    facts = {"letter": letter_id, "answer": said}
    _by_officer(actor, request_id, "members.answer_suggestion", facts, now, work)


def _held(model: Any, actor: Actor, letter_id: UUID) -> Any:
    letter = model.objects.select_for_update(of=("self",)).filter(
        cooperative_id=actor.cooperative_id, id=letter_id
    )
    found = letter.first()
    if found is None:
        raise LetterRefusedError(wrong="gone")
    return found


def _short(written: str, most: int) -> str:
    text = " ".join(written.split())
    if len(text) > most:
        raise LetterRefusedError(wrong="too_long", most=most)
    return text


def _said(written: str, most: int, *, wrong: str) -> str:
    text = written.replace("\r\n", "\n").strip()
    if not text:
        raise LetterRefusedError(wrong=wrong)
    if len(text) > most:
        raise LetterRefusedError(wrong="too_long", most=most)
    return text


def _kind_words(letter: Suggestion) -> str:
    return str(Suggestion.Kind(letter.kind).label).lower()


def _note(
    letter: JoinRequest | Suggestion,
    act: str,
    *,
    now: datetime,
    actor: Actor | None = None,
    is_news: bool = True,
    **facts: str,
) -> None:
    """Write the trail and the news; a resident's name, words and phone stay out of both."""
    number = written_number(letter.number, letter.year)
    record(
        cooperative_id=letter.cooperative_id, act=act, facts={"number": number, **facts}, now=now, actor=actor
    )
    if is_news:
        payload = {"letter": str(letter.id)}
        write_news(cooperative_id=letter.cooperative_id, topic=NEWS, payload=payload, now=now)


def _from_anybody(
    *,
    cooperative_id: int,
    request_id: UUID,
    use_case: str,
    facts: dict[str, str],
    now: datetime,
    work: Callable[[], str],
) -> Any:
    with scope(cooperative_id, durable=True):
        return run_once(
            cooperative_id=cooperative_id,
            request_id=request_id,
            use_case=use_case,
            facts=facts,
            now=now,
            work=work,
        )


def _by_officer(
    actor: Actor,
    request_id: UUID,
    use_case: str,
    facts: dict[str, object],
    now: datetime,
    work: Callable[[], None],
) -> None:
    act_once(
        actor=actor,
        action=Action.HANDLE_LETTERS,
        request_id=request_id,
        use_case=use_case,
        facts=facts,
        now=now,
        work=work,
    )
