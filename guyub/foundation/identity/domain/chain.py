"""The chain of an audit trail: each link holds the hash of the one before (ADR 0004)."""

from __future__ import annotations

import hashlib
from datetime import UTC
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime
    from uuid import UUID

START = bytes(32)


def link(previous: bytes, position: int, facts_hash: bytes) -> bytes:
    """Seal one entry: SHA-256 over the hash before, the position (8 bytes, big end first) and the facts' hash."""
    return hashlib.sha256(previous + position.to_bytes(8, "big") + facts_hash).digest()


def first_break(entries: Iterable[tuple[int, bytes, bytes]]) -> int | None:
    """Check a whole chain from its start.

    Args:
        entries: Position, facts' hash and stored hash, in the order of positions.

    Returns:
        The first position that does not follow, or None when the chain holds.
    """
    previous, expected = START, 1
    for position, facts, stored in entries:
        if position != expected or link(previous, position, facts) != stored:
            return expected
        previous, expected = stored, expected + 1
    return None


def sealed_facts(
    cooperative_id: int,
    position: int | None,
    at: datetime,
    person_id: UUID | None,
    name: str,
    role: str,
    act: str,
    facts: Mapping[str, Any],
) -> dict[str, Any]:
    """Gather everything that the hash of an entry's facts covers; the moment in UTC, however it was given.

    Seal 1 covers the position twice, here and in the link; in seal 2 (``position`` None) the link alone does, so that
    the facts can be hashed before the trail is locked.
    """
    return ({} if position is None else {"position": position}) | {
        "cooperative": cooperative_id,
        "at": at.astimezone(UTC),
        "actor": person_id,
        "name": name,
        "role": role,
        "act": act,
        "facts": facts,
    }
