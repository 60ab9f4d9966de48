"""What pages of consignment share: the frame of a page, who may act, and the agreement that an address names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import render

from guyub.community.members.web.views.books import here
from guyub.foundation.identity.domain.roles import TABLE, Action
from guyub.foundation.identity.web.doors import actor_of, own_rows, today_of
from guyub.trade.consignment.selectors.agreements import agreements_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.trade.consignment.selectors.agreements import AgreementRow


def shown(request: HttpRequest, name: str, context: Mapping[str, Any], *, refusal: str = "") -> HttpResponse:
    """Render one page; a refusal makes it a 422 with what was typed still there."""
    allowed = TABLE[actor_of(request).role]
    shared = {
        "place": here(request),
        "today": today_of(request),
        "may_buy": Action.BUY_GOODS in allowed,
        "may_move": Action.MOVE_STOCK in allowed,
        "may_cash": Action.HANDLE_CASH in allowed,
        "sees_journal": Action.VIEW_JOURNAL in allowed,
        "sees_partners": Action.VIEW_PARTNERS in allowed,
        "typed": request.POST,
        "refusal": refusal,
    }
    return render(request, f"consignment/{name}.html", shared | dict(context), status=422 if refusal else 200)


def agreement_found(request: HttpRequest, agreement_id: UUID) -> AgreementRow:
    """Read an agreement of the own cooperative, or answer 404."""
    with own_rows(request):
        rows = agreements_of(
            cooperative_id=actor_of(request).cooperative_id,
            today=today_of(request),
            agreement_id=agreement_id,
        )
    if not rows:
        raise Http404
    return rows[0]
