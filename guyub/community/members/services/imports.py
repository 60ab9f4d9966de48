"""Tables of members that are brought: kept sealed, their columns told, thrown away.

Taking one in and undoing it are journeys, since they open savings too. The original is kept sealed and only until then.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from guyub.community.members.domain.import_fields import FIELDS
from guyub.community.members.domain.import_shapes import Double, Table
from guyub.community.members.models import MemberImport
from guyub.foundation.identity.domain.roles import Action, Actor
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.intake.domain.headers import header_of, likely_sheet
from guyub.foundation.intake.domain.states import TableState
from guyub.foundation.kernel.documents.spreadsheets import MOST_ROWS, read_sheets
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.models import Cooperative, CooperativeKind
from guyub.foundation.kernel.services.file_contents import seal, unseal
from guyub.foundation.kernel.tenancy.scope import scope

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from guyub.foundation.intake.domain.headers import Header
    from guyub.foundation.kernel.documents.spreadsheets import SheetRead

IDLE = timedelta(days=1)
LONGEST_NAME = 120
MOST_BESIDE = 200  # lines that are no people: titles, headings, totals, signatures


class MemberImportRefusedError(DomainError):
    """A table of members is not brought, told, taken or undone; ``wrong`` says why.

    ``open`` (one is open already), ``empty``, ``sheet``, ``header``, ``field``, ``choice``, ``closed``, ``waiting``
    (the worker has it in hand), ``lacking``, ``faults`` (fact ``count``), ``nothing``, ``many`` (fact ``most``),
    ``unopened``, ``more`` and ``less`` (facts ``kind``, ``total_rp``, ``left_rp``, ``difference_rp``), ``moved``,
    ``used``, ``gone`` (who gave it to the worker holds the role no more).
    """

    code: ClassVar[str] = "members.import.refused"


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
        is_later: A NIK, KK or day that cannot be read stays empty and is told later.
        leaves: Lines with an error are left out, the others come in.
        double: A code of Double.
        is_part: Other tables bring the rest of the members: its savings may be less than the opening totals.
    """

    sheet: int
    header_line: int
    mapping: Mapping[str, str] = field(default_factory=dict)
    is_later: bool = False
    leaves: bool = False
    double: str = Double.SKIP.value
    is_part: bool = False


def bring_table(*, actor: Actor, name: str, content: bytes, request_id: UUID, now: datetime) -> UUID:
    """Keep a table, sealed, until it is taken in or thrown away; sheet, header and columns are guessed. Use-case.

    Args:
        actor: Who keeps the register.
        name: Of the file.
        content: At most 10 MB and 50,000 people.
        request_id: Made once per intention; the id of the batch.
        now: The moment, aware.

    Raises:
        MemberImportRefusedError: ``open``, ``empty``, ``many``.
        TableRefusedError: The file cannot be read as a table.
    """
    opened = opened_table(content)
    shown = "".join(sign for sign in name if sign.isprintable()).strip()[-LONGEST_NAME:] or "tabel"

    def work() -> None:
        batch = MemberImport(
            id=request_id,
            cooperative_id=actor.cooperative_id,
            original_name=shown,
            sealed=seal(content, str(request_id)),
            sheet=opened.sheet,
            header_line=opened.header_line,
            mapping=opened.header.mapping,
            choices=_choices(TableTyped(sheet=0, header_line=1)),
            rows_count=len(opened.lines),
            brought_by_id=actor.person_id,
            brought_at=now,
        )
        # Of two at once, the constraint lets one in and the other finds itself missing.
        MemberImport.objects.bulk_create([batch], ignore_conflicts=True)
        if not batches(actor.cooperative_id).filter(id=request_id).exists():
            raise MemberImportRefusedError(wrong="open")
        note(actor, "brought", batch, now)

    digest = hashlib.sha256(content).hexdigest()
    act(actor, "bring_table", {"name": shown, "content": digest}, request_id, now, work)
    return request_id


def tell_columns(*, actor: Actor, batch_id: UUID, typed: TableTyped, request_id: UUID, now: datetime) -> None:
    """Say how an open table is to be read. Use-case.

    Raises:
        MemberImportRefusedError: ``closed``, ``waiting``, ``sheet``, ``header``, ``empty``, ``choice``, ``field`` (no
            such field or column, or one column for two).
    """
    if typed.double not in {*Double}:
        raise MemberImportRefusedError(wrong="choice")
    wanted = {code: column for code, column in typed.mapping.items() if column}

    def work() -> None:
        batch = locked(actor.cooperative_id, batch_id)
        content = unseal(bytes(batch.sealed), str(batch.id))
        opened = opened_table(content, sheet=typed.sheet, header_line=typed.header_line)
        mapping = wanted
        if (typed.sheet, typed.header_line) != (batch.sheet, batch.header_line):
            mapping = opened.header.mapping
        columns = set(opened.header.columns)
        if not set(mapping) <= {one.code for one in FIELDS} or not set(mapping.values()) <= columns:
            raise MemberImportRefusedError(wrong="field")
        if len(set(mapping.values())) < len(mapping):
            raise MemberImportRefusedError(wrong="field")
        batches(actor.cooperative_id).filter(id=batch.id).update(
            sheet=opened.sheet,
            header_line=opened.header_line,
            mapping=mapping,
            choices=_choices(typed),
            rows_count=len(opened.lines),
        )
        note(actor, "mapped", batch, now)

    facts = {
        "batch": batch_id,
        "sheet": typed.sheet,
        "header": typed.header_line,
        "mapping": wanted,
        "choices": _choices(typed),
    }
    act(actor, "tell_columns", facts, request_id, now, work)


