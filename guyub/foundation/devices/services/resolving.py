"""What people make of events that were not applied: applied after all, taken as a loss by two, refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import connection

from guyub.foundation.devices.domain.chain import Answer
from guyub.foundation.devices.domain.clocks import Bound
from guyub.foundation.devices.domain.resolving import How, obstacle_for
from guyub.foundation.devices.models import DeviceEvent, EventResolution
from guyub.foundation.devices.selectors.events import event_of
from guyub.foundation.devices.services.admitting import Happened
from guyub.foundation.devices.services.answering import PASSING, log_failure
from guyub.foundation.devices.services.locks import locked_device
from guyub.foundation.identity.domain.roles import Action, Actor
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from uuid import UUID

    from guyub.foundation.devices.services.admitting import Applied

LONGEST_REASON = 400


class ResolutionRefusedError(DomainError):
    """An event is not resolved so; ``wrong``: ``missing``, ``accepted``, ``resolved``, ``reason``, ``same_id``.

    ``day``: not after its own day, or after today. ``failed``: our own program fails on it (still, or again).
    """

    code: ClassVar[str] = "devices.resolution.refused"


def refuse_event(*, actor: Actor, event_id: UUID, reason: str, request_id: UUID, now: datetime) -> None:
    """Resolve an event as one that is not entered: it did not happen, or stands elsewhere. Use-case.

    Args:
        actor: Who says so.
        event_id: The row's id, of the own cooperative.
        reason: Why.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        ResolutionRefusedError: See its fact ``wrong``.
    """
    _resolve(actor, event_id, How.REFUSED, reason, request_id, now, lambda _event: None)


def apply_event_again(
    *,
    actor: Actor,
    event_id: UUID,
    reason: str,
    apply: Callable[[Happened], Applied],
    request_id: UUID,
    now: datetime,
    changes: Mapping[str, Any] | None = None,
) -> None:
    """Apply an event after what stood against it was mended. Use-case.

    Args:
        actor: Who does it.
        event_id: The row's id, of the own cooperative.
        reason: What was mended.
        apply: As of ``admitting.admit``; a refusal leaves everything as it is.
        request_id: Made once per intention.
        now: The moment, aware.
        changes: What ``apply`` puts right in it first; kept beside the decision, the event stays as it was sealed.

    Raises:
        ResolutionRefusedError: See its fact ``wrong``; ``same_id`` where an event with this id was applied before.
        DomainError: What ``apply`` refuses.
    """
    _resolve(actor, event_id, How.APPLIED, reason, request_id, now, apply, changes=changes)


def take_loss(*, actor: Actor, event_id: UUID, reason: str, asked_by: UUID, now: datetime) -> EventResolution:
    """Resolve an event as a loss. Step of the second person's approval: needs an open transaction.

    Args:
        actor: The second person.
        event_id: The row's id.
        reason: Of the one who asked.
        asked_by: Who asked; another person.
        now: The moment, aware.

    Raises:
        ResolutionRefusedError: See its fact ``wrong``.
    """
    event = open_event(cooperative_id=actor.cooperative_id, event_id=event_id)
    return _keep(actor, event, How.LOSS, reason, now, by_id=asked_by, second_id=actor.person_id)


def open_event(*, cooperative_id: int, event_id: UUID) -> DeviceEvent:
    """Lock the device of an event that waits for a person, and give the event. Step: needs an open transaction.

    Raises:
        ResolutionRefusedError: ``missing``, ``accepted``, ``resolved``.
    """
    mine = DeviceEvent.objects.filter(cooperative_id=cooperative_id, id=event_id)
    device_id = mine.values_list("device_id", flat=True).first()
    if device_id is None:
        raise ResolutionRefusedError(wrong="missing")
    device = locked_device(cooperative_id=cooperative_id, device_id=device_id)
    event = mine.get()
    event.device = device
    how = event.resolutions.values_list("how", flat=True).first()
    obstacle = obstacle_for(Answer(event.answer), How(how) if how else None)
    if obstacle:
        raise ResolutionRefusedError(wrong=obstacle)
    return event


def happened_of(row: DeviceEvent, *, now: datetime) -> Happened:
    """Give an event as it is handed to the context above a second time.

    Args:
        row: With its device.
        now: When it is entered, aware.
    """
    return Happened(
        cooperative_id=row.cooperative_id,
        device_id=row.device_id,
        outlet_id=row.device.outlet_id,
        event=event_of(row),
        happened_at=row.happened_at,
        bound=Bound(row.bound) if row.bound else None,
        received_at=row.received_at,
        now=now,
        is_from_file=row.is_from_file,
    )


def _resolve(
    actor: Actor,
    event_id: UUID,
    how: How,
    reason: str,
    request_id: UUID,
    now: datetime,
    apply: Callable[[Happened], Applied | None],
    *,
    changes: Mapping[str, Any] | None = None,
) -> None:
    if not reason.strip():
        raise ResolutionRefusedError(wrong="reason")

    def work() -> None:
        event = open_event(cooperative_id=actor.cooperative_id, event_id=event_id)
        if how is How.APPLIED and _was_applied(event):
            raise ResolutionRefusedError(wrong="same_id")
        applied = _tried(apply, happened_of(event, now=now))
        _keep(actor, event, how, reason, now, by_id=actor.person_id, applied=applied, changes=changes)

    act_once(
        actor=actor,
        action=Action.RESOLVE_EVENTS,
        request_id=request_id,
        use_case=f"devices.resolve_{how.value.lower()}",
        facts={"event": event_id, "reason": reason} | ({"changes": changes} if changes else {}),
        now=now,
        work=work,
    )


def _tried(apply: Callable[[Happened], Applied | None], happened: Happened) -> Applied | None:
    """Apply an event, and look at what the database otherwise judges at the commit alone."""
    try:
        applied = apply(happened)
        connection.check_constraints()
    except (DomainError, *PASSING):
        raise
    except Exception as error:
        log_failure(happened, error)
        raise ResolutionRefusedError(wrong="failed") from error
    return applied


def _was_applied(event: DeviceEvent) -> bool:
    """Tell whether an event with the same id became something already, as it came or later."""
    mine = {"cooperative_id": event.cooperative_id}
    accepted = DeviceEvent.objects.filter(**mine, event_id=event.event_id, answer=Answer.ACCEPTED.value)
    later = EventResolution.objects.filter(**mine, event_key=event.event_id, how=How.APPLIED.value)
    return accepted.exists() or later.exists()


def _keep(
    actor: Actor,
    event: DeviceEvent,
    how: How,
    reason: str,
    now: datetime,
    *,
    by_id: UUID,
    second_id: UUID | None = None,
    applied: Applied | None = None,
    changes: Mapping[str, Any] | None = None,
) -> EventResolution:
    kept: dict[str, Any] = {"became_kind": applied.kind, "became_id": applied.id} if applied else {}
    resolution = EventResolution.objects.create(
        cooperative_id=actor.cooperative_id,
        event=event,
        how=how.value,
        reason=reason.strip()[:LONGEST_REASON],
        by_id=by_id,
        second_id=second_id,
        at=now,
        event_key=event.event_id,
        changes=dict(changes or {}),
        **kept,
    )
    record(
        cooperative_id=actor.cooperative_id,
        actor=actor,
        act=f"devices.event.{how.value.lower()}",
        facts={"seq": event.seq, "device": event.device.name, "reason": resolution.reason},
        now=now,
    )
    return resolution
