"""Tables of goods that are brought: kept sealed, their columns told, thrown away."""

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
from guyub.trade.inventory.domain.opening_fields import FIELDS, REQUIRED
from guyub.trade.inventory.models import StockOpening
from guyub.trade.inventory.selectors.opening_plans import places_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from guyub.foundation.intake.domain.headers import Header
    from guyub.foundation.kernel.documents.spreadsheets import SheetRead

IDLE = timedelta(days=1)
LONGEST_NAME = 120
MOST_GOODS = 20_000
MOST_BESIDE = 200  # lines that are no goods: titles, headings, totals, signatures


class StockOpeningRefusedError(DomainError):
    """A table of goods is not brought, told, taken in or undone; ``wrong`` says why.

    ``open`` (one is open already), ``empty``, ``many`` (fact ``most``), ``sheet``, ``header``, ``field``, ``place`` (no
    location of this cooperative, or closed), ``closed``, ``lacking``, ``faults`` (fact ``count``), ``nothing``,
    ``location`` (nobody said where the goods lie), ``unopened`` (the books are not), ``more`` (facts ``total_rp``,
    ``left_rp``, ``difference_rp``), ``changed`` (catalogue or books changed meanwhile), ``moved`` (fact ``count``: so
    many of its goods moved since), ``used`` (fact ``count``: so many of its products stand elsewhere).
    """

    code: ClassVar[str] = "inventory.opening.refused"


@dataclass(frozen=True, slots=True)
class Opened:
    """A table that was unsealed: its sheets, which one counts, its header, what stands below."""

    sheets: Sequence[SheetRead]
    sheet: int
    header: Header

    @property
    def lines(self) -> Sequence[tuple[int, Sequence[str]]]:
        """The lines below the header."""
        return self.sheets[self.sheet].lines[self.header.below :]

    @property
    def header_line(self) -> int:
        """The number of the header's line, the upper one of two."""
        return self.sheets[self.sheet].lines[self.header.at][0]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableTyped:
    """How a table is to be read.

    Args:
        sheet: Which sheet, from 0.
        header_line: The number of the line of titles.
        mapping: Field → column title; an empty title leaves the field out. Titles are read anew where the sheet or
            the header changes.
        location_id: Where the goods lie; None: nobody says yet.
    """

    sheet: int
    header_line: int
    mapping: Mapping[str, str] = field(default_factory=dict)
    location_id: UUID | None = None


def bring_table(*, actor: Actor, name: str, content: bytes, request_id: UUID, now: datetime) -> UUID:
    """Keep a table, sealed, until it is taken in or thrown away. Use-case.

    Sheet, header and columns are guessed; where the goods lie too, in a cooperative with one place.

    Args:
        actor: Who keeps the goods.
        name: Of the file.
        content: At most 10 MB and 20,000 goods.
        request_id: Made once per intention; the id of the table.
        now: The moment, aware.

    Raises:
        StockOpeningRefusedError: ``open``, ``empty``, ``many``.
        TableRefusedError: The file cannot be read as a table.
    """
    opened = opened_table(content)
    shown = "".join(sign for sign in name if sign.isprintable()).strip()[-LONGEST_NAME:] or "tabel"

    def work() -> None:
        places = places_of(cooperative_id=actor.cooperative_id)
        batch = StockOpening(
            id=request_id,
            cooperative_id=actor.cooperative_id,
            original_name=shown,
            sealed=seal(content, str(request_id)),
            sheet=opened.sheet,
            header_line=opened.header_line,
            mapping=opened.header.mapping,
            location_id=places[0].location_id if len(places) == 1 else None,
            rows_count=len(opened.lines),
            brought_by_id=actor.person_id,
            brought_at=now,
        )
        # Of two at once, the constraint lets one in and the other finds itself missing.
        StockOpening.objects.bulk_create([batch], ignore_conflicts=True)
        if not batches(actor.cooperative_id).filter(id=request_id).exists():
            raise StockOpeningRefusedError(wrong="open")
        note(actor, "brought", batch, now)

    digest = hashlib.sha256(content).hexdigest()
    act(actor, "bring_opening_table", {"name": shown, "content": digest}, request_id, now, work)
    return request_id


