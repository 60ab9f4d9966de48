"""The cooperative's QRIS code: which one stands, which stood before, which waits for a second person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.foundation.approvals.selectors.requests import inbox
from guyub.foundation.kernel.rows import Row
from guyub.trade.retail.models import QrisCode

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from guyub.foundation.identity.domain.roles import Actor

CODE_KIND = "retail.qris_code"
MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class CodeWaiting(Row):
    """A code that waits for a second person: the request, by whom, whose the code says it is."""

    approval_id: UUID
    asked_by: str
    nmid: str
    name: str


def standing_code(*, cooperative_id: int) -> QrisCode | None:
    """Give the code that tills show; None: there is none. One query."""
    return QrisCode.objects.filter(cooperative_id=cooperative_id, ended_on__isnull=True).first()


def codes_of(*, cooperative_id: int) -> list[QrisCode]:
    """List the codes with who asked, agreed and ended them, the newest first. One query."""
    rows = QrisCode.objects.filter(cooperative_id=cooperative_id)
    people = rows.select_related("asked_by", "agreed_by", "ended_by")
    return list(people.order_by("-recorded_at", "-id")[:MOST_SHOWN])


def codes_waiting(*, actor: Actor, now: datetime) -> list[CodeWaiting]:
    """List what waits for a second person in the actor's cooperative. Needs its scope."""
    return [
        CodeWaiting(row.request_id, row.requested_by, row.facts["nmid"], row.facts["name"])
        for row in inbox(actor=actor, now=now)
        if row.kind == CODE_KIND
    ]
