"""Events that wait for a second person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from guyub.foundation.approvals.selectors.requests import inbox, one_request
from guyub.foundation.kernel.models import StoredFile
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from guyub.foundation.identity.domain.roles import Actor

EVENT_KIND = "treasury.event"


@dataclass(frozen=True, slots=True)
class WaitingEvent(Row):
    """What is asked, by whom, and how much: whole rupiah."""

    approval_id: UUID
    said: str
    requested_by: str
    amount_rp: int
    has_paper: bool


def waiting_events(*, actor: Actor, now: datetime) -> list[WaitingEvent]:
    """List what waits in the actor's cooperative. Needs its scope."""
    return [
        WaitingEvent(
            row.request_id,
            row.said,
            row.requested_by,
            row.facts["amount_rp"],
            row.facts["file_id"] is not None,
        )
        for row in inbox(actor=actor, now=now)
        if row.kind == EVENT_KIND
    ]


def waiting_paper(*, actor: Actor, approval_id: UUID, now: datetime) -> StoredFile | None:
    """Give the picture of a waiting event's paper: who decides must have seen it. None where it has none."""
    row = one_request(actor=actor, request_id=approval_id, now=now)
    file_id = row.facts["file_id"] if row and row.kind == EVENT_KIND else None
    if file_id is None:
        return None
    return StoredFile.objects.filter(cooperative_id=actor.cooperative_id, id=UUID(file_id)).first()


def waiting_details(facts: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Say what a waiting event would do, as it was told when it was asked for."""
    return [(label, value) for label, value in facts["told"]]
