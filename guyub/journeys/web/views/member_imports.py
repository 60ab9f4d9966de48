"""Members from a spreadsheet: upload, columns, what taking in would do, taking in, how far it is, undoing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guyub.community.members.domain.import_fields import FIELDS
from guyub.community.members.selectors.imports import batch_of, batches_of
from guyub.community.members.services.imports import (
    MemberImportRefusedError,
    TableTyped,
    bring_table,
    drop_table,
    tell_columns,
)
from guyub.community.members.web.rooms import rooms
from guyub.finance.savings.domain.kinds import KIND_WORDS, SavingsKind
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, request_id_of, today_of, tried
from guyub.foundation.intake.web.words import STATES, example_sheet, notes_sheet, small_number
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.formats import number
from guyub.foundation.kernel.web.downloads import table_answer
from guyub.journeys.services.member_import_taking import check_table, lacking, take_table
from guyub.journeys.services.member_import_undoing import undo_table
from guyub.journeys.services.member_import_work import TAKE, UNDO, give_to_worker, is_forgotten, is_large
from guyub.journeys.web.member_import_words import field_choices, note_line, refusal_kept, total_line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from uuid import UUID

    from django.http import HttpRequest

    from guyub.community.members.domain.import_shapes import TotalRead
    from guyub.community.members.selectors.imports import MemberBatchRow
    from guyub.community.members.services.imports import Opened
    from guyub.foundation.kernel.models import Cooperative
    from guyub.journeys.selectors.member_import_plans import Plan

ROOM = "member_imports:imports"
PAGE = "member_imports:table"
NOTES_ON_PAGE, TOTALS_ON_PAGE = 60, 12


@require_http_methods(["GET", "HEAD", "POST"])
@acts(Action.IMPORT_MEMBERS)
def imports(request: HttpRequest) -> HttpResponse:
    """List the tables that were brought; bring one."""
    refusal = ""
    if request.method == "POST":
        batch_id, refusal = tried(lambda: _brought(request))
        if batch_id is not None:
            return redirect(PAGE, batch_id=batch_id)
    with own_rows(request):
        rows = batches_of(cooperative_id=actor_of(request).cooperative_id)
    context = {
        "tabs": list(rooms(request, ROOM)),
        "batches": [(row, *STATES[row.state]) for row in rows],
        "open_count": sum(row.is_open for row in rows),
        "refusal": refusal,
    }
    return render(request, "journeys/member_imports.html", context, status=422 if refusal else 200)


@require_safe
@acts(Action.IMPORT_MEMBERS)
def template(request: HttpRequest) -> HttpResponse:
    """Hand over an empty table; its one invented row is refused as long as it stands."""
    sheet = example_sheet("Anggota", "Daftar anggota: tabel contoh", FIELDS)
    return table_answer(request, sheet, stem="contoh-anggota")


@require_safe
@never_cache
@acts(Action.IMPORT_MEMBERS)
def table(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Show one table: its columns, what taking it in would do, and what is not right in it."""
    return _page(request, batch_id)


