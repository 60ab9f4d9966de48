"""Outboxes that come as files: kept by one person, let in by another, admitted in parts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.foundation.devices.domain.chain import MOST_IN_FILE, Answer
from guyub.foundation.devices.domain.outbox_file import OutboxRefusedError, read_outbox
from guyub.foundation.devices.models import BroughtOutbox, Device
from guyub.foundation.devices.services.admitting import Admission, Applied, Happened, admit
from guyub.foundation.devices.services.locks import DeviceRefusedError
from guyub.foundation.identity.domain.roles import Action, Actor
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.services.file_contents import content_of
from guyub.foundation.kernel.services.files import store_file

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from uuid import UUID

    from guyub.foundation.devices.domain.chain import Event

LONGEST_REASON = 400


@dataclass(frozen=True, slots=True)
class PartAdmitted:
    """What one part of a file came to: how many were entered, how many wait for a person, how many are left."""

    accepted: int
    exceptions: int
    left: int


def keep_outbox(
    *, actor: Actor, device_id: UUID, content: bytes, reason: str, outbox_id: UUID, now: datetime
) -> BroughtOutbox:
    """Keep a file that holds a device's outbox. Step: needs an open transaction; nothing is admitted yet.

    Args:
        actor: Who brings it.
        device_id: Whose outbox it is said to be.
        content: JSON as ``domain.outbox_file`` reads it.
        reason: Where it comes from.
        outbox_id: Its id from now on.
        now: The moment, aware.

    Raises:
        DeviceRefusedError: ``missing``.
        OutboxRefusedError, BatchRefusedError: It is none.
        FileRefusedError: It is too large.
    """
    place_id = actor.cooperative_id
    device = Device.objects.filter(cooperative_id=place_id, id=device_id).first()
    if device is None:
        raise DeviceRefusedError(wrong="missing")
    outbox = read_outbox(content, device_id=device.id, hashed_key=bytes(device.key_hash))
    file = store_file(
        cooperative_id=place_id,
        content=content,
        original_name="outbox.txt",
        kind="OUTBOX",
        title=f"Catatan dari {device.name}",
        now=now,
    )
    kept = BroughtOutbox.objects.create(
        id=outbox_id,
        cooperative_id=place_id,
        device=device,
        file=file,
        from_seq=outbox.events[0].seq,
        to_seq=outbox.events[-1].seq,
        count=len(outbox.events),
        is_sealed=outbox.is_sealed,
        reason=reason.strip()[:LONGEST_REASON],
        brought_by_id=actor.person_id,
        brought_at=now,
    )
    record(
        cooperative_id=place_id,
        actor=actor,
        act="devices.outbox.brought",
        facts={"device": device.name, "count": kept.count, "reason": kept.reason},
        now=now,
    )
    return kept


def let_in(*, actor: Actor, outbox_id: UUID, now: datetime) -> None:
    """Let a file be admitted. Step of the second person's approval."""
    mine = BroughtOutbox.objects.filter(cooperative_id=actor.cooperative_id, id=outbox_id)
    mine.filter(let_in_at__isnull=True).update(let_in_at=now, let_in_by_id=actor.person_id)


def admit_part(
    *, actor: Actor, outbox_id: UUID, apply: Callable[[Happened], Applied], request_id: UUID, now: datetime
) -> PartAdmitted:
    """Admit the next events of a file, at most 500. Use-case; pressed again until nothing is left.

    What came over the line before is a duplicate here and the other way round. An event behind missing numbers stays in
    the file until those are given up.

    Raises:
        OutboxRefusedError: ``not_let_in``: nobody has agreed yet, or there is no such file.
    """

    def work() -> dict[str, int]:
        mine = BroughtOutbox.objects.filter(cooperative_id=actor.cooperative_id, id=outbox_id)
        outbox = mine.select_for_update(no_key=True).first()
        if outbox is None or outbox.let_in_at is None:
            raise OutboxRefusedError(wrong="not_let_in")
        device, part = outbox.device, _part(outbox)
        admission = admit(device=device, batch=part, now=now, apply=apply, is_from_file=True)
        outbox.admitted += _taken(admission)
        outbox.save(update_fields=["admitted"])
        counts = [one.answer for one in admission.answers]
        accepted = counts.count(Answer.ACCEPTED)
        exceptions = counts.count(Answer.CONFLICT) + counts.count(Answer.REJECTED)
        record(
            cooperative_id=actor.cooperative_id,
            actor=actor,
            act="devices.outbox.admitted",
            facts={"device": device.name, "accepted": accepted, "exceptions": exceptions},
            now=now,
        )
        return {
            "accepted": accepted,
            "exceptions": exceptions,
            "left": outbox.count - outbox.admitted,
        }

    told = act_once(
        actor=actor,
        action=Action.RESOLVE_EVENTS,
        request_id=request_id,
        use_case="devices.admit_part",
        facts={"outbox": outbox_id},
        now=now,
        work=work,
    )
    return PartAdmitted(**told)


def next_part(*, cooperative_id: int, outbox_id: UUID) -> tuple[Device, Sequence[Event]]:
    """Give the events of a file that are admitted next, and whose they are. Needs the cooperative's scope.

    Raises:
        OutboxRefusedError: ``not_let_in``.
    """
    mine = BroughtOutbox.objects.filter(cooperative_id=cooperative_id, id=outbox_id, let_in_at__isnull=False)
    outbox = mine.select_related("device", "file").first()
    if outbox is None:
        raise OutboxRefusedError(wrong="not_let_in")
    return outbox.device, _part(outbox)


def _part(outbox: BroughtOutbox) -> Sequence[Event]:
    device, content = outbox.device, content_of(outbox.file.sha256, is_public=False)
    read = read_outbox(content, device_id=device.id, hashed_key=bytes(device.key_hash))
    return read.events[outbox.admitted : outbox.admitted + MOST_IN_FILE]


def _taken(admission: Admission) -> int:
    """Count the events of a part that are done with: those behind missing numbers are its last ones."""
    return sum(one.answer is not Answer.WAITING for one in admission.answers)