def tell_columns(*, actor: Actor, batch_id: UUID, typed: TableTyped, request_id: UUID, now: datetime) -> None:
    """Say how an open table is to be read. Use-case.

    Raises:
        StockOpeningRefusedError: ``closed``, ``sheet``, ``header``, ``empty``, ``many``, ``field`` (no such field or
            column, or one column for two), ``place``.
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
            raise StockOpeningRefusedError(wrong="field")
        if len(set(mapping.values())) < len(mapping):
            raise StockOpeningRefusedError(wrong="field")
        if typed.location_id and not any(
            one.location_id == typed.location_id for one in places_of(cooperative_id=actor.cooperative_id)
        ):
            raise StockOpeningRefusedError(wrong="place")
        batches(actor.cooperative_id).filter(id=batch.id).update(
            sheet=opened.sheet,
            header_line=opened.header_line,
            mapping=mapping,
            location_id=typed.location_id,
            rows_count=len(opened.lines),
        )
        note(actor, "mapped", batch, now)

    facts = {
        "batch": batch_id,
        "sheet": typed.sheet,
        "header": typed.header_line,
        "mapping": wanted,
        "location": typed.location_id,
    }
    act(actor, "tell_opening_columns", facts, request_id, now, work)


def drop_table(*, actor: Actor, batch_id: UUID, request_id: UUID, now: datetime) -> None:
    """Throw an open table away, with its original. Use-case.

    Raises:
        StockOpeningRefusedError: ``closed``.
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
        StockOpeningRefusedError: ``sheet``, ``header``, ``empty``, ``many``.
        TableRefusedError: It is no table.
    """
    sheets = read_sheets(content)
    if sheet is None:
        headers = [header_of(one.lines, fields=FIELDS) for one in sheets]
        sheet = likely_sheet(headers, [len(one.lines) for one in sheets], needs=REQUIRED)
    elif not 0 <= sheet < len(sheets):
        raise StockOpeningRefusedError(wrong="sheet")
    lines = sheets[sheet].lines
    header = header_of(lines, line=header_line, fields=FIELDS)
    if header is None:
        raise StockOpeningRefusedError(wrong="header" if lines else "empty")
    if len(lines) <= header.below:
        raise StockOpeningRefusedError(wrong="empty")
    if len(lines) - header.below > MOST_GOODS + MOST_BESIDE:
        raise StockOpeningRefusedError(wrong="many", most=MOST_GOODS)
    return Opened(sheets, sheet, header)


def unsealed(batch: StockOpening) -> Opened:
    """Open the table of an open batch, to be read as somebody said."""
    content = unseal(bytes(batch.sealed), str(batch.id))
    return opened_table(content, sheet=batch.sheet, header_line=batch.header_line)


def batches(cooperative_id: int) -> QuerySet[StockOpening]:
    """Give the tables of a cooperative."""
    return StockOpening.objects.filter(cooperative_id=cooperative_id)


def locked(cooperative_id: int, batch_id: UUID, *, state: TableState = TableState.DIUNGGAH) -> StockOpening:
    """Lock a table that must be in a state.

    The lock leaves keys alone, so that rows which name the table can be written beside it.

    Raises:
        StockOpeningRefusedError: ``closed``.
    """
    batch = batches(cooperative_id).filter(id=batch_id).select_for_update(no_key=True).first()
    if batch is None or batch.state != state.value:
        raise StockOpeningRefusedError(wrong="closed")
    return batch


def close(batch: StockOpening, state: TableState, now: datetime, **more: Any) -> None:
    """Bring a table to a state in which its original is gone."""
    batches(batch.cooperative_id).filter(id=batch.id).update(
        state=state.value, sealed=b"", closed_at=now, **more
    )


def note(actor: Actor | None, verb: str, batch: StockOpening, now: datetime, **more: Any) -> None:
    """Write the line of the trail: the file's name and how much, nobody's name."""
    facts = {"name": batch.original_name, "rows": batch.rows_count, **more}
    record(
        cooperative_id=batch.cooperative_id,
        actor=actor,
        act=f"inventory.opening.{verb}",
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
    action: Action = Action.KEEP_GOODS,
) -> Any:
    """Do one act of an import, once: who keeps the goods brings a table, who keeps the treasury takes it in."""
    return act_once(
        actor=actor,
        action=action,
        request_id=request_id,
        use_case=f"inventory.{name}",
        facts=facts,
        now=now,
        work=work,
    )
