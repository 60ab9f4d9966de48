"""What about a device should worry the one who answers for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from guyub.foundation.devices.domain.clocks import Skew, skew_of

MOST_WAITING = 20
LONGEST_WAITING = timedelta(hours=4)
LEAST_FREE_MB = 500
# Half of the 14 days after which a till sells no more without a word from here.
LONGEST_SILENCE = timedelta(days=7)


class Worry(StrEnum):
    """One thing to look at, the gravest first."""

    FORKED = "FORKED"
    HELD_UP = "HELD_UP"
    NOT_APPLIED = "NOT_APPLIED"
    CLOCK_STOPS = "CLOCK_STOPS"
    WAITING = "WAITING"
    CLOCK_WARNS = "CLOCK_WARNS"
    STORAGE_NOT_KEPT = "STORAGE_NOT_KEPT"
    STORAGE_FULL = "STORAGE_FULL"


GRAVE = frozenset({Worry.FORKED, Worry.HELD_UP, Worry.NOT_APPLIED, Worry.CLOCK_STOPS, Worry.WAITING})


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is known of a device.

    Args:
        last_contact_at: When it last spoke.
        offset_ms: What must be added to its clock; None: never told.
        waiting: Events that it had not sent by then; None: never told.
        is_persisted: Whether its browser promised to keep what it holds.
        free_mb: What its browser has left, whole megabytes.
        is_forked: Two events came with one number.
        has_gap: Numbers are missing.
        not_applied: Events that wait for a person.
    """

    last_contact_at: datetime
    offset_ms: int | None
    waiting: int | None
    is_persisted: bool | None
    free_mb: int | None
    is_forked: bool
    has_gap: bool
    not_applied: int


def worries(told: Told, *, now: datetime) -> tuple[Worry, ...]:
    """List what should worry about a device.

    More than 20 events that wait are many; fewer are so once the device has been silent for more than 4 hours. What a
    device never told worries nobody.
    """
    waiting = told.waiting or 0
    is_long = now - told.last_contact_at > LONGEST_WAITING
    skew = skew_of(told.offset_ms)
    found = {
        Worry.FORKED: told.is_forked,
        Worry.HELD_UP: told.has_gap,
        Worry.NOT_APPLIED: told.not_applied > 0,
        Worry.CLOCK_STOPS: skew is Skew.STOP,
        Worry.WAITING: waiting > MOST_WAITING or (waiting > 0 and is_long),
        Worry.CLOCK_WARNS: skew is Skew.WARN,
        Worry.STORAGE_NOT_KEPT: told.is_persisted is False,
        Worry.STORAGE_FULL: told.free_mb is not None and told.free_mb < LEAST_FREE_MB,
    }
    return tuple(worry for worry, is_there in found.items() if is_there)
