"""Places where goods lie."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q, Sum

from guyub.foundation.kernel.rows import Row
from guyub.trade.inventory.domain.locations import LocationKind
from guyub.trade.inventory.models import Location, Stock

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

KIND_WORDS = {
    LocationKind.GERAI: "Rak gerai",
    LocationKind.GUDANG: "Gudang",
    LocationKind.JALAN: "Dalam perjalanan",
    LocationKind.KARANTINA: "Karantina",
}


@dataclass(frozen=True, slots=True)
class LocationRow(Row):
    """One place where goods lie, with how many products lie there and what they cost."""

    location_id: UUID
    kind: LocationKind
    kind_words: str
    name: str
    outlet: str
    unit: str
    closed_on: date | None
    products: int
    value_rp: int

    @property
    def is_way(self) -> bool:
        """True of what is on its way."""
        return self.kind is LocationKind.JALAN


def locations_of(*, cooperative_id: int) -> list[LocationRow]:
    """List all places, those that stand open at the front. Two queries."""
    stocks = Stock.objects.filter(cooperative_id=cooperative_id).order_by()
    held = {
        id_: (products, int(rp or 0))
        for id_, products, rp in stocks.values_list("location_id").annotate(
            products=Count("id", filter=~Q(qty=0)), rp=Sum("value_rp")
        )
    }
    rows = Location.objects.filter(cooperative_id=cooperative_id).select_related("outlet", "unit")
    found = [
        LocationRow(
            row.id,
            LocationKind(row.kind),
            KIND_WORDS[LocationKind(row.kind)],
            row.name,
            row.outlet.name if row.outlet else "",
            row.unit.name if row.unit else "",
            row.closed_on,
            *held.get(row.id, (0, 0)),
        )
        for row in rows.order_by("name", "id")
    ]
    return sorted(found, key=lambda row: (row.closed_on is not None, row.is_way))


def open_names(*, cooperative_id: int, has_way: bool = False) -> dict[str, str]:
    """Name the places that stand open, by id as forms send it. One query."""
    rows = Location.objects.filter(cooperative_id=cooperative_id, closed_on__isnull=True)
    if not has_way:
        rows = rows.exclude(kind=LocationKind.JALAN)
    return {str(id_): name for id_, name in rows.order_by("name", "id").values_list("id", "name")}
