"""The gate of the savings-and-loan unit: as the own cooperative sees it, and as the city does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guyub.books.ledger.selectors.capital import capital_of
from guyub.books.ledger.web.forms import day_of, typed_of
from guyub.finance.savings.domain.gate import GateRefusedError
from guyub.finance.savings.selectors.gate import capitals_of, city_words, unit_gate
from guyub.finance.savings.services.gate import ask_capital, override_gate, withdraw_override
from guyub.finance.savings.web.frame import done_today
from guyub.finance.savings.web.product_pages import decision_choices, page
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import (
    actor_of,
    acts,
    may_here,
    own_rows,
    place_of,
    today_of,
    tried,
)
from guyub.foundation.kernel.dates import add_months
from guyub.foundation.kernel.ids import id_in
from guyub.foundation.kernel.money import parse_rp
from guyub.foundation.kernel.tenancy.scope import scope

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from guyub.foundation.kernel.models import Cooperative


@require_http_methods(["GET", "HEAD", "POST"])
@acts(Action.VIEW_SAVINGS)
def unit(request: HttpRequest) -> HttpResponse:
    """Show what the unit has and lacks; note the capital that a decision set apart."""
    place_id, refusal = actor_of(request).cooperative_id, ""
    if request.method == "POST":
        asked, refusal = tried(
            lambda: ask_capital(
                amount_rp=parse_rp(typed_of(request, "amount")),
                on=day_of(request, "on", GateRefusedError, "day"),
                decision_id=id_in(typed_of(request, "decision")),
                **done_today(request),
            )
        )
        if asked:
            return redirect("approvals:request", approval_id=asked)
    with own_rows(request):
        context = _standing(place_id, today_of(request)) | {
            "capitals": capitals_of(cooperative_id=place_id),
            "decisions": decision_choices(place_id, typed_of(request, "decision")),
            "on": typed_of(request, "on") or today_of(request).isoformat(),
        }
    return page(request, "unit_gate", context, refusal=refusal)


@require_safe
@acts(Action.VIEW_CITY)
def city(request: HttpRequest, code: str) -> HttpResponse:
    """Show the city how the gate of one cooperative stands, and what it said before."""
    return _city(request, place_of(request, code, Action.VIEW_COOPERATIVE))


@require_POST
@acts(Action.OVERRIDE_UNIT_GATE)
def city_open(request: HttpRequest, code: str) -> HttpResponse:
    """Let the unit take deposits though something is missing."""
    place = place_of(request, code, Action.OVERRIDE_UNIT_GATE)
    _, refusal = tried(
        lambda: override_gate(
            until_on=day_of(request, "until", GateRefusedError, "until"),
            reason=typed_of(request, "reason"),
            **_done(request, place),
        )
    )
    return _after(request, place, refusal)


@require_POST
@acts(Action.OVERRIDE_UNIT_GATE)
def city_close(request: HttpRequest, code: str) -> HttpResponse:
    """Take the city's word back."""
    place = place_of(request, code, Action.OVERRIDE_UNIT_GATE)
    _, refusal = tried(lambda: withdraw_override(reason=typed_of(request, "reason"), **_done(request, place)))
    return _after(request, place, refusal)


def _after(request: HttpRequest, place: Cooperative, refusal: str) -> HttpResponse:
    if refusal:
        return _city(request, place, refusal=refusal)
    return redirect("savings_products:city", code=place.code)


def _done(request: HttpRequest, place: Cooperative) -> dict[str, Any]:
    """Give it for the cooperative that the city guides."""
    return done_today(request) | {"place": place}


def _standing(place_id: int, today: date) -> dict[str, Any]:
    gate = unit_gate(cooperative_id=place_id, on=today)
    books = capital_of(cooperative_id=place_id, unit_id=gate.unit_id) if gate.unit_id else None
    return {
        "gate": gate,
        "in_books_rp": books.unit_rp if books else None,
        "words": city_words(cooperative_id=place_id),
    }


def _city(request: HttpRequest, place: Cooperative, *, refusal: str = "") -> HttpResponse:
    today = today_of(request)
    with scope(place.id):
        standing = _standing(place.id, today)
    context = standing | {
        "place": place,
        "today": today,
        "may_say": may_here(request, Action.OVERRIDE_UNIT_GATE, place),
        "until": typed_of(request, "until") or add_months(today, 6).isoformat(),
        "latest": add_months(today, 12).isoformat(),
        "typed": request.POST,
        "refusal": refusal,
    }
    return render(request, "savings/city_gate.html", context, status=422 if refusal else 200)
