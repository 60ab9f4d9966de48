"""One-time codes that bind a device, and the keys that devices get for them."""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from guyub.foundation.identity.domain.codes import ALPHABET

if TYPE_CHECKING:
    from datetime import datetime

CODE_LENGTH = 8
CODE_LASTS = timedelta(minutes=10)
TRIES, TRIES_WITHIN = 10, timedelta(minutes=10)
_CREDENTIAL = re.compile(
    r"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}):((\d{1,9})-[0-9a-f]{64})", re.ASCII
)


def code_of(source: UUID, *, secret: str) -> str:
    """Derive the code of a request to bind: always the same for the same request, and kept nowhere.

    Returns:
        Eight letters and digits, about 38 bits.
    """
    number = int.from_bytes(_keyed(secret, b"device code", source.bytes))
    letters = []
    for _ in range(CODE_LENGTH):
        number, place = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[place])
    return "".join(letters)


def grouped(code: str) -> str:
    """Write a code as people read it: ``ABCD-EFGH``."""
    return f"{code[: CODE_LENGTH // 2]}-{code[CODE_LENGTH // 2 :]}"


def code_hash(code: str, *, secret: str) -> str:
    """Compute what the database keeps of a code: a keyed hash, in hex."""
    return _keyed(secret, b"device code hash", code.encode()).hex()


def key_of(cooperative_id: int, code_id: UUID, request_id: UUID, *, secret: str) -> str:
    """Derive a device's key from the code and the number that the device itself drew: a retry gets the same one.

    Returns:
        The cooperative's id, a hyphen, 64 hexadecimal digits: it says where to look for the device.
    """
    return f"{cooperative_id}-{_keyed(secret, b'device key', code_id.bytes + request_id.bytes).hex()}"


def key_hash(key: str) -> bytes:
    """Compute what the database keeps of a key of 256 bits: a plain SHA-256, 32 bytes."""
    return hashlib.sha256(key.encode()).digest()


@dataclass(frozen=True, slots=True)
class Credential:
    """What a device shows: of which cooperative it is, which one, and its key."""

    cooperative_id: int
    device_id: UUID
    key: str


def credential_in(written: str) -> Credential | None:
    """Read what a device shows, ``<device>:<key>``; None where it is none."""
    found = _CREDENTIAL.fullmatch(written)
    return Credential(int(found[3]), UUID(found[1]), found[2]) if found else None


def is_key(key: str, hashed: bytes) -> bool:
    """Tell whether a key is the one whose hash is kept, in a time that tells nothing."""
    return hmac.compare_digest(key_hash(key), hashed)


@dataclass(frozen=True, slots=True)
class CodeCase:
    """What the rule needs to know of a code: until when it opens, when and for which request it was used."""

    expires_at: datetime
    used_at: datetime | None
    used_for: UUID | None


def obstacle_for(case: CodeCase | None, request_id: UUID, *, now: datetime) -> str:
    """Tell why a code does not bind: ``unknown``, ``expired``, ``used``; empty when it does.

    Whoever used it may ask again while it would still open: the answer may have been lost on the way.
    """
    if case is None:
        return "unknown"
    if case.expires_at <= now:
        return "expired"
    if case.used_at is not None and case.used_for != request_id:
        return "used"
    return ""


def _keyed(secret: str, what: bytes, content: bytes) -> bytes:
    return hmac.new(secret.encode(), what + b"\0" + content, hashlib.sha256).digest()
