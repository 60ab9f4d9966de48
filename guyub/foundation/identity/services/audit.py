"""Writing the audit trail: one sealed line for each act, in the act's own transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection

from guyub.foundation.identity.domain.chain import sealed_facts
from guyub.foundation.identity.models import AuditHead
from guyub.foundation.kernel.canonical import canonical_bytes, facts_hash
from guyub.foundation.kernel.ids import uuid7

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

    from guyub.foundation.identity.domain.roles import Actor

_RECORD = "SELECT identity_record(%s, %s::jsonb)"


def sealed_act(
    facts: Mapping[str, Any],
    *,
    cooperative_id: int,
    act: str,
    now: datetime,
    actor: Actor | None = None,
    person: tuple[UUID, str] | None = None,
) -> str:
    """Write down one act as ``identity_record`` takes it, for a step whose own statement carries it along.

    Args: as of ``record``.
    """
    person_id, name = (actor.person_id, actor.name) if actor else person or (None, "Guyub")
    role = actor.role.value if actor else ""
    sealed = sealed_facts(cooperative_id, None, now, person_id, name, role, act, facts)
    return canonical_bytes(sealed | {"id": uuid7(), "sealed": facts_hash(sealed)}).decode()


def record(
    *,
    cooperative_id: int,
    act: str,
    facts: Mapping[str, Any],
    now: datetime,
    actor: Actor | None = None,
    person: tuple[UUID, str] | None = None,
) -> None:
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
    record_in({cooperative_id: facts}, act=act, now=now, actor=actor, person=person)


def record_in(
    facts_of: Mapping[int, Mapping[str, Any]],
    *,
    act: str,
    now: datetime,
    actor: Actor | None = None,
    person: tuple[UUID, str] | None = None,
) -> None:
    """Write one act into the trails of several cooperatives, each with its own facts. Step, as ``record``.

    One round trip, however many trails; they are locked in the order of the cooperatives' ids.

    Args:
        facts_of: Cooperative → what the sentence in its trail needs.
        act: As of ``record``, as are the others.
        now: The moment, aware.
        actor: Who did it, in which role.
        person: Who did it where no role takes part.
    """
    acts = {
        place_id: sealed_act(facts, cooperative_id=place_id, act=act, now=now, actor=actor, person=person)
        for place_id, facts in sorted(facts_of.items())
    }
    with connection.cursor() as cursor:
        cursor.execute("; ".join([_RECORD] * len(acts)), [value for pair in acts.items() for value in pair])


def hold_trail(*, cooperative_id: int) -> None:
    """Let nobody else add to a cooperative's trail until the transaction ends. Step: needs an open transaction.

    Every act writes its line before it commits: while the trail is held, nothing changes under whoever looks at all of
    a cooperative's tables.
    """
    AuditHead.objects.select_for_update().filter(cooperative_id=cooperative_id).first()
