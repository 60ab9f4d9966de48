"""What others lend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.views.decorators.http import require_http_methods, require_POST

from guyub.books.assets.domain.lending import LentRefusedError
from guyub.books.assets.selectors.register import lent_of
from guyub.books.assets.services.lending import list_lent, return_lent
from guyub.books.assets.web.forms import lent_of_form
from guyub.books.assets.web.pages import page, shared_of, to, where_choices
from guyub.books.ledger.web.forms import day_of
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import acts, place_of, today_of, tried
from guyub.foundation.identity.web.photos import photo_in
from guyub.foundation.kernel.tenancy.scope import scope

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.foundation.kernel.models import Cooperative


@require_http_methods(["GET", "HEAD", "POST"])
@acts(Action.KEEP_ASSETS)
def lent(request: HttpRequest, code: str) -> HttpResponse:
    """Show what others lend, returned things too; list something."""
    place = place_of(request, code, Action.KEEP_ASSETS)
    refusal = ""
    if request.method == "POST":
        _, refusal = tried(
            lambda: list_lent(
                typed=lent_of_form(request),
                photo=photo_in(request),
                today=today_of(request),
                **shared_of(request, place),
            )
        )
        if not refusal:
            return to("lent", place)
    return _lent(request, place, refusal=refusal)


@require_POST
@acts(Action.KEEP_ASSETS)
def lent_return(request: HttpRequest, code: str, lent_id: UUID) -> HttpResponse:
    """Say that something went back."""
    place = place_of(request, code, Action.KEEP_ASSETS)
    _, refusal = tried(
        lambda: return_lent(
            lent_id=lent_id,
            on=day_of(request, "on", LentRefusedError, "day"),
            today=today_of(request),
            **shared_of(request, place),
        )
    )
    return _lent(request, place, refusal=refusal) if refusal else to("lent", place)


def _lent(request: HttpRequest, place: Cooperative, *, refusal: str = "") -> HttpResponse:
    with scope(place.id):
        rows = lent_of(cooperative_id=place.id, with_returned=True)
        context = where_choices(request, place)
    here = [row for row in rows if row.returned_on is None]
    context |= {
        "rows": sorted(rows, key=lambda row: row.returned_on is not None),
        "count": sum(row.quantity for row in here),
        "worth_rp": sum(row.insured_rp for row in here),
    }
    return page(request, place, "assets/lent", context, refusal=refusal)
