"""The first page."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

from guyub.community.cooperatives.selectors.ward_map import ward_map
from guyub.community.cooperatives.selectors.wards import SOURCE, wards

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

LONGEST_QUERY = 80


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the 57 cooperatives on a map and in a list; a query narrows the list."""
    query = request.GET.get("kelurahan", "").strip()[:LONGEST_QUERY]
    found = [ward for ward in wards() if query.casefold() in ward.name.casefold()]
    kecamatan = [(name, list(group)) for name, group in groupby(found, key=lambda ward: ward.kecamatan)]
    context = {
        "query": query,
        "found": len(found),
        "kecamatan": kecamatan,
        "map": ward_map(),
        "source": SOURCE,
    }
    return render(request, "public_site/home.html", context)
