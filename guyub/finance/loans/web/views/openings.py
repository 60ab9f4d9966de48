"""Running loans from a spreadsheet: upload, columns, what taking in would do, taking in, undoing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guyub.finance.loans.domain.opening_fields import FIELDS, TITLES, lacking
from guyub.finance.loans.selectors.openings import batch_of, batches_of, opened_of
from guyub.finance.loans.services.opening_taking import check_table, take_table
from guyub.finance.loans.services.opening_undoing import undo_table
from guyub.finance.loans.services.openings import (
    LoanOpeningRefusedError,
    TableTyped,
    bring_table,
    drop_table,
    tell_columns,
)
from guyub.finance.loans.web.frame import framed
from guyub.finance.loans.web.opening_words import FIELD_HELP, field_choices, loan_line, note_line
from guyub.finance.savings.web.frame import done_of, done_today
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, request_id_of, today_of, tried
from guyub.foundation.intake.web.words import STATES, example_sheet, help_sheet, notes_sheet, small_number
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.documents.spreadsheets import Column, Kind, Sheet
from guyub.foundation.kernel.formats import number
from guyub.foundation.kernel.web.downloads import table_answer

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpRequest

    from guyub.finance.loans.selectors.opening_plans import OpeningPlan
    from guyub.finance.loans.selectors.openings import OpeningBatch
    from guyub.finance.loans.services.openings import Opened

TAB = "loan_products:products"
PAGE = "loan_openings:table"
NOTES_ON_PAGE, LOANS_ON_PAGE = 60, 60


@require_http_methods(["GET", "HEAD", "POST"])
@acts(Action.KEEP_LOANS)
def openings(request: HttpRequest) -> HttpResponse:
    """List the tables that were brought; bring one."""
    refusal = ""
    if request.method == "POST":
        batch_id, refusal = tried(lambda: _brought(request))
        if batch_id is not None:
            return redirect(PAGE, batch_id=batch_id)
    with own_rows(request):
        rows = batches_of(cooperative_id=actor_of(request).cooperative_id)
    context = {
        "batches": [(row, *STATES[row.state]) for row in rows],
        "open_count": sum(row.is_open for row in rows),
    }
    return framed(request, "openings", context, tab=TAB, refusal=refusal)


@require_safe
@acts(Action.KEEP_LOANS)
def template(request: HttpRequest) -> HttpResponse:
    """Hand over an empty table and what its columns mean; its one invented row is refused as long as it stands."""
    sheet = example_sheet("Pinjaman", "Pinjaman berjalan: tabel contoh", FIELDS)
    told = help_sheet(FIELDS, FIELD_HELP)
    return table_answer(request, sheet, told, stem="contoh-pinjaman-berjalan")


@require_safe
@never_cache
@acts(Action.KEEP_LOANS)
def table(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Show one table: its columns, what taking it in would do, and what is not right in it; or what became of it."""
    return _page(request, batch_id)


@require_safe
@acts(Action.KEEP_LOANS)
def notes(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Hand over what is not right in a table, line by line, as XLSX or CSV."""
    batch = _batch(request, batch_id)
    _, plan = _checked(request, batch_id)
    if plan is None:
        raise Http404
    sheet = notes_sheet(batch.original_name, map(note_line, plan.reading.notes))
    return table_answer(request, sheet, stem="catatan-baris-pinjaman")


@require_safe
@acts(Action.KEEP_LOANS)
def loans(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Hand over the loans of an open table as they would be kept, with what the schedule makes of each."""
    batch = _batch(request, batch_id)
    _, plan = _checked(request, batch_id)
    if plan is None:
        raise Http404
    titles = ("Baris", "Nama", "Produk", "Ketentuan", "Tanggal cair", "Plafon", "Sisa pokok", "Sudah dibayar")
    more = ("Keadaan", "Angsuran berikutnya", "Sebesar", "Angsuran terakhir", "Penyisihan", "Jadwal")
    dates, amounts = {4, 9, 11}, {5, 6, 7, 10, 12}
    sheet = Sheet(
        name="Pinjaman",
        title=f"Hitungan pinjaman: {batch.original_name}",
        source="pemeriksaan Guyub, tanpa memasukkan apa pun",
        columns=[
            Column(title, Kind.DATE if at in dates else Kind.RUPIAH if at in amounts else Kind.TEXT, width=20)
            for at, title in enumerate((*titles, *more))
        ],
        rows=[
            (
                line.line,
                line.borrower,
                line.product,
                line.terms,
                line.disbursed_on,
                line.principal_rp,
                line.left_rp,
                line.paid_rp,
                line.arrears,
                line.next_on,
                line.next_rp,
                line.ends_on,
                line.provision_rp,
                "disusun ulang" if line.is_anew else "asli",
            )
            for line in _loan_lines(request, plan)
        ],
    )
    return table_answer(request, sheet, stem="hitungan-pinjaman-berjalan")


@require_POST
@acts(Action.KEEP_LOANS)
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
                is_part="is_part" in typed,
                is_spread="is_spread" in typed,
            ),
            request_id=request_id_of(request),
            now=utc_now(),
        )

    return _after(request, batch_id, use_case)


