"""Shops over the city: what the tills of each cooperative sold, and on how many days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from guyub.city.supervision.selectors.shops import city_shops
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.selectors.guiding import guided_by, place_by_id
from guyub.foundation.identity.web.doors import actor_of, acts, today_of
from guyub.foundation.kernel.documents.spreadsheets import Column, Kind, Sheet
from guyub.foundation.kernel.formats import day
from guyub.foundation.kernel.web.downloads import table_answer
from guyub.trade.retail.selectors.city_figures import DAYS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from guyub.foundation.kernel.models import Cooperative


@require_safe
@acts(Action.VIEW_CITY)
def city_shops_page(request: HttpRequest) -> HttpResponse:
    """Show what the shops of the cooperatives sold on the last 28 whole days; no person, no receipt."""
    city, names = _guided(request)
    found = city_shops(names=names)
    context = {
        "city": city,
        "title": f"{found.selling} dari {len(names)} gerai berjualan"
        if found.shops
        else "Belum ada penjualan kasir",
        "found": found,
        "days": DAYS,
        "today": today_of(request),
        "table": reverse("supervision:shops_export"),
    }
    return render(request, "supervision/shops.html", context)


@require_safe
@acts(Action.VIEW_CITY)
def city_shops_export(request: HttpRequest) -> HttpResponse:
    """Hand the same over as a table, a line for each cooperative whose tills ever sold."""
    city, names = _guided(request)
    sheet = Sheet(
        name="Gerai",
        title=f"Penjualan gerai {DAYS} hari terakhir, {city.name}, {day(today_of(request))}",
        source="Guyub; nota kasir dikurangi yang dikembalikan, barang titipan ikut, dijumlah tiap malam sampai kemarin",
        columns=(
            Column("Kode", width=15),
            Column("Koperasi", width=26),
            Column("Penjualan", Kind.RUPIAH),
            Column("Hari berjualan", Kind.QUANTITY),
            Column("Nota", Kind.QUANTITY),
            Column("Rata-rata per hari", Kind.RUPIAH),
            Column("Terakhir berjualan", Kind.DATE),
        ),
        rows=[
            (one.code, one.name, one.sold_rp, one.days, one.sales, one.daily_rp, one.last_on)
            for one in city_shops(names=names).shops
        ],
    )
    return table_answer(request, sheet, stem=f"gerai-{city.code}")


def _guided(request: HttpRequest) -> tuple[Cooperative, Mapping[str, str]]:
    city = place_by_id(actor_of(request).cooperative_id)
    return city, {place.code: place.name for place in guided_by(city)}
