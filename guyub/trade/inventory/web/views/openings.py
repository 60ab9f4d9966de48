"""Goods from a spreadsheet: upload, columns, what taking in would do, taking in, undoing.

Who keeps the goods brings a table; who keeps the treasury takes it in, since the books follow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.views.decorators.http import require_safe

from guyub.foundation.identity.domain.roles import TABLE, Action
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows
from guyub.foundation.intake.web.pages import TablePages
from guyub.foundation.kernel.documents.spreadsheets import Column, Kind, Sheet
from guyub.foundation.kernel.ids import id_in
from guyub.foundation.kernel.web.downloads import table_answer
from guyub.trade.inventory.selectors.opening_plans import places_of
from guyub.trade.inventory.selectors.openings import batch_of, batches_of, opened_of
from guyub.trade.inventory.services.opening_taking import StockOpeningRefusedError
from guyub.trade.inventory.services.openings import GOODS
from guyub.trade.inventory.web.goods_pages import page
from guyub.trade.inventory.web.opening_words import (
    FIELD_HELP,
    HEADS,
    beside_sheet,
    few_of_each,
    goods_line,
    kind_lines,
    note_line,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.foundation.intake.services.tables import Opened
    from guyub.trade.inventory.selectors.opening_plans import StockPlan
    from guyub.trade.inventory.selectors.openings import StockBatchBrought

ROOM = "goods_openings:openings"
GOODS_ON_PAGE = 20


def _framed(request: HttpRequest, name: str, context: Mapping[str, Any], refusal: str) -> HttpResponse:
    shared = {"sees_journal": Action.VIEW_JOURNAL in TABLE[actor_of(request).role]}
    template = "openings" if name == "list" else "opening"
    return page(request, template, shared | dict(context), tab=ROOM, refusal=refusal)


def _options(typed: Mapping[str, str]) -> Mapping[str, Any]:
    written = typed.get("location", "")
    found = id_in(written)
    if written and found is None:
        raise StockOpeningRefusedError(wrong="place")
    return {"location": found}


def _open_context(
    request: HttpRequest, batch: StockBatchBrought, _opened: Opened, plan: StockPlan | None
) -> Mapping[str, Any]:
    if plan:
        places = plan.places
    else:
        with own_rows(request):
            places = places_of(cooperative_id=actor_of(request).cooperative_id)
    chosen = batch.location_id
    context: dict[str, Any] = {
        "places": [
            {"value": "", "label": "Pilih", "selected": chosen is None},
            *(
                {"value": one.location_id, "label": one.name, "selected": one.location_id == chosen}
                for one in places
            ),
        ],
        "has_places": bool(places),
    }
    if plan is not None:
        context |= {
            "goods": [goods_line(row) for row in plan.reading.rows[:GOODS_ON_PAGE]],
            "known_count": plan.count - plan.new,
            "kinds": kind_lines(plan.reading),
            "over_rp": max(0, plan.value_rp - plan.left_rp) if plan.cut_off else 0,
            "rest_rp": max(0, plan.left_rp - plan.value_rp),
        }
    return context


def _closed_context(request: HttpRequest, batch: StockBatchBrought) -> Mapping[str, Any]:
    with own_rows(request):
        rows = opened_of(
            cooperative_id=actor_of(request).cooperative_id, batch_id=batch.batch_id, most=GOODS_ON_PAGE
        )
    return {"opened_goods": rows}


PAGES = TablePages(
    intake=GOODS,
    room=ROOM,
    page="goods_openings:table",
    bring="goods_openings:bring",
    frame=_framed,
    rows=batches_of,
    row=batch_of,
    noun="barang",
    stem="barang",
    example=("Barang", "Barang dan stok: tabel contoh"),
    helps=FIELD_HELP,
    heads=HEADS,
    came=lambda row: (row.goods_count, row.value_rp),
    note_line=note_line,
    notes_shown=few_of_each,
    beside=beside_sheet,
    options=_options,
    open_context=_open_context,
    closed_context=_closed_context,
)


@require_safe
@acts(Action.KEEP_GOODS, Action.KEEP_TREASURY)
def goods(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Hand over the goods of an open table as they would be kept."""
    batch = PAGES.found(request, batch_id)
    _, plan = PAGES.planned(request, batch_id)
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
