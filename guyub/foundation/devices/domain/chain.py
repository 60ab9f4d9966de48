"""The chain of a device's events: what is in order, what came before, what is missing, what branched off (ADR 0073).

An event is sealed with SHA-256 over the seal of the one before (32 bytes, zeros before the first) and its facts as
canonical JSON. The program on the till makes the same bytes in JavaScript: ``tests/golden/device_events.json``.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from guyub.foundation.kernel.canonical import canonical_bytes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

START = bytes(32)
MOST_IN_BATCH = 50
MOST_IN_FILE = 500
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def milliseconds(moment: datetime) -> int:
    """Tell a moment as devices do: whole milliseconds since 1970."""
    return (moment - EPOCH) // timedelta(milliseconds=1)


def moment_of(at_ms: int) -> datetime:
    """Tell the moment of so many milliseconds since 1970."""
    return EPOCH + timedelta(milliseconds=at_ms)


class Answer(StrEnum):
    """What the server says to one event. The last two are said and not kept."""

    ACCEPTED = "ACCEPTED"
    CONFLICT = "CONFLICT"
    REJECTED = "REJECTED"
    DUPLICATE = "DUPLICATE"
    WAITING = "WAITING"


class Place(StrEnum):
    """Where an event stands to the chain that was admitted before it."""

    NEXT = "NEXT"  # follows the last one
    DUPLICATE = "DUPLICATE"  # the very same came before
    WAITING = "WAITING"  # something before it is missing or broken: send from there again
    FORKED = "FORKED"  # its number belongs to another event
    LATE = "LATE"  # its number was given up
    BROKEN = "BROKEN"  # its seal does not fit its facts
    UNLINKED = "UNLINKED"  # its seal does not stand on the last one


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One event as a device wrote it down.

    Args:
        device_id: The device.
        seq: Its number on this device, from 1, without gaps.
        id: A UUIDv7 made by the device; what the event becomes may carry it.
        kind: What happened: ``sale.made``.
        at_ms: The device's clock, whole milliseconds since 1970, uncorrected.
        body: What happened, as canonical JSON text.
        previous: The seal of the event before, 32 bytes.
        hash: Its own seal, as the device says.
    """

    device_id: UUID
    seq: int
    id: UUID
    kind: str
    at_ms: int
    body: str
    previous: bytes
    hash: bytes

    @property
    def device_at(self) -> datetime:
        """The moment by the device's clock."""
        return moment_of(self.at_ms)

    @property
    def facts(self) -> Any:
        """What happened, read."""
        return json.loads(self.body)


def seal(event: Event) -> bytes:
    """Compute the seal that fits an event's facts: SHA-256 over the seal before and the canonical facts, 32 bytes.

    The body goes in as the text it came in; whoever read the event has seen that this text is canonical.
    """
    before = f'{{"at":{event.at_ms},"body":'.encode()
    after = canonical_bytes({"device": event.device_id, "id": event.id, "kind": event.kind, "seq": event.seq})
    return hashlib.sha256(event.previous + before + event.body.encode() + b"," + after[1:]).digest()


@dataclass(frozen=True, slots=True)
class Head:
    """The last event of a device that was admitted: its number and its seal."""

    seq: int = 0
    hash: bytes = START


@dataclass(frozen=True, slots=True)
class Gap:
    """Numbers that are missing, both ends included.

    ``following`` is the seal on which the first event after them stands: where the chain goes on if they are given up.
    """

    from_seq: int
    to_seq: int
    following: bytes


@dataclass(frozen=True, slots=True)
class Finding:
    """One event of a batch, and where it stands."""

    event: Event
    place: Place


@dataclass(frozen=True, slots=True)
class Verdict:
    """A batch looked at: its events by number, the head after them, and what holds the chain up (None: nothing)."""

    findings: tuple[Finding, ...]
    head: Head
    gap: Gap | None


def verify(head: Head, batch: Sequence[Event], *, known: Mapping[int, bytes]) -> Verdict:
    """Look at a batch in the order of its numbers, in whatever order it came.

    Of two events with one number the first that is in order stands; the other is a duplicate, or has forked. Nothing
    after a missing or broken event is in order: the device sends it again from there.

    Args:
        head: Of the device, before the batch.
        batch: Its events.
        known: Number → seal of the admitted events, at least of the numbers in the batch up to the head; a number
            that was given up has none.
    """
    seals = dict(known)
    findings: list[Finding] = []
    gap: Gap | None = None
    for event in sorted(batch, key=lambda one: one.seq):
        place = _place(event, head, seals)
        if place is Place.NEXT:
            head, gap = Head(event.seq, event.hash), None
            seals[event.seq] = event.hash
        elif place is Place.WAITING and (gap is None or gap.to_seq == event.seq - 1):
            gap = Gap(head.seq + 1, event.seq - 1, event.previous)
        elif place in {Place.BROKEN, Place.UNLINKED} and event.seq > head.seq and gap is None:
            gap = Gap(event.seq, event.seq, event.hash)
        findings.append(Finding(event, place))
    return Verdict(tuple(findings), head, gap)


def _place(event: Event, head: Head, seals: Mapping[int, bytes]) -> Place:
    if event.seq > head.seq + 1:
        return Place.WAITING
    if seal(event) != event.hash:
        return Place.BROKEN
    if event.seq > head.seq:
        return Place.NEXT if event.previous == head.hash else Place.UNLINKED
    kept = seals.get(event.seq)
    if kept is None:
        return Place.LATE
    return Place.DUPLICATE if kept == event.hash else Place.FORKED
