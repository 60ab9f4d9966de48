"""What programs read and write of buying: orders, what is owed, goods that came."""

from __future__ import annotations

from datetime import date  # noqa: TC003  ninja reads the annotations
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from ninja import Query, Router, Schema, Status
from ninja.errors import HttpError
from pydantic import Field

from guyub.community.cooperatives.api.doors import (
    MISSING,
    MOST_AT_ONCE,
    Code,
    RequestId,
    place_reached,
    today_in,
)
from guyub.foundation.identity.api.keys import Key, actor_of_key
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.procurement.domain.receipts import ReceiptLineTyped, ReceiptTyped
from guyub.trade.procurement.selectors.debts import open_bills
from guyub.trade.procurement.selectors.orders import order_page, orders_after
from guyub.trade.procurement.services.receipts import receive_goods

if TYPE_CHECKING:
    from django.http import HttpRequest

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative
    from guyub.trade.procurement.selectors.orders import OrderRow

router = Router(tags=["buying"])
Limit = Annotated[int, Query(ge=1, le=MOST_AT_ONCE)]
After = Annotated[UUID | None, Query(description="The next of the page before")]
Rupiah = Annotated[int, Field(ge=0, le=10**12)]
Units = Annotated[int, Field(ge=0, le=10**12)]


class OrderOut(Schema):
    """One order; rupiah whole. ``standing`` says where it stands by what came, was billed and paid."""

    order_id: UUID
    number: str
    partner_id: UUID
    ordered_on: date
    expected_on: date
    total_rp: int
    standing: str


class Orders(Schema):
    """A page of orders in the order in which they were written; ``next`` is the ``after`` of the page that follows."""

    items: list[OrderOut]
    next: UUID | None


class OrderLineOut(Schema):
    """One line of an order; quantities in base units, the price of one ``unit_id``."""

    line_id: UUID
    product_id: UUID
    unit_id: UUID
    qty: int
    price_rp: int
    amount_rp: int
    received_qty: int


class OneOrder(OrderOut):
    """An order with its lines."""

    lines: list[OrderLineOut]


class DebtOut(Schema):
    """One bill that is not wholly paid; rupiah whole."""

    bill_id: UUID
    number: str
    partner_id: UUID
    paper_no: str
    billed_on: date
    due_on: date
    total_rp: int
    open_rp: int


class NewReceiptLine(Schema):
    """One product that came, in base units."""

    product_id: UUID
    unit_id: UUID
    qty: Units
    amount_rp: Rupiah
    order_line_id: UUID | None = None
    difference: Annotated[str, Field(max_length=6)] = ""
    reason: Annotated[str, Field(max_length=120)] = ""
    batch: Annotated[str, Field(max_length=30)] = ""
    expires_on: date | None = None


class NewReceipt(Schema):
    """Goods that came at once."""

    partner_id: UUID
    location_id: UUID
    received_on: date
    order_id: UUID | None = None
    note_no: Annotated[str, Field(max_length=40)] = ""
    lines: Annotated[list[NewReceiptLine], Field(min_length=1, max_length=200)]


class Received(Schema):
    """The receipt that was kept."""

    receipt_id: UUID


@router.get(
    "/cooperatives/{code}/purchase-orders",
    response={200: Orders, **MISSING},
    auth=Key("buying:read"),
    operation_id="purchase_orders",
)
def purchase_orders(
    request: HttpRequest, code: Code, after: After = None, limit: Limit = MOST_AT_ONCE
) -> Any:
    """List the orders of the key's own cooperative; new ones stand at the end."""
    place, _ = _own(request, code, Action.VIEW_GOODS)
    with scope(place.id):
        found = orders_after(cooperative_id=place.id, after=after, most=limit + 1)
    shown = found[:limit]
    return {
        "items": [_told(row) for row in shown],
        "next": shown[-1].order_id if len(found) > limit else None,
    }


@router.get(
    "/cooperatives/{code}/purchase-orders/{order_id}",
    response={200: OneOrder, **MISSING},
    auth=Key("buying:read"),
    operation_id="purchase_order",
)
def purchase_order(request: HttpRequest, code: Code, order_id: UUID) -> Any:
    """Give one order with its lines."""
    place, _ = _own(request, code, Action.VIEW_GOODS)
    with scope(place.id):
        page = order_page(cooperative_id=place.id, order_id=order_id)
    if page is None:
        raise HttpError(404, "Pesanan ini tidak ada di koperasi ini.")
    names = "line_id product_id unit_id qty price_rp amount_rp received_qty".split()
    return _told(page.order) | {
        "lines": [{name: getattr(line, name) for name in names} for line in page.lines]
    }


@router.get(
    "/cooperatives/{code}/supplier-debts",
    response={200: list[DebtOut], **MISSING},
    auth=Key("buying:read"),
    operation_id="supplier_debts",
)
def supplier_debts(request: HttpRequest, code: Code) -> Any:
    """List the bills that are not wholly paid, the earliest due first."""
    place, _ = _own(request, code, Action.VIEW_GOODS)
    with scope(place.id):
        rows = open_bills(cooperative_id=place.id)
    names = "bill_id partner_id paper_no billed_on due_on total_rp open_rp".split()
    return [{name: getattr(row, name) for name in names} | {"number": row.name} for row in rows]


@router.post(
    "/cooperatives/{code}/goods-receipts",
    response={201: Received, 409: Any, **MISSING},
    auth=Key("buying:write"),
    operation_id="goods_receipt_keep",
)
def goods_receipt_keep(request: HttpRequest, code: Code, body: NewReceipt, idempotency_key: RequestId) -> Any:
    """Take goods in, in the name of whoever made the key and still moves stock.

    The ``Idempotency-Key`` is the request_id: the same key with the same facts answers again, with others 409.
    """
    place, actor = _own(request, code, Action.MOVE_STOCK)
    told = body.dict()
    lines = [ReceiptLineTyped(**line) for line in told.pop("lines")]
    receipt_id = receive_goods(
        actor=actor,
        place=place,
        typed=ReceiptTyped(lines=lines, **told),
        today=today_in(place),
        request_id=idempotency_key,
        now=utc_now(),
    )
    return Status(201, {"receipt_id": receipt_id})


def _told(row: OrderRow) -> dict[str, Any]:
    names = "order_id partner_id ordered_on expected_on total_rp".split()
    told = {name: getattr(row, name) for name in names}
    return told | {"number": row.name, "standing": row.standing.value}


def _own(request: HttpRequest, code: str, action: Action) -> tuple[Cooperative, Actor]:
    """Find the cooperative and who made the key; what one buys at which price stays at home.

    Raises:
        HttpError: The key does not reach it, 404; its maker may not, or it is another's, 403.
    """
    place = place_reached(request, code)
    actor = actor_of_key(request, action, now=utc_now())
    if actor.cooperative_id != place.id:
        raise HttpError(403, "Belanja barang hanya dibuka dengan kunci koperasi itu sendiri.")
    return place, actor
