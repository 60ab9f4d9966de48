"""What pages of loans share: the frame of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render

from guyub.community.members.web.views.books import here
from guyub.finance.loans.web.rooms import rooms
from guyub.foundation.identity.domain.roles import TABLE, Action
from guyub.foundation.identity.web.doors import actor_of, today_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse


def framed(
    request: HttpRequest, name: str, context: Mapping[str, Any], *, tab: str, refusal: str = ""
) -> HttpResponse:
    """Render one page of loans under its tab; a refusal makes it a 422 with what was typed still there."""
    allowed = TABLE[actor_of(request).role]
    shared = {
        "place": here(request),
        "today": today_of(request),
        "tabs": list(rooms(request, tab)),
        "may_take": Action.TAKE_LOANS in allowed,
        "may_keep": Action.KEEP_LOANS in allowed,
        "sees_journal": Action.VIEW_JOURNAL in allowed,
        "typed": request.POST,
        "refusal": refusal,
    }
    return render(request, f"loans/{name}.html", shared | dict(context), status=422 if refusal else 200)
