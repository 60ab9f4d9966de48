"""What pages of rationed goods share: the frame of a page, who may act, and what a form says of the act."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render

from guyub.community.members.web.views.books import here
from guyub.foundation.identity.domain.roles import TABLE, Action
from guyub.foundation.identity.web.doors import actor_of, request_id_of, today_of
from guyub.foundation.kernel.dates import utc_now

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse


def shown(request: HttpRequest, name: str, context: Mapping[str, Any], *, refusal: str = "") -> HttpResponse:
    """Render one page; a refusal makes it a 422 with what was typed still there."""
    allowed = TABLE[actor_of(request).role]
    shared = {
        "place": here(request),
        "today": today_of(request),
        "may_serve": Action.SERVE_BUYERS in allowed,
        "may_keep": Action.KEEP_BUYERS in allowed,
        "may_ask": Action.ASK_PARAMETER in allowed,
        "typed": request.POST,
        "refusal": refusal,
    }
    return render(request, f"subsidised/{name}.html", shared | dict(context), status=422 if refusal else 200)


def done_of(request: HttpRequest) -> dict[str, Any]:
    """Give what every use-case takes: who, which request, the business date, when."""
    return {
        "actor": actor_of(request),
        "request_id": request_id_of(request),
        "today": today_of(request),
        "now": utc_now(),
    }
