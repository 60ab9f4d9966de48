"""From the menu to the books of the own cooperative."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect
from django.urls import NoReverseMatch
from django.views.decorators.http import require_safe

from guyub.books.ledger.domain.statements import StatementName
from guyub.community.cooperatives.selectors.network import code_of
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, place_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
@acts(Action.VIEW_STATEMENTS)
def own(request: HttpRequest) -> HttpResponse:
    """Lead to the position; a city office keeps no books and chooses a cooperative from its list."""
    if not request.visit.seat.is_city:  # type: ignore[attr-defined]  # identity.web.middleware
        code = code_of(actor_of(request).cooperative_id)
        return redirect("ledger:statement", code=code, name=StatementName.NERACA)
    try:
        return redirect("supervision:city")
    except NoReverseMatch:
        return redirect("identity:own")


@require_safe
@acts(Action.VIEW_STATEMENTS)
def books(request: HttpRequest, code: str) -> HttpResponse:
    """Lead to the position of a cooperative."""
    place = place_of(request, code, Action.VIEW_STATEMENTS)
    return redirect("ledger:statement", code=place.code, name=StatementName.NERACA)
