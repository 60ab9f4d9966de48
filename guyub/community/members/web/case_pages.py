"""What the pages of cases share: the row of tabs, the rights, what stands around a paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse

from guyub.community.cooperatives.selectors.wards import wards
from guyub.community.members.web.rooms import rooms
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, may_here, request_id_of, today_of
from guyub.foundation.kernel.dates import Zone, utc_now
from guyub.foundation.kernel.formats import clock, day

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from guyub.foundation.kernel.models import Cooperative

PARTS = {"putus": "Perlu diputus", "bayar": "Menunggu dibayar", "selesai": "Selesai"}
LEAVING, PASSIVE = "member_cases:cases", "member_cases:passive"  # rooms
PAPERS = ("a4", "f4")


def own_place(request: HttpRequest) -> Cooperative:
    """Give the cooperative in which the person sits; offices of a city have no members."""
    seat = request.visit.seat  # type: ignore[attr-defined]  # identity.web.middleware
    if seat.is_city:
        raise Http404
    place: Cooperative = seat.place
    return place


def case_parts(current: str) -> list[dict[str, object]]:
    """Give the ways to the lists of leavings, by what waits."""
    cases = reverse(LEAVING)
    return [
        {"label": label, "href": f"{cases}?bagian={part}", "current": part == current}
        for part, label in PARTS.items()
    ]


def shown(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any],
    *,
    room: str = LEAVING,
    refusal: str = "",
) -> HttpResponse:
    """Render a page of a case in its room; a refusal makes it a 422 with what was typed still there."""
    place = own_place(request)
    shared = {
        "place": place,
        "tabs": list(rooms(request, room)),
        "today": today_of(request),
        "may_keep": may_here(request, Action.KEEP_MEMBERS, place),
        "may_decide": may_here(request, Action.APPROVE_MEMBERS, place),
        "may_reach": may_here(request, Action.REACH_MEMBERS, place),
        "may_settle": may_here(request, Action.SETTLE_MEMBER, place),
        "typed": request.POST,
        "refusal": refusal,
    }
    return render(request, template, shared | dict(context), status=422 if refusal else 200)


def done_of(request: HttpRequest) -> dict[str, Any]:
    """Give what every use-case of a case takes: who, which request, when."""
    return {"actor": actor_of(request), "request_id": request_id_of(request), "now": utc_now()}


def letterhead(request: HttpRequest, place: Cooperative) -> dict[str, str]:
    """Give what stands around a paper: whose, where, printed when and by whom, on which paper."""
    ward = next((ward for ward in wards() if ward.code == place.code), None)
    printed = utc_now().astimezone(Zone(place.zone).info)
    paper = request.GET.get("kertas", "")
    return {
        "who": place.name,
        "where": f"{ward.kecamatan}, Kota Malang" if ward else "",
        "printed": f"Dicetak {day(printed)}, {clock(printed)} {place.zone} · {actor_of(request).name}",
        "paper": paper if paper in PAPERS else PAPERS[0],
    }
