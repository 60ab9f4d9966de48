"""What pages of the catalogue share: the frame of a page, the product that an address names, choices."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse

from guyub.books.ledger.web.forms import choices, typed_of
from guyub.community.cooperatives.domain.outlets import OutletStatus
from guyub.community.cooperatives.selectors.profiles import outlets_of
from guyub.community.members.web.views.books import here
from guyub.foundation.identity.domain.roles import TABLE, Action
from guyub.foundation.identity.web.doors import actor_of, own_rows, request_id_of, today_of
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.ids import id_in
from guyub.trade.inventory.domain.catalogue import BASE_UNITS, CATEGORIES
from guyub.trade.inventory.domain.costing import CostMethod
from guyub.trade.inventory.domain.products import ProductRefusedError, ProductTyped, UnitTyped
from guyub.trade.inventory.domain.regulated import REGULATED
from guyub.trade.inventory.domain.units import read_quantity
from guyub.trade.inventory.selectors.products import product_page

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.trade.inventory.selectors.products import ProductPage

CATEGORY_WORDS = {one.code: one.name for one in CATEGORIES}
CONTENT_WORDS = {"BUAH": "buah", "G": "gram", "ML": "ml"}
METHOD_WORDS = {CostMethod.AVERAGE.value: "rata-rata", CostMethod.FIFO.value: "yang dulu datang keluar dulu"}
AUDIENCE_WORDS = {"UMUM": "Umum", "ANGGOTA": "Anggota"}
UNIT_ROWS = 3
# Each where it is there; any of the acts opens it.
_ROOMS = {
    "goods:goods": ("Daftar", (Action.VIEW_GOODS,)),
    "goods:prices": ("Harga", (Action.KEEP_GOODS,)),
    "goods:tags": ("Label rak", (Action.VIEW_GOODS,)),
    "goods:board": ("Papan harga", (Action.VIEW_GOODS,)),
    "goods:starter": ("Daftar contoh", (Action.KEEP_GOODS,)),
    "goods_openings:openings": ("Saldo awal", (Action.KEEP_GOODS, Action.KEEP_TREASURY)),
}


def page(
    request: HttpRequest, name: str, context: Mapping[str, Any], *, tab: str = "", refusal: str = ""
) -> HttpResponse:
    """Render one page of the catalogue; a refusal makes it a 422 with what was typed still there."""
    shared = {
        "place": here(request),
        "today": today_of(request),
        "tabs": list(_rooms(request, tab)) if tab else [],
        "may_keep": Action.KEEP_GOODS in TABLE[actor_of(request).role],
        "sees_value": Action.VIEW_STATEMENTS in TABLE[actor_of(request).role],
        "typed": request.POST,
        "refusal": refusal,
    }
    return render(request, f"inventory/{name}.html", shared | dict(context), status=422 if refusal else 200)


def done_of(request: HttpRequest) -> dict[str, Any]:
    """Give what every use-case takes: who, where, which request, when."""
    return {
        "actor": actor_of(request),
        "place": here(request),
        "request_id": request_id_of(request),
        "now": utc_now(),
    }


def found_product(request: HttpRequest, product_id: UUID) -> ProductPage:
    """Find the product of an address.

    Raises:
        Http404: There is none in the own cooperative.
    """
    with own_rows(request):
        found = product_page(
            cooperative_id=actor_of(request).cooperative_id, product_id=product_id, on=today_of(request)
        )
    if found is None:
        raise Http404
    return found


def outlet_choices(request: HttpRequest, selected: str) -> list[dict[str, object]]:
    """Give the outlets that are not closed, all of them first. One query."""
    with own_rows(request):
        rows = outlets_of(cooperative_id=actor_of(request).cooperative_id)
    open_ = {str(row.outlet_id): row.name for row in rows if row.status != OutletStatus.TUTUP}
    return choices(open_, selected, empty="Semua gerai")


def outlet_asked(request: HttpRequest) -> UUID | None:
    """Read for which outlet a page is asked for; anything else means all of them."""
    return id_in(request.GET.get("gerai", ""))


def product_of_form(request: HttpRequest, *, base_unit: str = "") -> ProductTyped:
    """Read a product.

    Args:
        request: The form.
        base_unit: That of a product which has one already.

    Raises:
        ProductRefusedError: ``content least``: no number.
        UnitRefusedError: How little may lie there cannot be read.
    """
    base = base_unit or typed_of(request, "base_unit")
    content = typed_of(request, "content").strip().replace(".", "") or "1"
    if not (content.isascii() and content.isdigit() and len(content) < 9):
        raise ProductRefusedError(wrong="content")
    return ProductTyped(
        name=typed_of(request, "product_name"),
        code=typed_of(request, "code"),
        category=typed_of(request, "category"),
        base_unit=base,
        content=int(content),
        content_unit=typed_of(request, "content_unit") or "BUAH",
        good=typed_of(request, "good"),
        cost_method=typed_of(request, "cost_method") or CostMethod.AVERAGE.value,
        allows_negative=typed_of(request, "allows_negative") == "1",
        has_batches=typed_of(request, "has_batches") == "1",
        least_qty=0,
    )


def least_of_form(request: HttpRequest, sizes: Mapping[str, int], usual: str) -> int:
    """Read how little of a product may lie there before it is ordered again, in base units; nothing typed: 0.

    Raises:
        UnitRefusedError: It cannot be read.
    """
    written = typed_of(request, "least").strip()
    return read_quantity(written, units=sizes, usual=usual) if written else 0


def units_of_form(request: HttpRequest) -> list[UnitTyped]:
    """Read units beside the smallest one; rows without a name are none."""
    names, holds = request.POST.getlist("unit_name")[:UNIT_ROWS], request.POST.getlist("unit_holds")
    kinds = request.POST.getlist("unit_kind")
    rows = zip(names, [*holds, *[""] * UNIT_ROWS], [*kinds, *[""] * UNIT_ROWS], strict=False)
    return [_unit(name, inside, kind) for name, inside, kind in rows if name.strip()]


def unit_of_form(request: HttpRequest) -> UnitTyped:
    """Read one further unit."""
    return _unit(
        typed_of(request, "unit_name"), typed_of(request, "unit_holds"), typed_of(request, "unit_kind")
    )


def product_context(request: HttpRequest, found: ProductPage | None = None) -> dict[str, Any]:
    """Give what the form of a product shows: what was typed, or else what is kept."""
    row = found.product if found else None

    def said(field: str, otherwise: str) -> str:
        return typed_of(request, field) if request.method == "POST" else otherwise

    return {
        "found": found,
        "categories": choices(CATEGORY_WORDS, said("category", row.category if row else "SEMBAKO")),
        "base_units": choices({one: one for one in BASE_UNITS}, said("base_unit", "bungkus")),
        "content_units": choices(CONTENT_WORDS, said("content_unit", row.content_unit if row else "BUAH")),
        "goods": choices(
            {one.key: one.title for one in REGULATED.values()},
            said("good", row.good if row else ""),
            empty="Tidak diatur",
        ),
        "methods": choices(METHOD_WORDS, said("cost_method", row.cost_method if row else "AVERAGE")),
        "product_name": said("product_name", row.name if row else ""),
        "code": said("code", row.code if row else ""),
        "content": said("content", str(row.content) if row else ""),
        "allows_negative": said("allows_negative", "1" if row and row.allows_negative else "") == "1",
        "has_batches": said("has_batches", "1" if row and row.has_batches else "") == "1",
    }


def unit_rows(request: HttpRequest) -> list[dict[str, Any]]:
    """Give the rows of units of a new product's form: what was typed, or a piece and empty ones."""
    names = request.POST.getlist("unit_name")
    holds, kinds = request.POST.getlist("unit_holds"), request.POST.getlist("unit_kind")
    rows = []
    for at in range(UNIT_ROWS):
        kind = kinds[at] if at < len(kinds) else ("both" if at else "sold")
        rows.append(
            {
                "at": at,
                "name": names[at] if at < len(names) else "",
                "holds": holds[at] if at < len(holds) else "",
                "kinds": unit_kinds(kind),
            }
        )
    return rows


def unit_kinds(selected: str) -> list[dict[str, object]]:
    """Give what a unit is for."""
    words = {"sold": "dijual", "bought": "dibeli", "both": "dijual, dibeli"}
    return choices(words, selected or "sold")


def _unit(name: str, holds: str, kind: str) -> UnitTyped:
    return UnitTyped(
        name=name, holds=holds, is_bought=kind in {"bought", "both"}, is_sold=kind in {"sold", "both", ""}
    )


def _rooms(request: HttpRequest, current: str) -> Iterator[dict[str, object]]:
    allowed = TABLE[actor_of(request).role]
    for url_name, (label, actions) in _ROOMS.items():
        if allowed.intersection(actions):
            with suppress(NoReverseMatch):
                yield {"label": label, "href": reverse(url_name), "current": url_name == current}
