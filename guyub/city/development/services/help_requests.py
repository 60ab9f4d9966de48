"""Asking the mentor for help, and answering."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from guyub.city.development.models import HelpRequest
from guyub.city.development.services.needs import NEWS
from guyub.community.cooperatives.domain.legal_life import Step
from guyub.foundation.identity.domain.roles import Action, Actor
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.services.outbox import write_news

if TYPE_CHECKING:
    from datetime import datetime

LONGEST_TEXT = 400
ANYTHING_ELSE = "LAINNYA"
STEPS = frozenset({*Step, ANYTHING_ELSE})


class HelpRefusedError(DomainError):
    """Help is not asked for or not answered; ``wrong``: ``step text answer gone answered``."""

    code: ClassVar[str] = "development.help.refused"


def ask_help(*, actor: Actor, place_id: int, step: str, text: str, request_id: UUID, now: datetime) -> UUID:
    """Ask the mentor for help with a step of the path. Use-case.

    Args:
        actor: An officer of the cooperative.
        place_id: The cooperative that asks.
        step: A step of the path (legal_life.Step), or ``LAINNYA``.
        text: What holds them up, 1 to 400 letters.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        HelpRefusedError: ``step`` is none, or ``text`` is missing or too long.
        NotAllowedError: The role may not ask.
    """
    if step not in STEPS:
        raise HelpRefusedError(wrong="step")
    if not 0 < len(text.strip()) <= LONGEST_TEXT:
        raise HelpRefusedError(wrong="text")

    def work() -> str:
        asked = HelpRequest.objects.create(
            cooperative_id=place_id,
            step=step,
            text=text.strip(),
            asked_by_id=actor.person_id,
            asked_at=now,
        )
        _note(actor, asked, "development.help.asked", now)
        return str(asked.id)

    return UUID(
        act_once(
            actor=actor,
            action=Action.ASK_HELP,
            place_id=place_id,
            request_id=request_id,
            use_case="development.ask_help",
            facts={"step": step, "text": text},
            now=now,
            work=work,
        )
    )


def answer_help(
    *, actor: Actor, place_id: int, help_id: UUID, answer: str, request_id: UUID, now: datetime
) -> None:
    """Answer a call for help, once. Use-case of the mentor and the city.

    Args:
        actor: Who answers.
        place_id: The cooperative that asked.
        help_id: Which call.
        answer: What to do, 1 to 400 letters.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        HelpRefusedError: ``answer`` is missing or too long, the call is ``gone``, or ``answered`` meanwhile.
        NotAllowedError: The role may not answer here.
    """
    if not 0 < len(answer.strip()) <= LONGEST_TEXT:
        raise HelpRefusedError(wrong="answer")

    def work() -> None:
        calls = HelpRequest.objects.filter(cooperative_id=place_id, id=help_id)
        asked = calls.select_for_update(of=("self",)).first()
        if asked is None:
            raise HelpRefusedError(wrong="gone")
        if asked.answered_at is not None:
            raise HelpRefusedError(wrong="answered")
        calls.update(answer=answer.strip(), answered_by_id=actor.person_id, answered_at=now)
        _note(actor, asked, "development.help.answered", now)

    act_once(
        actor=actor,
        action=Action.ANSWER_HELP,
        place_id=place_id,
        request_id=request_id,
        use_case="development.answer_help",
        facts={"help": help_id, "answer": answer},
        now=now,
        work=work,
    )


def _note(actor: Actor, asked: HelpRequest, act: str, now: datetime) -> None:
    place_id = asked.cooperative_id
    record(cooperative_id=place_id, actor=actor, act=act, facts={"text": asked.text}, now=now)
    write_news(cooperative_id=place_id, topic=NEWS, payload={"help": str(asked.id)}, now=now)
