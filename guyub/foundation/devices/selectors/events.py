"""Events that were not applied, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from guyub.foundation.devices.domain.chain import Answer, Event, milliseconds
from guyub.foundation.devices.domain.resolving import How
from guyub.foundation.devices.models import DeviceEvent
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry, count_of, counted

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

MOST_LISTED = 200
MOST_ALIKE = 100
_NOT_ACCEPTED = ~Q(answer=Answer.ACCEPTED.value)


def event_of(row: DeviceEvent) -> Event:
    """Give an event as the device wrote it down."""
    return Event(
        device_id=row.device_id,
        seq=row.seq,
        id=row.event_id,
        kind=row.kind,
        at_ms=milliseconds(row.device_at),
        body=row.body,
        previous=bytes(row.previous),
        hash=bytes(row.hash),
    )


@dataclass(frozen=True)
class ResolutionRow(Row):
    """How an event was resolved, by whom."""

    how: How
    reason: str
    by: str
    second: str
    at: datetime
    changes: Mapping[str, Any]


@dataclass(frozen=True)
class EventRow(Row):
    """One event that was not applied; ``code`` and ``facts`` say why."""

    row_id: UUID
    device_id: UUID
    device_name: str
    seq: int
    kind: str
    device_at: datetime
    happened_at: datetime
    bound: str
    received_at: datetime
    is_linked: bool
    is_from_file: bool
    answer: Answer
    code: str
    facts: Mapping[str, Any]
    body: str
    resolution: ResolutionRow | None


def events_not_applied(
    *, cooperative_id: int, is_open: bool = True, device_id: UUID | None = None
) -> list[EventRow]:
    """List events that wait for a person, the oldest first, or those resolved, the newest first. Needs the scope.

    Args:
        cooperative_id: Whose.
        is_open: Those that wait; False: those that do not any more.
        device_id: Of one device alone.
    """
    rows = _rows(cooperative_id).filter(resolutions__isnull=is_open)
    if device_id is not None:
        rows = rows.filter(device_id=device_id)
    ordered = rows.order_by("received_at", "seq", "id") if is_open else rows.order_by("-received_at", "id")
    return [_row(event) for event in ordered[:MOST_LISTED]]


def events_alike(*, cooperative_id: int, kind: str, code: str, wrong: str) -> list[UUID]:
    """List the rows of events that wait for the same reason, in the order in which they happened, at most 100.

    Args:
        cooperative_id: Whose; needs its scope.
        kind: What happened.
        code: Of the refusal.
        wrong: What the refusal says is wrong; empty: it says nothing of that.
    """
    rows = DeviceEvent.objects.filter(
        _NOT_ACCEPTED, cooperative_id=cooperative_id, resolutions__isnull=True, kind=kind, code=code
    )
    same = rows.filter(facts__wrong=wrong) if wrong else rows.exclude(facts__has_key="wrong")
    return list(same.order_by("happened_at", "seq", "id").values_list("id", flat=True)[:MOST_ALIKE])


def one_event(*, cooperative_id: int, row_id: UUID) -> EventRow | None:
    """Give one event that was not applied; None where there is none in the cooperative. Needs its scope."""
    event = _rows(cooperative_id).filter(id=row_id).first()
    return _row(event) if event else None


def events_waiting_inquiry(cooperative_id: int) -> Inquiry[int]:
    """Ask how many events wait for a person."""
    waiting = DeviceEvent.objects.filter(
        _NOT_ACCEPTED, cooperative_id=cooperative_id, resolutions__isnull=True
    )
    return Inquiry.of(count_of(waiting), read=counted)


def _rows(cooperative_id: int) -> QuerySet[DeviceEvent]:
    rows = DeviceEvent.objects.filter(_NOT_ACCEPTED, cooperative_id=cooperative_id)
    return rows.select_related("device").prefetch_related("resolutions__by", "resolutions__second")


def _row(event: DeviceEvent) -> EventRow:
    made = next(iter(event.resolutions.all()), None)
    resolution = (
        ResolutionRow(
            How(made.how),
            made.reason,
            made.by.name,
            made.second.name if made.second else "",
            made.at,
            made.changes,
        )
        if made
        else None
    )
    return EventRow(
        event.id,
        event.device_id,
        event.device.name,
        event.seq,
        event.kind,
        event.device_at,
        event.happened_at,
        event.bound,
        event.received_at,
        event.is_linked,
        event.is_from_file,
        Answer(event.answer),
        event.code,
        event.facts,
        event.body,
        resolution,
    )
