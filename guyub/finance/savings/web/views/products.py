"""Products of savings: what is offered, one of them with its history, a further one, other terms, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guyub.books.ledger.web.forms import typed_of
from guyub.finance.savings.domain.kinds import KIND_WORDS, SavingsKind
from guyub.finance.savings.domain.offering import rate_words
from guyub.finance.savings.selectors.caps import caps_of_deposit
from guyub.finance.savings.selectors.gate import unit_gate
from guyub.finance.savings.selectors.offers import DUES, most_rate, offers_of, one_offer
from guyub.finance.savings.services.offering import ask_terms, close_product, open_product, tiers_words
from guyub.finance.savings.web.frame import done_today
from guyub.finance.savings.web.product_pages import (
    decision_choices,
    kind_choices,
    offer_words,
    page,
    product_in,
    terms_context,
    terms_facts,
    terms_of_form,
)
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of, tried
from guyub.foundation.kernel.documents.spreadsheets import Column, Kind, Sheet
from guyub.foundation.kernel.formats import day
from guyub.foundation.kernel.ids import id_in
from guyub.foundation.kernel.web.downloads import table_answer
from guyub.foundation.parameters.selectors.values import history_of

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

    from guyub.finance.savings.selectors.offers import Offer
    from guyub.foundation.kernel.documents.spreadsheets import Cell


@require_safe
@acts(Action.VIEW_SAVINGS)
def products(request: HttpRequest) -> HttpResponse:
    """Show what is offered, and how the gate of the savings-and-loan unit stands."""
    place_id, today = actor_of(request).cooperative_id, today_of(request)
    with own_rows(request):
        offers = offers_of(cooperative_id=place_id, on=today)
        gate = unit_gate(cooperative_id=place_id, on=today)
    paid = sum(offer.product.is_open for offer in offers)
    context = {
        "title": f"{paid} produk simpanan" if offers else "Belum ada produk simpanan",
        "cards": [offer_words(offer) for offer in offers],
        "gate": gate,
    }
    return page(request, "products", context)


@require_safe
@acts(Action.VIEW_SAVINGS)
def product(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """Show one product: what holds, and how it came to be."""
    return _product(request, product_id)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(Action.KEEP_SAVINGS)
def product_new(request: HttpRequest) -> HttpResponse:
    """Offer a further product."""
    refusal = ""
    if request.method == "POST":
        made, refusal = tried(lambda: open_product(typed=product_in(request), **done_today(request)))
        if made:
            return redirect("savings_products:terms_new", product_id=made)
    context = {"kinds": kind_choices(typed_of(request, "kind"))}
    return page(request, "product_new", context, refusal=refusal)


@require_POST
@acts(Action.KEEP_SAVINGS)
def product_close(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """Take no new accounts of a product any more."""
    _, refusal = tried(lambda: close_product(product_id=product_id, **done_today(request)))
    if refusal:
        return _product(request, product_id, refusal=refusal)
    return redirect("savings_products:product", product_id=product_id)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(Action.KEEP_SAVINGS)
def terms_new(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """Ask for other terms of a product."""
    place_id, today, refusal = actor_of(request).cooperative_id, today_of(request), ""
    with own_rows(request):
        offer = one_offer(cooperative_id=place_id, product_id=product_id, on=today)
    if offer is None or offer.product.kind in DUES:
        raise Http404
    if request.method == "POST":
        asked, refusal = tried(
            lambda: ask_terms(
                product_id=product_id,
                terms=terms_of_form(request, offer.product.kind),
                decision_id=id_in(typed_of(request, "decision")),
                **done_today(request),
            )
        )
        if asked:
            return redirect("approvals:request", approval_id=asked)
    with own_rows(request):
        decisions = decision_choices(place_id, typed_of(request, "decision"))
        most = most_rate(cooperative_id=place_id, days=[today])
    context = terms_context(request, offer) | {
        "decisions": decisions,
        "most": rate_words(most.ppm) if most else "",
        "basis": most.basis if most else "",
    }
    return page(request, "terms_new", context, refusal=refusal)


@require_safe
@acts(Action.VIEW_SAVINGS)
def products_export(request: HttpRequest) -> HttpResponse:
    """Hand the products over with every change of their terms."""
    today = today_of(request)
    with own_rows(request):
        offers = offers_of(cooperative_id=actor_of(request).cooperative_id, on=today)
    sheet = Sheet(
        name="Produk simpanan",
        title=f"Produk simpanan dan ketentuannya, {day(today)}",
        source=f"Guyub, {day(today)}",
        columns=(
            Column("Produk", width=30),
            Column("Jenis", width=22),
            Column("Ditutup", Kind.DATE),
            Column("Mulai berlaku", Kind.DATE),
            Column("Ketentuan", width=40),
            Column("Keputusan", width=34),
            Column("Dicatat oleh", width=24),
        ),
        rows=[row for offer in offers for row in _rows(offer)],
    )
    return table_answer(request, sheet, stem="produk-simpanan")


def _rows(offer: Offer) -> list[tuple[Cell, ...]]:
    head = (offer.product.name, KIND_WORDS[offer.product.kind], offer.product.closed_on)
    if offer.dues:
        return [(*head, offer.dues.valid_from, offer.dues.shown, offer.dues.legal_basis, offer.dues.set_by)]
    if not offer.history:
        return [(*head, None, "belum ditetapkan", "", "")]
    return [
        (*head, row.terms.from_on, tiers_words(row.terms.tiers), f"{row.number}, {row.title}", row.person)
        for row in offer.history
        if not row.is_replaced
    ]


def _product(request: HttpRequest, product_id: UUID, *, refusal: str = "") -> HttpResponse:
    place_id, today = actor_of(request).cooperative_id, today_of(request)
    with own_rows(request):
        offer = one_offer(cooperative_id=place_id, product_id=product_id, on=today)
        if offer is None:
            raise Http404
        kind = offer.product.kind
        gate = unit_gate(cooperative_id=place_id, on=today)
        key = DUES.get(kind)
        values = history_of(key, cooperative_id=place_id) if key else []
        caps = None
        if kind is SavingsKind.PENYERTAAN:
            caps = caps_of_deposit(cooperative_id=place_id, member_id=None, amount_rp=0, on=today)
    context = {
        "card": offer_words(offer),
        "offer": offer,
        "now_facts": terms_facts(offer.now.terms, kind) if offer.now else [],
        "history": [
            (row, tiers_words(row.terms.tiers), terms_facts(row.terms, kind)) for row in offer.history
        ],
        "values": values,
        "key": key,
        "gate": gate,
        "caps": caps,
        "is_gated": offer.product.kind not in DUES and kind is not SavingsKind.PENYERTAAN,
        "may_close": offer.product.is_open and key is None,
    }
    return page(request, "product", context, refusal=refusal)