def drop_table(*, actor: Actor, batch_id: UUID, request_id: UUID, now: datetime) -> None:
    """Throw an open table away, with its original. Use-case.

    Raises:
        MemberImportRefusedError: ``closed``, ``waiting``.
    """

    def work() -> None:
        batch = locked(actor.cooperative_id, batch_id)
        close(batch, TableState.DIBUANG, now)
        note(actor, "dropped", batch, now)

    act(actor, "drop_table", {"batch": batch_id}, request_id, now, work)


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


# -- steps, also for journeys ----------------------------------------------------------------------------------------


def opened_table(content: bytes, *, sheet: int | None = None, header_line: int = 0) -> Opened:
    """Read a file: its sheets, the one that counts and its header; guessed where they are not said.

    Raises:
        MemberImportRefusedError: ``sheet``, ``header``, ``empty``, ``many``.
        TableRefusedError: It is no table.
    """
    sheets = read_sheets(content, most_rows=MOST_ROWS + MOST_BESIDE)
    if sheet is None:
        headers = [header_of(one.lines, fields=FIELDS) for one in sheets]
        sheet = likely_sheet(headers, [len(one.lines) for one in sheets], needs=("name",))
    elif not 0 <= sheet < len(sheets):
        raise MemberImportRefusedError(wrong="sheet")
    lines = sheets[sheet].lines
    header = header_of(lines, line=header_line, fields=FIELDS)
    if header is None:
        raise MemberImportRefusedError(wrong="header" if lines else "empty")
    if len(lines) <= header.below:
        raise MemberImportRefusedError(wrong="empty")
    return Opened(sheets, sheet, header)


def table_of(batch: MemberImport, *, today: date, least_age: int) -> tuple[Opened, Table]:
    """Unseal the table of an open batch, to be read as somebody said."""
    content = unseal(bytes(batch.sealed), str(batch.id))
    opened = opened_table(content, sheet=batch.sheet, header_line=batch.header_line)
    table = Table(
        columns=opened.header.columns,
        lines=opened.lines,
        mapping=batch.mapping,
        merged=opened.sheets[opened.sheet].merged,
        today=today,
        least_age=least_age,
        is_later=bool(batch.choices["is_later"]),
    )
    return opened, table


def batches(cooperative_id: int) -> QuerySet[MemberImport]:
    """Give the tables of a cooperative."""
    return MemberImport.objects.filter(cooperative_id=cooperative_id)


def locked(
    cooperative_id: int,
    batch_id: UUID,
    *,
    state: TableState = TableState.DIUNGGAH,
    is_workers: bool = False,
) -> MemberImport:
    """Lock a table that must be in a state and, unless the worker asks, not in the worker's hand.

    The lock leaves keys alone, so that rows which name the table can be written beside it.

    Raises:
        MemberImportRefusedError: ``closed``, ``waiting``.
    """
    batch = batches(cooperative_id).filter(id=batch_id).select_for_update(no_key=True).first()
    if batch is None or batch.state != state.value:
        raise MemberImportRefusedError(wrong="closed")
    if batch.choices.get("waiting") and not is_workers:
        raise MemberImportRefusedError(wrong="waiting")
    return batch


def close(batch: MemberImport, state: TableState, now: datetime, **more: Any) -> None:
    """Bring a table to a state in which its original is gone."""
    choices = {name: value for name, value in batch.choices.items() if name not in {"waiting", "refused"}}
    batches(batch.cooperative_id).filter(id=batch.id).update(
        state=state.value, sealed=b"", closed_at=now, choices=choices, **more
    )


def note(actor: Actor | None, verb: str, batch: MemberImport, now: datetime, **more: int) -> None:
    """Write the line of the trail: the file's name and how much, nobody's name."""
    facts = {"name": batch.original_name, "rows": batch.rows_count, **more}
    act_name = f"members.import.{verb}"
    record(cooperative_id=batch.cooperative_id, actor=actor, act=act_name, facts=facts, now=now)


def act(
    actor: Actor,
    name: str,
    facts: Mapping[str, object],
    request_id: UUID,
    now: datetime,
    work: Callable[[], object],
) -> Any:
    """Do one act of an import, once."""
    return act_once(
        actor=actor,
        action=Action.IMPORT_MEMBERS,
        request_id=request_id,
        use_case=f"members.{name}",
        facts=facts,
        now=now,
        work=work,
    )


def _choices(typed: TableTyped) -> dict[str, str | bool]:
    return {
        "double": typed.double,
        "is_later": typed.is_later,
        "leaves": typed.leaves,
        "is_part": typed.is_part,
    }
