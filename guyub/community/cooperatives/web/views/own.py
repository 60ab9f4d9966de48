"""From the menu to the pages of the own cooperative: addresses that name no ward."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect
from django.urls import NoReverseMatch
from django.views.decorators.http import require_safe

from guyub.community.cooperatives.selectors.network import code_of
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
@acts(Action.VIEW_COOPERATIVE)
def own(request: HttpRequest) -> HttpResponse:
    """Lead to the overview."""
    return _own(request, "profile")


@require_safe
@acts(Action.VIEW_COOPERATIVE)
def own_officers(request: HttpRequest) -> HttpResponse:
    """Lead to pengurus and pengawas."""
    return _own(request, "officers")


@require_safe
@acts(Action.VIEW_COOPERATIVE)
def own_outlets(request: HttpRequest) -> HttpResponse:
    """Lead to outlets and units."""
    return _own(request, "outlets")


def _own(request: HttpRequest, name: str) -> HttpResponse:
    """Lead to a page of the own cooperative; a city office has none and chooses one from its list."""
    if not request.visit.seat.is_city:  # type: ignore[attr-defined]  # identity.web.middleware
        return redirect(f"cooperatives:{name}", code=code_of(actor_of(request).cooperative_id))
    try:
        return redirect("supervision:city")
    except NoReverseMatch:
        return redirect("identity:own")
