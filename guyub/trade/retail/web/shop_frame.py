"""What pages of the shop's sales share: their tabs, who sees what goods cost, and who counts a drawer blind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse

from guyub.community.members.web.views.books import here
from guyub.foundation.identity.domain.roles import TABLE, Action
from guyub.foundation.identity.web.doors import actor_of, today_of
from guyub.trade.retail.domain.receipts import KIND_PAID
from guyub.trade.retail.models import SaleKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from guyub.trade.retail.domain.baskets import TenderKind

_TABS = {
    "shop:sales": "Nota",
    "shop:day": "Lembar hari",
    "shop:figures": "Angka",
    "till_desk:tills": "Kasir",
}
KIND_NAMES: Mapping[SaleKind, str] = {
    SaleKind.JUAL: "Penjualan",
    SaleKind.RETUR: "Retur",
    SaleKind.BATAL: "Pembatalan",
    SaleKind.GANTI: "Ganti cara bayar",
}
KIND_TONES: Mapping[SaleKind, str] = {
    SaleKind.RETUR: "warn",
    SaleKind.BATAL: "bad",
    SaleKind.GANTI: "act",
}


def sees_cost(request: HttpRequest) -> bool:
    """Tell whether the visitor may see what goods cost: who keeps them, and who reads the books."""
    allowed = TABLE[actor_of(request).role]
    return not allowed.isdisjoint({Action.VIEW_STATEMENTS, Action.KEEP_GOODS})


def counts_blind(request: HttpRequest) -> bool:
    """Tell whether the visitor counts a drawer without knowing what should lie there: who sells and keeps no books."""
    return not sees_cost(request)


def ways(paid: Mapping[TenderKind, int]) -> list[tuple[str, int]]:
    """Give ways of paying with their words."""
    return [(KIND_PAID[kind], amount_rp) for kind, amount_rp in paid.items()]


def shown(
    request: HttpRequest, name: str, tab: str, context: Mapping[str, Any], *, refusal: str = ""
) -> HttpResponse:
    """Render one page; a refusal makes it a 422."""
    allowed = TABLE[actor_of(request).role]
    shared = {
        "place": here(request),
        "today": today_of(request),
        "tabs": [
            {"label": label, "href": reverse(url_name), "current": url_name == tab}
            for url_name, label in _TABS.items()
        ],
        "sees_cost": sees_cost(request),
        "sees_journal": Action.VIEW_JOURNAL in allowed,
        "refusal": refusal,
    }
    return render(request, f"retail/{name}.html", shared | dict(context), status=422 if refusal else 200)
