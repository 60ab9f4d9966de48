"""The shops of all cooperatives that a city guides, side by side: what they sold, on how many days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.city.supervision.models import PlaceShop
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ShopAt(Row):
    """The shop of one cooperative on the last 28 whole days; whole rupiah.

    Args:
        code: Of the ward.
        name: Of the cooperative.
        sold_rp: What was paid less what was given back.
        days: On how many days something was sold.
        sales: How many receipts.
        last_on: The last day on which something was sold, however long ago.
    """

    code: str
    name: str
    sold_rp: int
    days: int
    sales: int
    last_on: date

    @property
    def daily_rp(self) -> int | None:
        """What was sold on a day with sales, on the average, rounded down; None: there was none."""
        return self.sold_rp // self.days if self.days else None


@dataclass(frozen=True, slots=True, kw_only=True)
class CityShops(Row):
    """All shops whose tills ever sold, the largest first; ``read_at`` is the oldest reading."""

    shops: tuple[ShopAt, ...]
    read_at: datetime | None

    @property
    def selling(self) -> int:
        """How many sold on one of these days."""
        return sum(one.days > 0 for one in self.shops)

    @property
    def sold_rp(self) -> int:
        """What all of them sold, whole rupiah."""
        return sum(one.sold_rp for one in self.shops)


def city_shops(*, names: Mapping[str, str]) -> CityShops:
    """Set the shops of cooperatives side by side. One query.

    Args:
        names: Of the cooperatives that the city guides: code of the ward → name.
    """
    rows = list(PlaceShop.objects.filter(code__in=names.keys()).order_by("-sold_rp", "code"))
    return CityShops(
        shops=tuple(
            ShopAt(
                code=one.code,
                name=names[one.code],
                sold_rp=one.sold_rp,
                days=one.days_count,
                sales=one.sales_count,
                last_on=one.last_on,
            )
            for one in rows
        ),
        read_at=min((one.summed_at for one in rows), default=None),
    )
