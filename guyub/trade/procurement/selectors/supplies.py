"""Who delivers what, at which price: a list, and those of one product."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import asked
from guyub.trade.inventory.selectors.bought import goods_inquiry
from guyub.trade.procurement.models import Supply

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from guyub.trade.inventory.selectors.bought import Good

MOST_LISTED = 500


@dataclass(frozen=True, slots=True)
class SupplyRow(Row):
    """How one supplier delivers one product; base units, whole rupiah of one unit."""

    partner_id: UUID
    partner: str
    good: Good
    unit: str
    case_qty: int
    least_qty: int
    price_rp: int | None
    priced_on: date | None
    lead_days: int | None
    is_preferred: bool

    @property
    def case_words(self) -> str:
        """What is packed together; nothing where any quantity comes."""
        return self.good.words(self.case_qty) if self.case_qty > 1 else ""

    @property
    def least_words(self) -> str:
        """The least that is delivered; nothing where any quantity is."""
        return self.good.words(self.least_qty) if self.least_qty else ""


def supplies(*, cooperative_id: int, partner_id: UUID | None = None) -> list[SupplyRow]:
    """List who delivers what, by product, the one that is ordered from first before the others. Two queries."""
    rows = Supply.objects.filter(cooperative_id=cooperative_id, product__closed_on__isnull=True)
    if partner_id is not None:
        rows = rows.filter(partner_id=partner_id)
    told = list(
        rows.order_by("product__name", "-is_preferred", "id").values_list(
            *("partner_id", "partner__name", "product_id", "unit__name", "case_qty", "least_qty", "price_rp"),
            *("priced_on", "lead_days", "is_preferred"),
        )[:MOST_LISTED]
    )
    (goods,) = asked(goods_inquiry(cooperative_id=cooperative_id, product_ids={row[2] for row in told}))
    return [SupplyRow(row[0], row[1], goods[row[2]], *row[3:]) for row in told]
