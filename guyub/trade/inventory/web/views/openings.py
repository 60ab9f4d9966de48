"""Goods from a spreadsheet: upload, columns, what taking in would do, taking in, undoing.

Who keeps the goods brings a table; who keeps the treasury takes it in, since the books follow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from guyub.community.members.web.views.books import here
from guyub.foundation.identity.domain.roles import TABLE, Action
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, request_id_of, today_of, tried
from guyub.foundation.intake.web.words import STATES, example_sheet, help_sheet, notes_sheet, small_number
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.documents.spreadsheets import Column, Kind, Sheet
from guyub.foundation.kernel.formats import number
from guyub.foundation.kernel.ids import id_in
from guyub.foundation.kernel.web.downloads import table_answer
from guyub.trade.inventory.domain.opening_fields import FIELDS, TITLES, lacking
from guyub.trade.inventory.selectors.opening_plans import places_of
from guyub.trade.inventory.selectors.openings import batch_of, batches_of, opened_of
from guyub.trade.inventory.services.opening_taking import check_table, take_table
from guyub.trade.inventory.services.opening_undoing import undo_table
from guyub.trade.inventory.services.openings import (
    StockOpeningRefusedError,
    TableTyped,
    bring_table,
    drop_table,
    tell_columns,
)
from guyub.trade.inventory.web.goods_pages import done_of, page
from guyub.trade.inventory.web.opening_words import (
    FIELD_HELP,
    beside_sheet,
    few_of_each,
    field_choices,
    goods_line,
    kind_lines,
    note_line,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from uuid import UUID

    from django.http import HttpRequest

    from guyub.trade.inventory.selectors.opening_plans import Place, StockPlan
    from guyub.trade.inventory.selectors.openings import StockBatchBrought
    from guyub.trade.inventory.services.openings import Opened

ROOM, PAGE = "goods_openings:openings", "goods_openings:table"
NOTES_ON_PAGE, GOODS_ON_PAGE = 60, 20


@require_safe
@acts(Action.KEEP_GOODS, Action.KEEP_TREASURY)
def openings(request: HttpRequest) -> HttpResponse:
    """List the tables that were brought."""
    return _list(request)


@require_POST
@acts(Action.KEEP_GOODS)
def bring(request: HttpRequest) -> HttpResponse:
    """Bring a table."""
    batch_id, refusal = tried(lambda: _brought(request))
    return _list(request, refusal) if batch_id is None else redirect(PAGE, batch_id=batch_id)


@require_safe
@acts(Action.KEEP_GOODS, Action.KEEP_TREASURY)
def template(request: HttpRequest) -> HttpResponse:
    """Hand over an empty table and what its columns mean; its one invented row is refused as long as it stands."""
    sheet = example_sheet("Barang", "Barang dan stok: tabel contoh", FIELDS)
    return table_answer(request, sheet, help_sheet(FIELDS, FIELD_HELP), stem="contoh-barang")


@require_safe
@never_cache
@acts(Action.KEEP_GOODS, Action.KEEP_TREASURY)
def table(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Show one table: its columns, what taking it in would do, and what is not right in it; or what became of it."""
    return _page(request, batch_id)


