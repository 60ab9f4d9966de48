"""The page of one cooperative."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guyub.city.public_site.selectors.cooperative import cooperative_page
from guyub.city.public_site.web.words import LOOKS, OUTLET_WORDS, POST_WORDS, STATUS_WORDS, UNIT_WORDS
from guyub.foundation.identity.selectors.guiding import place_by_code
from guyub.foundation.kernel.dates import Zone, business_date, utc_now
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.kernel.web.downloads import file_answer
from guyub.trade.consignment.selectors.public import local_products
from guyub.trade.inventory.selectors.products import picture_of

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.foundation.kernel.models import Cooperative


@require_safe
def cooperative(request: HttpRequest, code: str) -> HttpResponse:
    """Show what a cooperative says of itself, and what others reported of it."""
    place = place_or_404(code)
    page = cooperative_page(place, today=today_at(place))
    context = {
        "code": code,
        "page": page,
        "look": LOOKS[page.standing],
        "outlets": [
            (outlet, OUTLET_WORDS[outlet.kind], STATUS_WORDS[outlet.status]) for outlet in page.outlets
        ],
        "officers": [(officer, POST_WORDS[officer.post]) for officer in page.officers],
        "units": [(name, UNIT_WORDS[kind]) for name, kind in page.units],
    }
    return render(request, "public_site/cooperative.html", context)


@require_safe
def product_photo(request: HttpRequest, code: str, product_id: UUID) -> HttpResponse:
    """Send the picture of a local product that the page shows."""
    place = place_or_404(code)
    with scope(place.id):
        shown = {row.product_id for row in local_products(cooperative_id=place.id, on=today_at(place))}
        file = picture_of(cooperative_id=place.id, product_id=product_id) if product_id in shown else None
        if file is None:
            raise Http404
        return file_answer(file)


def place_or_404(code: str) -> Cooperative:
    """Find the cooperative of a ward.

    Raises:
        Http404: There is none.
    """
    place = place_by_code(code)
    if place is None:
        raise Http404
    return place


def today_at(place: Cooperative) -> date:
    """Tell the business date where a cooperative is."""
    return business_date(utc_now(), Zone(place.zone))
