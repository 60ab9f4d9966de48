"""Consents, requests of people about their data, and breaches (UU 27/2022)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from guyub.foundation.identity.domain.roles import Action, Actor
from guyub.foundation.identity.models import BreachCase, ConsentEvent, SubjectRequest
from guyub.foundation.identity.selectors.people import person_of
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.identity.services.vault import PersonUnknownError
from guyub.foundation.kernel.errors import DomainError

if TYPE_CHECKING:
    from datetime import datetime, timedelta
    from uuid import UUID

    from guyub.foundation.identity.models import Person


class RequestClosedError(DomainError):
    """This request or case is answered already, or is not one of this cooperative."""

    code: ClassVar[str] = "identity.privacy.closed"


class TextMissingError(DomainError):
    """A text that others will read is missing. Fact: ``field``."""

    code: ClassVar[str] = "identity.privacy.text_missing"


def record_consent(
    *,
    actor: Actor,
    person_id: UUID,
    purpose: str,
    version: int,
    is_given: bool,
    request_id: UUID,
    now: datetime,
) -> None:
    """Write down that a person gave or withdrew a consent. Use-case."""

    def work() -> None:
        person = _known(actor, person_id)
        note_consent(
            cooperative_id=actor.cooperative_id,
            person_id=person.id,
            purpose=purpose,
            version=version,
            is_given=is_given,
            recorded_by_id=actor.person_id,
            now=now,
        )
        act = "identity.consent.given" if is_given else "identity.consent.withdrawn"
        facts = {
            "name": person.name,
            "purpose": purpose,
            "version": version,
            "about": str(person.id),
        }
        record(cooperative_id=actor.cooperative_id, actor=actor, act=act, facts=facts, now=now)

    facts = {"about": person_id, "purpose": purpose, "version": version, "given": is_given}
    _once(actor, Action.KEEP_CONSENT, request_id, "identity.record_consent", facts, now, work)


def note_consent(
    *,
    cooperative_id: int,
    person_id: UUID,
    purpose: str,
    version: int,
    is_given: bool,
    recorded_by_id: UUID,
    now: datetime,
) -> None:
    """Write down a consent given or withdrawn. Step: needs an open transaction, and an act of the trail beside it.

    Args:
        cooperative_id: To whom it is given.
        person_id: Whose consent.
        purpose: One of ``identity.models.privacy.PURPOSES``.
        version: Of the text that the person read.
        is_given: Given, or withdrawn.
        recorded_by_id: The officer; the person themselves where they ticked it.
        now: The moment, aware.
    """
    ConsentEvent.objects.create(
        cooperative_id=cooperative_id,
        person_id=person_id,
        purpose=purpose,
        version=version,
        is_given=is_given,
        at=now,
        recorded_by_id=recorded_by_id,
    )


def receive_request(
    *, actor: Actor, person_id: UUID, kind: str, within: timedelta, request_id: UUID, now: datetime
) -> None:
    """Take in a person's request about their data; the answer is due ``within`` that time. Use-case."""

    def work() -> None:
        person = _known(actor, person_id)
        SubjectRequest.objects.create(
            cooperative_id=actor.cooperative_id,
            person=person,
            kind=kind,
            asked_at=now,
            due_at=now + within,
        )
        facts = {"name": person.name, "kind": kind}
        record(
            cooperative_id=actor.cooperative_id,
            actor=actor,
            act="identity.subject.asked",
            facts=facts,
            now=now,
        )

    facts = {"about": person_id, "kind": kind}
    _once(actor, Action.ANSWER_SUBJECT, request_id, "identity.receive_request", facts, now, work)


def answer_request(
    *, actor: Actor, subject_request_id: UUID, answer: str, request_id: UUID, now: datetime
) -> None:
    """Answer a person's request. Use-case.

    Raises:
        TextMissingError: The answer is empty.
        RequestClosedError: It is answered already.
    """
    if not answer.strip():
        raise TextMissingError(field="answer")

    def work() -> None:
        mine = SubjectRequest.objects.filter(cooperative_id=actor.cooperative_id, id=subject_request_id)
        asked = mine.select_related("person").first()
        if asked is None or not mine.filter(answered_at__isnull=True).update(
            answered_at=now, answered_by_id=actor.person_id, answer=answer.strip()
        ):
            raise RequestClosedError
        facts = {"name": asked.person.name, "kind": asked.kind}
        record(
            cooperative_id=actor.cooperative_id,
            actor=actor,
            act="identity.subject.answered",
            facts=facts,
            now=now,
        )

    facts = {"request": subject_request_id, "answer": answer}
    _once(actor, Action.ANSWER_SUBJECT, request_id, "identity.answer_request", facts, now, work)


def report_breach(
    *,
    actor: Actor,
    found_at: datetime,
    what: str,
    how: str,
    handling: str,
    people_count: int,
    within: timedelta,
    request_id: UUID,
    now: datetime,
) -> None:
    """Open a breach case; people and authority must hear of it ``within`` that time of finding it. Use-case.

    Raises:
        TextMissingError: What got out, or how, is not said.
    """
    for field, text in (("what", what), ("how", how)):
        if not text.strip():
            raise TextMissingError(field=field)

    def work() -> None:
        BreachCase.objects.create(
            cooperative_id=actor.cooperative_id,
            found_at=found_at,
            due_at=found_at + within,
            what=what.strip(),
            how=how.strip(),
            handling=handling.strip(),
            people_count=people_count,
            reported_by_id=actor.person_id,
        )
        facts = {"people_count": people_count}
        record(
            cooperative_id=actor.cooperative_id,
            actor=actor,
            act="identity.breach.reported",
            facts=facts,
            now=now,
        )

    facts = {"found_at": found_at, "what": what, "how": how, "handling": handling, "people": people_count}
    _once(actor, Action.HANDLE_BREACH, request_id, "identity.report_breach", facts, now, work)


def tell_of_breach(*, actor: Actor, case_id: UUID, whom: str, request_id: UUID, now: datetime) -> None:
    """Write down that the people or the authority were told. Use-case.

    Args:
        actor: Who told them.
        case_id: Of the own cooperative.
        whom: ``people`` or ``authority``.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        RequestClosedError: They were told already.
    """
    column = {"people": "people_told_at", "authority": "authority_told_at"}[whom]

    def work() -> None:
        untold = BreachCase.objects.filter(
            cooperative_id=actor.cooperative_id, id=case_id, **{f"{column}__isnull": True}
        )
        if not untold.update(**{column: now}):
            raise RequestClosedError
        record(
            cooperative_id=actor.cooperative_id,
            actor=actor,
            act="identity.breach.told",
            facts={"whom": whom},
            now=now,
        )

    facts = {"case": case_id, "whom": whom}
    _once(actor, Action.HANDLE_BREACH, request_id, "identity.tell_of_breach", facts, now, work)


def _known(actor: Actor, person_id: UUID) -> Person:
    person = person_of(cooperative_id=actor.cooperative_id, person_id=person_id)
    if person is None:
        raise PersonUnknownError
    return person


def _once(
    actor: Actor, action: Action, request_id: UUID, use_case: str, facts: Any, now: datetime, work: Any
) -> None:
    act_once(
        actor=actor,
        action=action,
        request_id=request_id,
        use_case=use_case,
        facts=facts,
        now=now,
        work=work,
    )
