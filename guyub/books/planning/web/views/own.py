"""The way from the menu to the own cooperative's pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from guyub.community.cooperatives.selectors.network import code_of
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
@acts(Action.VIEW_STATEMENTS)
def own_budget(request: HttpRequest) -> HttpResponse:
    """Lead to the budget."""
    return _to(request, "budgets:budget")


@require_safe
@acts(Action.VIEW_STATEMENTS)
def own_taxes(request: HttpRequest) -> HttpResponse:
    """Lead to taxes and the calendar."""
    return _to(request, "taxes:taxes")


def _to(request: HttpRequest, url_name: str) -> HttpResponse:
    """Lead to a page of the own cooperative; a city office keeps no books and is led where its statements begin."""
    if request.visit.seat.is_city:  # type: ignore[attr-defined]  # identity.web.middleware
        return redirect("ledger:own")
    return redirect(url_name, code=code_of(actor_of(request).cooperative_id))
