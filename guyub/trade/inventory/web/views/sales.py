"""What sold, what it brought, and what does not move."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.views.decorators.http import require_safe

from guyub.books.ledger.web.questions import day_in
from guyub.community.members.web.views.books import here
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of
from guyub.foundation.kernel.documents.spreadsheets import Column, Kind, Sheet
from guyub.foundation.kernel.formats import day, rupiah
from guyub.foundation.kernel.web.downloads import table_answer
from guyub.trade.inventory.domain.catalogue import CATEGORY_OF
from guyub.trade.inventory.selectors.sales import sold_between

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from guyub.trade.inventory.selectors.sales import Sold

USUAL_DAYS = 30
MOST_ROWS = 50


@require_safe
@acts(Action.VIEW_GOODS)
def sales(request: HttpRequest) -> HttpResponse:
    """Show what sold best in a span of days, what it left, and what lies there without selling."""
    since, until = _span(request)
    found = _found(request, since, until)
    sold = [one for one in found if one.qty > 0]
    still = sorted((one for one in found if one.qty <= 0), key=lambda one: (-one.there_rp, one.name))
    context = {
        "place": here(request),
        "today": today_of(request),
        "since": since,
        "until": until,
        "title": _title(sold),
        "lead": f"{day(since)} sampai {day(until)}, menurut buku.",
        "sums": _sums(sold),
        "sold": sold[:MOST_ROWS],
        "sold_more": max(len(sold) - MOST_ROWS, 0),
        "still": still[:MOST_ROWS],
        "still_more": max(len(still) - MOST_ROWS, 0),
        "still_rp": sum(one.there_rp for one in still),
    }
    return render(request, "inventory/sales.html", context)


@require_safe
@acts(Action.VIEW_GOODS)
def sales_export(request: HttpRequest) -> HttpResponse:
    """Hand the same over as a table, every product a line."""
    since, until = _span(request)
    sheet = Sheet(
        name="Laku",
        title=f"Barang terjual {day(since)} sampai {day(until)}, {here(request).name}",
        source="Guyub; harga pokok menurut buku, dengan koreksinya",
        columns=(
            Column("Kode", width=14),
            Column("Barang", width=34),
            Column("Kelompok", width=26),
            Column("Satuan"),
            Column("Terjual", Kind.QUANTITY),
            Column("Hasil penjualan", Kind.RUPIAH),
            Column("Harga pokok", Kind.RUPIAH),
            Column("Sisa hasil", Kind.RUPIAH),
            Column("Persen", Kind.QUANTITY),
            Column("Stok sekarang", Kind.QUANTITY),
            Column("Nilai stok", Kind.RUPIAH),
            Column("Terakhir terjual", Kind.DATE),
        ),
        rows=[
            (
                one.code,
                one.name,
                CATEGORY_OF[one.category].name,
                one.base_unit,
                one.qty,
                one.sold_rp,
                one.cost_rp,
                one.margin_rp,
                one.margin_percent,
                one.there_qty,
                one.there_rp,
                one.last_on,
            )
            for one in _found(request, since, until)
        ],
    )
    return table_answer(request, sheet, stem="barang-laku")


def _found(request: HttpRequest, since: date, until: date) -> list[Sold]:
    with own_rows(request):
        return sold_between(cooperative_id=actor_of(request).cooperative_id, since=since, until=until)


def _span(request: HttpRequest) -> tuple[date, date]:
    today = today_of(request)
    until = min(day_in(request, "sampai") or today, today)
    since = day_in(request, "dari") or until - timedelta(days=USUAL_DAYS - 1)
    return min(since, until), until


def _title(sold: list[Sold]) -> str:
    total_rp = sum(one.sold_rp for one in sold)
    if not sold:
        return "Belum ada barang terjual"
    return f"{len(sold)} barang terjual, {rupiah(total_rp)}"


def _sums(sold: list[Sold]) -> dict[str, Any] | None:
    total_rp = sum(one.sold_rp for one in sold)
    if not total_rp:
        return None
    margin_rp = sum(one.margin_rp for one in sold)
    return {"sold_rp": total_rp, "margin_rp": margin_rp, "percent": 100 * margin_rp // total_rp}
