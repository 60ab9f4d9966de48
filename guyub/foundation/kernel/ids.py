"""Ids that sort by the moment they were made: UUID version 7 (RFC 9562).

Made by the application, so that an offline till makes its own and a retry brings the same.
"""

from __future__ import annotations

import secrets
import threading
import time
from datetime import UTC, datetime
from uuid import UUID

_lock = threading.Lock()
_last = 0


def uuid7() -> UUID:
    """Make an id. Within one process every id is greater than the one before, also within a millisecond.

    48 bits of milliseconds since 1970, then 74 random bits; when the clock has not moved on (or has gone back), the
    one before is counted up by a random step instead (RFC 9562, 6.2, method 2).
    """
    global _last  # noqa: PLW0603  the order of ids within a process is a fact about the process
    with _lock:
        moment = time.time_ns() // 1_000_000
        has_moved = moment > _last >> 74
        _last = moment << 74 | secrets.randbits(74) if has_moved else _last + 1 + secrets.randbits(32)
        value = _last
    moment, rand_a, rand_b = value >> 74, (value >> 62) & 0xFFF, value & (1 << 62) - 1
    return UUID(int=moment << 80 | 0x7 << 76 | rand_a << 64 | 0b10 << 62 | rand_b)


def uuid7_moment(id_: UUID) -> datetime:
    """Tell when an id was made, to the millisecond, by the clock of whoever made it.

    Raises:
        ValueError: The id is not of version 7.
    """
    if id_.version != 7:
        raise ValueError("only a version 7 id tells its moment")
    return datetime.fromtimestamp((id_.int >> 80) / 1000, UTC)


def id_in(written: str) -> UUID | None:
    """Read an id that was sent as text; None where it is none."""
    try:
        return UUID(written)
    except ValueError:
        return None
