"""Local products as anybody may see them: what is sold for whom, by the trade name that the producer agreed to show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Sum

from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry, asked
from guyub.trade.consignment.models import ConsignedGood, ConsignedMove
from guyub.trade.inventory.selectors.prices import price_of

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

MOST_SHOWN = 24


@dataclass(frozen=True, slots=True)
class LocalProduct(Row):
    """One product of somebody of the ward; ``maker`` is empty where the producer did not agree to be named.

    Args:
        price_rp: Of one ``unit``, whole rupiah.
        picture_id: Of its picture; None: it has none.
        is_there: Some of it lies in the shop now.
    """

    product_id: UUID
    name: str
    unit: str
    price_rp: int
    maker: str
    picture_id: UUID | None
    is_there: bool


def local_products(*, cooperative_id: int, on: date) -> list[LocalProduct]:
    """Give the consigned products that have a price, those that lie there first. Two queries; no money of anybody.

    Args:
        cooperative_id: Whose shop.
        on: The business date.
    """
    mine = {"cooperative_id": cooperative_id}
    rows = ConsignedGood.objects.filter(
        **mine, closed_on__isnull=True, from_on__lte=on, agreement__ended_on__isnull=True
    )
    there = ConsignedMove.objects.filter(**mine, agreement__ended_on__isnull=True)
    goods, qty = asked(
        Inquiry.of(
            rows.order_by("product__name", "id").values_list(
                "product_id",
                "product__name",
                "unit_id",
                "unit__name",
                "agreement__shown_name",
                "product__picture_id",
            )[:MOST_SHOWN],
            read=list,
        ),
        Inquiry.of(
            there.values_list("good__product_id").annotate(qty=Sum("qty")).order_by(),
            read=dict,
        ),
    )
    if not goods:
        return []
    prices = price_of(cooperative_id=cooperative_id, product_ids=[row[0] for row in goods], on=on)
    found = [
        LocalProduct(
            product_id, name, unit, prices[unit_id].amount_rp, maker, picture_id, qty.get(product_id, 0) > 0
        )
        for product_id, name, unit_id, unit, maker, picture_id in goods
        if unit_id in prices
    ]
    return sorted(found, key=lambda row: (not row.is_there, row.name))
