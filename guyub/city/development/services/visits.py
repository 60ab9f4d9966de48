"""Visits of mentors and officers: planned, written up with the next steps agreed, or cancelled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from guyub.city.development.models import Visit, VisitAction
from guyub.city.development.services.needs import NEWS
from guyub.city.development.services.pictures import digest_of, keep_picture
from guyub.foundation.identity.domain.roles import CITY_ROLES, Action, Actor
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.services.outbox import write_news

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime

LONGEST_PURPOSE, LONGEST_PLAN, LONGEST_MET, LONGEST_NOTES = 200, 600, 200, 2000
LONGEST_WHAT, LONGEST_WHO, MOST_ACTIONS = 200, 120, 10
A_DAY_MINUTES = 1440
A_YEAR = timedelta(days=366)  # further away in either direction it is a slip of the pen


class VisitRefusedError(DomainError):
    """A visit or its next step is not kept; ``wrong`` says why.

    ``planned_on purpose plan gone closed visitor visited_on minutes met notes actions due_on reason done``.
    """

    code: ClassVar[str] = "development.visit.refused"


@dataclass(frozen=True)
class NextStep:
    """What was agreed on a visit, as typed: what, who, until when (the day of the visit or later)."""

    what: str
    who: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class Account:
    """How a visit went, as typed."""

    visited_on: date
    minutes: int  # 1 to a day's 1,440
    met: str
    notes: str
    actions: Sequence[NextStep] = ()
    photo: tuple[str, bytes] | None = None


def plan_visit(
    *,
    actor: Actor,
    place_id: int,
    planned_on: date,
    purpose: str,
    plan: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> UUID:
    """Plan a visit to a cooperative; whoever plans it is the visitor. Use-case.

    Checks run in this order: day, purpose, plan.

    Args:
        actor: A mentor, or an officer of the city.
        place_id: Whom to visit.
        planned_on: The day, today or within a year.
        purpose: Why, 1 to 200 letters.
        plan: What to look at and prepare, up to 600 letters.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        VisitRefusedError: See its fact ``wrong``.
        NotAllowedError: The role may not visit here.
    """
    if not today <= planned_on <= today + A_YEAR:
        raise VisitRefusedError(wrong="planned_on")
    if not 0 < len(purpose.strip()) <= LONGEST_PURPOSE:
        raise VisitRefusedError(wrong="purpose")
    if len(plan.strip()) > LONGEST_PLAN:
        raise VisitRefusedError(wrong="plan")

    def work() -> str:
        visit = Visit.objects.create(
            cooperative_id=place_id,
            visitor_id=actor.person_id,
            visitor_name=actor.name,
            planned_on=planned_on,
            purpose=purpose.strip(),
            plan=plan.strip(),
            written_at=now,
        )
        _note(actor, visit, "development.visit.planned", now)
        return str(visit.id)

    facts = {"planned_on": planned_on, "purpose": purpose, "plan": plan}
    return UUID(_once(actor, place_id, "development.plan_visit", facts, request_id, now, work))


def write_visit(
    *,
    actor: Actor,
    place_id: int,
    visit_id: UUID,
    account: Account,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Write a planned visit up, with the next steps that were agreed. Use-case of its visitor, or of the city.

    Checks run in this order: day, minutes, people met, notes, next steps, the visit, its visitor, photo.

    Args:
        actor: The visitor, or an officer of the city.
        place_id: Who was visited.
        visit_id: Which visit; still planned.
        account: How it went; at most ten next steps, the photo is kept private.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        VisitRefusedError: See its fact ``wrong``.
        FileRefusedError: The photo is not kept.
        NotAllowedError: The role may not visit here.
    """
    _check(account, today=today)

    def work() -> None:
        visit = _held(actor, place_id, visit_id)
        photo = keep_picture(
            place_id=place_id, file=account.photo, kind="KUNJUNGAN_FOTO", title=visit.purpose, now=now
        )
        Visit.objects.filter(cooperative_id=place_id, id=visit_id).update(
            state=Visit.State.DONE,
            visited_on=account.visited_on,
            minutes=account.minutes,
            met=account.met.strip(),
            notes=account.notes.strip(),
            photo=photo,
            written_at=now,
        )
        VisitAction.objects.bulk_create(
            VisitAction(
                cooperative_id=place_id,
                visit=visit,
                what=step.what.strip(),
                who=step.who.strip(),
                due_on=step.due_on,
            )
            for step in account.actions
        )
        _note(actor, visit, "development.visit.written", now)

    facts = {
        "visit": visit_id,
        **vars(account),
        "actions": [vars(step) for step in account.actions],
        "photo": digest_of(account.photo),
    }
    _once(actor, place_id, "development.write_visit", facts, request_id, now, work)