@require_safe
@acts(Action.KEEP_GOODS, Action.KEEP_TREASURY)
def notes(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Hand over what is not right in a table: by line, and the lines themselves with the reason beside them."""
    batch = _batch(request, batch_id)
    opened, plan = _checked(request, batch_id)
    if opened is None or plan is None:
        raise Http404
    lines = [note_line(note) for note in plan.reading.notes]
    sheet = notes_sheet(batch.original_name, lines)
    return table_answer(request, sheet, beside_sheet(opened, lines), stem="catatan-baris-barang")


@require_safe
@acts(Action.KEEP_GOODS, Action.KEEP_TREASURY)
def goods(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Hand over the goods of an open table as they would be kept."""
    batch = _batch(request, batch_id)
    _, plan = _checked(request, batch_id)
    if plan is None:
        raise Http404
    sheet = Sheet(
        name="Barang",
        title=f"Hasil pemeriksaan barang: {batch.original_name}",
        source="pemeriksaan Guyub, tanpa memasukkan apa pun",
        columns=(
            Column("Baris", width=8),
            Column("Nama barang", width=34),
            Column("Baru", width=8),
            Column("Keterangan", width=50),
            Column("Stok", width=24),
            Column("Nilai", Kind.RUPIAH),
            Column("Harga jual", Kind.RUPIAH),
            Column("Harga anggota", Kind.RUPIAH),
            Column("Per", width=12),
            Column("Kemasan", width=30),
        ),
        rows=[
            (
                line.line,
                line.name,
                "ya" if line.is_new else "",
                line.about,
                line.quantity,
                line.value_rp,
                line.price_rp or None,
                line.member_price_rp or None,
                line.unit,
                line.batch,
            )
            for line in map(goods_line, plan.reading.rows)
        ],
    )
    return table_answer(request, sheet, stem="hasil-pemeriksaan-barang")


@require_POST
@acts(Action.KEEP_GOODS)
def columns(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Say how the table is to be read, and where its goods lie."""
    typed = request.POST

    def use_case() -> None:
        tell_columns(
            actor=actor_of(request),
            batch_id=batch_id,
            typed=TableTyped(
                sheet=small_number(typed.get("sheet", "0")),
                header_line=small_number(typed.get("header_line", "1")),
                mapping={name.removeprefix("f-"): typed[name] for name in typed if name.startswith("f-")},
                location_id=_location(typed),
            ),
            request_id=request_id_of(request),
            now=utc_now(),
        )

    return _after(request, batch_id, use_case)


@require_POST
@acts(Action.KEEP_TREASURY)
def take(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Take a table in."""
    return _after(request, batch_id, lambda: take_table(batch_id=batch_id, **_done(request)))


@require_POST
@acts(Action.KEEP_TREASURY)
def undo(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Undo a table that was taken in."""
    return _after(request, batch_id, lambda: undo_table(batch_id=batch_id, **_done(request)))


@require_POST
@acts(Action.KEEP_GOODS)
def drop(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Throw a table away."""

    def use_case() -> None:
        drop_table(
            actor=actor_of(request), batch_id=batch_id, request_id=request_id_of(request), now=utc_now()
        )

    return _after(request, batch_id, use_case)


def _done(request: HttpRequest) -> dict[str, Any]:
    return done_of(request) | {"today": today_of(request)}


def _brought(request: HttpRequest) -> UUID:
    file = request.FILES.get("table")
    if file is None:
        raise StockOpeningRefusedError(wrong="empty")
    return bring_table(
        actor=actor_of(request),
        name=file.name or "",
        content=file.read(),
        request_id=request_id_of(request),
        now=utc_now(),
    )


def _location(typed: Mapping[str, str]) -> UUID | None:
    written = typed.get("location", "")
    found = id_in(written)
    if written and found is None:
        raise StockOpeningRefusedError(wrong="place")
    return found


def _after(request: HttpRequest, batch_id: UUID, use_case: Callable[[], object]) -> HttpResponse:
    _batch(request, batch_id)
    _, refusal = tried(use_case)
    return _page(request, batch_id, refusal) if refusal else redirect(PAGE, batch_id=batch_id)


def _batch(request: HttpRequest, batch_id: UUID) -> StockBatchBrought:
    with own_rows(request):
        batch = batch_of(cooperative_id=actor_of(request).cooperative_id, batch_id=batch_id)
    if batch is None:
        raise Http404
    return batch


def _checked(request: HttpRequest, batch_id: UUID) -> tuple[Opened | None, StockPlan | None]:
    """Check an open table; None twice for one that is closed."""
    try:
        return check_table(place=here(request), batch_id=batch_id, today=today_of(request))
    except StockOpeningRefusedError:
        return None, None


def _framed(request: HttpRequest, name: str, context: Mapping[str, Any], refusal: str) -> HttpResponse:
    allowed = TABLE[actor_of(request).role]
    shared = {
        "may_book": Action.KEEP_TREASURY in allowed,
        "sees_journal": Action.VIEW_JOURNAL in allowed,
    }
    return page(request, name, shared | dict(context), tab=ROOM, refusal=refusal)


def _list(request: HttpRequest, refusal: str = "") -> HttpResponse:
    with own_rows(request):
        rows = batches_of(cooperative_id=actor_of(request).cooperative_id)
    context = {
        "batches": [(row, *STATES[row.state]) for row in rows],
        "open_count": sum(row.is_open for row in rows),
    }
    return _framed(request, "openings", context, refusal)


def _page(request: HttpRequest, batch_id: UUID, refusal: str = "") -> HttpResponse:
    batch = _batch(request, batch_id)
    context: dict[str, Any] = {"batch": batch, "state_words": STATES[batch.state]}
    opened, plan = _checked(request, batch_id) if batch.is_open else (None, None)
    if opened is not None:
        context |= _open_context(request, batch, opened, plan)
    elif not batch.is_open:
        with own_rows(request):
            context["opened_goods"] = opened_of(
                cooperative_id=actor_of(request).cooperative_id, batch_id=batch_id, most=GOODS_ON_PAGE
            )
    return _framed(request, "opening", context, refusal)


def _places(request: HttpRequest) -> Sequence[Place]:
    with own_rows(request):
        return places_of(cooperative_id=actor_of(request).cooperative_id)


def _open_context(
    request: HttpRequest, batch: StockBatchBrought, opened: Opened, plan: StockPlan | None
) -> dict[str, Any]:
    places = plan.places if plan else _places(request)
    context: dict[str, Any] = {
        "opened": opened,
        "plan": plan,
        "choices": list(field_choices(batch.mapping, opened)),
        "columns": opened.header.columns,
        "sheets": [
            {"value": at, "label": sheet.name or "Tabel", "selected": at == opened.sheet}
            for at, sheet in enumerate(opened.sheets)
        ],
        "places": [
            {"value": "", "label": "Pilih", "selected": batch.location_id is None},
            *(
                {
                    "value": one.location_id,
                    "label": one.name,
                    "selected": one.location_id == batch.location_id,
                }
                for one in places
            ),
        ],
        "has_places": bool(places),
        "lacking": [TITLES[code] for code in lacking(batch.mapping)],
    }
    if plan is not None:
        rows, reading = plan.reading.rows, plan.reading
        context |= {
            "goods": [goods_line(row) for row in rows[:GOODS_ON_PAGE]],
            "goods_count": len(rows),
            "known_count": len(rows) - plan.new,
            "notes": few_of_each(reading.notes)[:NOTES_ON_PAGE],
            "notes_count": reading.errors_count + reading.warnings_count,
            "kinds": kind_lines(reading),
            "over_rp": max(0, plan.value_rp - plan.left_rp) if plan.cut_off else 0,
            "rest_rp": max(0, plan.left_rp - plan.value_rp),
            "take_words": f"Masukkan {number(len(rows))} barang",
            "ready_words": f"{number(len(rows))} barang siap dimasukkan",
            "faults_words": f"{number(reading.errors_count)} hal harus beres dulu",
            "is_ready": bool(rows) and not reading.errors_count and not plan.wrong,
        }
    return context
