"""What programs read of goods: products, prices, what a number stands for; and prices that they set. No cost."""

from __future__ import annotations

from datetime import date  # noqa: TC003  ninja reads the annotations
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from ninja import Path, Query, Router, Schema, Status
from ninja.errors import HttpError
from pydantic import Field

from guyub.community.cooperatives.api.doors import (
    MISSING,
    MOST_AT_ONCE,
    Code,
    RequestId,
    Words,
    fields_of,
    place_reached,
    today_in,
)
from guyub.foundation.identity.api.keys import Key, actor_of_key
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.inventory.selectors.barcodes import scanned_product
from guyub.trade.inventory.selectors.catalogue import products_after
from guyub.trade.inventory.selectors.products import product_page
from guyub.trade.inventory.services.prices import PriceTold, set_prices

if TYPE_CHECKING:
    from django.http import HttpRequest

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative
    from guyub.trade.inventory.selectors.catalogue import ListedProduct
    from guyub.trade.inventory.selectors.products import ProductPage

router = Router(tags=["goods"])
Limit = Annotated[int, Query(ge=1, le=MOST_AT_ONCE)]
After = Annotated[UUID | None, Query(description="The next of the page before")]
Scanned = Annotated[str, Path(pattern=r"^[0-9]{1,20}$", description="As scanned")]


class UnitOut(Schema):
    """One unit: so many base units; ``amount_rp`` whole rupiah for everybody in all outlets today, null: no price."""

    unit_id: UUID
    name: str
    factor: int
    is_sold: bool
    amount_rp: int | None


class ProductOut(Schema):
    """One product; ``qty`` base units in all places together. ``good``: as price rules know it, "" none does."""

    product_id: UUID
    code: str
    name: str
    category: str
    base_unit: str
    good: str
    qty: int
    closed_on: date | None
    units: list[UnitOut]


class Products(Schema):
    """A page of products in the order in which they were added; ``next`` is the ``after`` of the page that follows."""

    items: list[ProductOut]
    next: UUID | None


class PriceOut(Schema):
    """A price that holds or comes; whole rupiah. ``audience`` UMUM or ANGGOTA; ``outlet_id`` null: in all outlets."""

    unit_id: UUID
    audience: str
    outlet_id: UUID | None
    amount_rp: int
    from_on: date
    until_on: date | None


class BarcodeOut(Schema):
    """A number that a scanner reads, and the unit that it stands for; of a scale only its first digits."""

    code: str
    unit_id: UUID
    is_weight: bool


class ProductWhole(ProductOut):
    """One product with its numbers and prices."""

    barcodes: list[BarcodeOut]
    prices: list[PriceOut]


class ScannedOut(Schema):
    """What a number stands for: one unit, or so many grams, or so much of it as costs so many rupiah."""

    code: str
    product_id: UUID
    name: str
    unit_id: UUID
    unit: str
    factor: int
    is_open: bool
    weight_g: int | None
    price_rp: int | None


class NewPrice(Schema):
    """A price of one unit of the product; ``reason``: why it is above a reference price, where it is."""

    unit_id: UUID
    amount_rp: Annotated[int, Field(ge=1, le=999_999_999_999)]
    from_on: date
    until_on: date | None = None
    audience: Annotated[str, Field(pattern="^(UMUM|ANGGOTA)$")] = "UMUM"
    outlet_id: UUID | None = None
    reason: Words = Field("", max_length=200)


class Set(Schema):
    """How many prices were set."""

    count: int


@router.get(
    "/cooperatives/{code}/products",
    response={200: Products, **MISSING},
    auth=Key("goods:read"),
    operation_id="products",
)
def products(request: HttpRequest, code: Code, after: After = None, limit: Limit = MOST_AT_ONCE) -> Any:
    """List the products of the key's own cooperative with their prices of today, closed ones too."""
    place, _ = _own(request, code, Action.VIEW_GOODS)
    with scope(place.id):
        found = products_after(cooperative_id=place.id, on=today_in(place), after=after, most=limit + 1)
    shown = found[:limit]
    return {
        "items": [_listed(row) for row in shown],
        "next": shown[-1].product_id if len(found) > limit else None,
    }


