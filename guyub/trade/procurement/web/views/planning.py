"""What to order and why, who delivers what, and what was asked for in vain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from guyub.community.cooperatives.web.forms import id_of, maybe_whole_of, typed_of
from guyub.foundation.identity.domain.roles import TABLE, Action
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of, tried
from guyub.foundation.kernel.formats import number
from guyub.foundation.kernel.ids import id_in
from guyub.foundation.kernel.money import parse_rp
from guyub.foundation.kernel.selectors.together import asked
from guyub.trade.inventory.selectors.bought import goods_of, offered_inquiry
from guyub.trade.procurement.domain.orders import PurchaseRefusedError
from guyub.trade.procurement.selectors.market import refused_requests
from guyub.trade.procurement.selectors.suggestions import suggestions as all_suggestions
from guyub.trade.procurement.selectors.supplies import supplies as all_supplies
from guyub.trade.procurement.services.refused import RequestRefusedError, note_refused
from guyub.trade.procurement.services.suggesting import Pick, draft_suggested
from guyub.trade.procurement.services.supplies import SupplyRefusedError, SupplyTyped, set_supply
from guyub.trade.procurement.web.frame import done_of, goods_in, locations_of, partners_of, shown

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.trade.procurement.selectors.suggestions import SuggestedLine, SupplierSuggestions

MOST_PICKED = 200


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.VIEW_GOODS)
def suggestions(request: HttpRequest) -> HttpResponse:
    """Say what to order and why; what is ticked becomes drafts."""
    refusal = ""
    if request.method == "POST":
        made, refusal = tried(lambda: _drafted(request))
        if made:
            return redirect("buying:order", order_id=made[0]) if len(made) == 1 else redirect("buying:orders")
    with own_rows(request):
        found = all_suggestions(cooperative_id=actor_of(request).cooperative_id, today=today_of(request))
        locations = locations_of(request)
    count = sum(len(one.lines) for one in found)
    picked = set(request.POST.getlist("pick"))
    context = {
        "title": f"{number(count)} barang perlu dipesan" if count else "Tidak ada yang perlu dipesan",
        "groups": [
            (one, [(line, _can_pick(one, line), str(line.product_id) in picked) for line in one.lines])
            for one in found
        ],
        "can_order": any(_can_pick(one, line) for one in found for line in one.lines),
        "locations": locations,
    }
    return shown(request, "suggestions", context, tab="buying:suggestions", refusal=refusal)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.COUNT_STOCK)
def refused(request: HttpRequest) -> HttpResponse:
    """Note what was asked for in vain, in two taps."""
    refusal = ""
    if request.method == "POST":
        done, refusal = tried(lambda: _noted(request))
        if done:
            return redirect("buying:refused")
    with own_rows(request):
        place_id = actor_of(request).cooperative_id
        (offered,) = asked(offered_inquiry(cooperative_id=place_id))
        rows = refused_requests(cooperative_id=place_id)
    return shown(
        request, "refused", {"offered": offered, "rows": rows}, tab="buying:suggestions", refusal=refusal
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.VIEW_GOODS)
def supplies(request: HttpRequest) -> HttpResponse:
    """List who delivers what at which price, and write it down."""
    refusal = ""
    if request.method == "POST":
        done, refusal = tried(lambda: _supplied(request))
        if done:
            return redirect("buying:supplies")
    with own_rows(request):
        place_id = actor_of(request).cooperative_id
        rows = all_supplies(cooperative_id=place_id)
        (offered,) = asked(offered_inquiry(cooperative_id=place_id))
        partners = partners_of(request)
    context = {"rows": rows, "offered": offered, "partners": partners}
    return shown(request, "supplies", context, tab="buying:supplies", refusal=refusal)


def _must(request: HttpRequest, action: Action) -> None:
    if action not in TABLE[actor_of(request).role]:
        raise NotAllowedError(action=action.value)


def _can_pick(group: SupplierSuggestions, line: SuggestedLine) -> bool:
    """Only what a known supplier delivers at a known price becomes a line of a draft."""
    return line.price_rp is not None and group.partner_id is not None


def _drafted(request: HttpRequest) -> list[UUID]:
    _must(request, Action.BUY_GOODS)
    ids = [id_ for id_ in map(id_in, request.POST.getlist("pick")[:MOST_PICKED]) if id_]
    with own_rows(request):
        goods = goods_of(cooperative_id=actor_of(request).cooperative_id, product_ids=ids)
    picks = []
    for id_ in ids:
        if id_ not in goods:
            raise PurchaseRefusedError(wrong="product")
        picks.append(Pick(id_, goods[id_].read(typed_of(request, f"qty-{id_}"))[0]))
    location_id = id_of(request, "location", PurchaseRefusedError, "location")
    return draft_suggested(picks=picks, location_id=location_id, **done_of(request))


def _noted(request: HttpRequest) -> bool:
    text = " ".join(typed_of(request, "product").split())
    with own_rows(request):
        try:
            good = goods_in(request, [text], RequestRefusedError)[text] if text else None
        except RequestRefusedError:
            good = None
    written = typed_of(request, "qty").strip() or "1"
    if good:
        note_refused(product_id=good.product_id, words="", qty=good.read(written)[0], **done_of(request))
    else:
        if not written.isdecimal():
            raise RequestRefusedError(wrong="qty")
        note_refused(product_id=None, words=text, qty=int(written), **done_of(request))
    return True


def _supplied(request: HttpRequest) -> bool:
    _must(request, Action.BUY_GOODS)
    text = " ".join(typed_of(request, "product").split())
    with own_rows(request):
        good = goods_in(request, [text], SupplyRefusedError)[text]
    price, case, least = (typed_of(request, field).strip() for field in ("price", "case", "least"))
    unit = typed_of(request, "unit").strip().lower() or good.usual
    if unit not in good.unit_ids:
        raise SupplyRefusedError(wrong="unit")
    set_supply(
        typed=SupplyTyped(
            partner_id=id_of(request, "partner", SupplyRefusedError, "partner"),
            product_id=good.product_id,
            unit_id=good.unit_ids[unit],
            case_qty=good.read(case)[0] if case else 1,
            least_qty=good.read(least)[0] if least else 0,
            price_rp=parse_rp(price) if price else None,
            lead_days=maybe_whole_of(request, "lead", SupplyRefusedError, "lead"),
            is_preferred=bool(typed_of(request, "preferred")),
        ),
        **done_of(request),
    )
    return True
