"""What devices tell goes to the context that knows what it means; what cannot be applied is decided by two people."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID, uuid5

from django.apps import apps
from django.db import IntegrityError, connection

from guyub.foundation.approvals.services.requests import ask
from guyub.foundation.devices.domain.wire import body_text
from guyub.foundation.devices.selectors.events import events_alike
from guyub.foundation.devices.services.admitting import Admission, ApartError, Applied, Happened, admit
from guyub.foundation.devices.services.gaps import give_up, open_gap
from guyub.foundation.devices.services.outboxes import (
    PartAdmitted,
    admit_part,
    keep_outbox,
    let_in,
    next_part,
)
from guyub.foundation.devices.services.resolving import (
    ResolutionRefusedError,
    apply_event_again,
    open_event,
    refuse_event,
    take_loss,
)
from guyub.foundation.identity.domain.roles import Action, Actor
from guyub.foundation.identity.services.acting import NotAllowedError, act_once
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.access import ReasonMissingError
from guyub.trade.subsidised.services.giving_back import give_back
from guyub.trade.subsidised.services.noting import note_uses

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from guyub.foundation.approvals.models import ApprovalRequest
    from guyub.foundation.devices.domain.chain import Event
    from guyub.foundation.devices.models import Device

LOSS_KIND, GAP_KIND, OUTBOX_KIND = "journeys.event_loss", "journeys.device_gap", "journeys.outbox"


class EventKindUnknownError(DomainError):
    """No context of this installation knows what an event means. Fact: ``kind``."""

    code: ClassVar[str] = "journeys.device_event.unknown"


@cache
def appliers() -> Mapping[str, Callable[[Happened], Applied]]:
    """Collect who applies which kind of event: EVENTS of each context's ``services/device_events.py``."""
    return _collected("EVENTS")


@cache
def together() -> Mapping[str, Callable[[Sequence[Happened]], Sequence[Applied]]]:
    """Collect who applies several events of one kind at once: TOGETHER of the same modules."""
    return _collected("TOGETHER")


