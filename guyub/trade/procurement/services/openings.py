"""Tables of debts that are brought: kept sealed, their columns told, thrown away."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from guyub.foundation.identity.domain.roles import Action, Actor
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.intake.domain.headers import header_of, likely_sheet
from guyub.foundation.intake.domain.states import TableState
from guyub.foundation.kernel.documents.spreadsheets import read_sheets
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.models import Cooperative, CooperativeKind
from guyub.foundation.kernel.services.file_contents import seal, unseal
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.inventory.services.openings import Opened
from guyub.trade.procurement.domain.opening_fields import FIELDS, MOST_DEBTS, REQUIRED
from guyub.trade.procurement.models import DebtOpening

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

IDLE = timedelta(days=1)
LONGEST_NAME = 120
MOST_BESIDE = 200  # lines that are no debts: titles, headings, totals, signatures


class DebtOpeningRefusedError(DomainError):
    """A table of debts is not brought, told, taken in or undone; ``wrong`` says why.

    ``open`` (one is open already), ``empty``, ``many`` (fact ``most``), ``sheet``, ``header``, ``field``, ``closed``,
    ``lacking``, ``faults`` (fact ``count``), ``nothing``, ``unopened`` (the books are not), ``more`` (facts
    ``total_rp``, ``left_rp``, ``difference_rp``), ``changed`` (partners, bills or books changed meanwhile), ``paid``
    (fact ``count``: something settled so many of its debts).
    """

    code: ClassVar[str] = "procurement.opening.refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableTyped:
    """How a table is to be read.

    Args:
        sheet: Which sheet, from 0.
        header_line: The number of the line of titles.
        mapping: Field → column title; an empty title leaves the field out. Titles are read anew where the sheet or
            the header changes.
    """

    sheet: int
    header_line: int
    mapping: Mapping[str, str] = field(default_factory=dict)


def bring_table(*, actor: Actor, name: str, content: bytes, request_id: UUID, now: datetime) -> UUID:
    """Keep a table, sealed, until it is taken in or thrown away. Use-case.

    Sheet, header and columns are guessed.

    Args:
        actor: Who buys.
        name: Of the file.
        content: At most 10 MB and 2,000 debts.
        request_id: Made once per intention; the id of the table.
        now: The moment, aware.

    Raises:
        DebtOpeningRefusedError: ``open``, ``empty``, ``many``.
        TableRefusedError: The file cannot be read as a table.
    """
    opened = opened_table(content)
    shown = "".join(sign for sign in name if sign.isprintable()).strip()[-LONGEST_NAME:] or "tabel"

    def work() -> None:
        batch = DebtOpening(
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
        )
        # Of two at once, the constraint lets one in and the other finds itself missing.
        DebtOpening.objects.bulk_create([batch], ignore_conflicts=True)
        if not batches(actor.cooperative_id).filter(id=request_id).exists():
            raise DebtOpeningRefusedError(wrong="open")
        note(actor, "brought", batch, now)

    digest = hashlib.sha256(content).hexdigest()
    act(actor, "bring_opening_table", {"name": shown, "content": digest}, request_id, now, work)
    return request_id


def tell_columns(*, actor: Actor, batch_id: UUID, typed: TableTyped, request_id: UUID, now: datetime) -> None:
    """Say how an open table is to be read. Use-case.

    Raises:
        DebtOpeningRefusedError: ``closed``, ``sheet``, ``header``, ``empty``, ``many``, ``field`` (no such field or
            column, or one column for two).
    """
    wanted = {code: column for code, column in typed.mapping.items() if column}

    def work() -> None:
        batch = locked(actor.cooperative_id, batch_id)
        opened = opened_table(
            unseal(bytes(batch.sealed), str(batch.id)), sheet=typed.sheet, header_line=typed.header_line
        )
        mapping = wanted
        if (typed.sheet, typed.header_line) != (batch.sheet, batch.header_line):
            mapping = opened.header.mapping
        columns = set(opened.header.columns)
        if not set(mapping) <= {one.code for one in FIELDS} or not set(mapping.values()) <= columns:
            raise DebtOpeningRefusedError(wrong="field")
        if len(set(mapping.values())) < len(mapping):
            raise DebtOpeningRefusedError(wrong="field")
        batches(actor.cooperative_id).filter(id=batch.id).update(
            sheet=opened.sheet,
            header_line=opened.header_line,
            mapping=mapping,
            rows_count=len(opened.lines),
        )
        note(actor, "mapped", batch, now)

    facts = {
        "batch": batch_id,
        "sheet": typed.sheet,
        "header": typed.header_line,
        "mapping": wanted,
    }
    act(actor, "tell_opening_columns", facts, request_id, now, work)


def drop_table(*, actor: Actor, batch_id: UUID, request_id: UUID, now: datetime) -> None:
    """Throw an open table away, with its original. Use-case.

    Raises:
        DebtOpeningRefusedError: ``closed``.
    """

    def work() -> None:
        batch = locked(actor.cooperative_id, batch_id)
        close(batch, TableState.DIBUANG, now)
        note(actor, "dropped", batch, now)

    act(actor, "drop_opening_table", {"batch": batch_id}, request_id, now, work)


def drop_idle_tables(*, now: datetime) -> int:
    """Throw away the tables that nobody took in for a day, of every cooperative; returns how many. For a job."""
    dropped = 0
    places = Cooperative.objects.filter(kind=CooperativeKind.KOPERASI).values_list("id", flat=True)
    for place_id in places:
        with scope(place_id, durable=True):
            idle = batches(place_id).filter(state=TableState.DIUNGGAH.value, brought_at__lt=now - IDLE)
            for batch in idle.order_by("id").select_for_update():
                close(batch, TableState.DIBUANG, now)
                note(None, "dropped", batch, now)
                dropped += 1
    return dropped


# -- steps -----------------------------------------------------------------------------------------------------------


def opened_table(content: bytes, *, sheet: int | None = None, header_line: int = 0) -> Opened:
    """Read a file: its sheets, the one that counts and its header; guessed where they are not said.

    Raises:
        DebtOpeningRefusedError: ``sheet``, ``header``, ``empty``, ``many``.
        TableRefusedError: It is no table.
    """
    sheets = read_sheets(content)
    if sheet is None:
        headers = [header_of(one.lines, fields=FIELDS) for one in sheets]
        sheet = likely_sheet(headers, [len(one.lines) for one in sheets], needs=REQUIRED)
    elif not 0 <= sheet < len(sheets):
        raise DebtOpeningRefusedError(wrong="sheet")
    lines = sheets[sheet].lines
    header = header_of(lines, line=header_line, fields=FIELDS)
    if header is None:
        raise DebtOpeningRefusedError(wrong="header" if lines else "empty")
    if len(lines) <= header.below:
        raise DebtOpeningRefusedError(wrong="empty")
    if len(lines) - header.below > MOST_DEBTS + MOST_BESIDE:
        raise DebtOpeningRefusedError(wrong="many", most=MOST_DEBTS)
    return Opened(sheets, sheet, header)


def unsealed(batch: DebtOpening) -> Opened:
    """Open the table of an open batch, to be read as somebody said."""
    content = unseal(bytes(batch.sealed), str(batch.id))
    return opened_table(content, sheet=batch.sheet, header_line=batch.header_line)


def batches(cooperative_id: int) -> QuerySet[DebtOpening]:
    """Give the tables of a cooperative."""
    return DebtOpening.objects.filter(cooperative_id=cooperative_id)


def locked(cooperative_id: int, batch_id: UUID, *, state: TableState = TableState.DIUNGGAH) -> DebtOpening:
    """Lock a table that must be in a state.

    The lock leaves keys alone, so that rows which name the table can be written beside it.

    Raises:
        DebtOpeningRefusedError: ``closed``.
    """
    batch = batches(cooperative_id).filter(id=batch_id).select_for_update(no_key=True).first()
    if batch is None or batch.state != state.value:
        raise DebtOpeningRefusedError(wrong="closed")
    return batch


def close(batch: DebtOpening, state: TableState, now: datetime, **more: Any) -> None:
    """Bring a table to a state in which its original is gone."""
    batches(batch.cooperative_id).filter(id=batch.id).update(
        state=state.value, sealed=b"", closed_at=now, **more
    )


def note(actor: Actor | None, verb: str, batch: DebtOpening, now: datetime, **more: Any) -> None:
    """Write the line of the trail: the file's name and how much, nobody's name."""
    facts = {"name": batch.original_name, "rows": batch.rows_count, **more}
    record(
        cooperative_id=batch.cooperative_id,
        actor=actor,
        act=f"procurement.opening.{verb}",
        facts=facts,
        now=now,
    )


def act(
    actor: Actor,
    name: str,
    facts: Mapping[str, object],
    request_id: UUID,
    now: datetime,
    work: Callable[[], object],
    *,
    action: Action = Action.BUY_GOODS,
) -> Any:
    """Do one act of an import, once: who buys brings a table, who keeps the treasury takes it in."""
    return act_once(
        actor=actor,
        action=action,
        request_id=request_id,
        use_case=f"procurement.{name}",
        facts=facts,
        now=now,
        work=work,
    )
