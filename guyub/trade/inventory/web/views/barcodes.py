"""Numbers of a product: a maker's, labels of our own with their stickers, codes of a scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guyub.books.ledger.web.forms import choices, typed_of
from guyub.community.members.web.views.books import here
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import acts, tried
from guyub.foundation.kernel.ids import id_in
from guyub.foundation.kernel.web.downloads import pdf_answer
from guyub.trade.inventory.domain.barcode_bars import barcode_svg
from guyub.trade.inventory.domain.barcodes import BarcodeRefusedError
from guyub.trade.inventory.domain.products import ProductRefusedError
from guyub.trade.inventory.domain.scales import PREFIX_WORDS
from guyub.trade.inventory.services.barcodes import (
    add_barcode,
    add_weight_code,
    make_label,
    remove_barcode,
)
from guyub.trade.inventory.web.goods_files import MOST_STICKERS, STICKERS, stickers_pdf
from guyub.trade.inventory.web.goods_pages import done_of, found_product, page

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "HEAD", "POST"])
@acts(Action.KEEP_GOODS)
def barcodes(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """Show the numbers of a product, and add what a maker gave."""
    if request.method != "POST":
        return _barcodes(request, product_id)
    return _kept(
        request,
        product_id,
        lambda: add_barcode(
            product_id=product_id,
            unit_id=_unit(request),
            scanned=typed_of(request, "scanned")[:40],
            **done_of(request),
        ),
    )


@require_POST
@acts(Action.KEEP_GOODS)
def label_make(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """Give a unit of a product a label of the shop's own."""
    return _kept(
        request,
        product_id,
        lambda: make_label(product_id=product_id, unit_id=_unit(request), **done_of(request)),
    )


@require_POST
@acts(Action.KEEP_GOODS)
def weight_code(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """Note by which number a scale knows a product."""

    def add() -> str:
        written = typed_of(request, "plu").strip()
        if not (written.isascii() and written.isdigit() and len(written) < 9):
            raise BarcodeRefusedError(wrong="number", number=written)
        return add_weight_code(
            product_id=product_id,
            unit_id=_unit(request),
            prefix=typed_of(request, "prefix"),
            plu=int(written),
            **done_of(request),
        )

    return _kept(request, product_id, add)


@require_POST
@acts(Action.KEEP_GOODS)
def barcode_remove(request: HttpRequest, product_id: UUID, barcode_id: UUID) -> HttpResponse:
    """Take a number off a product."""

    def remove() -> str:
        remove_barcode(product_id=product_id, barcode_id=barcode_id, **done_of(request))
        return "removed"

    return _kept(request, product_id, remove)


@require_safe
@acts(Action.VIEW_GOODS)
def stickers(request: HttpRequest, product_id: UUID, barcode_id: UUID) -> HttpResponse:
    """Hand over stickers with one number of a product."""
    found = found_product(request, product_id)
    code = next((one for one in found.barcodes if one.barcode_id == barcode_id), None)
    if code is None or not barcode_svg(code.code):
        raise Http404
    written = request.GET.get("jumlah", "")
    count = int(written) if written.isascii() and written.isdigit() and len(written) < 4 else STICKERS
    content = stickers_pdf(
        who=here(request).name,
        name=found.product.name,
        code=code.code,
        count=min(max(count, 1), MOST_STICKERS),
    )
    return pdf_answer(content, stem=f"stiker-{code.code}")


def _unit(request: HttpRequest) -> UUID:
    unit_id = id_in(typed_of(request, "unit"))
    if unit_id is None:
        raise ProductRefusedError(wrong="unit_gone")
    return unit_id


def _kept(request: HttpRequest, product_id: UUID, act: Callable[[], str]) -> HttpResponse:
    found_product(request, product_id)
    done, refusal = tried(act)
    if done is None:
        return _barcodes(request, product_id, refusal=refusal)
    return redirect("goods:barcodes", product_id=product_id)


def _barcodes(request: HttpRequest, product_id: UUID, *, refusal: str = "") -> HttpResponse:
    found = found_product(request, product_id)
    units = {str(unit.unit_id): unit.name for unit in found.open_units}
    sold = next((str(unit.unit_id) for unit in found.sold), "")
    context = {
        "found": found,
        "rows": [
            (
                code,
                next(unit.name for unit in found.units if unit.unit_id == code.unit_id),
                bool(barcode_svg(code.code)),
            )
            for code in found.barcodes
        ],
        "units": choices(units, typed_of(request, "unit") or sold),
        "prefixes": choices(PREFIX_WORDS, typed_of(request, "prefix") or "21"),
        "is_weighed": found.product.base_unit == "gram",
        "stickers": STICKERS,
    }
    return page(request, "barcodes", context, refusal=refusal)
