"""Pages of tables that people bring: the list, one table, its columns, its notes, taking in, how far it is, undoing.

Their addresses are in ``addresses``; a context configures both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic

from django.http import Http404
from django.shortcuts import redirect, render

from guyub.foundation.identity.domain.roles import TABLE
from guyub.foundation.identity.web.doors import actor_of, own_rows, request_id_of, today_of, tried
from guyub.foundation.intake.domain.readings import is_counted
from guyub.foundation.intake.domain.states import TableState
from guyub.foundation.intake.domain.work import is_forgotten
from guyub.foundation.intake.services.bringing import bring_table, drop_table, tell_columns
from guyub.foundation.intake.services.tables import B, Intake, P, TableTyped
from guyub.foundation.intake.services.taking import check_table
from guyub.foundation.intake.services.working import TAKE, UNDO, take_or_undo
from guyub.foundation.intake.web.words import (
    STATES,
    example_sheet,
    field_choices,
    help_sheet,
    notes_sheet,
    refusal_kept,
    small_number,
)
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.formats import number, rupiah
from guyub.foundation.kernel.web.downloads import table_answer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse, QueryDict

    from guyub.foundation.intake.domain.notes import Note
    from guyub.foundation.intake.selectors.tables import TableRow
    from guyub.foundation.intake.services.tables import Opened
    from guyub.foundation.intake.web.words import NoteLine
    from guyub.foundation.kernel.documents.spreadsheets import Sheet
    from guyub.foundation.kernel.models import Cooperative

NOTES_ON_PAGE = 60
SAMPLED = 60  # lines that samples of columns are looked for in


def _no_sheets(_opened: Opened, _lines: Sequence[NoteLine]) -> Iterable[Sheet]:
    return ()


@dataclass(frozen=True, kw_only=True)
class TablePages(Generic[B, P]):
    """What a context says of the pages of its tables.

    Args:
        intake: Its tables.
        room: The name of the address of their list.
        page: That of one table; ``<its namespace>:progress`` tells how far it is.
        frame: Renders a page: request, which (``list`` or ``table``), context, refusal.
        rows: Lists the tables of a cooperative.
        row: Finds one of a cooperative.
        noun: What a line brings: ``barang``.
        heads: Titles of the page: ``lacking``, ``nothing``, and by ``wrong`` of the plan's refusal; "" is any other.
            ``came``: what those are that came in, where it is not the noun.
        came: How much of a table that was taken in stands, and what it is worth in whole rupiah; 0: not told.
        bring: The name of the address that a table is sent to; that of the list where nothing is said.
        stem: Of the names of files handed over: ``barang``.
        example: Name and title of the sheet with the example.
        helps: What each column means, for the sheet of explanations; none: no such sheet.
        options: Reads what else the form of columns asks.
        note_line: Puts a note into words.
        notes_shown: Chooses the notes that the page shows.
        open_context: What the page of an open table shows besides: request, row, opened, plan.
        closed_context: What that of a closed one shows.
        beside: Further sheets beside the notes.
        sampled: How a cell is shown as a sample; as it stands where nothing is said.
    """

    intake: Intake[B, P]
    room: str
    page: str
    frame: Callable[[HttpRequest, str, Mapping[str, Any], str], HttpResponse]
    rows: Callable[[int], Sequence[TableRow]]
    row: Callable[[int, UUID], Any]
    noun: str
    stem: str
    example: tuple[str, str]
    note_line: Callable[[Note], NoteLine]
    heads: Mapping[str, str]
    came: Callable[[Any], tuple[int, int]]
    open_context: Callable[[HttpRequest, Any, Opened, P | None], Mapping[str, Any]]
    closed_context: Callable[[HttpRequest, Any], Mapping[str, Any]]
    bring: str = ""
    helps: Mapping[str, str] | None = None
    options: Callable[[QueryDict], Mapping[str, Any]] = lambda _typed: {}
    notes_shown: Callable[[Sequence[Note]], Sequence[Note]] = lambda notes: notes
    beside: Callable[[Opened, Sequence[NoteLine]], Iterable[Sheet]] = _no_sheets
    sampled: Callable[[str], str] | None = None

    # -- what the views do -----------------------------------------------------------------------------------------

    def listed(self, request: HttpRequest, refusal: str = "") -> HttpResponse:
        """List the tables that were brought."""
        with own_rows(request):
            rows = self.rows(actor_of(request).cooperative_id)
        context = {
            **self._shared(request),
            "batches": [(row, self._came(row), *STATES[row.state]) for row in rows],
            "open_count": sum(row.is_open for row in rows),
            "most_words": f"{number(self.intake.most)} {self.noun}",
        }
        return self.frame(request, "list", context, refusal)

    def brought(self, request: HttpRequest) -> HttpResponse:
        """Bring a table."""
        batch_id, refusal = tried(lambda: self._brought(request))
        return self.listed(request, refusal) if batch_id is None else redirect(self.page, batch_id=batch_id)

    def listed_or_brought(self, request: HttpRequest) -> HttpResponse:
        """Do one or the other, where both have one address."""
        return self.brought(request) if request.method == "POST" else self.listed(request)

    def template(self, request: HttpRequest) -> HttpResponse:
        """Hand over an empty table; its one invented row is refused as long as it stands."""
        sheets = [example_sheet(*self.example, self.intake.fields)]
        if self.helps is not None:
            sheets.append(help_sheet(self.intake.fields, self.helps))
        return table_answer(request, *sheets, stem=f"contoh-{self.stem}")

    def table(self, request: HttpRequest, batch_id: UUID, refusal: str = "") -> HttpResponse:
        """Show one table: its columns, what taking it in would do, what is not right; or what became of it."""
        batch = self.found(request, batch_id)
        context: dict[str, Any] = {
            "batch": batch,
            "is_forgotten": is_forgotten(batch.work, now=utc_now()),
            "head": self._head(batch),
            **self._shared(request),
        }
        if batch.is_open and not batch.is_waiting:
            opened, plan = self.checked(request, batch_id)
            if opened is not None:
                context |= self._open_context(request, batch, opened, plan)
        elif not batch.is_open:
            context |= self.closed_context(request, batch)
        if not refusal:
            context["refusal"] = refusal_kept(batch.work.get("refused"))
        return self.frame(request, "table", context, refusal)

    def progress(self, request: HttpRequest, batch_id: UUID) -> HttpResponse:
        """Tell how far the worker is; when it is done, the page is asked for anew."""
        batch = self.found(request, batch_id)
        context = {"batch": batch, **self._shared(request)}
        response = render(request, "intake/_progress.html", context)
        if not batch.is_waiting:
            response["HX-Refresh"] = "true"
        return response

    def notes(self, request: HttpRequest, batch_id: UUID) -> HttpResponse:
        """Hand over what is not right in an open table, line by line, as XLSX or CSV."""
        batch = self.found(request, batch_id)
        opened, plan = self.planned(request, batch_id)
        lines = [self.note_line(note) for note in plan.reading.notes]
        sheets = (notes_sheet(batch.original_name, lines), *self.beside(opened, lines))
        return table_answer(request, *sheets, stem=f"catatan-baris-{self.stem}")

    def columns(self, request: HttpRequest, batch_id: UUID) -> HttpResponse:
        """Say how the table is to be read."""
        typed = request.POST

        def use_case() -> None:
            tell_columns(
                batch_id=batch_id,
                typed=TableTyped(
                    sheet=small_number(typed.get("sheet", "0")),
                    header_line=small_number(typed.get("header_line", "1")),
                    mapping={
                        name.removeprefix("f-"): str(typed[name]) for name in typed if name.startswith("f-")
                    },
                    options=self.options(typed),
                ),
                **self._done(request),
            )

        return self._after(request, batch_id, use_case)

    def take(self, request: HttpRequest, batch_id: UUID) -> HttpResponse:
        """Take a table in: at once, or a large one by the worker."""
        return self._after(request, batch_id, lambda: self._take_or_undo(request, batch_id, TAKE))

    def undo(self, request: HttpRequest, batch_id: UUID) -> HttpResponse:
        """Undo a table that was taken in: at once, or a large one by the worker."""
        return self._after(request, batch_id, lambda: self._take_or_undo(request, batch_id, UNDO))

    def drop(self, request: HttpRequest, batch_id: UUID) -> HttpResponse:
        """Throw a table away."""
        return self._after(request, batch_id, lambda: drop_table(batch_id=batch_id, **self._done(request)))

    # -- for the views of a context --------------------------------------------------------------------------------

    def found(self, request: HttpRequest, batch_id: UUID) -> Any:
        """Find the table of an address.

        Raises:
            Http404: There is none in the own cooperative.
        """
        with own_rows(request):
            batch = self.row(actor_of(request).cooperative_id, batch_id)
        if batch is None:
            raise Http404
        return batch

    def planned(self, request: HttpRequest, batch_id: UUID) -> tuple[Opened, Any]:
        """Check an open table that can be read.

        Raises:
            Http404: It is closed, or a required column is lacking.
        """
        opened, plan = self.checked(request, batch_id)
        if opened is None or plan is None:
            raise Http404
        return opened, plan

    def checked(self, request: HttpRequest, batch_id: UUID) -> tuple[Opened | None, P | None]:
        """Check an open table; None twice for one that is closed."""
        try:
            return check_table(
                intake=self.intake,
                place=_here(request),
                batch_id=batch_id,
                today=today_of(request),
                now=utc_now(),
            )
        except self.intake.refused:
            return None, None

    # -- within ----------------------------------------------------------------------------------------------------

    def _shared(self, request: HttpRequest) -> dict[str, Any]:
        space = self.page.partition(":")[0]
        names = ("table", "template", "progress", "notes", "columns", "take", "undo", "drop")
        allowed = TABLE[actor_of(request).role]
        return {
            "at": {name: f"{space}:{name}" for name in names} | {"bring": self.bring or self.room},
            "may_bring": self.intake.brings in allowed,
            "may_take": self.intake.takes in allowed,
        }

    @property
    def _came_noun(self) -> str:
        return self.heads.get("came", self.noun)

    def _came(self, row: Any) -> str:
        """Say what came of a table: ``120 barang, Rp 3.000.000``."""
        count, value_rp = self.came(row)
        if not count:
            return f"{number(row.rows_count)} baris"
        return f"{number(count)} {self._came_noun}" + (f", {rupiah(value_rp)}" if value_rp else "")

    def _head(self, batch: Any) -> str:
        """Give the title of the page of a closed table, or of one in the worker's hand."""
        if batch.is_waiting:
            return "Tabel sedang dikerjakan"
        if batch.is_taken:
            return f"{number(self.came(batch)[0])} {self._came_noun} masuk"
        return "Tabel ini dibatalkan" if batch.state is TableState.DIBATALKAN else "Tabel ini dibuang"

    def _open_context(
        self, request: HttpRequest, batch: TableRow, opened: Opened, plan: P | None
    ) -> dict[str, Any]:
        titles = {one.code: one.title for one in self.intake.fields}
        context: dict[str, Any] = {
            "opened": opened,
            "plan": plan,
            "choices": list(
                field_choices(
                    self.intake.fields,
                    mapping=batch.mapping,
                    columns=opened.header.columns,
                    lines=[line for line in opened.lines[:SAMPLED] if not is_counted(line[1])],
                    shown=self.sampled,
                )
            ),
            "columns": opened.header.columns,
            "sheets": [
                {"value": at, "label": sheet.name or "Tabel", "selected": at == opened.sheet}
                for at, sheet in enumerate(opened.sheets)
            ],
            "lacking": [titles[code] for code in self.intake.lacking(batch.mapping)],
            "head": self.heads["lacking"],
        }
        if plan is not None:
            reading: Any = plan.reading  # type: ignore[attr-defined]  # every plan has read its table
            count = f"{number(plan.count)} {self.noun}"
            is_ready = bool(plan.count) and not plan.blocking and not plan.refusal
            if plan.blocking:
                head = f"{number(plan.blocking)} hal harus beres dulu"
            elif is_ready:
                head = f"{count} siap dimasukkan"
            else:
                wrong = str(plan.refusal.get("wrong", "")) if plan.count else "nothing"
                head = self.heads.get(wrong, self.heads[""])
            context |= {
                "notes": [self.note_line(note) for note in self.notes_shown(reading.notes)[:NOTES_ON_PAGE]],
                "notes_count": reading.errors_count + reading.warnings_count,
                "take_words": f"Masukkan {count}",
                "head": head,
                "is_ready": is_ready,
            }
        return context | dict(self.open_context(request, batch, opened, plan))

    def _brought(self, request: HttpRequest) -> UUID:
        file = request.FILES.get("table")
        if file is None:
            raise self.intake.refused(wrong="empty")
        return bring_table(name=file.name or "", content=file.read(), **self._done(request))

    def _done(self, request: HttpRequest) -> dict[str, Any]:
        return {
            "intake": self.intake,
            "actor": actor_of(request),
            "request_id": request_id_of(request),
            "now": utc_now(),
        }

    def _take_or_undo(self, request: HttpRequest, batch_id: UUID, verb: str) -> None:
        batch = self.found(request, batch_id)
        take_or_undo(
            verb=verb,
            rows_count=batch.rows_count,
            place=_here(request),
            batch_id=batch_id,
            today=today_of(request),
            **self._done(request),
        )

    def _after(self, request: HttpRequest, batch_id: UUID, use_case: Callable[[], object]) -> HttpResponse:
        self.found(request, batch_id)
        _, refusal = tried(use_case)
        return self.table(request, batch_id, refusal) if refusal else redirect(self.page, batch_id=batch_id)


def _here(request: HttpRequest) -> Cooperative:
    place: Cooperative = request.visit.seat.place  # type: ignore[attr-defined]  # identity.web.middleware
    return place
