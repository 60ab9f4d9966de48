"""Staples over the city: what they cost where, and where none is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from guyub.city.supervision.selectors.staples import city_staples
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.selectors.guiding import guided_by, place_by_id
from guyub.foundation.identity.web.doors import actor_of, acts, today_of
from guyub.foundation.kernel.documents.spreadsheets import Column, Kind, Sheet
from guyub.foundation.kernel.formats import day
from guyub.foundation.kernel.web.downloads import table_answer
from guyub.trade.inventory.domain.price_rules import KIND_WORDS
from guyub.trade.inventory.domain.regulated import UNIT_WORDS

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from guyub.city.supervision.selectors.staples import CityStaples
    from guyub.foundation.kernel.models import Cooperative


@require_safe
@acts(Action.VIEW_CITY)
def city_staples_page(request: HttpRequest) -> HttpResponse:
    """Show what staples cost in each cooperative beside the rules and the average, and where none is left."""
    city, found = _found(request)
    above = sum(staple.above for staple in found.staples)
    out = sum(staple.out for staple in found.staples)
    title = "Semua bahan pokok di bawah batasnya" if found.staples else "Belum ada harga bahan pokok"
    context = {
        "city": city,
        "title": f"{above} harga di atas batas, {out} barang habis" if above or out else title,
        "staples": [
            {
                "staple": staple,
                "unit": UNIT_WORDS[staple.good.unit],
                "kind": KIND_WORDS[staple.rule.kind] if staple.rule else "",
            }
            for staple in found.staples
        ],
        "found": found,
        "today": today_of(request),
        "table": reverse("supervision:staples_export"),
    }
    return render(request, "supervision/staples.html", context)


@require_safe
@acts(Action.VIEW_CITY)
def city_staples_export(request: HttpRequest) -> HttpResponse:
    """Hand prices and stocks over as a table, a line for each staple of each cooperative."""
    city, found = _found(request)
    sheet = Sheet(
        name="Bahan pokok",
        title=f"Harga dan stok bahan pokok, {city.name}, {day(today_of(request))}",
        source="Guyub; harga umum terendah di tiap koperasi, dibaca tiap malam dan saat berubah",
        columns=(
            Column("Barang", width=22),
            Column("Satuan"),
            Column("Batas", Kind.RUPIAH),
            Column("Aturan", width=22),
            Column("Kode", width=15),
            Column("Koperasi", width=26),
            Column("Harga", Kind.RUPIAH),
            Column("Di atas batas", Kind.RUPIAH),
            Column("Stok", Kind.QUANTITY),
            Column("Habis sejak", Kind.DATE),
        ),
        rows=[
            (
                staple.good.title,
                UNIT_WORDS[staple.good.unit],
                staple.rule.amount_rp if staple.rule else None,
                KIND_WORDS[staple.rule.kind] if staple.rule else "",
                one.code,
                one.name,
                one.price_rp,
                one.above_rp or None,
                one.stock,
                one.out_since,
            )
            for staple in found.staples
            for one in staple.places
        ],
    )
    return table_answer(request, sheet, stem=f"bahan-pokok-{city.code}")


def _found(request: HttpRequest) -> tuple[Cooperative, CityStaples]:
    city = place_by_id(actor_of(request).cooperative_id)
    names = {place.code: place.name for place in guided_by(city)}
    return city, city_staples(city=city, names=names, on=today_of(request))
