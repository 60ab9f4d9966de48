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

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


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


def _region(request: HttpRequest, code: str) -> HttpResponse:
    summary = region_summary(code)
    if summary is None:
        raise Http404
    page = page_of(request)
    is_district = summary.level == "KECAMATAN"
    places, count = places_within(code, page=page) if is_district else ([], 0)
    titles = {step.code: step.title for step in path_on(today_of(request)).steps}
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
