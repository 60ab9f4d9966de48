"""Debts from a spreadsheet: upload, columns, what taking in would do, taking in, undoing.

Who buys brings a table; who keeps the treasury takes it in, since the books follow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from guyub.community.members.web.views.books import here
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, request_id_of, today_of, tried
from guyub.foundation.intake.web.words import STATES, example_sheet, help_sheet, notes_sheet, small_number
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.formats import number
from guyub.foundation.kernel.web.downloads import table_answer
from guyub.trade.procurement.domain.opening_fields import FIELDS, TITLES, lacking
from guyub.trade.procurement.selectors.openings import batch_of, batches_of, opened_bills
from guyub.trade.procurement.services.opening_taking import check_table, take_table
from guyub.trade.procurement.services.opening_undoing import undo_table
from guyub.trade.procurement.services.openings import (
    DebtOpeningRefusedError,
    TableTyped,
    bring_table,
    drop_table,
    tell_columns,
)
from guyub.trade.procurement.web.frame import done_here, shown
from guyub.trade.procurement.web.opening_words import FIELD_HELP, field_choices, note_line

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpRequest

    from guyub.trade.inventory.services.openings import Opened
    from guyub.trade.procurement.selectors.opening_plans import DebtPlan
    from guyub.trade.procurement.selectors.openings import DebtBatchBrought

TAB, PAGE = "buying:debts", "debt_openings:table"
NOTES_ON_PAGE, DEBTS_ON_PAGE = 60, 50


@require_safe
@acts(Action.BUY_GOODS, Action.KEEP_TREASURY)
def openings(request: HttpRequest) -> HttpResponse:
    """List the tables that were brought."""
    return _list(request)


@require_POST
@acts(Action.BUY_GOODS)
def bring(request: HttpRequest) -> HttpResponse:
    """Bring a table."""
    batch_id, refusal = tried(lambda: _brought(request))
    return _list(request, refusal) if batch_id is None else redirect(PAGE, batch_id=batch_id)


@require_safe
@acts(Action.BUY_GOODS, Action.KEEP_TREASURY)
def template(request: HttpRequest) -> HttpResponse:
    """Hand over an empty table and what its columns mean; its one invented row is refused as long as it stands."""
    sheet = example_sheet("Utang pemasok", "Utang pemasok: tabel contoh", FIELDS)
    return table_answer(request, sheet, help_sheet(FIELDS, FIELD_HELP), stem="contoh-utang-pemasok")


@require_safe
@never_cache
@acts(Action.BUY_GOODS, Action.KEEP_TREASURY)
def table(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Show one table: its columns, what taking it in would do, and what is not right in it; or what became of it."""
    return _page(request, batch_id)


@require_safe
@acts(Action.BUY_GOODS, Action.KEEP_TREASURY)
def notes(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Hand over what is not right in a table, by line."""
    batch = _batch(request, batch_id)
    _, plan = _checked(request, batch_id)
    if plan is None:
        raise Http404
    sheet = notes_sheet(batch.original_name, map(note_line, plan.reading.notes))
    return table_answer(request, sheet, stem="catatan-baris-utang")


@require_POST
@acts(Action.BUY_GOODS)
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
            ),
            request_id=request_id_of(request),
            now=utc_now(),
        )

    return _after(request, batch_id, use_case)


@require_POST
@acts(Action.KEEP_TREASURY)
def take(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Take a table in."""
    return _after(request, batch_id, lambda: take_table(batch_id=batch_id, **done_here(request)))


@require_POST
@acts(Action.KEEP_TREASURY)
def undo(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Undo a table that was taken in."""
    return _after(request, batch_id, lambda: undo_table(batch_id=batch_id, **done_here(request)))


@require_POST
@acts(Action.BUY_GOODS)
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
        raise DebtOpeningRefusedError(wrong="empty")
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


def _batch(request: HttpRequest, batch_id: UUID) -> DebtBatchBrought:
    with own_rows(request):
        batch = batch_of(cooperative_id=actor_of(request).cooperative_id, batch_id=batch_id)
    if batch is None:
        raise Http404
    return batch


def _checked(request: HttpRequest, batch_id: UUID) -> tuple[Opened | None, DebtPlan | None]:
    """Check an open table; None twice for one that is closed."""
    try:
        return check_table(place=here(request), batch_id=batch_id, today=today_of(request))
    except DebtOpeningRefusedError:
        return None, None


def _list(request: HttpRequest, refusal: str = "") -> HttpResponse:
    with own_rows(request):
        rows = batches_of(cooperative_id=actor_of(request).cooperative_id)
    context = {
        "batches": [(row, *STATES[row.state]) for row in rows],
        "open_count": sum(row.is_open for row in rows),
    }
    return shown(request, "debt_openings", context, tab=TAB, refusal=refusal)


def _page(request: HttpRequest, batch_id: UUID, refusal: str = "") -> HttpResponse:
    batch = _batch(request, batch_id)
    context: dict[str, Any] = {"batch": batch, "state_words": STATES[batch.state]}
    opened, plan = _checked(request, batch_id) if batch.is_open else (None, None)
    if opened is not None:
        context |= _open_context(batch, opened, plan)
    elif not batch.is_open:
        with own_rows(request):
            context["bills"] = opened_bills(
                cooperative_id=actor_of(request).cooperative_id, batch_id=batch_id, most=DEBTS_ON_PAGE
            )
    return shown(request, "debt_opening", context, tab=TAB, refusal=refusal)


def _open_context(batch: DebtBatchBrought, opened: Opened, plan: DebtPlan | None) -> dict[str, Any]:
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
        context |= {
            "debts": rows[:DEBTS_ON_PAGE],
            "debts_count": len(rows),
            "notes": [note_line(note) for note in reading.notes[:NOTES_ON_PAGE]],
            "over_rp": max(0, plan.total_rp - plan.left_rp) if plan.cut_off else 0,
            "rest_rp": max(0, plan.left_rp - plan.total_rp),
            "take_words": f"Masukkan {number(len(rows))} nota",
            "ready_words": f"{number(len(rows))} nota siap dimasukkan",
            "faults_words": f"{number(reading.errors_count)} hal harus beres dulu",
            "is_ready": bool(rows) and not reading.errors_count and not plan.wrong,
        }
    return context