def cancel_visit(
    *, actor: Actor, place_id: int, visit_id: UUID, reason: str, request_id: UUID, now: datetime
) -> None:
    """Cancel a planned visit; the reason becomes its notes. Use-case of its visitor, or of the city.

    Raises:
        VisitRefusedError: ``reason`` is missing; ``gone``, ``visitor``, ``closed`` of the visit.
        NotAllowedError: The role may not visit here.
    """
    if not 0 < len(reason.strip()) <= LONGEST_NOTES:
        raise VisitRefusedError(wrong="reason")

    def work() -> None:
        visit = _held(actor, place_id, visit_id)
        visits = Visit.objects.filter(cooperative_id=place_id, id=visit_id)
        visits.update(state=Visit.State.CANCELLED, notes=reason.strip(), written_at=now)
        _note(actor, visit, "development.visit.cancelled", now)

    facts = {"visit": visit_id, "reason": reason}
    _once(actor, place_id, "development.cancel_visit", facts, request_id, now, work)


def finish_action(
    *, actor: Actor, place_id: int, action_id: UUID, today: date, request_id: UUID, now: datetime
) -> None:
    """Say that what was agreed on a visit is done, today. Use-case of mentors and the city.

    Raises:
        VisitRefusedError: The step is ``gone``, or ``done`` already.
        NotAllowedError: The role may not visit here.
    """

    def work() -> None:
        steps = VisitAction.objects.filter(cooperative_id=place_id, id=action_id)
        step = steps.select_for_update(of=("self",)).first()
        if step is None:
            raise VisitRefusedError(wrong="gone")
        if step.done_on is not None:
            raise VisitRefusedError(wrong="done")
        steps.update(done_on=today)
        said = {"what": step.what, "who": step.who}
        record(cooperative_id=place_id, actor=actor, act="development.action.finished", facts=said, now=now)
        write_news(cooperative_id=place_id, topic=NEWS, payload={"action": str(step.id)}, now=now)

    _once(actor, place_id, "development.finish_action", {"action": action_id}, request_id, now, work)


def _check(account: Account, *, today: date) -> None:
    is_right = {
        "visited_on": today - A_YEAR <= account.visited_on <= today,
        "minutes": 1 <= account.minutes <= A_DAY_MINUTES,
        "met": 0 < len(account.met.strip()) <= LONGEST_MET,
        "notes": 0 < len(account.notes.strip()) <= LONGEST_NOTES,
        "actions": len(account.actions) <= MOST_ACTIONS
        and all(
            0 < len(step.what.strip()) <= LONGEST_WHAT and 0 < len(step.who.strip()) <= LONGEST_WHO
            for step in account.actions
        ),
        "due_on": all(account.visited_on <= step.due_on <= today + A_YEAR for step in account.actions),
    }
    for wrong, holds in is_right.items():
        if not holds:
            raise VisitRefusedError(wrong=wrong)


def _held(actor: Actor, place_id: int, visit_id: UUID) -> Visit:
    """Lock a planned visit that this actor may write: the own one, or any for the city."""
    visits = Visit.objects.filter(cooperative_id=place_id, id=visit_id)
    visit = visits.select_for_update(of=("self",)).first()
    if visit is None:
        raise VisitRefusedError(wrong="gone")
    if actor.person_id != visit.visitor_id and actor.role not in CITY_ROLES:
        raise VisitRefusedError(wrong="visitor", name=visit.visitor_name)
    if visit.state != Visit.State.PLANNED:
        raise VisitRefusedError(wrong="closed")
    return visit


def _note(actor: Actor, visit: Visit, act: str, now: datetime) -> None:
    place_id = visit.cooperative_id
    record(cooperative_id=place_id, actor=actor, act=act, facts={"purpose": visit.purpose}, now=now)
    write_news(cooperative_id=place_id, topic=NEWS, payload={"visit": str(visit.id)}, now=now)


def _once(
    actor: Actor,
    place_id: int,
    use_case: str,
    facts: dict[str, Any],
    request_id: UUID,
    now: datetime,
    work: Callable[[], Any],
) -> Any:
    return act_once(
        actor=actor,
        action=Action.KEEP_VISIT,
        place_id=place_id,
        request_id=request_id,
        use_case=use_case,
        facts=facts,
        now=now,
        work=work,
    )
