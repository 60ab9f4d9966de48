"""What the shop sold over a span of days, looked at from every side."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.views.decorators.http import require_safe

from guyub.books.ledger.web.questions import day_in
from guyub.community.members.web.views.books import here
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import acts, own_rows, today_of
from guyub.foundation.kernel.documents.spreadsheets import Column, Kind, Sheet
from guyub.foundation.kernel.formats import day
from guyub.foundation.kernel.web.downloads import table_answer
from guyub.trade.inventory.web.stock_pages import asked_with
from guyub.trade.retail.selectors.shop_figures import shop_figures
from guyub.trade.retail.web.shop_frame import counts_blind, sees_cost, shown
from guyub.trade.retail.web.views.shop_days import BUYERS, columns_of, hours_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from guyub.trade.retail.domain.day_sheets import Sum
    from guyub.trade.retail.selectors.shop_figures import ShopFigures

USUAL_DAYS, MOST_DAYS = 14, 366
CHART_DAYS = 14
MOST_ROWS = 50


@require_safe
@acts(Action.VIEW_DEVICES)
def figures(request: HttpRequest) -> HttpResponse:
    """Show the sales of a span by day, hour, seller, buyer, unit and product."""
    since, until = _span(request)
    found = _found(request, since, until)
    products = list(found.by_product.values())
    context = {
        "since": since,
        "until": until,
        "title": f"Penjualan {day(since)} sampai {day(until)}",
        "one": found,
        "days": _days(found, since, until),
        "chart": hours_of(found.by_hour),
        "groups": [(title, rows) for title, rows in _groups(found) if rows],
        "products": products[:MOST_ROWS],
        "products_more": max(len(products) - MOST_ROWS, 0),
        "percent": 100 * found.total.margin_rp // found.total.net_rp if found.total.net_rp > 0 else None,
        "question": asked_with(request),
    }
    return shown(request, "shop_figures", "shop:figures", context)


@require_safe
@acts(Action.VIEW_DEVICES)
def figures_export(request: HttpRequest) -> HttpResponse:
    """Hand the same over as a table: every side is rows of its own."""
    since, until = _span(request)
    found = _found(request, since, until)
    sheet = Sheet(
        name="Penjualan",
        title=f"Penjualan {day(since)} sampai {day(until)}, {here(request).name}",
        source="Guyub; harga pokok saat barang keluar, tanpa koreksi sesudahnya",
        columns=(
            Column("Menurut", width=14),
            Column("Isi", width=34),
            Column("Nota", Kind.QUANTITY),
            Column("Penjualan (Rp)", Kind.RUPIAH),
            *(
                (Column("Harga pokok (Rp)", Kind.RUPIAH), Column("Sisa hasil (Rp)", Kind.RUPIAH))
                if sees_cost(request)
                else ()
            ),
        ),
        rows=[
            (
                *(title, name, one.receipts, one.net_rp),
                *((one.cost_rp, one.margin_rp) if sees_cost(request) else ()),
            )
            for title, rows in (
                ("Hari", [(day(on), one) for on, one in found.by_day.items()]),
                ("Jam", [(f"{hour:02}.00", one) for hour, one in found.by_hour.items()]),
                *_groups(found),
                ("Barang", list(found.by_product.values())),
                ("Semua", [("Semua", found.total)]),
            )
            for name, one in rows
        ],
    )
    return table_answer(request, sheet, stem="penjualan")


def _found(request: HttpRequest, since: date, until: date) -> ShopFigures:
    with own_rows(request):
        return shop_figures(place=here(request), since=since, until=until)


def _span(request: HttpRequest) -> tuple[date, date]:
    """Read the days; who counts a drawer blind sees none of today, whose cash is to be counted still."""
    today = today_of(request)
    last = today - timedelta(days=1) if counts_blind(request) else today
    until = min(day_in(request, "sampai") or last, last)
    since = min(day_in(request, "dari") or until - timedelta(days=USUAL_DAYS - 1), until)
    return max(since, until - timedelta(days=MOST_DAYS - 1)), until


def _groups(found: ShopFigures) -> list[tuple[str, list[tuple[str, Sum]]]]:
    return [
        ("Pembeli", [(BUYERS[is_member], one) for is_member, one in found.by_member.items()]),
        ("Penjual", list(found.by_cashier.values())),
        ("Unit usaha", [(name or "Tanpa unit", one) for name, one in found.by_unit.items()]),
    ]


def _days(found: ShopFigures, since: date, until: date) -> dict[str, Any] | None:
    """Give the columns of the last days of the span, at most two weeks of them."""
    if not found.by_day:
        return None
    count = min((until - since).days + 1, CHART_DAYS)
    shown_days: Iterable[date] = (until - timedelta(days=back) for back in range(count - 1, -1, -1))
    amounts = {str(on.day): found.by_day[on].net_rp if on in found.by_day else 0 for on in shown_days}
    return columns_of(amounts, "tanggal ")
