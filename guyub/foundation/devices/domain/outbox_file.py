"""An outbox that came as a file: of a lost phone that turned up, or one that no network reached any more.

The file is sealed with the hash of the device's key, which the server keeps too: whoever changed a word of it did not
have the device. Whether it is admitted decides a person all the same.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from guyub.foundation.devices.domain.wire import read_batch
from guyub.foundation.kernel.canonical import canonical_bytes
from guyub.foundation.kernel.errors import DomainError

if TYPE_CHECKING:
    from uuid import UUID

    from guyub.foundation.devices.domain.chain import Event

FORMAT = "guyub-outbox-1"
MOST_EVENTS = 10_000


class OutboxRefusedError(DomainError):
    """A file is no outbox of this device; ``wrong``: ``unreadable``, ``device``, ``empty``, ``not_let_in``."""

    code: ClassVar[str] = "devices.outbox.refused"


@dataclass(frozen=True, slots=True)
class OutboxFile:
    """What a file holds: the events by number, and whether its seal fits the device's key."""

    events: tuple[Event, ...]
    is_sealed: bool


def file_seal(raw_events: Any, *, device_id: UUID, hashed_key: bytes) -> str:
    """Seal the events of a file: HMAC-SHA-256 with the hash of the device's key over canonical JSON, in hex."""
    facts = {"device": device_id, "events": raw_events, "format": FORMAT}
    return hmac.new(hashed_key, canonical_bytes(facts), hashlib.sha256).hexdigest()


def read_outbox(content: bytes, *, device_id: UUID, hashed_key: bytes) -> OutboxFile:
    """Read a file.

    Args:
        content: JSON in UTF-8: ``format``, ``device``, ``events``, ``seal``.
        device_id: Whose outbox it should be.
        hashed_key: SHA-256 of the device's key.

    Raises:
        OutboxRefusedError: It is no outbox, another device's, or holds nothing.
        BatchRefusedError: Something in it is no event, or there are more than 10,000.
    """
    try:
        raw = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise OutboxRefusedError(wrong="unreadable") from error
    if not isinstance(raw, dict) or raw.get("format") != FORMAT or not isinstance(raw.get("events"), list):
        raise OutboxRefusedError(wrong="unreadable")
    if raw.get("device") != str(device_id):
        raise OutboxRefusedError(wrong="device")
    if not raw["events"]:
        raise OutboxRefusedError(wrong="empty")
    events = read_batch(raw["events"], device_id=device_id, most=MOST_EVENTS)
    return OutboxFile(
        tuple(sorted(events, key=lambda one: one.seq)),
        _fits(raw["events"], raw.get("seal"), device_id, hashed_key),
    )


def _fits(raw_events: Any, told: Any, device_id: UUID, hashed_key: bytes) -> bool:
    try:
        sealed = file_seal(raw_events, device_id=device_id, hashed_key=hashed_key)
    except (TypeError, UnicodeEncodeError):  # what no till writes
        return False
    return isinstance(told, str) and hmac.compare_digest(sealed.encode(), told.encode("utf-8", "replace"))
