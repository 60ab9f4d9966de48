"""Keeping what bodies decide."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from guyub.foundation.identity.domain.roles import Action, Actor
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.services.files import store_file
from guyub.foundation.parameters.models import Decision
from guyub.foundation.parameters.models.decisions import BODIES

if TYPE_CHECKING:
    from datetime import date, datetime

    from guyub.foundation.kernel.models import StoredFile


class DecisionNotKeptError(DomainError):
    """A decision is not kept; ``wrong``: ``body number title future taken``."""

    code: ClassVar[str] = "parameters.decision.refused"


def keep_decision(
    *,
    actor: Actor,
    number: str,
    decided_on: date,
    body: str,
    title: str,
    today: date,
    request_id: UUID,
    now: datetime,
    document: tuple[str, bytes] | None = None,
) -> UUID:
    """Keep a decision with its document, for parameters and later acts to refer to. Use-case.

    Args:
        actor: Who enters it.
        number: As the body wrote it.
        decided_on: The day of the decision, not after today.
        body: ``RAT PENGURUS PENGAWAS KOTA``.
        title: What was decided, in a few words.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.
        document: Name and content of the signed sheet; kept private.

    Raises:
        DecisionNotKeptError: See its fact ``wrong``.
        FileRefusedError: The document is not kept.
    """
    _check(number=number, body=body, title=title, decided_on=decided_on, today=today)

    def work() -> str:
        taken = Decision.objects.filter(cooperative_id=actor.cooperative_id, body=body, number=number.strip())
        if taken.exists():
            raise DecisionNotKeptError(wrong="taken")
        file = _stored(actor, document, number, title, decided_on, now)
        decision = Decision.objects.create(
            cooperative_id=actor.cooperative_id,
            number=number.strip(),
            decided_on=decided_on,
            body=body,
            title=title.strip(),
            document=file,
            recorded_by_id=actor.person_id,
            recorded_at=now,
        )
        _note(actor, {"number": number.strip(), "body": body, "title": title.strip()}, now)
        return str(decision.id)

    digest = hashlib.sha256(document[1]).hexdigest() if document else None
    facts = {"number": number, "on": decided_on, "body": body, "title": title, "document": digest}
    return UUID(
        act_once(
            actor=actor,
            action=Action.KEEP_DECISION,
            request_id=request_id,
            use_case="parameters.keep_decision",
            facts=facts,
            now=now,
            work=work,
        )
    )


def _check(*, number: str, body: str, title: str, decided_on: date, today: date) -> None:
    if body not in BODIES:
        raise DecisionNotKeptError(wrong="body")
    for field, text, most in (("number", number, 80), ("title", title, 200)):
        if not text.strip() or len(text) > most:
            raise DecisionNotKeptError(wrong=field)
    if decided_on > today:
        raise DecisionNotKeptError(wrong="future")


def _note(actor: Actor, facts: dict[str, str], now: datetime) -> None:
    record(
        cooperative_id=actor.cooperative_id, actor=actor, act="parameters.decision.kept", facts=facts, now=now
    )


def _stored(
    actor: Actor,
    document: tuple[str, bytes] | None,
    number: str,
    title: str,
    decided_on: date,
    now: datetime,
) -> StoredFile | None:
    if document is None:
        return None
    return store_file(
        cooperative_id=actor.cooperative_id,
        content=document[1],
        original_name=document[0],
        kind="KEPUTUSAN",
        title=title.strip()[:120],
        number=number.strip(),
        issued_on=decided_on,
        now=now,
    )
