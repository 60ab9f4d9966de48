"""Numbers that will not come any more: two people give them up, and the chain goes on after them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from guyub.foundation.devices.models import DeviceGap, GapState
from guyub.foundation.devices.services.locks import locked_device
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.errors import DomainError

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from guyub.foundation.identity.domain.roles import Actor

LONGEST_REASON = 400


class GapRefusedError(DomainError):
    """A gap is not given up; ``wrong``: ``missing``, or ``closed`` meanwhile."""

    code: ClassVar[str] = "devices.gap.refused"


def open_gap(*, cooperative_id: int, gap_id: UUID) -> DeviceGap:
    """Lock the device of a gap that is open, and give the gap. Step: needs an open transaction.

    Raises:
        GapRefusedError: ``missing`` or ``closed``.
    """
    mine = DeviceGap.objects.filter(cooperative_id=cooperative_id, id=gap_id)
    device_id = mine.values_list("device_id", flat=True).first()
    if device_id is None:
        raise GapRefusedError(wrong="missing")
    device = locked_device(cooperative_id=cooperative_id, device_id=device_id)
    gap = mine.get()
    gap.device = device
    if gap.state != GapState.OPEN.value:
        raise GapRefusedError(wrong="closed")
    return gap


def give_up(
    *, actor: Actor, gap_id: UUID, to_seq: int, reason: str, asked_by: UUID, now: datetime
) -> DeviceGap:
    """Let a chain go on after numbers that will not come. Step of the second person's approval.

    An event with such a number that turns up after all is kept beside the chain, for a person.

    Args:
        actor: The second person.
        gap_id: Of the own cooperative.
        to_seq: The last number that was missing when it was asked; where it is another one now, nothing is given up.
        reason: Of the one who asked.
        asked_by: Who asked; another person.
        now: The moment, aware.

    Raises:
        GapRefusedError: See its fact ``wrong``.
    """
    gap = open_gap(cooperative_id=actor.cooperative_id, gap_id=gap_id)
    if gap.to_seq != to_seq:
        raise GapRefusedError(wrong="closed")
    device = gap.device
    if device.head_seq != gap.from_seq - 1:
        raise AssertionError("an open gap begins behind the head")
    device.head_seq, device.head_hash = gap.to_seq, gap.following
    device.save(update_fields=["head_seq", "head_hash"])
    gap.state, gap.closed_at, gap.reason = GapState.GIVEN_UP.value, now, reason.strip()[:LONGEST_REASON]
    gap.by_id, gap.second_id = asked_by, actor.person_id
    gap.save(update_fields=["state", "closed_at", "reason", "by", "second"])
    record(
        cooperative_id=actor.cooperative_id,
        actor=actor,
        act="devices.gap.given_up",
        facts={"device": device.name, "from": gap.from_seq, "to": gap.to_seq, "reason": gap.reason},
        now=now,
    )
    return gap
