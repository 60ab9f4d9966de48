"""Rationed goods for anybody: where LPG is today, and how the city proposes to share it, with its inputs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guyub.city.public_site.selectors.rationed import queue_today, shelves_today
from guyub.foundation.kernel.dates import Zone, business_date, utc_now
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.inventory.domain.regulated import RuleUnit
from guyub.trade.subsidised.domain.allocating import Method
from guyub.trade.subsidised.domain.quantities import SMALLEST_WORDS
from guyub.trade.subsidised.domain.rounds import BASIS_WORDS, METHOD_WORDS, Basis, inputs_text
from guyub.trade.subsidised.domain.shelf import SHELF_WORDS, Shelf
from guyub.trade.subsidised.selectors.rounds import round_page
from guyub.trade.subsidised.web.queue_words import queue_context

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

    from guyub.trade.subsidised.selectors.rounds import RoundPage

TONES = {Shelf.BANYAK: "ok", Shelf.SEDIKIT: "warn", Shelf.HABIS: "bad", Shelf.BELUM: "plain"}


@require_safe
def lpg(request: HttpRequest) -> HttpResponse:
    """Show where LPG is today: much, little, none; price, hours, what comes next."""
    found = shelves_today(today=business_date(utc_now(), Zone.WIB))
    context = {
        "found": found,
        "kecamatan": [
            (name, [(row, TONES[row.shelf], SHELF_WORDS[row.shelf]) for row in rows])
            for name, rows in found.kecamatan
        ],
        "counts": [(SHELF_WORDS[shelf], TONES[shelf], count) for shelf, count in found.counts.items()],
        "told": sum(count for shelf, count in found.counts.items() if shelf is not Shelf.BELUM),
        "total": sum(found.counts.values()),
    }
    return render(request, "public_site/lpg.html", context)


@require_safe
def shares(request: HttpRequest, cooperative_id: int, round_id: UUID) -> HttpResponse:
    """Show one published proposal with what it was counted from."""
    page = _found(cooperative_id, round_id)
    context = {
        "page": page,
        "row": page.row,
        "unit": SMALLEST_WORDS[RuleUnit(page.row.unit)],
        "method": METHOD_WORDS[Method(page.row.method)],
        "basis": BASIS_WORDS[Basis(page.row.basis)],
        "cooperative_id": cooperative_id,
    }
    return render(request, "public_site/shares.html", context)


@require_safe
def shares_inputs(request: HttpRequest, cooperative_id: int, round_id: UUID) -> HttpResponse:
    """Hand the inputs over, byte for byte as they were hashed: what `guyub calc allocate` takes."""
    page = _found(cooperative_id, round_id)
    answer = HttpResponse(inputs_text(page.inputs), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="{page.row.name.lower()}.json"'
    return answer


@require_safe
def queue(request: HttpRequest, cooperative_id: int, queue_id: UUID) -> HttpResponse:
    """Show one queue for a good that is short: numbers, order and state, nobody's name."""
    found = queue_today(cooperative_id=cooperative_id, queue_id=queue_id, now=utc_now())
    if found is None:
        raise Http404
    place, page, today = found
    context = queue_context(page) | {"place": place, "today": today}
    return render(request, "public_site/queue.html", context)


def _found(cooperative_id: int, round_id: UUID) -> RoundPage:
    with scope(cooperative_id):
        page = round_page(city_id=cooperative_id, round_id=round_id, is_public=True)
    if page is None:
        raise Http404
    return page
