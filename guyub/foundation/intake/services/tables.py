"""What a context says of the tables that it takes in, and the steps that every one of them goes through."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.intake.domain.headers import header_of, likely_sheet
from guyub.foundation.intake.domain.states import TableState
from guyub.foundation.intake.domain.titles import lacking
from guyub.foundation.intake.models import BroughtBatch
from guyub.foundation.kernel.documents.spreadsheets import MOST_ROWS, read_sheets
from guyub.foundation.kernel.services.file_contents import unseal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from guyub.foundation.identity.domain.roles import Action, Actor
    from guyub.foundation.intake.domain.headers import Header
    from guyub.foundation.intake.domain.titles import Field
    from guyub.foundation.kernel.documents.spreadsheets import SheetRead
    from guyub.foundation.kernel.errors import DomainError
    from guyub.foundation.kernel.models import Cooperative

MOST_BESIDE = 200  # lines that bring nothing: titles, headings, totals, signatures
B = TypeVar("B", bound=BroughtBatch)
P = TypeVar("P", bound="TablePlan")


class TablePlan(Protocol):
    """What taking a table in would do, as far as all tables have it."""

    @property
    def count(self) -> int:
        """How much would come in."""

    @property
    def blocking(self) -> int:
        """How many errors keep the table out."""

    @property
    def refusal(self) -> Mapping[str, object]:
        """The facts of what else keeps it out, ``wrong`` among them; empty where nothing does."""


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
        options: What else the context asks, plain values.
    """

    sheet: int
    header_line: int
    mapping: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taking(Generic[B]):
    """What a taker or an undoer is given: the table, who, for when, under which request.

    ``progress`` is told how many lines are done; it tells the page where the worker does it, and nobody otherwise.
    """

    batch: B
    place: Cooperative
    actor: Actor
    today: date
    request_id: UUID
    now: datetime
    progress: Callable[[int], None]

    @property
    def told(self) -> dict[str, Any]:
        """What a step of the books takes: where, who, for when, under which request."""
        return {
            "place": self.place,
            "actor": self.actor,
            "today": self.today,
            "request_id": self.request_id,
        }


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of it: how much, which columns of the table say so, which facts the trail."""

    count: int
    columns: Mapping[str, Any] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Intake(Generic[B, P]):
    """What a context says of the tables that it takes in.

    Args:
        model: Where they are kept.
        refused: Its refusal; the cases of the mechanism are ``open empty many sheet header field closed waiting
            lacking faults nothing gone``.
        fields: What columns may hold.
        most: How much one table may bring.
        acts: How its acts of the trail begin: ``inventory.opening``.
        brings: Who brings a table, says how it is read and throws it away.
        takes: Who takes it in and undoes it.
        task: The worker's task that calls ``carry_on``.
        plan: Says what taking a table in would do; reads alone. Called with the table and how it is read, with every
            required column there.
        take: Writes what was planned. A step: table, plan, checks of the mechanism and the trail are not its own.
        undo: Takes back what ``take`` wrote, or refuses.
        told: Makes columns of the options that somebody chose, refusing what is none; of None those of a new table.
        one_of: Fields of which one is enough.
        news: The topic of the outbox that others listen to; "": none.
    """

    model: type[B]
    refused: type[DomainError]
    fields: tuple[Field, ...]
    most: int
    acts: str
    brings: Action
    takes: Action
    task: str
    plan: Callable[[B, Opened, Cooperative, date, datetime], P]
    take: Callable[[Taking[B], P], Taken]
    undo: Callable[[Taking[B]], Taken]
    told: Callable[[int, Mapping[str, Any] | None], dict[str, Any]] = lambda _place_id, _options: {}
    one_of: Sequence[Sequence[str]] = ()
    news: str = ""

    def lacking(self, mapping: Mapping[str, str]) -> list[str]:
        """List the fields without which a table cannot be read."""
        return lacking(self.fields, mapping, one_of=self.one_of)


# -- steps -----------------------------------------------------------------------------------------------------------


def opened_of(
    intake: Intake[B, P], content: bytes, *, sheet: int | None = None, header_line: int = 0
) -> Opened:
    """Read a file: its sheets, the one that counts and its header; guessed where they are not said.

    Raises:
        DomainError: The context's, ``sheet``, ``header``, ``empty``, ``many`` (fact ``most``).
        TableRefusedError: It is no table.
    """
    sheets = read_sheets(content, most_rows=MOST_ROWS + MOST_BESIDE)
    if sheet is None:
        needs = tuple(one.code for one in intake.fields if one.is_required)
        headers = [header_of(one.lines, fields=intake.fields) for one in sheets]
        sheet = likely_sheet(headers, [len(one.lines) for one in sheets], needs=needs)
    elif not 0 <= sheet < len(sheets):
        raise intake.refused(wrong="sheet")
    lines = sheets[sheet].lines
    header = header_of(lines, fields=intake.fields, line=header_line)
    if header is None:
        raise intake.refused(wrong="header" if lines else "empty")
    if len(lines) <= header.below:
        raise intake.refused(wrong="empty")
    if len(lines) - header.below > intake.most + MOST_BESIDE:
        raise intake.refused(wrong="many", most=intake.most)
    return Opened(sheets, sheet, header)


def unsealed(intake: Intake[B, P], batch: B) -> Opened:
    """Open the table of an open batch, to be read as somebody said."""
    content = unseal(bytes(batch.sealed), str(batch.id))
    return opened_of(intake, content, sheet=batch.sheet, header_line=batch.header_line)


def batches(intake: Intake[B, P], cooperative_id: int) -> QuerySet[B]:
    """Give the tables of a cooperative."""
    return intake.model._default_manager.filter(cooperative_id=cooperative_id)  # noqa: SLF001  any context's model


def locked(
    intake: Intake[B, P],
    cooperative_id: int,
    batch_id: UUID,
    *,
    state: TableState = TableState.DIUNGGAH,
    is_workers: bool = False,
) -> B:
    """Lock a table that must be in a state and, unless the worker asks, not in the worker's hand.

    The lock leaves keys alone, so that rows which name the table can be written beside it.

    Raises:
        DomainError: The context's, ``closed``, ``waiting``.
    """
    batch = batches(intake, cooperative_id).filter(id=batch_id).select_for_update(no_key=True).first()
    if batch is None or batch.state != state.value:
        raise intake.refused(wrong="closed")
    if "waiting" in batch.work and not is_workers:
        raise intake.refused(wrong="waiting")
    return batch


def close(intake: Intake[B, P], batch: B, state: TableState, now: datetime, **more: Any) -> None:
    """Bring a table to a state in which its original is gone, and out of the worker's hand."""
    batches(intake, batch.cooperative_id).filter(id=batch.id).update(
        state=state.value, sealed=b"", closed_at=now, work={}, **more
    )


def note(intake: Intake[B, P], actor: Actor | None, verb: str, batch: B, now: datetime, **more: Any) -> None:
    """Write the line of the trail: the file's name and how much, nobody's name."""
    facts = {"name": batch.original_name, "rows": batch.rows_count, **more}
    act_name = f"{intake.acts}.{verb}"
    record(cooperative_id=batch.cooperative_id, actor=actor, act=act_name, facts=facts, now=now)


def act(
    intake: Intake[B, P],
    actor: Actor,
    verb: str,
    facts: Mapping[str, object],
    request_id: UUID,
    now: datetime,
    work: Callable[[], object],
    *,
    action: Action,
) -> Any:
    """Do one act upon a table, once."""
    return act_once(
        actor=actor,
        action=action,
        request_id=request_id,
        use_case=f"{intake.acts}.{verb}",
        facts=facts,
        now=now,
        work=work,
    )
