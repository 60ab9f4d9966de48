"""Assets bought, given, sold and scrapped; each taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from guyub.books.assets.domain.registers import (
    CLASS_WORDS,
    ENDING_WORDS,
    AssetClass,
    AssetRefusedError,
    Ending,
)
from guyub.books.assets.selectors.register import register_of
from guyub.books.assets.web.forms import asset_of
from guyub.books.assets.web.pages import amount_of, page, shared_of, to, where_choices
from guyub.books.ledger.web.forms import choices, day_of, typed_of
from guyub.books.treasury.domain.events import EventRefusedError
from guyub.books.treasury.selectors.places import places_of
from guyub.books.treasury.services.asset_deals import (
    Deal,
    Disposal,
    buy_asset,
    dispose_asset,
    undo_buy,
    undo_disposal,
)
from guyub.community.cooperatives.web.forms import maybe_id_of
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import acts, place_of, today_of, tried
from guyub.foundation.identity.web.photos import photo_in
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.tenancy.scope import scope

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from django.http import HttpRequest

    from guyub.foundation.kernel.models import Cooperative

WAY_WORDS: Mapping[str, str] = {
    "TUNAI": "Dibayar sekarang",
    "UTANG": "Dibayar nanti",
    "HIBAH": "Hibah, tanpa bayar",
}


@require_http_methods(["GET", "HEAD", "POST"])
@acts(Action.KEEP_ASSETS)
def buy(request: HttpRequest, code: str) -> HttpResponse:
    """Record a new asset: bought or given."""
    place = place_of(request, code, Action.KEEP_ASSETS)
    refusal = ""
    if request.method == "POST":
        asset_id, refusal = tried(
            lambda: buy_asset(
                typed=asset_of(request),
                deal=Deal(
                    way=typed_of(request, "way"),
                    cash_place_id=maybe_id_of(request, "cash", EventRefusedError, "place"),
                    who=typed_of(request, "who"),
                ),
                photo=photo_in(request),
                today=today_of(request),
                **shared_of(request, place),
            )
        )
        if asset_id:
            return to("asset", place, asset_id=asset_id)
    with scope(place.id):
        context = where_choices(request, place) | {"cash_places": _cash(request, place)}
    context |= {
        "classes": choices(CLASS_WORDS, typed_of(request, "kind") or AssetClass.PERALATAN),
        "ways": choices(WAY_WORDS, typed_of(request, "way")),
    }
    return page(request, place, "treasury/asset_buy", context, refusal=refusal)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(Action.KEEP_ASSETS)
def sell(request: HttpRequest, code: str, asset_id: UUID) -> HttpResponse:
    """Sell an asset, or take a broken or lost one off the books."""
    place = place_of(request, code, Action.KEEP_ASSETS)
    refusal = ""
    if request.method == "POST":
        _, refusal = tried(
            lambda: dispose_asset(
                asset_id=asset_id,
                disposal=Disposal(
                    how=typed_of(request, "how"),
                    on=day_of(request, "on", AssetRefusedError, "day"),
                    proceeds_rp=amount_of(request, "amount"),
                    cash_place_id=maybe_id_of(request, "cash", EventRefusedError, "place"),
                    who=typed_of(request, "who"),
                ),
                today=today_of(request),
                **shared_of(request, place),
            )
        )
        if not refusal:
            return to("asset", place, asset_id=asset_id)
    return _sell(request, place, asset_id, refusal=refusal)


@require_POST
@acts(Action.KEEP_ASSETS)
def undo(request: HttpRequest, code: str, asset_id: UUID) -> HttpResponse:
    """Take back a sale where there was one, else the purchase or gift."""
    place = place_of(request, code, Action.KEEP_ASSETS)
    with scope(place.id):
        found = register_of(cooperative_id=place.id, asset_id=asset_id)
    if not found:
        raise Http404
    take_back = undo_disposal if found[0].ended_entry_id else undo_buy
    _, refusal = tried(
        lambda: take_back(
            asset_id=asset_id,
            reason=typed_of(request, "reason"),
            today=today_of(request),
            **shared_of(request, place),
        )
    )
    if refusal:
        return _sell(request, place, asset_id, refusal=refusal)
    return redirect("assets:asset", code=place.code, asset_id=asset_id)


def _cash(request: HttpRequest, place: Cooperative) -> list[dict[str, object]]:
    words = {
        str(row.id): f"{row.name}, {rupiah(row.balance_rp)}" for row in places_of(cooperative_id=place.id)
    }
    return choices(words, typed_of(request, "cash"), empty="pilih laci, brankas, atau bank")


def _sell(request: HttpRequest, place: Cooperative, asset_id: UUID, *, refusal: str = "") -> HttpResponse:
    with scope(place.id):
        found = register_of(cooperative_id=place.id, asset_id=asset_id)
        cash = _cash(request, place)
    if not found:
        raise Http404
    ways = {one.value: ENDING_WORDS[one] for one in Ending if one is not Ending.DIBATALKAN}
    context = {"row": found[0], "ways": choices(ways, typed_of(request, "how")), "cash_places": cash}
    return page(request, place, "treasury/asset_sell", context, refusal=refusal)
