"""Devices as people see them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, OuterRef, Q, Subquery

from guyub.foundation.devices.domain.chain import Answer
from guyub.foundation.devices.domain.health import GRAVE, LONGEST_SILENCE, Told, Worry, worries
from guyub.foundation.devices.models import BroughtOutbox, Device, DeviceEvent, DeviceGap, GapState
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

MOST_DEVICES = 200
MOST_OF_ONE = 50


@dataclass(frozen=True)
class DeviceRow(Row):
    """One device: what it told last, what should worry, how many of its events wait for a person."""

    device_id: UUID
    series: str
    name: str
    outlet_name: str
    bound_by: str
    bound_at: datetime
    revoked_at: datetime | None
    revoked_by: str
    revoked_why: str
    last_contact_at: datetime
    offset_ms: int | None
    waiting: int | None
    is_persisted: bool | None
    free_mb: int | None
    app_version: str
    head_seq: int
    not_applied: int
    worries: tuple[Worry, ...]

    @property
    def is_revoked(self) -> bool:
        """Whether nothing of it is taken over the line."""
        return self.revoked_at is not None

    @property
    def is_grave(self) -> bool:
        """Whether somebody should look today."""
        return not GRAVE.isdisjoint(self.worries)


@dataclass(frozen=True)
class GapRow(Row):
    """Numbers that are or were missing."""

    gap_id: UUID
    from_seq: int
    to_seq: int
    seen_at: datetime
    closed_at: datetime | None
    state: GapState
    reason: str


@dataclass(frozen=True)
class OutboxRow(Row):
    """One file that was brought."""

    outbox_id: UUID
    brought_by: str
    brought_at: datetime
    from_seq: int
    to_seq: int
    count: int
    admitted: int
    is_sealed: bool
    is_let_in: bool

    @property
    def left(self) -> int:
        """How many of its events are not admitted."""
        return self.count - self.admitted


@dataclass(frozen=True)
class DevicePage(Row):
    """One device with its gaps and the files that were brought of it, the newest first."""

    device: DeviceRow
    gaps: list[GapRow]
    outboxes: list[OutboxRow]

    @property
    def gap(self) -> GapRow | None:
        """The gap that holds it up now."""
        return next((one for one in self.gaps if one.state is GapState.OPEN), None)


def devices_of(*, cooperative_id: int, now: datetime) -> list[DeviceRow]:
    """List a cooperative's devices: those that work first, then by name. Needs its scope."""
    rows = _told(Device.objects.filter(cooperative_id=cooperative_id), cooperative_id)
    return _rows(rows.order_by("revoked_at", "name", "id")[:MOST_DEVICES], now)


def device_page(*, cooperative_id: int, device_id: UUID, now: datetime) -> DevicePage | None:
    """Give one device of a cooperative; None where there is none. Needs its scope."""
    mine = {"cooperative_id": cooperative_id}
    found = _rows(_told(Device.objects.filter(**mine, id=device_id), cooperative_id), now)
    if not found:
        return None
    gaps = DeviceGap.objects.filter(**mine, device_id=device_id).order_by("-seen_at", "id")
    outboxes = BroughtOutbox.objects.filter(**mine, device_id=device_id).select_related("brought_by")
    return DevicePage(
        found[0],
        [
            GapRow(
                gap.id,
                gap.from_seq,
                gap.to_seq,
                gap.seen_at,
                gap.closed_at,
                GapState(gap.state),
                gap.reason,
            )
            for gap in gaps[:MOST_OF_ONE]
        ],
        [
            OutboxRow(
                one.id,
                one.brought_by.name,
                one.brought_at,
                one.from_seq,
                one.to_seq,
                one.count,
                one.admitted,
                one.is_sealed,
                one.let_in_at is not None,
            )
            for one in outboxes.order_by("-brought_at", "id")[:MOST_OF_ONE]
        ],
    )


