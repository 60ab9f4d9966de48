"""What pages of savings share: the frame of a page, what every use-case takes, where money may go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render

from guyub.books.ledger.web.forms import choices, typed_of
from guyub.books.treasury.domain.places import CashKind
from guyub.books.treasury.selectors.places import places_of
from guyub.books.treasury.selectors.shifts import open_shift_of
from guyub.community.members.web.views.books import here
from guyub.finance.savings.web.rooms import rooms
from guyub.foundation.identity.domain.roles import TABLE, Action, can
from guyub.foundation.identity.web.doors import actor_of, request_id_of, today_of
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.formats import rupiah

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from django.http import HttpRequest, HttpResponse

    from guyub.foundation.kernel.models import Cooperative


def framed(
    request: HttpRequest, name: str, context: Mapping[str, Any], *, tab: str, refusal: str = ""
) -> HttpResponse:
    """Render one page of savings under its tab; a refusal makes it a 422 with what was typed still there."""
    actor = actor_of(request)
    allowed = TABLE[actor.role]
    shared = {
        "place": here(request),
        "today": today_of(request),
        "tabs": list(rooms(request, tab)),
        "may_take": Action.TAKE_SAVINGS in allowed,
        "may_keep": Action.KEEP_SAVINGS in allowed,
        "sees_journal": Action.VIEW_JOURNAL in allowed,
        "typed": request.POST,
        "refusal": refusal,
    }
    return render(request, f"savings/{name}.html", shared | dict(context), status=422 if refusal else 200)


def done_of(request: HttpRequest) -> dict[str, Any]:
    """Give what every use-case takes: who, where, which request, when."""
    return {
        "actor": actor_of(request),
        "place": here(request),
        "request_id": request_id_of(request),
        "now": utc_now(),
    }


def done_today(request: HttpRequest) -> dict[str, Any]:
    """Give that, and the business date."""
    return done_of(request) | {"today": today_of(request)}


def cash_places(
    request: HttpRequest,
    place: Cooperative,
    *,
    kinds: Collection[CashKind] = tuple(CashKind),
    least_rp: int | None = None,
) -> list[dict[str, object]]:
    """Give where this person may put money or take it from, as services.till checks it. Two queries.

    Args:
        request: Who asks, and what was chosen.
        place: The own cooperative.
        kinds: These alone. The drawer of the own shift comes first; safe and bank are the treasurer's.
        least_rp: What will be paid out, whole rupiah: says what lies there and chooses the first that holds so much.
    """
    actor = actor_of(request)
    keeps = can(actor, Action.KEEP_TREASURY, place.id)
    shift = open_shift_of(cooperative_id=place.id, person_id=actor.person_id)
    places = sorted(places_of(cooperative_id=place.id), key=lambda row: row.kind is not CashKind.LACI)
    mine = [
        row
        for row in places
        if row.kind in kinds and (shift and shift.drawer_id == row.id if row.kind is CashKind.LACI else keeps)
    ]
    chosen = typed_of(request, "cash_place")
    if least_rp is None:
        return choices({str(row.id): row.name for row in mine}, chosen)
    enough = (str(row.id) for row in mine if row.balance_rp >= least_rp)
    words = {str(row.id): f"{row.name}, ada {rupiah(row.balance_rp)}" for row in mine}
    return choices(words, chosen or next(enough, ""))
