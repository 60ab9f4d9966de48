"""What pages of pay-first orders share: the frame of a page under the tab of buying, and who may act."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render

from guyub.community.members.web.views.books import here
from guyub.foundation.identity.domain.roles import TABLE, Action
from guyub.foundation.identity.web.doors import actor_of, today_of
from guyub.trade.procurement.web.rooms import rooms

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

TAB = "buyer_orders:cycles"


def shown(request: HttpRequest, name: str, context: Mapping[str, Any], *, refusal: str = "") -> HttpResponse:
    """Render one page; a refusal makes it a 422 with what was typed still there."""
    allowed = TABLE[actor_of(request).role]
    shared = {
        "place": here(request),
        "today": today_of(request),
        "tabs": list(rooms(TAB)),
        "may_buy": Action.BUY_GOODS in allowed,
        "may_cash": Action.HANDLE_CASH in allowed,
        "may_move": Action.MOVE_STOCK in allowed,
        "sees_journal": Action.VIEW_JOURNAL in allowed,
        "typed": request.POST,
        "refusal": refusal,
    }
    return render(request, f"retail/{name}.html", shared | dict(context), status=422 if refusal else 200)
