"""What every use-case of stock takes and begins with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction

from guyub.foundation.approvals.domain.requests import needs_second_person
from guyub.foundation.identity.domain.roles import Actor, Role
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.parameters.selectors.values import value_of
from guyub.trade.inventory.domain.documents import PaperRefusedError
from guyub.trade.inventory.models import Location, StockMove
from guyub.trade.inventory.services.moving import plan_moves

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date, datetime

    from guyub.foundation.approvals.models import ApprovalRequest
    from guyub.foundation.identity.domain.roles import Action
    from guyub.trade.inventory.services.plans import Movement, Plan

THRESHOLD = "otorisasi.ambang"


@dataclass(frozen=True, slots=True)
class Doing:
    """Who does something, whose stock it is, on which day, by which request, when."""

    actor: Actor
    place: Cooperative
    today: date
    request_id: UUID
    now: datetime


def once(
    doing: Doing, action: Action, use_case: str, facts: Mapping[str, Any], work: Callable[[], Any]
) -> Any:
    """Do one act, or return what came of it the first time."""
    return act_once(
        actor=doing.actor,
        action=action,
        request_id=doing.request_id,
        use_case=f"inventory.{use_case}",
        facts=facts,
        now=doing.now,
        work=work,
    )


def asker_of(request: ApprovalRequest, now: datetime) -> Doing:
    """Read for whom an approved request is carried out: the one who asked. Step of the last approval."""
    place = Cooperative.objects.get(id=request.cooperative_id)
    facts = request.facts
    asker = Actor(
        request.requested_by_id,
        request.requested_by.name,
        Role(facts["role"]),
        place.id,
        UUID(facts["membership"]),
    )
    return Doing(asker, place, business_date(now, Zone(place.zone)), request.id, now)


def is_large(doing: Doing, value_rp: int) -> bool:
    """Tell whether a value needs a second person: the dated parameter ``otorisasi.ambang``."""
    threshold_rp = int(value_of(THRESHOLD, cooperative_id=doing.place.id, on=doing.today))
    return needs_second_person(value_rp, threshold_rp=threshold_rp)


def planned(doing: Doing, movements: Sequence[Movement], on: date) -> Plan:
    """Find what moves cost, under locks. Step.

    Raises:
        StockRefusedError: See ``moving.plan_moves``.
    """
    return plan_moves(place=doing.place, movements=movements, on=on, today=doing.today)


def rehearsed_rp(doing: Doing, movements: Sequence[Movement], on: date) -> int:
    """Tell what moves would cost, each as an amount above zero, and keep nothing of it. Step.

    Raises:
        StockRefusedError: They could not happen.
    """
    before = transaction.savepoint()
    plan = planned(doing, movements, on)
    transaction.savepoint_rollback(before)
    return sum(abs(plan.value_of(told)) for told in plan.told)


def open_location(place: Cooperative, location_id: UUID) -> Location:
    """Give a location that stands open. Step.

    Raises:
        PaperRefusedError: ``location``.
    """
    rows = Location.objects.filter(cooperative_id=place.id, closed_on__isnull=True)
    found = rows.filter(id=location_id).first()
    if found is None:
        raise PaperRefusedError(wrong="location")
    return found


def moves_of(place: Cooperative, source_id: UUID) -> list[UUID]:
    """Give the moves of goods that a paper made and that were not taken back, in the order they were written."""
    rows = StockMove.objects.filter(cooperative_id=place.id, source_id=source_id).exclude(qty=0)
    gone = set(rows.filter(undoes__isnull=False).values_list("undoes_id", flat=True))
    told = rows.filter(undoes__isnull=True).order_by("seq").values_list("id", flat=True)
    return [id_ for id_ in told if id_ not in gone]
