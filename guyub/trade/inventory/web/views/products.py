"""One product: its page, changing and closing it, its picture, its units."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guyub.books.ledger.web.forms import typed_of
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of, tried
from guyub.foundation.identity.web.photos import photo_in
from guyub.foundation.kernel.web.downloads import file_answer
from guyub.trade.inventory.domain.units import quantity_words
from guyub.trade.inventory.selectors.products import picture_of
from guyub.trade.inventory.services.products import (
    change_product,
    close_product,
    reopen_product,
)
from guyub.trade.inventory.services.units import add_unit, close_unit
from guyub.trade.inventory.web.goods_pages import (
    METHOD_WORDS,
    done_of,
    found_product,
    least_of_form,
    page,
    product_context,
    product_of_form,
    unit_kinds,
    unit_of_form,
)
from guyub.trade.inventory.web.price_pages import price_rows

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@require_safe
@acts(Action.VIEW_GOODS)
def product(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """Show one product: its prices, units, numbers and what lies there."""
    return _product(request, product_id)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(Action.KEEP_GOODS)
def product_change(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """Change what is told of a product."""
    found, refusal = found_product(request, product_id), ""

    def change() -> bool:
        typed = product_of_form(request, base_unit=found.product.base_unit)
        least = least_of_form(request, found.sizes, found.product.base_unit)
        change_product(
            product_id=product_id,
            typed=replace(typed, least_qty=least),
            today=today_of(request),
            photo=photo_in(request),
            **done_of(request),
        )
        return True

    if request.method == "POST":
        changed, refusal = tried(change)
        if changed:
            return redirect("goods:product", product_id=product_id)
    kept = found.product.least_qty
    least = quantity_words(kept, units=found.sizes) if kept else ""
    context = product_context(request, found) | {
        "least": typed_of(request, "least") if request.method == "POST" else least
    }
    return page(request, "product_change", context, refusal=refusal)


@require_POST
@acts(Action.KEEP_GOODS)
def product_close(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """Close a product where nothing of it is left."""
    found_product(request, product_id)

    def close() -> bool:
        close_product(product_id=product_id, today=today_of(request), **done_of(request))
        return True

    _, refusal = tried(close)
    if refusal:
        return _product(request, product_id, refusal=refusal)
    return redirect("goods:product", product_id=product_id)


@require_POST
@acts(Action.KEEP_GOODS)
def product_reopen(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """Sell a closed product again."""
    found_product(request, product_id)

    def reopen() -> bool:
        reopen_product(product_id=product_id, **done_of(request))
        return True

    _, refusal = tried(reopen)
    if refusal:
        return _product(request, product_id, refusal=refusal)
    return redirect("goods:product", product_id=product_id)


@require_safe
@never_cache
@acts(Action.VIEW_GOODS)
def product_photo(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """Send the picture of a product."""
    with own_rows(request):
        file = picture_of(cooperative_id=actor_of(request).cooperative_id, product_id=product_id)
        if file is None:
            raise Http404
        return file_answer(file)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(Action.KEEP_GOODS)
def units(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """Show the units of a product, and add one."""
    refusal = ""
    if request.method == "POST":
        found_product(request, product_id)
        made, refusal = tried(
            lambda: add_unit(product_id=product_id, unit=unit_of_form(request), **done_of(request))
        )
        if made:
            return redirect("goods:units", product_id=product_id)
    return _units(request, product_id, refusal=refusal)


@require_POST
@acts(Action.KEEP_GOODS)
def unit_close(request: HttpRequest, product_id: UUID, unit_id: UUID) -> HttpResponse:
    """Use a unit no more."""
    found_product(request, product_id)

    def close() -> bool:
        close_unit(product_id=product_id, unit_id=unit_id, today=today_of(request), **done_of(request))
        return True

    _, refusal = tried(close)
    if refusal:
        return _units(request, product_id, refusal=refusal)
    return redirect("goods:units", product_id=product_id)


def _units(request: HttpRequest, product_id: UUID, *, refusal: str = "") -> HttpResponse:
    found = found_product(request, product_id)
    context = {"found": found, "kinds": unit_kinds(typed_of(request, "unit_kind"))}
    return page(request, "units", context, refusal=refusal)


def _product(request: HttpRequest, product_id: UUID, *, refusal: str = "") -> HttpResponse:
    found = found_product(request, product_id)
    row = found.product
    context = {
        "found": found,
        "prices": price_rows(request, found),
        "method": METHOD_WORDS[row.cost_method],
        "least": quantity_words(row.least_qty, units=found.sizes) if row.least_qty else "",
        "unit_names": {unit.unit_id: unit.name for unit in found.units},
        "codes": [
            (code, next(unit.name for unit in found.units if unit.unit_id == code.unit_id))
            for code in found.barcodes
        ],
    }
    return page(request, "product", context, refusal=refusal)
