"""The first page: the whole city, and its figures as open data."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from guyub.city.public_site.selectors.overview import overview, reported_figures
from guyub.city.public_site.web.words import LOOKS
from guyub.community.cooperatives.selectors.ward_map import ward_map
from guyub.community.cooperatives.selectors.wards import SOURCE
from guyub.foundation.kernel.web.downloads import csv_answer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from guyub.city.public_site.selectors.overview import WardRow
    from guyub.city.public_site.web.words import Look
    from guyub.community.cooperatives.selectors.ward_map import WardShape

    Spot = tuple[str, WardRow, Look]

LONGEST_QUERY = 80
CSV_COLUMNS = (
    "kode",
    "kelurahan",
    "kecamatan",
    "koperasi",
    "indikator",
    "sebutan",
    "nilai",
    "satuan",
    "per_tanggal",
    "sumber",
    "catatan",
)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the 57 cooperatives as they were reported, on a map and in a list; a query narrows the list."""
    query = request.GET.get("kelurahan", "").strip()[:LONGEST_QUERY]
    city = overview()
    drawing = ward_map()
    kecamatan = [(name, [(row, LOOKS[row.standing]) for row in rows]) for name, rows in city.found(query)]
    context = {
        "query": query,
        "found": sum(len(rows) for _, rows in kecamatan),
        "kecamatan": kecamatan,
        "city": city,
        "total": len(city.rows),
        "map": drawing,
        "districts": _districts(drawing.shapes, city.rows),
        "key": [(LOOKS[standing], count) for standing, count in city.counts.items()],
        "source": SOURCE,
    }
    return render(request, "public_site/home.html", context)


def _districts(shapes: Sequence[WardShape], rows: Sequence[WardRow]) -> list[tuple[str, list[Spot]]]:
    """Group the map by kecamatan: all its wards as one path, whose stroke shows where they end, and each ward on it."""
    spots = [(shape.path, row, LOOKS[row.standing]) for shape, row in zip(shapes, rows, strict=True)]
    groups = [list(group) for _, group in groupby(spots, key=lambda spot: spot[1].ward.kecamatan)]
    return [("".join(path for path, _, _ in group), group) for group in groups]


@require_safe
def cooperatives(request: HttpRequest) -> HttpResponse:
    """Lead to the list on the first page."""
    return HttpResponseRedirect(f"{reverse('public_site:home')}#daftar")


@require_safe
def cooperatives_csv(request: HttpRequest) -> HttpResponse:
    """Hand over every newest reported figure with its day and source."""
    return csv_answer(titles=CSV_COLUMNS, rows=reported_figures(), stem="koperasi")
