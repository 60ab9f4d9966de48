"""When something happened that a device tells: its clock corrected, between two moments that the server knows itself.

At each contact the device says how many events it has written so far. What it writes later happened after that contact,
and what it had written happened before. So a clock that is off by days, or set back within a shift, moves no sale to a
day with another price than the contacts allow.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

WARN_MS = 5 * 60 * 1000
STOP_MS = 24 * 60 * 60 * 1000
MOST_CONTACTS = 100


class Skew(StrEnum):
    """How far off a clock is: at most 5 minutes, more, more than a day."""

    FINE = "FINE"
    WARN = "WARN"
    STOP = "STOP"


@dataclass(frozen=True, slots=True)
class Contact:
    """A moment at which a device spoke to the server.

    Args:
        seq: The last number that it had written by then.
        at: The server's moment.
        offset_ms: What must be added to the device's clock to get the server's, whole milliseconds.
    """

    seq: int
    at: datetime
    offset_ms: int


def offset_of(device_ms: int, server_ms: int) -> int:
    """Tell what must be added to a device's clock, whole milliseconds; the way of the message is not taken off."""
    return server_ms - device_ms


def skew_of(offset_ms: int | None) -> Skew:
    """Judge an offset; at a limit it is still on the better side. None: nobody knows it, which stops nothing."""
    off = abs(offset_ms or 0)
    return Skew.STOP if off > STOP_MS else Skew.WARN if off > WARN_MS else Skew.FINE


def with_contact(contacts: Sequence[Contact], new: Contact, *, head_seq: int) -> tuple[Contact, ...]:
    """Add a contact to those that are kept, and let go of those that say nothing about an event still to come.

    Kept are the last one before any event that is not admitted, and for each number that was told since, the first and
    the last contact that told it. Of more than 100 the second oldest goes: the bounds become wider, never wrong.

    Args:
        contacts: In the order of their moments.
        new: The newest. A device that tells fewer events than before is taken at its highest word.
        head_seq: The last number that was admitted.
    """
    last = contacts[-1].seq if contacts else 0
    all_of_them = [*contacts, Contact(max(new.seq, last), new.at, new.offset_ms)]
    if len(all_of_them) >= 3 and all_of_them[-3].seq == all_of_them[-2].seq == all_of_them[-1].seq:
        del all_of_them[-2]
    while len(all_of_them) >= 2 and all_of_them[1].seq <= head_seq:
        del all_of_them[0]
    if len(all_of_them) > MOST_CONTACTS:
        del all_of_them[1]
    return tuple(all_of_them)


class Bound(StrEnum):
    """What a moment was moved to, where the device's clock cannot be right."""

    CONTACT = "CONTACT"  # not before the last contact at which the event was not written yet
    BEFORE = "BEFORE"  # not before the event before it
    TOLD = "TOLD"  # not after the first contact at which the event was written
    RECEIPT = "RECEIPT"  # not after its receipt


@dataclass(frozen=True, slots=True)
class Moment:
    """When something happened, and what it was moved to; None: the device's clock was possible."""

    at: datetime
    bound: Bound | None


def happened_at(
    device_at: datetime,
    seq: int,
    *,
    contacts: Sequence[Contact],
    received_at: datetime,
    before_at: datetime | None,
) -> Moment:
    """Tell when an event happened: the device's moment, corrected by the offset last known when it was written.

    It lies not before the last contact at which the event was not written yet, nor before the event before it, and
    neither after the first contact at which it was written nor after its receipt.

    Args:
        device_at: The device's clock, aware.
        seq: The event's number.
        contacts: In the order of their moments.
        received_at: The server's moment of receipt, aware.
        before_at: When the last event before it happened whose time was not too late to be possible; None: none did.
    """
    before = next((one for one in reversed(contacts) if one.seq < seq), None)
    after = next((one for one in contacts if one.seq >= seq), None)
    known = before or after
    at, bound = device_at + timedelta(milliseconds=known.offset_ms if known else 0), None
    least = ((before.at if before else None, Bound.CONTACT), (before_at, Bound.BEFORE))
    most = ((after.at if after else None, Bound.TOLD), (received_at, Bound.RECEIPT))
    for limit, which in least:
        if limit is not None and at < limit:
            at, bound = limit, which
    for limit, which in most:
        if limit is not None and at > limit:
            at, bound = limit, which
    return Moment(at, bound)


def is_possible(moment: Moment) -> bool:
    """Tell whether a moment may hold back those after it: not where the clock had run ahead of what is possible."""
    return moment.bound not in {Bound.TOLD, Bound.RECEIPT}
