"""What taking a table of goods in would do, held against catalogue, price rules and books; writes nothing."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from guyub.books.ledger.selectors.moments import balances_now
from guyub.books.ledger.selectors.periods import periods_of
from guyub.foundation.kernel.rows import Row
from guyub.trade.inventory.domain.catalogue import CATEGORIES
from guyub.trade.inventory.domain.locations import LocationKind
from guyub.trade.inventory.domain.opening_rows import read_goods
from guyub.trade.inventory.domain.opening_shapes import GoodsTable, KnownProduct
from guyub.trade.inventory.models import Barcode, Location, Product, ProductUnit, Stock
from guyub.trade.inventory.selectors.price_rules import rules_for

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from guyub.foundation.kernel.models import Cooperative
    from guyub.trade.inventory.domain.opening_shapes import GoodsReading

WAITING = "1.3.91"  # what the opening position says of goods, until a table tells it one by one
_LIES_IN = (LocationKind.GERAI, LocationKind.GUDANG)
# What people call the accounts of stocks.
ACCOUNT_WORDS: Mapping[str, str] = {
    "1.3.01": "Sembako dan makanan",
    "1.3.02": "LPG",
    "1.3.03": "Air galon",
    "1.3.04": "Obat",
    "1.3.05": "Barang lain",
}


@dataclass(frozen=True, slots=True)
class StockTotal(Row):
    """What a table brings of one account of stocks: how many goods, whole rupiah."""

    account: str
    goods: int
    value_rp: int

    @property
    def words(self) -> str:
        """What people call it."""
        return ACCOUNT_WORDS[self.account]


@dataclass(frozen=True, slots=True)
class Place(Row):
    """A location that a table may be brought to."""

    location_id: UUID
    name: str


@dataclass
class StockPlan:
    """What taking the table in would do.

    Args:
        reading: Goods and notes.
        totals: By account of stocks.
        places: Where goods may lie.
        left_rp: What the opening position still holds as a total, whole rupiah.
        location: Where the goods lie; None: nobody said.
        cut_off: The day of the opening position; None where the books are not opened.
    """

    reading: GoodsReading
    totals: Sequence[StockTotal]
    places: Sequence[Place]
    left_rp: int = 0
    location: Place | None = None
    cut_off: date | None = None

    @property
    def value_rp(self) -> int:
        """What the stock comes to, whole rupiah."""
        return sum(total.value_rp for total in self.totals)

    @property
    def new(self) -> int:
        """How many products are new in the catalogue."""
        return sum(row.is_new for row in self.reading.rows)

    @property
    def count(self) -> int:
        """How many goods would come in."""
        return len(self.reading.rows)

    @property
    def blocking(self) -> int:
        """How many errors keep the table out."""
        return self.reading.errors_count

    @property
    def refusal(self) -> Mapping[str, object]:
        """The facts of why its stock cannot be taken in; empty where it can."""
        if not self.wrong:
            return {}
        return {
            "wrong": self.wrong,
            "total_rp": self.value_rp,
            "left_rp": self.left_rp,
            "difference_rp": self.value_rp - self.left_rp,
        }

    @property
    def stocked(self) -> int:
        """Of how many goods something lies there."""
        return sum(bool(row.stock.qty) for row in self.reading.rows)

    @property
    def wrong(self) -> str:
        """Tell why its stock cannot be taken in: ``location unopened more``; "" where it can."""
        if not self.stocked:
            return ""
        if self.location is None:
            return "location"
        if self.cut_off is None:
            return "unopened"
        return "more" if self.value_rp > self.left_rp else ""


def plan_of(
    *,
    place: Cooperative,
    columns: Sequence[str],
    lines: Sequence[tuple[int, Sequence[str]]],
    mapping: Mapping[str, str],
    location_id: UUID | None,
    today: date,
) -> StockPlan:
    """Tell what taking a table in would do. Seven queries, however long the table.

    Args:
        place: Whose.
        columns: Titles.
        lines: What stands below the header.
        mapping: Field → title.
        location_id: Where the goods lie.
        today: The business date, from which prices hold.
    """
    periods = periods_of(cooperative_id=place.id)
    places = places_of(cooperative_id=place.id)
    location = next((one for one in places if one.location_id == location_id), None)
    table = GoodsTable(
        columns=columns,
        lines=lines,
        mapping=mapping,
        products=known_products(
            cooperative_id=place.id, location_id=location.location_id if location else None
        ),
        barcodes=known_barcodes(cooperative_id=place.id),
        rules=rules_for(cooperative_id=place.id),
        region=place.code,
        today=today,
    )
    reading = read_goods(table)
    reading.notes.sort(key=lambda note: (not note.is_error, note.line))
    return StockPlan(
        reading,
        _totals(reading),
        places,
        left_of(cooperative_id=place.id) if periods else 0,
        location,
        periods.opened_on if periods else None,
    )


def left_of(*, cooperative_id: int) -> int:
    """Give what the opening position still holds of goods as a total: whole rupiah. One query."""
    return balances_now(cooperative_id=cooperative_id, codes=(WAITING,))[WAITING]


def places_of(*, cooperative_id: int) -> list[Place]:
    """List the locations that a table may be brought to: shops and storerooms that are open. One query."""
    rows = Location.objects.filter(
        cooperative_id=cooperative_id, kind__in=[one.value for one in _LIES_IN], closed_on__isnull=True
    )
    return [Place(id_, name) for id_, name in rows.order_by("name", "id").values_list("id", "name")]


def known_products(*, cooperative_id: int, location_id: UUID | None) -> list[KnownProduct]:
    """List the whole catalogue with its units, and what moved in a location before. Two queries."""
    units: dict[UUID, dict[str, int]] = defaultdict(dict)
    kept = ProductUnit.objects.filter(cooperative_id=cooperative_id, closed_on__isnull=True)
    for product_id, name, factor in kept.order_by("factor", "id").values_list("product_id", "name", "factor"):
        units[product_id][name] = factor
    stocks = Stock.objects.filter(
        cooperative_id=cooperative_id,
        product=OuterRef("id"),
        location__in=[location_id] if location_id else [],
        last_on__isnull=False,
    )
    products = Product.objects.filter(cooperative_id=cooperative_id).annotate(is_stocked=Exists(stocks))
    columns = ("id", "code", "name", "account", "base_unit", "has_batches", "closed_on", "is_stocked")
    return [
        KnownProduct(id_, code, name, account, base, has_batches, closed_on is None, is_stocked, units[id_])
        for id_, code, name, account, base, has_batches, closed_on, is_stocked in products.order_by(
            "id"
        ).values_list(*columns)
    ]


def known_barcodes(*, cooperative_id: int) -> dict[str, UUID]:
    """Give the numbers for scanners that products have. One query."""
    rows = Barcode.objects.filter(cooperative_id=cooperative_id, is_weight=False)
    return dict(rows.values_list("code", "product_id"))


def _totals(reading: GoodsReading) -> list[StockTotal]:
    goods: dict[str, int] = dict.fromkeys((one.account for one in CATEGORIES), 0)
    values_rp = dict(goods)
    for row in reading.rows:
        if row.stock.qty:
            goods[row.product.account] += 1
            values_rp[row.product.account] += row.stock.value_rp
    return [StockTotal(account, goods[account], rp) for account, rp in values_rp.items() if goods[account]]
