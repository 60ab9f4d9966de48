"""What programs read of the shop: which pay-first cycles are open, and what they offer."""

from __future__ import annotations

from datetime import date  # noqa: TC003  ninja reads the annotations
from typing import TYPE_CHECKING, Any
from uuid import UUID  # noqa: TC003  ninja reads the annotations

from ninja import Router, Schema
from ninja.errors import HttpError

from guyub.community.cooperatives.api.doors import MISSING, Code, fields_of, place_reached
from guyub.foundation.identity.api.keys import Key, actor_of_key
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.retail.selectors.cycles import open_cycles

if TYPE_CHECKING:
    from django.http import HttpRequest

router = Router(tags=["buyer orders"])


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
