"""What a till keeps of each act: an event with a number, in one form of bytes, sealed to the one before.

The form is JSON that Python and a browser write alike: keys sorted and of plain letters, no blanks, UTF-8, whole
numbers that a browser holds exactly, no other numbers. The same events lie in ``tests/golden/till_events.json`` for
both; the twin is ``static/retail/js/queue_chain.js``. Source: docs/algorithms/till.md.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from guyub.foundation.kernel.canonical import canonical_bytes
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Mapping

VERSION = 1
NOTHING_BEFORE = "0" * 64  # what the first event of a device is sealed to
MOST = 2**53 - 1  # the largest number that a browser counts to without a gap
DEEPEST = 8
LARGEST = 65_536  # bytes of one event
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FIELDS = ("at", "before", "body", "contact", "device", "id", "kind", "offset", "seq", "v")
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)
_KIND = re.compile(r"[A-Z][A-Z_]{1,29}", re.ASCII)
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
_HASH = re.compile(r"[0-9a-f]{64}", re.ASCII)
_TEXTS = {"before": _HASH, "device": _ID, "id": _ID, "kind": _KIND}
_NUMBERS = {"at": 0, "contact": 0, "offset": -MOST, "seq": 1}


class EventKind(StrEnum):
    """What may happen at a till. A kind that the server does not know yet is kept like any other."""

    OPEN = "OPEN"
    HANDOVER = "HANDOVER"
    DROP = "DROP"
    CLOSE = "CLOSE"
    SALE = "SALE"
    VOID = "VOID"
    RETURN = "RETURN"
    TENDER = "TENDER"  # paid otherwise than was told
    DUES = "DUES"
    INSTALMENT = "INSTALMENT"
    CREDIT_PAYMENT = "CREDIT_PAYMENT"


def event_bytes(event: Mapping[str, object]) -> bytes:
    """Write an event in its one form, without its own hash.

    Args:
        event: ``v id device seq kind at offset contact body before``, ``hash`` or none; moments are milliseconds.

    Raises:
        ValueError: It cannot be written so that a browser writes the same (``is_plain``), or is larger than 64 kB.
    """
    facts = {name: value for name, value in event.items() if name != "hash"}
    if not is_plain(facts):
        raise ValueError("an event holds text, whole numbers, yes and no, nothing, lists and records alone")
    written = canonical_bytes(facts)
    if len(written) > LARGEST:
        raise ValueError("an event is at most 64 kB")
    return written


def event_hash(event: Mapping[str, object]) -> str:
    """Seal an event: SHA-256 over its bytes, 64 hexadecimal digits in lower case.

    Raises:
        ValueError: As of ``event_bytes``.
    """
    return hashlib.sha256(event_bytes(event)).hexdigest()


def sealed_event(
    *,
    id_: str,
    device: str,
    seq: int,
    kind: str,
    at_ms: int,
    offset_ms: int,
    contact_ms: int,
    body: Mapping[str, object],
    before: str,
) -> dict[str, object]:
    """Make the event that follows another.

    Args:
        id_: UUIDv7 of the event.
        device: UUID of the device.
        seq: One more than the event before; the first is 1.
        kind: One of ``EventKind``.
        at_ms: The device's own clock, milliseconds since 1970.
        offset_ms: What the server's clock was ahead of it at the last contact.
        contact_ms: The server's clock at the last contact.
        body: What was done.
        before: The hash of the event before, ``NOTHING_BEFORE`` of the first.

    Raises:
        ValueError: It is no event (``is_event``).
    """
    event: dict[str, object] = {
        "v": VERSION,
        "id": id_,
        "device": device,
        "seq": seq,
        "kind": kind,
        "at": at_ms,
        "offset": offset_ms,
        "contact": contact_ms,
        "body": body,
        "before": before,
    }
    event["hash"] = event_hash(event)
    if not is_event(event):
        raise ValueError("this is no event of a till")
    return event


def is_event(event: Mapping[str, object]) -> bool:
    """Tell whether what came is an event in its form and with its own hash; says nothing of what came before it."""
    return (
        set(event) == {*FIELDS, "hash"}
        and type(event["v"]) is int
        and event["v"] == VERSION
        and isinstance(event["body"], dict)
        and all(_is_text(event[name], pattern) for name, pattern in _TEXTS.items())
        and all(_is_number(event[name], least) for name, least in _NUMBERS.items())
        and _is_sealed(event)
    )


def is_plain(value: object, *, depth: int = 0) -> bool:
    """Tell whether Python and a browser write a value in the same bytes.

    Text has no half signs (a browser would escape them), keys are plain letters (else the two sort them differently),
    numbers are whole and within 2^53 − 1, nothing lies deeper than eight.
    """
    if depth > DEEPEST:
        return False
    if isinstance(value, str):
        return not any("\ud800" <= sign <= "\udfff" for sign in value)
    if isinstance(value, int):
        return -MOST <= value <= MOST
    if isinstance(value, dict):
        return all(
            isinstance(key, str) and _KEY.fullmatch(key) is not None and is_plain(item, depth=depth + 1)
            for key, item in value.items()
        )
    if isinstance(value, list):
        return all(is_plain(item, depth=depth + 1) for item in value)
    return value is None


class Bound(StrEnum):
    """What the time of a sale was moved to, where the device's clock cannot be right."""

    CONTACT = "CONTACT"  # not before the server last heard of the device
    BEFORE = "BEFORE"  # not before the event before
    RECEIPT = "RECEIPT"  # not after the server got it