@dataclass(frozen=True)
class DeviceBehind(Row):
    """A device of which something may still come: what it had not sent, what waits for a person."""

    name: str
    last_contact_at: datetime
    waiting: int
    not_applied: int


def devices_behind(*, cooperative_id: int, until: datetime) -> list[DeviceBehind]:
    """List devices that had not sent everything when they were last heard, or of which events wait. One query.

    One that was revoked is not waited for: what it still holds comes as a file, or never.

    Args:
        cooperative_id: Whose.
        until: Events that wait for a person count where they happened before this moment.
    """
    waiting = (
        DeviceEvent.objects.filter(
            ~Q(answer=Answer.ACCEPTED.value),
            cooperative_id=cooperative_id,
            device_id=OuterRef("id"),
            resolutions__isnull=True,
            happened_at__lt=until,
        )
        .order_by()
        .values("device_id")
        .annotate(n=Count("id"))
        .values("n")
    )
    devices = Device.objects.filter(cooperative_id=cooperative_id).annotate(not_applied=Subquery(waiting))
    is_behind = Q(waiting__gt=0, revoked_at__isnull=True) | Q(not_applied__gt=0)
    rows = devices.filter(is_behind).order_by("name", "id")
    return [
        DeviceBehind(name, at, 0 if revoked_at else sent or 0, left or 0)
        for name, at, sent, left, revoked_at in rows.values_list(
            "name", "last_contact_at", "waiting", "not_applied", "revoked_at"
        )
    ]


def silent_inquiry(cooperative_id: int, *, now: datetime) -> Inquiry[list[tuple[str, datetime]]]:
    """Ask which devices that are not revoked have said nothing for 7 days: name and last word, the longest first."""
    rows = Device.objects.filter(
        cooperative_id=cooperative_id, revoked_at__isnull=True, last_contact_at__lt=now - LONGEST_SILENCE
    )
    return Inquiry.of(
        rows.order_by("last_contact_at", "id").values_list("name", "last_contact_at"), read=list
    )


def _told(devices: QuerySet[Device], cooperative_id: int) -> QuerySet[Device]:
    """Count beside each device what waits for a person, and see whether numbers are missing."""
    waiting = (
        DeviceEvent.objects.filter(
            ~Q(answer=Answer.ACCEPTED.value),
            cooperative_id=cooperative_id,
            device_id=OuterRef("id"),
            resolutions__isnull=True,
        )
        .order_by()
        .values("device_id")
        .annotate(n=Count("id"))
        .values("n")
    )
    gaps = DeviceGap.objects.filter(
        cooperative_id=cooperative_id, device_id=OuterRef("id"), state=GapState.OPEN.value
    )
    return devices.select_related("bound_by", "revoked_by").annotate(
        not_applied=Subquery(waiting), gap_from=Subquery(gaps.values("from_seq")[:1])
    )


def _rows(devices: Iterable[Device], now: datetime) -> list[DeviceRow]:
    return [_row(device, now) for device in devices]


def _row(device: Device, now: datetime) -> DeviceRow:
    not_applied = getattr(device, "not_applied", None) or 0
    told = Told(
        last_contact_at=device.last_contact_at,
        offset_ms=device.offset_ms,
        waiting=device.waiting,
        is_persisted=device.is_persisted,
        free_mb=device.free_mb,
        is_forked=device.forked_at is not None,
        has_gap=getattr(device, "gap_from", None) is not None,
        not_applied=not_applied,
    )
    return DeviceRow(
        device.id,
        device.series,
        device.name,
        device.outlet_name,
        device.bound_by.name,
        device.bound_at,
        device.revoked_at,
        device.revoked_by.name if device.revoked_by else "",
        device.revoked_why,
        device.last_contact_at,
        device.offset_ms,
        device.waiting,
        device.is_persisted,
        device.free_mb,
        device.app_version,
        device.head_seq,
        not_applied,
        worries(told, now=now),
    )
