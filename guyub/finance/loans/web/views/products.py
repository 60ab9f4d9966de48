"""Products of loans: what is lent, one of them with its history, a further one, other terms, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guyub.books.ledger.web.forms import typed_of
from guyub.finance.loans.domain.offering import rate_words
from guyub.finance.loans.domain.offering_words import (
    METHOD_WORDS,
    SHORT_METHODS,
    amount_words,
    fees_words,
    penalty_words,
    range_words,
    times_words,
    year_words,
)
from guyub.finance.loans.selectors.offers import caps_of, offer_of, offers_of
from guyub.finance.loans.services.offering import LoanProductTyped, ask_terms, close_product, open_product
from guyub.finance.loans.web.product_form import offered_typed, terms_context
from guyub.finance.loans.web.product_pages import (
    caps_words,
    card_of,
    decision_choices,
    example_of,
    facts_of,
    page,
    warnings_of,
)
from guyub.finance.savings.selectors.gate import unit_gate
from guyub.finance.savings.web.frame import done_today
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of, tried
from guyub.foundation.kernel.documents.spreadsheets import Column, Kind, Sheet
from guyub.foundation.kernel.formats import day
from guyub.foundation.kernel.ids import id_in
from guyub.foundation.kernel.web.downloads import table_answer

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

    from guyub.finance.loans.domain.offering import Offered
    from guyub.finance.loans.selectors.offers import Offer
    from guyub.foundation.kernel.documents.spreadsheets import Cell


@require_safe
@acts(Action.VIEW_LOANS)
def products(request: HttpRequest) -> HttpResponse:
    """Show what is lent, and how the gate of the savings-and-loan unit stands."""
    place_id, today = actor_of(request).cooperative_id, today_of(request)
    with own_rows(request):
        offers = offers_of(cooperative_id=place_id, on=today)
        gate = unit_gate(cooperative_id=place_id, on=today)
    open_ones = sum(offer.product.is_open(today) for offer in offers)
    context = {
        "title": f"{open_ones} produk pinjaman" if offers else "Belum ada produk pinjaman",
        "cards": [card_of(offer) for offer in offers],
        "gate": gate,
    }
    return page(request, "products", context)


@require_safe
@acts(Action.VIEW_LOANS)
def product(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """Show one product: what holds, an example, and how it came to be."""
    return _product(request, product_id)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(Action.KEEP_LOANS)
def product_new(request: HttpRequest) -> HttpResponse:
    """Open a product."""
    refusal = ""
    if request.method == "POST":
        typed = LoanProductTyped(name=typed_of(request, "product_name"), purpose=typed_of(request, "purpose"))
        made, refusal = tried(lambda: open_product(typed=typed, **done_today(request)))
        if made:
            return redirect("loan_products:terms_new", product_id=made)
    return page(request, "product_new", {}, refusal=refusal)


@require_POST
@acts(Action.KEEP_LOANS)
def product_close(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """Agree no new loans of a product any more."""
    _, refusal = tried(lambda: close_product(product_id=product_id, **done_today(request)))
    if refusal:
        return _product(request, product_id, refusal=refusal)
    return redirect("loan_products:product", product_id=product_id)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(Action.KEEP_LOANS)
def terms_new(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """Ask for other terms of a product."""
    place_id, today, refusal = actor_of(request).cooperative_id, today_of(request), ""
    with own_rows(request):
        offer = offer_of(cooperative_id=place_id, product_id=product_id, on=today)
    if offer is None:
        raise Http404
    if request.method == "POST":
        asked, refusal = tried(
            lambda: ask_terms(
                product_id=product_id,
                offered=offered_typed(request),
                decision_id=id_in(typed_of(request, "decision")),
                **done_today(request),
            )
        )
        if asked:
            return redirect("approvals:request", approval_id=asked)
    with own_rows(request):
        decisions = decision_choices(place_id, typed_of(request, "decision"))
        caps = caps_of(cooperative_id=place_id, days=[today])
    told = caps_words(caps)
    context = terms_context(
        request,
        now=offer.now.offered if offer.now else None,
        today=today,
        penalty_most=told["most_penalty"].removesuffix("%"),
    )
    return page(
        request, "terms_new", context | told | {"offer": offer, "decisions": decisions}, refusal=refusal
    )


@require_safe
@acts(Action.VIEW_LOANS)
def products_export(request: HttpRequest) -> HttpResponse:
    """Hand the products over with every change of their terms."""
    today = today_of(request)
    with own_rows(request):
        offers = offers_of(cooperative_id=actor_of(request).cooperative_id, on=today)
    sheet = Sheet(
        name="Produk pinjaman",
        title=f"Produk pinjaman dan ketentuannya, {day(today)}",
        source=f"Guyub, {day(today)}",
        columns=(
            Column("Produk", width=28),
            Column("Ditutup", Kind.DATE),
            Column("Mulai berlaku", Kind.DATE),
            Column("Cara menghitung", width=26),
            Column("Jasa", width=30),
            Column("Rentang rapat anggota", width=30),
            Column("Pinjaman", width=32),
            Column("Angsuran", width=28),
            Column("Biaya", width=40),
            Column("Denda", width=40),
            Column("Keputusan", width=34),
            Column("Dicatat oleh", width=24),
        ),
        rows=[row for offer in offers for row in _rows(offer)],
    )
    return table_answer(request, sheet, stem="produk-pinjaman")


def _rows(offer: Offer) -> list[tuple[Cell, ...]]:
    head = (offer.product.name, offer.product.closed_on)
    if not offer.history:
        return [(*head, None, "belum ditetapkan", *[""] * 8)]
    return [
        (
            *head,
            row.offered.from_on,
            METHOD_WORDS[row.offered.method],
            year_words(row.offered.rate_ppm),
            range_words(row.offered),
            amount_words(row.offered),
            times_words(row.offered),
            fees_words(row.offered),
            penalty_words(row.offered.servicing.penalty),
            f"{row.number}, {row.title}",
            row.person,
        )
        for row in offer.history
        if not row.is_replaced
    ]


def _product(request: HttpRequest, product_id: UUID, *, refusal: str = "") -> HttpResponse:
    place_id, today = actor_of(request).cooperative_id, today_of(request)
    with own_rows(request):
        offer = offer_of(cooperative_id=place_id, product_id=product_id, on=today)
        if offer is None:
            raise Http404
        gate = unit_gate(cooperative_id=place_id, on=today)
        caps = caps_of(cooperative_id=place_id, days=[today])
    now = offer.now.offered if offer.now else None
    context = {
        "card": card_of(offer),
        "offer": offer,
        "is_open": offer.product.is_open(today),
        "now_facts": facts_of(now) if now else [],
        "warnings": warnings_of(now, caps) if now else [],
        "example": example_of(now) if now else None,
        "history": [(row, _rate(row.offered), facts_of(row.offered)) for row in offer.history],
        "gate": gate,
        "caps": caps_words(caps),
    }
    return page(request, "product", context, refusal=refusal)


def _rate(offered: Offered) -> str:
    return f"{rate_words(offered.rate_ppm)} setahun {SHORT_METHODS[offered.method]}"
