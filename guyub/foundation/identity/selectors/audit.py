"""Reading the audit trail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from guyub.foundation.identity.domain.chain import START as CHAIN_START
from guyub.foundation.identity.domain.chain import first_break, sealed_facts
from guyub.foundation.identity.models import AuditEntry, AuditHead
from guyub.foundation.kernel.canonical import facts_hash
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import QuerySet


@dataclass(frozen=True)
class Line(Row):
    """One act in the trail."""

    position: int
    at: datetime
    name: str
    role: str
    act: str
    facts: dict[str, Any]


def trail(
    *,
    cooperative_id: int,
    most: int,
    before: int | None = None,
    act: str = "",
    name: str = "",
    from_on: date | None = None,
    to_on: date | None = None,
) -> list[Line]:
    """List acts, the newest first.

    Args:
        cooperative_id: Whose.
        most: At most so many.
        before: Only positions below this one, for the next page.
        act: Only acts that begin so, such as ``identity.role``.
        name: Only acts of people whose name holds this.
        from_on: From this day on, in UTC.
        to_on: Up to this day, itself included.
    """
    rows: QuerySet[AuditEntry] = AuditEntry.objects.filter(cooperative_id=cooperative_id)
    if before is not None:
        rows = rows.filter(position__lt=before)
    if act:
        rows = rows.filter(act__startswith=act)
    if name:
        rows = rows.filter(actor_name__icontains=name)
    if from_on:
        rows = rows.filter(at__date__gte=from_on)
    if to_on:
        rows = rows.filter(at__date__lte=to_on)
    picked = rows.order_by("-position").values_list(
        "position", "at", "actor_name", "actor_role", "act", "facts"
    )
    return [Line(*row) for row in picked[:most]]


def head_of(*, cooperative_id: int) -> tuple[int, str]:
    """Give the last position and the head's hash in hex: what a printed sheet shows as anchor."""
    head = AuditHead.objects.filter(cooperative_id=cooperative_id, series="audit").first()
    return (head.position, bytes(head.hash).hex()) if head else (0, CHAIN_START.hex())


def chain_break(cooperative_id: int) -> int | None:
    """Recompute a trail from its first entry to its head; the first position that does not hold, or None."""
    broken = first_break(_links(cooperative_id))
    if broken is not None:
        return broken
    last = AuditEntry.objects.filter(cooperative_id=cooperative_id).order_by("-position").first()
    found = (last.position, bytes(last.hash).hex()) if last else (0, CHAIN_START.hex())
    return None if found == head_of(cooperative_id=cooperative_id) else found[0] + 1


def _links(cooperative_id: int) -> Iterator[tuple[int, bytes, bytes]]:
    rows = AuditEntry.objects.filter(cooperative_id=cooperative_id).order_by("position")
    for row in rows.iterator(chunk_size=500):
        person: UUID | None = row.actor_id
        place = row.position if row.seal == 1 else None
        covered = sealed_facts(
            cooperative_id, place, row.at, person, row.actor_name, row.actor_role, row.act, row.facts
        )
        yield row.position, facts_hash(covered), bytes(row.hash)
