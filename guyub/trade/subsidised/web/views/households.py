"""The city's page of households: how many of each ward use a good, typed or pasted for many wards at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from guyub.community.cooperatives.web.forms import day_of, typed_of
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.selectors.guiding import guided_by
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, request_id_of, today_of, tried
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.formats import number
from guyub.foundation.kernel.ids import id_in
from guyub.trade.subsidised.domain.household_estimates import (
    HouseholdsRefusedError,
    HouseholdsTyped,
    lines_of,
    pasted,
)
from guyub.trade.subsidised.domain.quantities import SMALLEST_WORDS
from guyub.trade.subsidised.selectors.household_estimates import estimates_of, told_before
from guyub.trade.subsidised.services.household_estimates import tell_households
from guyub.trade.subsidised.web.city_goods import goods_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from guyub.trade.subsidised.domain.programmes import Programme

Cells = dict[str, tuple[str, str]]


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.SHARE_GOODS)
def households(request: HttpRequest) -> HttpResponse:
    """Show what the city estimates of each ward's households, and take down what it tells anew."""
    city, goods, good = goods_of(request)
    names = {one.code: one.name for one in guided_by(city)}
    cells, refusal, each = _cells(request, names), "", typed_of(request, "each")
    if "fill" in request.POST:
        filled, refusal = tried(lambda: pasted(typed_of(request, "pasted"), names=names))
        cells |= filled or {}
    elif request.method == "POST":
        told, refusal = tried(lambda: _tell(request, good, cells, each=each, names=names))
        if told:
            return redirect(f"{reverse('shares:households')}?barang={good.key}&tertulis={told}")
    with own_rows(request):
        newest = estimates_of(city_id=city.id, programme=good.key)
        before = told_before(city_id=city.id, programme=good.key)
    rows: list[dict[str, Any]] = [
        {"code": code, "name": name, "told": newest.get(code), "typed": cells[code]}
        for code, name in names.items()
    ]
    context = {
        "city": city,
        "picks": [
            {"href": f"?barang={one.key}", "label": one.title, "count": None, "current": one == good}
            for one in goods
        ],
        "good": good,
        "unit": SMALLEST_WORDS[good.unit],
        "rows": rows,
        "seen": " ".join(str(one.estimate_id) for one in newest.values()),
        "told": len(newest),
        "whole": f"dari {number(len(rows))}",
        "sums": {
            "households": sum(one.households for one in newest.values()),
            "monthly_qty": sum(one.monthly_qty for one in newest.values()),
        },
        "before": before,
        "typed": request.POST,
        "today": today_of(request),
        "written": _count(request),
        "refusal": refusal,
    }
    return render(request, "subsidised/households.html", context, status=422 if refusal else 200)


def _cells(request: HttpRequest, names: Mapping[str, str]) -> Cells:
    return {code: (typed_of(request, f"n-{code}"), typed_of(request, f"e-{code}")) for code in names}


def _tell(request: HttpRequest, good: Programme, cells: Cells, *, each: str, names: Mapping[str, str]) -> int:
    seen = {id_ for id_ in map(id_in, typed_of(request, "seen").split()) if id_ is not None}
    typed = HouseholdsTyped(
        programme=good.key,
        of_on=day_of(request, "of_on", HouseholdsRefusedError, "day"),
        source=" ".join(typed_of(request, "source").split()),
        lines=lines_of(cells, each=each, names=names),
        reason=typed_of(request, "reason"),
    )
    request_id = request_id_of(request)
    return tell_households(
        actor=actor_of(request), typed=typed, seen=seen, request_id=request_id, now=utc_now()
    )


def _count(request: HttpRequest) -> int:
    """Give of how many wards it was just told; 0: the page was opened otherwise."""
    written = request.GET.get("tertulis", "")
    return int(written) if written.isascii() and written.isdigit() and len(written) < len("1000") else 0
