"""What the pages of claims and funds share: the rooms' tabs, where money lies, and reading what was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.urls import reverse

from guyub.books.ledger.web.forms import choices, typed_of
from guyub.books.ledger.web.rooms import rooms
from guyub.books.treasury.domain.events import EventRefusedError
from guyub.books.treasury.selectors.places import places_of
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, may_here, request_id_of, today_of
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.ids import id_in
from guyub.foundation.kernel.money import parse_rp

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.foundation.kernel.models import Cooperative


def shown(
    request: HttpRequest,
    place: Cooperative,
    name: str,
    context: Mapping[str, Any],
    *,
    tab: str,
    refusal: str = "",
) -> HttpResponse:
    """Render a page; a refusal makes it a 422 with what was typed still there.

    Args:
        request: Whose.
        place: The cooperative.
        name: Of the template.
        context: What it shows.
        tab: The url name of the room.
        refusal: Its sentence.
    """
    shared = {
        "place": place,
        "today": today_of(request),
        "tabs": list(rooms(request, place, tab)),
        "sees_all": may_here(request, Action.VIEW_JOURNAL, place),
        "may_pay": may_here(request, Action.KEEP_TREASURY, place),
        "may_approve": may_here(request, Action.APPROVE_CLAIM, place),
        "may_keep": may_here(request, Action.KEEP_FUNDS, place),
        "typed": request.POST,
        "refusal": refusal,
    }
    status = 422 if refusal else 200
    return render(request, f"treasury/{name}.html", shared | dict(context), status=status)


def done_of(request: HttpRequest, place: Cooperative) -> dict[str, Any]:
    """Give what every use-case takes: who, whose, which request, when."""
    return {
        "actor": actor_of(request),
        "place": place,
        "today": today_of(request),
        "request_id": request_id_of(request),
        "now": utc_now(),
    }


def to(url_name: str, place: Cooperative, **more: object) -> HttpResponse:
    """Lead to a page after an act."""
    return redirect(reverse(url_name, kwargs={"code": place.code, **more}))


def money_places(request: HttpRequest, place: Cooperative) -> list[dict[str, object]]:
    """Give the choices of where money comes from or goes to. Needs the scope; one query."""
    words = {str(row.id): row.name for row in places_of(cooperative_id=place.id)}
    return choices(words, typed_of(request, "cash_place"))


def money_place_of(request: HttpRequest) -> UUID:
    """Read where money comes from or goes to.

    Raises:
        EventRefusedError: ``cash``: nothing was chosen.
    """
    chosen = id_in(typed_of(request, "cash_place"))
    if chosen is None:
        raise EventRefusedError(wrong="cash")
    return chosen


def rp_of(written: str) -> int:
    """Read an amount; nothing typed is nothing.

    Raises:
        AmountNotUnderstoodError: It is no amount.
    """
    return parse_rp(written) if written.strip() else 0
