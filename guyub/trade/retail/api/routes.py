"""What programs read of the shop: which pay-first cycles are open and what they offer; what the tills sold."""

from __future__ import annotations

from datetime import date, datetime  # noqa: TC003  ninja reads the annotations
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID  # noqa: TC003  ninja reads the annotations

from ninja import Query, Router, Schema
from ninja.errors import HttpError
from pydantic import Field

from guyub.community.cooperatives.api.doors import MISSING, Code, fields_of, place_reached
from guyub.foundation.identity.api.keys import Key, actor_of_key
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.retail.selectors.cycles import open_cycles
from guyub.trade.retail.selectors.sales import sales_after

if TYPE_CHECKING:
    from django.http import HttpRequest

router = Router(tags=["buyer orders"])
MOST_SALES = 200


class OfferedGood(Schema):
    """One good of a cycle: rupiah for one unit; ``case_size`` counts units, ``factor`` base units in one."""

    product_id: UUID
    title: str
    unit: str
    factor: int
    case_size: int
    member_rp: int
    other_rp: int


class OpenCycle(Schema):
    """One cycle that takes orders, until ``closes_on`` and on that day."""

    cycle_id: UUID
    number: str
    partner_id: UUID
    closes_on: date
    expected_on: date
    note: str
    orders: int
    goods: list[OfferedGood]


@router.get(
    "/cooperatives/{code}/buyer-cycles",
    response={200: list[OpenCycle], **MISSING},
    auth=Key("buying:read"),
    operation_id="buyer_cycles",
)
def buyer_cycles(request: HttpRequest, code: Code) -> Any:
    """List the cycles of the key's own cooperative that take orders, with what they offer; no buyer is named."""
    place = place_reached(request, code)
    if actor_of_key(request, Action.VIEW_GOODS, now=utc_now()).cooperative_id != place.id:
        raise HttpError(403, "Setor beli hanya dibuka dengan kunci koperasi itu sendiri.")
    with scope(place.id):
        found = open_cycles(cooperative_id=place.id)
    return [
        {
            "cycle_id": row.cycle_id,
            "number": row.name,
            "partner_id": row.partner_id,
            "closes_on": row.closes_on,
            "expected_on": row.expected_on,
            "note": row.note,
            "orders": row.orders,
            "goods": [fields_of(OfferedGood, good) for good in goods],
        }
        for row, goods in found
    ]


class ShopSale(Schema):
    """One receipt; rupiah, below zero what was given back. Who bought is not told, only whether as a member."""

    sale_id: UUID
    number: str
    till_number: str
    kind: str
    at: datetime
    cashier: str
    is_member: bool
    goods: list[str]
    paid_rp: int
    paid: dict[str, int]
    is_voided: bool


class ShopSales(Schema):
    """Receipts in the order of their numbers; ``next`` goes on where this page ends, null at the last."""

    sales: list[ShopSale]
    next: UUID | None


@router.get(
    "/cooperatives/{code}/shop-sales",
    response={200: ShopSales, **MISSING},
    auth=Key("sales:read"),
    operation_id="shop_sales",
)
def shop_sales(
    request: HttpRequest,
    code: Code,
    since: date,
    after: UUID | None = None,
    limit: Annotated[int, Query(), Field(ge=1, le=MOST_SALES)] = MOST_SALES,
) -> Any:
    """List receipts of the tills from a day on, with the cooperative's own key alone; members are not named."""
    place = place_reached(request, code)
    if actor_of_key(request, Action.VIEW_DEVICES, now=utc_now()).cooperative_id != place.id:
        raise HttpError(403, "Penjualan hanya dibuka dengan kunci koperasi itu sendiri.")
    with scope(place.id):
        rows = sales_after(cooperative_id=place.id, after=after, since=since, most=limit)
    return {
        "sales": [
            {
                "sale_id": row.sale_id,
                "number": row.name,
                "till_number": row.till_name,
                "kind": row.kind.value,
                "at": row.at,
                "cashier": row.cashier,
                "is_member": bool(row.member),
                "goods": list(row.goods),
                "paid_rp": row.paid_rp,
                "paid": {kind.value: amount_rp for kind, amount_rp in row.paid.items()},
                "is_voided": row.is_voided,
            }
            for row in rows
        ],
        "next": rows[-1].sale_id if len(rows) == limit else None,
    }
