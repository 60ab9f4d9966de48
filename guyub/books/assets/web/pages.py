"""What every page of assets shares: whose they are, the row of rooms, who may keep them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.urls import reverse

from guyub.books.ledger.domain.entries import MOST_RP
from guyub.books.ledger.web.forms import choices, typed_of
from guyub.books.ledger.web.rooms import rooms
from guyub.community.cooperatives.selectors.profiles import outlets_of, units_of
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, may_here, request_id_of, today_of
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.money import parse_rp

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from guyub.foundation.kernel.errors import DomainError
    from guyub.foundation.kernel.models import Cooperative

ROOM = "assets:assets"


def page(
    request: HttpRequest,
    place: Cooperative,
    template: str,
    context: Mapping[str, Any],
    *,
    refusal: str = "",
    room: str = ROOM,
) -> HttpResponse:
    """Render a page; a refusal makes it a 422 with what was typed still there.

    Args:
        request: Whose.
        place: The cooperative.
        template: Its name, such as ``assets/assets``.
        context: What it shows.
        refusal: Its sentence.
        room: The url name of the room that is current.
    """
    shared = {
        "place": place,
        "today": today_of(request),
        "tabs": list(rooms(request, place, room)),
        "may_keep": may_here(request, Action.KEEP_ASSETS, place),
        "typed": request.POST,
        "refusal": refusal,
    }
    return render(request, f"{template}.html", shared | dict(context), status=422 if refusal else 200)


def shared_of(request: HttpRequest, place: Cooperative) -> dict[str, Any]:
    """Give what every use-case takes: who, whose, which request, when."""
    return {
        "actor": actor_of(request),
        "place": place,
        "request_id": request_id_of(request),
        "now": utc_now(),
    }


def to(name: str, place: Cooperative, **more: object) -> HttpResponse:
    """Lead to a page of assets after an act."""
    return redirect(reverse(f"assets:{name}", kwargs={"code": place.code, **more}))


def where_choices(request: HttpRequest, place: Cooperative) -> dict[str, Any]:
    """Give the choices of units and outlets of a form. Needs the scope of the place; two queries."""
    units = {str(unit.id): unit.name for unit in units_of(cooperative_id=place.id) if not unit.closed_on}
    outlets = {str(row.outlet_id): row.name for row in outlets_of(cooperative_id=place.id)}
    return {
        "units": choices(units, typed_of(request, "unit"), empty="koperasi bersama"),
        "outlets": choices(outlets, typed_of(request, "outlet"), empty="di luar gerai"),
    }


def amount_of(request: HttpRequest, field: str) -> int:
    """Read rupiah; nothing typed is 0.

    Raises:
        AmountNotUnderstoodError: What was typed is no amount.
    """
    written = typed_of(request, field).strip()
    return min(parse_rp(written), MOST_RP + 1) if written else 0


def month_in(request: HttpRequest, field: str, refusal: type[DomainError], wrong: str) -> date | None:
    """Read a month as browsers send it (2026-12) or as people write it (12-2026); None where nothing was typed.

    Raises:
        DomainError: The refusal that was given: what was typed is no month.
    """
    written = typed_of(request, field).strip()
    if not written:
        return None
    parts = written.replace("/", "-").split("-")
    try:
        one, other = (int(part) for part in parts)
        return date(one, other, 1) if one > 12 else date(other, one, 1)
    except (ValueError, OverflowError) as error:
        raise refusal(wrong=wrong) from error
