"""What pages beside the official sites share: the frame of a page, its tabs, who may act."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse

from guyub.community.members.web.views.books import here
from guyub.foundation.identity.domain.roles import TABLE, Action
from guyub.foundation.identity.web.doors import actor_of, request_id_of, today_of
from guyub.foundation.kernel.dates import utc_now

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

_TABS = {
    "rations_log:queue": "Situs resmi",
    "rations_log:days": "Lembar harian",
    "rations_log:book": "Buku",
    "rations_log:unmet": "Tidak terlayani",
}


def shown(
    request: HttpRequest, name: str, context: Mapping[str, Any], *, tab: str = "", refusal: str = ""
) -> HttpResponse:
    """Render one page under its tab; a refusal makes it a 422 with what was typed still there."""
    allowed = TABLE[actor_of(request).role]
    shared = {
        "place": here(request),
        "today": today_of(request),
        "tabs": [
            {"label": label, "href": reverse(url_name), "current": url_name == tab}
            for url_name, label in _TABS.items()
        ],
        "may_cash": Action.HANDLE_CASH in allowed,
        "may_resolve": Action.RESOLVE_EVENTS in allowed,
        "may_unmask": Action.UNMASK_IDENTITY in allowed,
        "typed": request.POST,
        "refusal": refusal,
    }
    return render(request, f"subsidised/{name}.html", shared | dict(context), status=422 if refusal else 200)


def done_of(request: HttpRequest) -> dict[str, Any]:
    """Give what every use-case takes: who, which request, when."""
    return {"actor": actor_of(request), "request_id": request_id_of(request), "now": utc_now()}
