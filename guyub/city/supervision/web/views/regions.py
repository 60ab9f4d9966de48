"""Regions above the city: provinces and the nation in sums."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from guyub.city.development.selectors.paths import path_on
from guyub.city.supervision.selectors.regions import (
    NATION,
    PAGE,
    places_within,
    region_summary,
    regions_above,
    regions_within,
)
from guyub.city.supervision.web.pages import page_of
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import acts, today_of
from guyub.foundation.kernel.documents.spreadsheets import Column, Kind, Sheet
from guyub.foundation.kernel.formats import day
from guyub.foundation.kernel.web.downloads import table_answer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from guyub.foundation.kernel.documents.spreadsheets import Cell

EXPORT_MOST = 10_000
DISTRICT = "KECAMATAN"
NIB_WORDS = {True: "ya", False: "tidak", None: "belum dilaporkan"}


@require_safe
@acts(Action.VIEW_CITY)
def nation(request: HttpRequest) -> HttpResponse:
    """Show the provinces."""
    return _region(request, NATION)


@require_safe
@acts(Action.VIEW_CITY)
def region(request: HttpRequest, code: str) -> HttpResponse:
    """Show what is below a province, a city or a kecamatan."""
    return _region(request, code)


@require_safe
@acts(Action.VIEW_CITY)
def region_export(request: HttpRequest, code: str) -> HttpResponse:
    """Hand over the sums of what is below a region, or the cooperatives of a kecamatan."""
    summary, today = region_summary(code), today_of(request)
    if summary is None:
        raise Http404
    columns, rows = _places(code, today) if summary.level == DISTRICT else _sums(code)
    sheet = Sheet(
        name="Wilayah",
        title=f"{summary.name}, {day(summary.as_of)}",
        source="Guyub; dijumlah dari laporan dan catatan koperasi",
        columns=columns,
        rows=rows,
    )
    return table_answer(request, sheet, stem=f"wilayah-{code}")


def _sums(code: str) -> tuple[Sequence[Column], list[Sequence[Cell]]]:
    counts = "Koperasi,Berjalan,Macet,Punya NIB,Segar,Berpenjualan,Bersimpanan,Kebutuhan terbuka"
    columns = (
        Column("Kode", width=15),
        Column("Wilayah", width=28),
        *(Column(title, Kind.QUANTITY, 12) for title in counts.split(",")),
        Column("Penjualan", Kind.RUPIAH),
        Column("Simpanan", Kind.RUPIAH),
    )
    return columns, [
        (
            one.code,
            one.name,
            one.places_count,
            one.operating_count,
            one.stuck_count,
            one.nib_count,
            one.fresh_count,
            one.selling_count,
            one.saving_count,
            one.needs_open,
            one.sales_rp,
            one.savings_rp,
        )
        for one in regions_within(code)
    ]


def _places(code: str, today: date) -> tuple[Sequence[Column], list[Sequence[Cell]]]:
    columns = (
        Column("Kode", width=15),
        Column("Koperasi", width=28),
        Column("Berada di langkah", width=24),
        Column("NIB", width=16),
        Column("Penjualan", Kind.RUPIAH),
        Column("Simpanan", Kind.RUPIAH),
        Column("Dilaporkan", Kind.DATE),
    )
    titles = _titles(today)
    places, _ = places_within(code, most=EXPORT_MOST)
    return columns, [
        (
            place.code,
            place.name,
            titles.get(place.stage, place.stage),
            NIB_WORDS[place.has_nib],
            place.sales_rp,
            place.savings_rp,
            place.reported_on,
        )
        for place in places
    ]


def _titles(today: date) -> dict[str, str]:
    return {step.code: step.title for step in path_on(today).steps}


def _region(request: HttpRequest, code: str) -> HttpResponse:
    summary = region_summary(code)
    if summary is None:
        raise Http404
    page = page_of(request)
    is_district = summary.level == DISTRICT
    places, count = places_within(code, page=page) if is_district else ([], 0)
    titles = _titles(today_of(request))
    here = reverse("supervision:region", args=[code])
    context = {
        "region": summary,
        "above": regions_above(code),
        "below": [] if is_district else regions_within(code),
        "places": [(place, titles.get(place.stage, place.stage)) for place in places],
        "first": (page - 1) * PAGE + 1,
        "last": (page - 1) * PAGE + len(places),
        "count": count,
        "previous": f"{here}?halaman={page - 1}" if page > 1 else "",
        "next": f"{here}?halaman={page + 1}" if page * PAGE < count else "",
    }
    return render(request, "supervision/region.html", context)