@dataclass(frozen=True, slots=True, kw_only=True)
class SaleTime(Row):
    """When something happened at a till, as far as can be known.

    Args:
        at: The moment that prices, ceilings, quotas and the business date follow.
        moved: By how much the corrected clock was wrong at least; above zero: moved onward.
        bound: What it was moved to; None: the clock was possible.
    """

    at: datetime
    moved: timedelta
    bound: Bound | None


def sale_time(
    *,
    at_ms: int,
    offset_ms: int,
    contact_ms: int,
    received_at: datetime,
    before_at: datetime | None,
) -> SaleTime:
    """Find the time of a sale: the device's clock, corrected by the last known offset, within what is possible.

    Args:
        at_ms: The device's clock, milliseconds since 1970.
        offset_ms: What the server's clock was ahead of it at the last contact before.
        contact_ms: The server's clock at that contact; as the device tells it, so never taken beyond the receipt.
        received_at: When the server got the event.
        before_at: The time of the event before; None: it is the first, or the one before is lost.
    """
    corrected = EPOCH + timedelta(milliseconds=_possible(at_ms + offset_ms))
    contact = EPOCH + timedelta(milliseconds=_possible(contact_ms))
    at, bound = corrected, None
    for least, which in ((contact, Bound.CONTACT), (before_at, Bound.BEFORE)):
        if least is not None and at < least:
            at, bound = least, which
    if at > received_at:
        at, bound = received_at, Bound.RECEIPT
    return SaleTime(at=at, moved=at - corrected, bound=bound)


class Skew(StrEnum):
    """How wrong a device's clock is."""

    FINE = "FINE"
    WARNED = "WARNED"
    BLOCKED = "BLOCKED"  # no new sales without network until the clock is set


def skew_of(offset_ms: int, *, warn_minutes: int, block_minutes: int) -> Skew:
    """Grade a device's clock by how far the server's is ahead of it or behind; at a limit it is still the milder.

    Args:
        offset_ms: Milliseconds, of either sign.
        warn_minutes: The parameter above which the cashier is told.
        block_minutes: The parameter above which nothing is sold without network.
    """
    off = timedelta(milliseconds=abs(offset_ms))
    if off > timedelta(minutes=block_minutes):
        return Skew.BLOCKED
    return Skew.WARNED if off > timedelta(minutes=warn_minutes) else Skew.FINE


def _possible(moment_ms: int) -> int:
    """Keep a moment within what a calendar holds: a broken clock says anything."""
    return max(0, min(moment_ms, 250_000_000_000_000))  # the year 9892


def _is_text(value: object, pattern: re.Pattern[str]) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value) is not None


def _is_number(value: object, least: int) -> bool:
    return type(value) is int and least <= value <= MOST


def _is_sealed(event: Mapping[str, object]) -> bool:
    try:
        return event["hash"] == event_hash(event)
    except ValueError:
        return False