def _collected(name: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for config in apps.get_app_configs():
        module = f"{config.name}.services.device_events"
        if config.name.startswith("guyub.") and find_spec(f"{config.name}.services") and find_spec(module):
            found |= getattr(import_module(module), name, {})
    return found


def apply_event(happened: Happened) -> Applied:
    """Do what an event means in the context that knows it. Step.

    Raises:
        EventKindUnknownError: No context knows it.
        DomainError: What that context refuses.
    """
    applier = appliers().get(happened.event.kind)
    if applier is None:
        raise EventKindUnknownError(kind=happened.event.kind)
    return applier(happened)


def take_events(*, device: Device, batch: Sequence[Event], now: datetime) -> Admission:
    """Take a batch that a device sends. Use-case of the device: one transaction, whole or not at all.

    What was sold of rationed goods is noted in the network first, what was taken back of it is given back last; both in
    transactions of their own. The batch itself: all of it together, without a savepoint, since nearly always all is
    well. Where one event is refused, or the commit itself refuses the batch, all is taken back and taken once more,
    event by event, each looked at as the commit would: so the one that is at fault waits for a person, and the others
    get in, with the same answers.

    Raises:
        DeviceRevokedError, BatchRefusedError: As of ``devices.services.admitting.admit``.
    """
    note_uses(device=device, batch=batch, now=now)
    try:
        with scope(device.cooperative_id, durable=True, by_keys=True):
            taken = admit(device=device, batch=batch, now=now, apply=apply_event, together=together())
    except (ApartError, IntegrityError):
        with scope(device.cooperative_id, durable=True):
            taken = admit(device=device, batch=batch, now=now, apply=apply_for_good)
    give_back(place_id=device.cooperative_id, batch=batch)
    return taken


def apply_for_good(happened: Happened) -> Applied:
    """Do what an event means, and let the database judge at once what it otherwise judges at the commit. Step."""
    applied = apply_event(happened)
    connection.check_constraints()
    return applied


def apply_again(*, actor: Actor, event_id: UUID, reason: str, request_id: UUID, now: datetime) -> None:
    """Apply an event after what stood against it was mended. Use-case.

    Raises:
        ResolutionRefusedError, DomainError: As of ``devices.services.resolving.apply_event_again``.
    """
    apply_event_again(
        actor=actor, event_id=event_id, reason=reason, apply=apply_event, request_id=request_id, now=now
    )


@cache
def correctors() -> Mapping[str, Callable[[int, Mapping[str, Any], Mapping[str, Any]], dict[str, Any]]]:
    """Collect who puts which kind of event right: CORRECTIONS of each context's ``services/device_events.py``."""
    return _collected("CORRECTIONS")


@dataclass(frozen=True, slots=True, kw_only=True)
class PutRight:
    """What a person puts right in an event before it is applied.

    Args:
        goods: The code of the product that a line was really of, by its number from one.
        on: The business date on which it is to count; None: its own.
    """

    goods: Mapping[int, str] = field(default_factory=dict)
    on: date | None = None

    @property
    def facts(self) -> dict[str, Any]:
        """As it is kept beside the decision."""
        goods = {str(at): code for at, code in sorted(self.goods.items())}
        return ({"goods": goods} if goods else {}) | ({"on": self.on.isoformat()} if self.on else {})


def apply_put_right(
    *, actor: Actor, event_id: UUID, put_right: PutRight, reason: str, request_id: UUID, now: datetime
) -> None:
    """Apply an event with what a person puts right in it. Use-case.

    Raises:
        ResolutionRefusedError: As of ``apply_again``, and ``day``.
        DomainError: What is put right is refused, or what it comes to.
    """

    def apply(happened: Happened) -> Applied:
        return apply_event(_put_right(happened, put_right))

    apply_event_again(
        actor=actor,
        event_id=event_id,
        reason=reason,
        apply=apply,
        request_id=request_id,
        now=now,
        changes=put_right.facts,
    )


def _put_right(happened: Happened, put_right: PutRight) -> Happened:
    event, corrector = happened.event, correctors().get(happened.event.kind)
    if corrector is not None and put_right.goods:
        body = corrector(happened.cooperative_id, event.facts, put_right.facts)
        event = replace(event, body=body_text(body))
    at = happened.happened_at
    if put_right.on is not None:
        place = Cooperative.objects.get(id=happened.cooperative_id)
        zone = Zone(place.zone)
        if not business_date(at, zone) < put_right.on <= business_date(happened.now, zone):
            raise ResolutionRefusedError(wrong="day")
        moved = datetime.combine(put_right.on, at.astimezone(zone.info).time(), zone.info)
        at = min(moved, happened.now)
    return replace(happened, event=event, happened_at=at)


@dataclass(frozen=True, slots=True)
class Alike:
    """Events that wait for the same reason: their kind, the code of the refusal, what it says is wrong."""

    kind: str
    code: str
    wrong: str


def decide_alike(
    *, actor: Actor, alike: Alike, is_applied: bool, reason: str, request_id: UUID, now: datetime
) -> tuple[int, int]:
    """Apply or refuse the oldest events that wait for the same reason, at most 100. Use-case: each for itself.

    Args:
        actor: Who decides.
        alike: Which.
        is_applied: They are applied; else they are not entered.
        reason: What was mended, or why not.
        request_id: Made once per intention.
        now: The moment, aware.

    Returns:
        How many were decided, and of how many of them something still stands in the way.

    Raises:
        ResolutionRefusedError: ``reason``.
    """
    if not reason.strip():
        raise ResolutionRefusedError(wrong="reason")
    with scope(actor.cooperative_id):
        rows = events_alike(
            cooperative_id=actor.cooperative_id, kind=alike.kind, code=alike.code, wrong=alike.wrong
        )
    done = 0
    for row_id in rows:
        decided: dict[str, Any] = {"actor": actor, "event_id": row_id, "reason": reason, "now": now}
        own_id = uuid5(request_id, str(row_id))
        try:
            if is_applied:
                apply_again(**decided, request_id=own_id)
            else:
                refuse_event(**decided, request_id=own_id)
        except NotAllowedError:
            raise
        except DomainError:
            continue
        done += 1
    return done, len(rows) - done


def ask_loss(*, actor: Actor, event_id: UUID, reason: str, request_id: UUID, now: datetime) -> None:
    """Ask a second person to take an event that cannot be entered as a loss. Use-case.

    Raises:
        ReasonMissingError: The one who decides must know why.
        ResolutionRefusedError: The event does not wait for anybody.
    """

    def work() -> None:
        event = open_event(cooperative_id=actor.cooperative_id, event_id=event_id)
        ask(
            actor=actor,
            kind=LOSS_KIND,
            facts={"event": str(event.id), "seq": event.seq, "device": event.device.name},
            reason=reason,
            request_id=request_id,
            now=now,
        )

    _asked(actor, "journeys.ask_loss", {"event": event_id}, reason, request_id, now, work)


def carry_out_loss(*, request: ApprovalRequest, actor: Actor, now: datetime) -> None:
    """Resolve the event as a loss. Step of the last approval."""
    take_loss(
        actor=actor,
        event_id=UUID(request.facts["event"]),
        reason=request.reason,
        asked_by=request.requested_by_id,
        now=now,
    )


def ask_give_up(*, actor: Actor, gap_id: UUID, reason: str, request_id: UUID, now: datetime) -> None:
    """Ask a second person to give up numbers of a device that will not come any more. Use-case.

    Raises:
        ReasonMissingError: The one who decides must know why.
        GapRefusedError: There is no such gap, or it was filled.
    """

    def work() -> None:
        gap = open_gap(cooperative_id=actor.cooperative_id, gap_id=gap_id)
        ask(
            actor=actor,
            kind=GAP_KIND,
            facts={
                "gap": str(gap.id),
                "device": gap.device.name,
                "from": gap.from_seq,
                "to": gap.to_seq,
            },
            reason=reason,
            request_id=request_id,
            now=now,
        )

    _asked(actor, "journeys.ask_give_up", {"gap": gap_id}, reason, request_id, now, work)


def carry_out_give_up(*, request: ApprovalRequest, actor: Actor, now: datetime) -> None:
    """Let the chain go on. Step of the last approval."""
    give_up(
        actor=actor,
        gap_id=UUID(request.facts["gap"]),
        to_seq=request.facts["to"],
        reason=request.reason,
        asked_by=request.requested_by_id,
        now=now,
    )


def bring_outbox(
    *, actor: Actor, device_id: UUID, content: bytes, reason: str, request_id: UUID, now: datetime
) -> None:
    """Bring a device's outbox as a file, and ask a second person to let it in. Use-case.

    Raises:
        ReasonMissingError: The one who decides must know where it comes from.
        DeviceRefusedError, OutboxRefusedError, BatchRefusedError, FileRefusedError: It is no outbox of that device.
    """

    def work() -> None:
        outbox = keep_outbox(
            actor=actor, device_id=device_id, content=content, reason=reason, outbox_id=request_id, now=now
        )
        ask(
            actor=actor,
            kind=OUTBOX_KIND,
            facts={
                "outbox": str(outbox.id),
                "device": outbox.device.name,
                "count": outbox.count,
                "from": outbox.from_seq,
                "to": outbox.to_seq,
                "sealed": outbox.is_sealed,
            },
            reason=reason,
            request_id=request_id,
            now=now,
        )

    told = {"device": device_id, "content": content}
    _asked(actor, "journeys.bring_outbox", told, reason, request_id, now, work)


def carry_out_outbox(*, request: ApprovalRequest, actor: Actor, now: datetime) -> None:
    """Let the file be admitted. Step of the last approval."""
    let_in(actor=actor, outbox_id=UUID(request.facts["outbox"]), now=now)


def admit_outbox(*, actor: Actor, outbox_id: UUID, request_id: UUID, now: datetime) -> PartAdmitted:
    """Admit the next events of a file that was let in. Use-case.

    Raises:
        OutboxRefusedError: ``not_let_in``.
    """
    with scope(actor.cooperative_id):
        device, part = next_part(cooperative_id=actor.cooperative_id, outbox_id=outbox_id)
    note_uses(device=device, batch=part, now=now)
    admitted = admit_part(
        actor=actor, outbox_id=outbox_id, apply=apply_for_good, request_id=request_id, now=now
    )
    give_back(place_id=actor.cooperative_id, batch=part)
    return admitted


def _asked(
    actor: Actor,
    use_case: str,
    facts: Mapping[str, object],
    reason: str,
    request_id: UUID,
    now: datetime,
    work: Callable[[], None],
) -> None:
    if not reason.strip():
        raise ReasonMissingError
    act_once(
        actor=actor,
        action=Action.RESOLVE_EVENTS,
        request_id=request_id,
        use_case=use_case,
        facts={**facts, "reason": reason},
        now=now,
        work=work,
    )
