"""Tables are brought, kept sealed, their columns told, thrown away."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING

from guyub.foundation.intake.domain.states import TableState
from guyub.foundation.intake.domain.work import is_forgotten
from guyub.foundation.intake.services.tables import act, batches, close, locked, note, opened_of
from guyub.foundation.kernel.models import Cooperative, CooperativeKind
from guyub.foundation.kernel.services.file_contents import seal, unseal
from guyub.foundation.kernel.tenancy.scope import scope

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.intake.services.tables import B, Intake, P, TableTyped

IDLE = timedelta(days=1)
LONGEST_NAME = 120


def bring_table(
    *, intake: Intake[B, P], actor: Actor, name: str, content: bytes, request_id: UUID, now: datetime
) -> UUID:
    """Keep a table, sealed, until it is taken in or thrown away; sheet, header and columns are guessed. Use-case.

    Args:
        intake: What the context says of its tables.
        actor: Who brings it.
        name: Of the file.
        content: At most 10 MB and ``intake.most`` things.
        request_id: Made once per intention; the id of the table.
        now: The moment, aware.

    Raises:
        DomainError: The context's, ``open`` (one is open already), ``empty``, ``many``.
        TableRefusedError: The file cannot be read as a table.
    """
    opened = opened_of(intake, content)
    shown = "".join(sign for sign in name if sign.isprintable()).strip()[-LONGEST_NAME:] or "tabel"

    def work() -> None:
        batch = intake.model(
            id=request_id,
            cooperative_id=actor.cooperative_id,
            original_name=shown,
            sealed=seal(content, str(request_id)),
            sheet=opened.sheet,
            header_line=opened.header_line,
            mapping=opened.header.mapping,
            rows_count=len(opened.lines),
            brought_by_id=actor.person_id,
            brought_at=now,
            **intake.told(actor.cooperative_id, None),
        )
        # Of two at once, the constraint lets one in and the other finds itself missing.
        intake.model._default_manager.bulk_create([batch], ignore_conflicts=True)  # noqa: SLF001  any context's model
        if not batches(intake, actor.cooperative_id).filter(id=request_id).exists():
            raise intake.refused(wrong="open")
        note(intake, actor, "brought", batch, now)

    digest = hashlib.sha256(content).hexdigest()
    facts = {"name": shown, "content": digest}
    act(intake, actor, "bring", facts, request_id, now, work, action=intake.brings)
    return request_id


def tell_columns(
    *,
    intake: Intake[B, P],
    actor: Actor,
    batch_id: UUID,
    typed: TableTyped,
    request_id: UUID,
    now: datetime,
) -> None:
    """Say how an open table is to be read. Use-case.

    Raises:
        DomainError: The context's, ``closed``, ``waiting``, ``sheet``, ``header``, ``empty``, ``many``, ``field`` (no
            such field or column, or one column for two); and what it says of its options.
    """
    wanted = {code: column for code, column in typed.mapping.items() if column}

    def work() -> None:
        batch = locked(intake, actor.cooperative_id, batch_id)
        content = unseal(bytes(batch.sealed), str(batch.id))
        opened = opened_of(intake, content, sheet=typed.sheet, header_line=typed.header_line)
        mapping = wanted
        if (typed.sheet, typed.header_line) != (batch.sheet, batch.header_line):
            mapping = opened.header.mapping
        columns = set(opened.header.columns)
        if not set(mapping) <= {one.code for one in intake.fields} or not set(mapping.values()) <= columns:
            raise intake.refused(wrong="field")
        if len(set(mapping.values())) < len(mapping):
            raise intake.refused(wrong="field")
        batches(intake, actor.cooperative_id).filter(id=batch.id).update(
            sheet=opened.sheet,
            header_line=opened.header_line,
            mapping=mapping,
            rows_count=len(opened.lines),
            work={},
            **intake.told(actor.cooperative_id, typed.options),
        )
        note(intake, actor, "mapped", batch, now)

    facts = {
        "batch": batch_id,
        "sheet": typed.sheet,
        "header": typed.header_line,
        "mapping": wanted,
        "options": typed.options,
    }
    act(intake, actor, "tell", facts, request_id, now, work, action=intake.brings)


def drop_table(
    *, intake: Intake[B, P], actor: Actor, batch_id: UUID, request_id: UUID, now: datetime
) -> None:
    """Throw an open table away, with its original. Use-case.

    Raises:
        DomainError: The context's, ``closed``, ``waiting``.
    """

    def work() -> None:
        batch = locked(intake, actor.cooperative_id, batch_id)
        close(intake, batch, TableState.DIBUANG, now)
        note(intake, actor, "dropped", batch, now)

    act(intake, actor, "drop", {"batch": batch_id}, request_id, now, work, action=intake.brings)


def drop_idle_tables(*, intake: Intake[B, P], now: datetime) -> int:
    """Throw away the tables that nobody took in for a day, of every cooperative; returns how many. For a job.

    What the worker has in hand stays, unless it was stopped.
    """
    dropped = 0
    places = Cooperative.objects.filter(kind=CooperativeKind.KOPERASI).values_list("id", flat=True)
    for place_id in places:
        with scope(place_id, durable=True):
            rows = batches(intake, place_id)
            idle = rows.filter(state=TableState.DIUNGGAH.value, brought_at__lt=now - IDLE)
            for batch in idle.order_by("id").select_for_update():
                if "waiting" in batch.work and not is_forgotten(batch.work, now=now):
                    continue
                close(intake, batch, TableState.DIBUANG, now)
                note(intake, None, "dropped", batch, now)
                dropped += 1
    return dropped