@require_safe
@never_cache
@acts(Action.IMPORT_MEMBERS)
def progress(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Tell how far the worker is; when it is done, the page is asked for anew."""
    batch = _batch(request, batch_id)
    response = render(request, "journeys/_member_import_progress.html", {"batch": batch})
    if not batch.is_waiting:
        response["HX-Refresh"] = "true"
    return response


@require_safe
@acts(Action.IMPORT_MEMBERS)
def notes(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Hand over what is not right in a table, line by line, as XLSX or CSV; no number of a person is in it."""
    batch = _batch(request, batch_id)
    _, plan = _checked(request, batch_id)
    if plan is None:
        raise Http404
    sheet = notes_sheet(batch.original_name, map(note_line, plan.reading.notes))
    return table_answer(request, sheet, stem="catatan-baris-anggota")


@require_POST
@acts(Action.IMPORT_MEMBERS)
def columns(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Say how the table is to be read."""
    typed = request.POST

    def use_case() -> None:
        tell_columns(
            actor=actor_of(request),
            batch_id=batch_id,
            typed=TableTyped(
                sheet=small_number(typed.get("sheet", "0")),
                header_line=small_number(typed.get("header_line", "1")),
                mapping={name.removeprefix("f-"): typed[name] for name in typed if name.startswith("f-")},
                double=typed.get("double", ""),
                is_later="is_later" in typed,
                leaves="leaves" in typed,
                is_part="is_part" in typed,
            ),
            request_id=request_id_of(request),
            now=utc_now(),
        )

    return _after(request, batch_id, use_case)


@require_POST
@acts(Action.IMPORT_MEMBERS)
def take(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Take a table in: at once, or a large one by the worker."""
    batch = _batch(request, batch_id)

    def use_case() -> None:
        if is_large(batch.rows_count):
            _give(request, batch_id, TAKE)
            return
        take_table(
            actor=actor_of(request),
            place=_place(request),
            batch_id=batch_id,
            today=today_of(request),
            request_id=request_id_of(request),
            now=utc_now(),
        )

    return _after(request, batch_id, use_case)


@require_POST
@acts(Action.IMPORT_MEMBERS)
def undo(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Undo a table that was taken in: at once, or a large one by the worker."""
    batch = _batch(request, batch_id)

    def use_case() -> None:
        if is_large(batch.rows_count):
            _give(request, batch_id, UNDO)
            return
        undo_table(
            actor=actor_of(request),
            place=_place(request),
            batch_id=batch_id,
            today=today_of(request),
            request_id=request_id_of(request),
            now=utc_now(),
        )

    return _after(request, batch_id, use_case)


@require_POST
@acts(Action.IMPORT_MEMBERS)
def drop(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Throw a table away."""

    def use_case() -> None:
        drop_table(
            actor=actor_of(request), batch_id=batch_id, request_id=request_id_of(request), now=utc_now()
        )

    return _after(request, batch_id, use_case)


def _brought(request: HttpRequest) -> UUID:
    file = request.FILES.get("table")
    if file is None:
        raise MemberImportRefusedError(wrong="empty")
    return bring_table(
        actor=actor_of(request),
        name=file.name or "",
        content=file.read(),
        request_id=request_id_of(request),
        now=utc_now(),
    )


def _give(request: HttpRequest, batch_id: UUID, verb: str) -> None:
    give_to_worker(
        actor=actor_of(request),
        batch_id=batch_id,
        verb=verb,
        request_id=request_id_of(request),
        now=utc_now(),
    )


def _after(request: HttpRequest, batch_id: UUID, use_case: Callable[[], None]) -> HttpResponse:
    _batch(request, batch_id)
    _, refusal = tried(use_case)
    return _page(request, batch_id, refusal) if refusal else redirect(PAGE, batch_id=batch_id)


def _batch(request: HttpRequest, batch_id: UUID) -> MemberBatchRow:
    with own_rows(request):
        batch = batch_of(cooperative_id=actor_of(request).cooperative_id, batch_id=batch_id)
    if batch is None:
        raise Http404
    return batch


def _checked(request: HttpRequest, batch_id: UUID) -> tuple[Opened | None, Plan | None]:
    """Check an open table; None twice for one that is closed."""
    try:
        return check_table(
            cooperative_id=actor_of(request).cooperative_id,
            batch_id=batch_id,
            today=today_of(request),
            now=utc_now(),
        )
    except MemberImportRefusedError:
        return None, None


def _page(request: HttpRequest, batch_id: UUID, refusal: str = "") -> HttpResponse:
    batch = _batch(request, batch_id)
    context: dict[str, Any] = {
        "tabs": list(rooms(request, ROOM)),
        "batch": batch,
        "is_forgotten": is_forgotten(batch.choices, now=utc_now()),
        "refusal": refusal or refusal_kept(batch.choices.get("refused")),
        "savings": [
            (KIND_WORDS[SavingsKind(code)], total_rp)
            for code, total_rp in batch.totals.get("savings", {}).items()
        ],
    }
    if batch.is_open and not batch.is_waiting:
        opened, plan = _checked(request, batch_id)
        if opened is not None:
            context |= _open_context(batch, opened, plan)
    return render(request, "journeys/member_import.html", context, status=422 if refusal else 200)


def _open_context(batch: MemberBatchRow, opened: Opened, plan: Plan | None) -> dict[str, Any]:
    titles = {field.code: field.title for field in FIELDS}
    context: dict[str, Any] = {
        "opened": opened,
        "plan": plan,
        "choices": list(field_choices(batch.mapping, opened)),
        "columns": opened.header.columns,
        "sheets": [
            {"value": at, "label": sheet.name or "Tabel", "selected": at == opened.sheet}
            for at, sheet in enumerate(opened.sheets)
        ],
        "doubles": [
            {"value": code, "label": label, "selected": batch.choices["double"] == code}
            for code, label in (("SKIP", "Lewati"), ("MERGE", "Lengkapi isian yang kosong"))
        ],
        "lacking": [titles[code] for code in lacking(batch.mapping)],
    }
    if plan is not None:
        blocked = plan.reading.errors_count and not batch.choices["leaves"]
        context |= {
            "opening_on": plan.opening_on,
            "notes": [note_line(note) for note in plan.reading.notes[:NOTES_ON_PAGE]],
            "notes_count": plan.reading.errors_count + plan.reading.warnings_count,
            "totals": list(map(total_line, _telling(plan.reading.totals))),
            "totals_count": len(plan.reading.totals),
            "totals_met": all(total.is_met for total in plan.reading.totals),
            "take_words": f"Masukkan {number(len(plan.steps))} orang",
            "ready_words": f"{number(len(plan.steps))} orang siap dimasukkan",
            "may_take": bool(plan.steps) and not blocked and not any(one.wrong for one in plan.savings),
        }
    return context


def _telling(totals: Sequence[TotalRead]) -> list[TotalRead]:
    """Give the figures that tell something: those that differ, and the last line, which sums up."""
    last = totals[-1].line if totals else 0
    return [one for one in totals if not one.is_met or one.line == last][-TOTALS_ON_PAGE:]


def _place(request: HttpRequest) -> Cooperative:
    place: Cooperative = request.visit.seat.place  # type: ignore[attr-defined]  # identity.web.middleware
    return place
