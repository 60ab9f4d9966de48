"""What is known of a device while its row is locked, and what its events were answered before."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from guyub.foundation.devices.domain.chain import Answer, Head
from guyub.foundation.devices.services.contacts import contacts_of
from guyub.foundation.kernel.selectors.together import json_of
from guyub.foundation.kernel.tenancy.postgresql.calls import listed, prepared

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from guyub.foundation.devices.domain.chain import Event
    from guyub.foundation.devices.domain.clocks import Contact
    from guyub.foundation.devices.models import Device

_LOCK = """
    SELECT d.head_seq, d.head_hash, d.head_at, d.revoked_at, d.forked_at, d.contacts FROM devices_device d
    WHERE d.cooperative_id = %(place)s AND d.id = %(device)s FOR NO KEY UPDATE
"""
# The chain and what came beside it, each by its own index: a device's whole chain is never read. Then which ids have
# become something already, and the numbers that are missing.
_KEPT = """
    SELECT 'event', e.event_id, e.seq, e.hash, e.is_linked, e.answer, e.code, e.facts, e.became_number, NULL::bigint
        FROM devices_deviceevent e
        WHERE e.cooperative_id = %(place)s AND e.device_id = %(device)s AND e.is_linked
            AND e.seq = ANY(%(seqs)s::bigint[])
    UNION ALL SELECT 'event', e.event_id, e.seq, e.hash, e.is_linked, e.answer, e.code, e.facts, e.became_number, NULL
        FROM devices_deviceevent e
        WHERE e.cooperative_id = %(place)s AND e.device_id = %(device)s AND NOT e.is_linked
            AND e.seq = ANY(%(seqs)s::bigint[])
    UNION ALL SELECT 'became', e.event_id, NULL, NULL, NULL, '', '', NULL, '', NULL FROM devices_deviceevent e
        WHERE e.cooperative_id = %(place)s AND e.event_id = ANY(%(ids)s::uuid[]) AND e.answer = 'ACCEPTED'
    UNION ALL SELECT 'became', r.event_key, NULL, NULL, NULL, '', '', NULL, '', NULL FROM devices_eventresolution r
        WHERE r.cooperative_id = %(place)s AND r.event_key = ANY(%(ids)s::uuid[]) AND r.how = 'APPLIED'
    UNION ALL SELECT 'gap', g.id, g.from_seq, NULL, NULL, '', '', NULL, '', g.to_seq FROM devices_devicegap g
        WHERE g.cooperative_id = %(place)s AND g.device_id = %(device)s AND g.state = 'OPEN'
"""


@dataclass(frozen=True, slots=True)
class Answered:
    """What one event is answered.

    Args:
        seq: The event's number.
        event_id: Its id.
        answer: What is said.
        code: Of a refusal.
        facts: Of a refusal.
        first: Of a duplicate, what was answered the first time.
        number: The cooperative's own number of what it became.
    """

    seq: int
    event_id: UUID
    answer: Answer
    code: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    first: Answer | None = None
    number: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """What is known of a device while its row is locked."""

    head: Head
    head_at: datetime | None
    revoked_at: datetime | None
    forked_at: datetime | None
    contacts: tuple[Contact, ...]
    linked: Mapping[int, tuple[bytes, Answered]]
    strays: Mapping[bytes, Answered]
    taken: set[UUID]
    gap: tuple[UUID, int, int] | None


def held_device(device: Device, batch: Sequence[Event]) -> Held:
    """Lock the device's row and read what the batch is compared with. Step: needs an open transaction.

    One round trip; the lock is its first word, and what follows is read behind it.
    """
    given = {
        "place": device.cooperative_id,
        "device": device.id,
        "seqs": listed(event.seq for event in batch),
        "ids": listed(event.id for event in batch),
    }
    (row,), kept = prepared((_LOCK, given), (_KEPT, given))
    head_seq, head_hash, head_at, revoked_at, forked_at, contacts = row
    linked, strays, taken, gap = {}, {}, set(), None
    for what, id_, seq, hashed, is_linked, answer, code, facts, number, to_seq in kept:
        if what == "became":
            taken.add(id_)
        elif what == "gap":
            gap = gap or (id_, seq, to_seq)
        else:
            answered = Answered(seq, id_, Answer(answer), code, json_of(facts), number=number)
            if is_linked:
                linked[seq] = (bytes(hashed), answered)
            else:
                strays[bytes(hashed)] = answered
    return Held(
        Head(head_seq, bytes(head_hash)),
        head_at,
        revoked_at,
        forked_at,
        contacts_of(json_of(contacts)),
        linked,
        strays,
        taken,
        gap,
    )
