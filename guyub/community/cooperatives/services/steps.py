"""Words on steps under way: who does it, what it waits for and from whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from guyub.community.cooperatives.domain.legal_life import STEP_WORDS, Holder, Step, precedes_deed
from guyub.community.cooperatives.models import StepNote
from guyub.community.cooperatives.selectors.papers import deed_on
from guyub.community.cooperatives.services.changes import Done, change_once, checked_line
from guyub.foundation.identity.domain.roles import Action, Actor
from guyub.foundation.kernel.errors import DomainError

if TYPE_CHECKING:
    from datetime import date, datetime


class StepRefusedError(DomainError):
    """A word on a step is not kept; ``wrong``: ``step responsible waits_for note future target before_deed``."""

    code: ClassVar[str] = "cooperatives.step.refused"


@dataclass(frozen=True)
class StepWord:
    """A word as typed. ``waits_for`` is a Holder, empty where the step waits for nobody."""

    step: str
    started_on: date
    responsible: str = ""
    waits_for: str = ""
    note: str = ""
    target_on: date | None = None


def note_step(
    *, actor: Actor, place_id: int, word: StepWord, today: date, request_id: UUID, now: datetime
) -> UUID:
    """Write down how a step stands; the earlier words stay as its history. Use-case.

    Checks run in the order of the facts that StepRefusedError lists.

    Args:
        actor: Who writes it down.
        place_id: Whose step.
        word: Who does the step, what it waits for, since when, until when.
        today: The business date; no step began after it.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        StepRefusedError: See its fact ``wrong``.
    """
    if word.step not in set(Step):
        raise StepRefusedError(wrong="step")
    responsible = checked_line(word.responsible, StepRefusedError, "responsible", most=120)
    if word.waits_for and word.waits_for not in set(Holder):
        raise StepRefusedError(wrong="waits_for")
    note = checked_line(word.note, StepRefusedError, "note", most=300)
    if word.started_on > today:
        raise StepRefusedError(wrong="future")
    if word.target_on and word.target_on < word.started_on:
        raise StepRefusedError(wrong="target")

    def work() -> Done:
        deed = deed_on(cooperative_id=place_id)
        if deed and word.started_on < deed and not precedes_deed(word.step):
            raise StepRefusedError(wrong="before_deed", day=deed)
        kept = StepNote.objects.create(
            cooperative_id=place_id,
            step=word.step,
            responsible=responsible,
            waits_for=word.waits_for,
            note=note,
            started_on=word.started_on,
            target_on=word.target_on,
            noted_by_id=actor.person_id,
            noted_by_name=actor.name,
            noted_at=now,
        )
        return Done("cooperatives.step.noted", {"step": STEP_WORDS[word.step]}, kept.id)

    return UUID(
        change_once(
            actor=actor,
            place_id=place_id,
            action=Action.KEEP_LEGAL,
            request_id=request_id,
            use_case="cooperatives.note_step",
            facts=vars(word),
            now=now,
            work=work,
        )
    )
