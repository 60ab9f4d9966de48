"""A device speaks to the server: how it is, and what it must know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from guyub.foundation.devices.domain.chain import milliseconds, moment_of
from guyub.foundation.devices.domain.clocks import Contact, Skew, offset_of, skew_of, with_contact
from guyub.foundation.devices.domain.versions import is_too_old
from guyub.foundation.devices.models import DeviceGap, GapState
from guyub.foundation.devices.services.locks import locked_device
from guyub.foundation.kernel.tenancy.scope import scope

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from guyub.foundation.devices.models import Device


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What a device says at a contact.

    Args:
        device_ms: Its clock, whole milliseconds since 1970.
        last_seq: The last number that it has written.
        waiting: How many events it has not sent.
        app_version: Of the till's program.
        is_persisted: Whether the browser promised to keep what it holds; None: it does not say.
        free_mb: What the browser has left, whole megabytes; None: it does not say.
    """

    device_ms: int
    last_seq: int
    waiting: int
    app_version: str
    is_persisted: bool | None
    free_mb: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a device is told.

    Args:
        is_revoked: It stops selling and keeps its outbox, to be brought as a file.
        offset_ms: What it must add to its clock.
        skew: Above five minutes it warns, above a day it sells nothing new without network.
        server_ms: The server's moment.
        send_from: The number of the event that the server waits for.
        missing: The numbers that hold up what comes after them, both ends included; None: none.
        is_too_old: The program must be renewed before it sells on.
    """

    is_revoked: bool
    offset_ms: int
    skew: Skew
    server_ms: int
    send_from: int
    missing: tuple[int, int] | None
    is_too_old: bool


def contact(*, device: Device, word: Word, now: datetime) -> Standing:
    """Write down how a device is, and tell it where it stands. Use-case of the device.

    Of a revoked one the moment alone is written down, so that people see that it still lives.

    Args:
        device: As its key opened it.
        word: What it says.
        now: The moment, aware.
    """
    with scope(device.cooperative_id, durable=True):
        held = locked_device(cooperative_id=device.cooperative_id, device_id=device.id)
        offset = offset_of(word.device_ms, milliseconds(now))
        held.last_contact_at = now
        if held.revoked_at is None:
            kept = with_contact(
                contacts_of(held.contacts), Contact(word.last_seq, now, offset), head_seq=held.head_seq
            )
            held.contacts = [[one.seq, milliseconds(one.at), one.offset_ms] for one in kept]
            held.offset_ms, held.waiting = offset, word.waiting
            held.app_version = word.app_version[:20]
            held.is_persisted, held.free_mb = word.is_persisted, word.free_mb
        held.save(
            update_fields=[
                "last_contact_at",
                "contacts",
                "offset_ms",
                "waiting",
                "app_version",
                "is_persisted",
                "free_mb",
            ]
        )
        gaps = DeviceGap.objects.filter(
            cooperative_id=held.cooperative_id, device=held, state=GapState.OPEN.value
        )
        missing = gaps.values_list("from_seq", "to_seq").first()
    return Standing(
        is_revoked=held.revoked_at is not None,
        offset_ms=offset,
        skew=skew_of(offset),
        server_ms=milliseconds(now),
        send_from=held.head_seq + 1,
        missing=missing,
        is_too_old=is_too_old(word.app_version),
    )


def contacts_of(kept: Sequence[Sequence[Any]]) -> tuple[Contact, ...]:
    """Read the contacts that a device's row keeps."""
    return tuple(Contact(seq, moment_of(at), offset) for seq, at, offset in kept)