@router.get(
    "/cooperatives/{code}/products/{product_id}",
    response={200: ProductWhole, **MISSING},
    auth=Key("goods:read"),
    operation_id="product",
)
def product(request: HttpRequest, code: Code, product_id: UUID) -> Any:
    """Give one product with its numbers, the prices that hold and those that come."""
    place, _ = _own(request, code, Action.VIEW_GOODS)
    return _whole(_page(place, product_id))


@router.get(
    "/cooperatives/{code}/barcodes/{scanned}",
    response={200: ScannedOut, 409: Any, **MISSING},
    auth=Key("goods:read"),
    operation_id="barcode",
)
def barcode(request: HttpRequest, code: Code, scanned: Scanned) -> Any:
    """Tell what a scanned number stands for; a number that is none answers 409 with what is wrong."""
    place, _ = _own(request, code, Action.VIEW_GOODS)
    with scope(place.id):
        found = scanned_product(cooperative_id=place.id, scanned=scanned)
    if found is None:
        raise HttpError(404, "Nomor ini belum dipakai barang mana pun.")
    return fields_of(ScannedOut, found)


@router.post(
    "/cooperatives/{code}/products/{product_id}/prices",
    response={201: Set, 409: Any, **MISSING},
    auth=Key("goods:write"),
    operation_id="price_keep",
)
def price_keep(
    request: HttpRequest, code: Code, product_id: UUID, body: NewPrice, idempotency_key: RequestId
) -> Any:
    """Set a price, in the name of whoever made the key and still keeps the goods; a ceiling refuses it with 409.

    The ``Idempotency-Key`` is the request_id: the same key with the same facts answers again, with others 409.
    """
    place, actor = _own(request, code, Action.KEEP_GOODS)
    _page(place, product_id)
    count = set_prices(
        actor=actor,
        place=place,
        told=[PriceTold(product_id=product_id, **body.dict())],
        today=today_in(place),
        request_id=idempotency_key,
        now=utc_now(),
    )
    return Status(201, {"count": count})


def _listed(row: ListedProduct) -> dict[str, Any]:
    return fields_of(ProductOut, row) | {"units": [fields_of(UnitOut, unit) for unit in row.units]}


def _whole(page: ProductPage) -> dict[str, Any]:
    prices = {
        one.unit_id: one.amount_rp
        for one in page.standing
        if one.audience == "UMUM" and one.outlet_id is None
    }
    kept = {"product_id", "code", "name", "category", "base_unit", "good", "closed_on"}
    return {
        **{name: getattr(page.product, name) for name in kept},
        "qty": sum(row.qty for row in page.stocks),
        "units": [
            {
                "unit_id": unit.unit_id,
                "name": unit.name,
                "factor": unit.factor,
                "is_sold": unit.is_sold,
                "amount_rp": prices.get(unit.unit_id),
            }
            for unit in page.open_units
        ],
        "barcodes": [fields_of(BarcodeOut, one) for one in page.barcodes],
        "prices": [fields_of(PriceOut, one) for one in (*page.standing, *page.coming)],
    }


def _page(place: Cooperative, product_id: UUID) -> ProductPage:
    """Find a product.

    Raises:
        HttpError: There is none here: 404.
    """
    with scope(place.id):
        page = product_page(cooperative_id=place.id, product_id=product_id, on=today_in(place))
    if page is None:
        raise HttpError(404, "Barang ini tidak ada di koperasi ini.")
    return page


def _own(request: HttpRequest, code: str, action: Action) -> tuple[Cooperative, Actor]:
    """Find the cooperative and who made the key; goods are read and priced with the own cooperative's key alone.

    Raises:
        HttpError: The key does not reach it, 404; its maker may not, or it is another's, 403.
    """
    place = place_reached(request, code)
    actor = actor_of_key(request, action, now=utc_now())
    if actor.cooperative_id != place.id:
        raise HttpError(403, "Barang hanya dibaca dengan kunci koperasi itu sendiri.")
    return place, actor
