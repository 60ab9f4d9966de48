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
    (entry,) = record_in({cooperative_id: facts}, act=act, now=now, actor=actor, person=person)
    return entry


def record_in(
    facts_of: Mapping[int, Mapping[str, Any]],
    *,
    act: str,
    now: datetime,
    actor: Actor | None = None,
    person: tuple[UUID, str] | None = None,
) -> list[AuditEntry]:
    """Write one act into the trails of several cooperatives, each with its own facts. Step, as ``record``.

    Four statements, however many trails; they are locked in the order of the cooperatives' ids.

    Args:
        facts_of: Cooperative → what the sentence in its trail needs.
        act: As of ``record``, as are the others.
        now: The moment, aware.
        actor: Who did it, in which role.
        person: Who did it where no role takes part.
    """
    AuditHead.objects.bulk_create(
        [
            AuditHead(cooperative_id=place_id, series=SERIES, position=0, hash=START)
            for place_id in sorted(facts_of)
        ],
        ignore_conflicts=True,
    )
    locked = AuditHead.objects.filter(cooperative_id__in=list(facts_of), series=SERIES)
    person_id, name = (actor.person_id, actor.name) if actor else person or (None, "Guyub")
    role = actor.role.value if actor else ""
    heads, entries = [], []
    for head in locked.order_by("cooperative_id").select_for_update():
        place_id, position = head.cooperative_id, head.position + 1
        facts = facts_of[place_id]
        sealed = facts_hash(sealed_facts(place_id, position, now, person_id, name, role, act, facts))
        seal = link(bytes(head.hash), position, sealed)
        heads.append(AuditHead(cooperative_id=place_id, series=SERIES, position=position, hash=seal))
        entries.append(
            AuditEntry(
                cooperative_id=place_id,
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
        )
    AuditEntry.objects.bulk_create(entries)
    AuditHead.objects.bulk_create(
        heads,
        update_conflicts=True,
        unique_fields=["cooperative", "series"],
        update_fields=["position", "hash"],
    )
    return entries