@require_POST
@acts(Action.KEEP_LOANS)
def take(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Take a table in."""
    return _after(request, batch_id, lambda: take_table(batch_id=batch_id, **done_today(request)))


@require_POST
@acts(Action.KEEP_LOANS)
def undo(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Undo a table that was taken in."""
    return _after(request, batch_id, lambda: undo_table(batch_id=batch_id, **done_today(request)))


@require_POST
@acts(Action.KEEP_LOANS)
def drop(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Throw a table away."""
    done = done_of(request)
    del done["place"]
    return _after(request, batch_id, lambda: drop_table(batch_id=batch_id, **done))


def _brought(request: HttpRequest) -> UUID:
    file = request.FILES.get("table")
    if file is None:
        raise LoanOpeningRefusedError(wrong="empty")
    return bring_table(
        actor=actor_of(request),
        name=file.name or "",
        content=file.read(),
        request_id=request_id_of(request),
        now=utc_now(),
    )


def _after(request: HttpRequest, batch_id: UUID, use_case: Callable[[], object]) -> HttpResponse:
    _batch(request, batch_id)
    _, refusal = tried(use_case)
    return _page(request, batch_id, refusal) if refusal else redirect(PAGE, batch_id=batch_id)


def _batch(request: HttpRequest, batch_id: UUID) -> OpeningBatch:
    with own_rows(request):
        batch = batch_of(cooperative_id=actor_of(request).cooperative_id, batch_id=batch_id)
    if batch is None:
        raise Http404
    return batch


def _checked(request: HttpRequest, batch_id: UUID) -> tuple[Opened | None, OpeningPlan | None]:
    """Check an open table; None twice for one that is closed."""
    place_id = actor_of(request).cooperative_id
    try:
        return check_table(cooperative_id=place_id, batch_id=batch_id, today=today_of(request))
    except LoanOpeningRefusedError:
        return None, None


def _loan_lines(request: HttpRequest, plan: OpeningPlan, most: int | None = None) -> list[Any]:
    day = plan.cut_off or today_of(request)
    rows = zip(plan.reading.rows[:most], plan.provisions[:most], strict=True)
    return [loan_line(row, provision_rp, day) for row, provision_rp in rows]


def _page(request: HttpRequest, batch_id: UUID, refusal: str = "") -> HttpResponse:
    batch = _batch(request, batch_id)
    context: dict[str, Any] = {"batch": batch, "state_words": STATES[batch.state]}
    opened, plan = _checked(request, batch_id) if batch.is_open else (None, None)
    if opened is not None:
        context |= _open_context(request, batch, opened, plan)
    elif not batch.is_open:
        with own_rows(request):
            context["opened_loans"] = opened_of(
                cooperative_id=actor_of(request).cooperative_id, batch_id=batch_id, most=LOANS_ON_PAGE
            )
    return framed(request, "opening", context, tab=TAB, refusal=refusal)


def _open_context(
    request: HttpRequest, batch: OpeningBatch, opened: Opened, plan: OpeningPlan | None
) -> dict[str, Any]:
    context: dict[str, Any] = {
        "opened": opened,
        "plan": plan,
        "choices": list(field_choices(batch.mapping, opened)),
        "columns": opened.header.columns,
        "sheets": [
            {"value": at, "label": sheet.name or "Tabel", "selected": at == opened.sheet}
            for at, sheet in enumerate(opened.sheets)
        ],
        "lacking": [TITLES[code] for code in lacking(batch.mapping)],
    }
    if plan is not None:
        rows, reading = plan.reading.rows, plan.reading
        lines = _loan_lines(request, plan, LOANS_ON_PAGE)
        late = sum(line.tone == "bad" for line in lines) if len(lines) == len(rows) else None
        context |= {
            "loans": lines,
            "late": late,
            "loans_count": len(rows),
            "notes": [note_line(note) for note in reading.notes[:NOTES_ON_PAGE]],
            "notes_count": reading.errors_count + reading.warnings_count,
            "take_words": f"Masukkan {number(len(rows))} pinjaman",
            "ready_words": f"{number(len(rows))} pinjaman siap dimasukkan",
            "may_take": bool(rows) and not reading.errors_count and not any(one.wrong for one in plan.totals),
        }
    return context
