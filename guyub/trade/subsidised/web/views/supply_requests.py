"""Requests to agents for more: written from what is there, sent as a message or a letter, and what came of them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote
from uuid import UUID

from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guyub.community.cooperatives.web.forms import day_of, id_of, maybe_whole_of, typed_of
from guyub.community.members.web.views.books import here
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of, tried
from guyub.foundation.kernel.formats import day, number
from guyub.foundation.kernel.web.downloads import pdf_answer
from guyub.trade.procurement.web.frame import done_here
from guyub.trade.subsidised.domain.supply import SupplyRefusedError
from guyub.trade.subsidised.selectors.supply import basis_of, contracts_of, requests_of, suggested
from guyub.trade.subsidised.services.supply import ask_for_more, keep_answer
from guyub.trade.subsidised.web.papers import request_sheet
from guyub.trade.subsidised.web.supply_pages import products_of, running_chosen, shown

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from guyub.trade.subsidised.selectors.supply import RequestRow


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.BUY_GOODS)
def request_write(request: HttpRequest) -> HttpResponse:
    """Ask an agent for more, beginning with what stock, sales and requests in vain say."""
    refusal, wrong = "", SupplyRefusedError
    if request.method == "POST":
        made, refusal = tried(
            lambda: ask_for_more(
                contract_id=id_of(request, "contract", wrong, "gone"),
                product_id=id_of(request, "product", wrong, "programme"),
                qty=maybe_whole_of(request, "qty", wrong, "qty") or 0,
                wanted_on=day_of(request, "wanted_on", wrong, "days"),
                words=typed_of(request, "note"),
                **done_here(request),
            )
        )
        if made:
            return redirect("supply:request", supply_request_id=made)
    place_id, today = actor_of(request).cooperative_id, today_of(request)
    with own_rows(request):
        contracts = contracts_of(cooperative_id=place_id)
        chosen, listed = running_chosen(request, contracts)
        products = products_of(request, [chosen] if chosen else [])
        basis = (
            basis_of(cooperative_id=place_id, product_id=_first(products), today=today) if products else None
        )
    most = suggested(basis, cap_qty=chosen.cap_qty if chosen else None) if basis else 0
    context = {
        "chosen": chosen,
        "contracts": listed,
        "products": products,
        "basis": basis,
        "most": most,
        "qty": typed_of(request, "qty") or most or "",
        "wanted_on": typed_of(request, "wanted_on") or today.isoformat(),
    }
    return shown(request, "request_write", context, refusal=refusal)


@require_safe
@never_cache
@acts(Action.VIEW_GOODS)
def supply_request(request: HttpRequest, supply_request_id: UUID) -> HttpResponse:
    """Show one request, with ways to send it and what was answered."""
    return _page(request, supply_request_id)


@require_safe
@acts(Action.VIEW_GOODS)
def request_pdf(request: HttpRequest, supply_request_id: UUID) -> HttpResponse:
    """Hand the letter over."""
    one = _found(request, supply_request_id)
    return pdf_answer(request_sheet(request, one), stem=f"permintaan-{one.name}")


@require_POST
@never_cache
@acts(Action.BUY_GOODS)
def request_answer(request: HttpRequest, supply_request_id: UUID) -> HttpResponse:
    """Keep what the agent answered."""
    _found(request, supply_request_id)
    _, refusal = tried(
        lambda: keep_answer(
            supply_request_id=supply_request_id,
            qty=maybe_whole_of(request, "qty", SupplyRefusedError, "qty") or 0,
            words=typed_of(request, "note"),
            **done_here(request),
        )
    )
    if refusal:
        return _page(request, supply_request_id, refusal=refusal)
    return redirect("supply:request", supply_request_id=supply_request_id)


def _first(products: list[dict[str, object]]) -> UUID:
    chosen = next((one for one in products if one["selected"]), products[0])
    return UUID(str(chosen["value"]))


def _found(request: HttpRequest, supply_request_id: UUID) -> RequestRow:
    with own_rows(request):
        rows = requests_of(
            cooperative_id=actor_of(request).cooperative_id, supply_request_id=supply_request_id
        )
    if not rows:
        raise Http404
    return rows[0]


def _page(request: HttpRequest, supply_request_id: UUID, *, refusal: str = "") -> HttpResponse:
    one = _found(request, supply_request_id)
    return shown(request, "request", {"one": one, "whatsapp": _whatsapp(request, one)}, refusal=refusal)


def _whatsapp(request: HttpRequest, one: RequestRow) -> str:
    """Write the request as a message; the number is chosen in WhatsApp, since the page does not know it."""
    basis = one.basis
    text = "\n".join(
        [
            f"Permintaan {one.name} dari {here(request).name}:",
            f"{one.product}: {number(one.wanted_qty)}, mohon dikirim paling lambat {day(one.wanted_on)}.",
            f"Stok sekarang {number(max(basis.stock, 0))}, terjual rata-rata {number(basis.weekly_sold)} seminggu, "
            f"tidak terlayani {number(basis.unmet)} dalam 7 hari.",
            *([one.note] if one.note else []),
        ]
    )
    return f"https://wa.me/?text={quote(text)}"
