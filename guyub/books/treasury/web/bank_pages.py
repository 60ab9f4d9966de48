"""What every page of banks shares: whose they are, its neighbours, who may do what here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from guyub.books.ledger.web.rooms import rooms
from guyub.books.treasury.selectors.banks import bank_of
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, may_here, request_id_of, today_of
from guyub.foundation.kernel.dates import utc_now

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.books.treasury.selectors.banks import BankStanding
    from guyub.foundation.kernel.models import Cooperative

TAB = "banks:banks"


def page(
    request: HttpRequest, place: Cooperative, name: str, context: Mapping[str, Any], *, refusal: str = ""
) -> HttpResponse:
    """Render one page of banks; a refusal makes it a 422 with what was typed still there."""
    shared = {
        "place": place,
        "today": today_of(request),
        "tabs": list(rooms(request, place, TAB)),
        "may_keep": may_here(request, Action.KEEP_TREASURY, place),
        "typed": request.POST,
        "refusal": refusal,
    }
    return render(request, f"treasury/{name}.html", shared | dict(context), status=422 if refusal else 200)


def shared_of(request: HttpRequest, place: Cooperative) -> dict[str, Any]:
    """Give what every use-case of banks takes: who, whose, which request, when."""
    return {
        "actor": actor_of(request),
        "place": place,
        "request_id": request_id_of(request),
        "now": utc_now(),
    }


def to(name: str, place: Cooperative, part: str = "", **more: object) -> HttpResponse:
    """Lead to a page of banks after an act; ``part``: where on it."""
    address = reverse(f"banks:{name}", kwargs={"code": place.code, **more})
    return redirect(f"{address}#{part}" if part else address)


def found(place: Cooperative, bank_id: UUID) -> BankStanding:
    """Give a bank account of the place. Needs its scope.

    Raises:
        Http404: The cooperative has no such.
    """
    bank = bank_of(cooperative_id=place.id, bank_id=bank_id)
    if bank is None:
        raise Http404
    return bank
