"""What every page of one cooperative shares: whose it is, the way to its neighbours, who may do what here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.urls import reverse

from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.selectors.guiding import city_of
from guyub.foundation.identity.web.doors import may_here, today_of
from guyub.foundation.kernel.formats import day, days_ago, freshness

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from guyub.community.cooperatives.selectors.reports import Report
    from guyub.foundation.kernel.models import Cooperative

_TABS = {
    "profile": "Ringkasan",
    "papers": "Dokumen",
    "officers": "Pengurus",
    "outlets": "Gerai",
    "reports": "Dilaporkan",
}


def page(
    request: HttpRequest, place: Cooperative, name: str, context: Mapping[str, Any], *, refusal: str = ""
) -> HttpResponse:
    """Render one page of a cooperative; a refusal makes it a 422 with what was typed still there."""
    shared = {
        "place": place,
        "today": today_of(request),
        "tabs": [
            {
                "label": label,
                "href": reverse(f"cooperatives:{tab}", kwargs={"code": place.code}),
                "current": tab == name,
            }
            for tab, label in _TABS.items()
        ],
        "may_legal": may_here(request, Action.KEEP_LEGAL, place),
        "may_officers": may_here(request, Action.KEEP_OFFICERS, place),
        "may_outlets": may_here(request, Action.KEEP_OUTLETS, place),
        "typed": request.POST,
        "refusal": refusal,
    }
    status = 422 if refusal else 200
    return render(request, f"cooperatives/{name}.html", shared | dict(context), status=status)


def city_id_of(request: HttpRequest, place: Cooperative) -> int | None:
    """Tell which city office keeps what others reported of a cooperative; a city's officer asks for the own one."""
    seat = request.visit.seat  # type: ignore[attr-defined]  # identity.web.middleware
    if seat.is_city:
        return int(seat.cooperative_id)
    city = city_of(place.code)
    return city.id if city else None


def aged(reports: Iterable[Report], today: date) -> list[tuple[Report, int, str, bool]]:
    """Put its age beside each report: the grade, the words, and whether the words are the date itself."""
    listed = []
    for report in reports:
        words = days_ago(report.as_of, today=today)
        listed.append((report, freshness(report.as_of, today=today), words, words == day(report.as_of)))
    return listed


def to(name: str, place: Cooperative, part: str = "") -> HttpResponse:
    """Lead back to a page of a cooperative after an act, to the part that shows what came of it."""
    address = reverse(f"cooperatives:{name}", kwargs={"code": place.code})
    return redirect(f"{address}#{part}" if part else address)
