"""Writing the audit trail: one sealed line for each act, in the act's own transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guyub.foundation.identity.domain.chain import START, link, sealed_facts
from guyub.foundation.identity.models import AuditEntry, AuditHead
from guyub.foundation.kernel.canonical import facts_hash

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

    from guyub.foundation.identity.domain.roles import Actor

SERIES = "audit"


def record(
    *,
    cooperative_id: int,
    act: str,
    facts: Mapping[str, Any],
    now: datetime,
    actor: Actor | None = None,
    person: tuple[UUID, str] | None = None,
) -> AuditEntry:
    """Write down one act. Step: needs an open transaction; call it late, it locks the cooperative's trail.

    Args:
        cooperative_id: Whose trail.
        act: What was done, such as ``identity.role.given``; its sentence is in a ``web/audit_sentences.py``.
        facts: What the sentence needs: plain JSON without floats, never NIK, KK or phone.
        now: The moment, aware.
        actor: Who did it, in which role.
        person: Who did it where no role takes part: id and name. Neither: the system itself.

    Raises:
        TypeError: A fact cannot be written exactly (kernel.canonical).
    """
    AuditHead.objects.bulk_create(
        [AuditHead(cooperative_id=cooperative_id, series=SERIES, position=0, hash=START)],
        ignore_conflicts=True,
    )
    heads = AuditHead.objects.filter(cooperative_id=cooperative_id, series=SERIES)
    head = heads.select_for_update().get()
    person_id, name = (actor.person_id, actor.name) if actor else person or (None, "Guyub")
    role = actor.role.value if actor else ""
    position = head.position + 1
    sealed = facts_hash(sealed_facts(cooperative_id, position, now, person_id, name, role, act, facts))
    seal = link(bytes(head.hash), position, sealed)
    entry = AuditEntry.objects.create(
        cooperative_id=cooperative_id,
        position=position,
        at=now,
        actor_id=person_id,
        actor_name=name,
        actor_role=role,
        act=act,
        facts=dict(facts),
        facts_hash=sealed,
        hash=seal,
    )
    heads.update(position=position, hash=seal)
    return entry
