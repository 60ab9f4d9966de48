"""One product with everything that its page shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from guyub.foundation.kernel.models import StoredFile
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry, asked
from guyub.trade.inventory.domain.catalogue import CATEGORY_OF
from guyub.trade.inventory.domain.regulated import REGULATED
from guyub.trade.inventory.domain.units import quantity_words
from guyub.trade.inventory.models import Barcode, Product, ProductUnit
from guyub.trade.inventory.selectors.catalogue import USUAL
from guyub.trade.inventory.selectors.prices import (
    PriceNow,
    PricePast,
    coming_inquiry,
    history_inquiry,
    standing_inquiry,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

_FIELDS = (
    *(
        "id",
        "code",
        "name",
        "category",
        "account",
        "base_unit",
        "content",
        "content_unit",
        "good",
        "cost_method",
    ),
    *("allows_negative", "has_batches", "least_qty", "picture_id", "closed_on"),
)
_CONTENT_WORDS = {"G": "gram", "ML": "ml", "BUAH": "buah"}
_STOCKS = """
    SELECT l.name, s.qty, s.value_rp FROM inventory_stock s
    JOIN inventory_location l ON l.cooperative_id = %(place)s AND l.id = s.location_id
    WHERE s.cooperative_id = %(place)s AND s.product_id = %(product)s
    ORDER BY l.name, s.id
"""


@dataclass(frozen=True, slots=True)
class ProductRow(Row):
    """A product as it is kept; ``least_qty`` base units."""

    product_id: UUID
    code: str
    name: str
    category: str
    account: str
    base_unit: str
    content: int
    content_unit: str
    good: str
    cost_method: str
    allows_negative: bool
    has_batches: bool
    least_qty: int
    picture_id: UUID | None
    closed_on: date | None

    @property
    def category_name(self) -> str:
        """What people call its category."""
        return CATEGORY_OF[self.category].name

    @property
    def good_title(self) -> str:
        """As what price rules know it; empty: none does."""
        return REGULATED[self.good].title if self.good else ""

    @property
    def content_words(self) -> str:
        """What one base unit holds; empty where it is loose."""
        return f"{self.content} {_CONTENT_WORDS[self.content_unit]}" if self.content > 1 else ""


@dataclass(frozen=True, slots=True)
class UnitRow(Row):
    """A unit of a product: so many base units."""

    unit_id: UUID
    name: str
    factor: int
    is_bought: bool
    is_sold: bool
    closed_on: date | None


@dataclass(frozen=True, slots=True)
class BarcodeRow(Row):
    """A number that a scanner reads, and for which unit it stands."""

    barcode_id: UUID
    code: str
    unit_id: UUID
    is_own: bool
    is_weight: bool


@dataclass(frozen=True, slots=True)
class StockRow(Row):
    """What lies of a product in one location: in words, and its cost in whole rupiah."""

    location: str
    held: str
    qty: int
    value_rp: int


@dataclass(frozen=True, slots=True)
class ProductPage(Row):
    """A product with its units, numbers, prices and stocks."""

    product: ProductRow
    units: list[UnitRow]
    barcodes: list[BarcodeRow]
    stocks: list[StockRow]
    standing: list[PriceNow]
    coming: list[PriceNow]
    history: list[PricePast]

    @property
    def sold(self) -> list[UnitRow]:
        """Units that may have a price, kg and liter first, then the smallest."""
        sold = [unit for unit in self.units if unit.is_sold and unit.closed_on is None]
        return sorted(sold, key=lambda unit: unit.name not in USUAL)

    @property
    def open_units(self) -> list[UnitRow]:
        """Units that are used."""
        return [unit for unit in self.units if unit.closed_on is None]

    @property
    def sizes(self) -> dict[str, int]:
        """Name → base units, the smallest first."""
        return {unit.name: unit.factor for unit in self.units}

    @property
    def total(self) -> str:
        """How much lies in all locations together, in words."""
        return quantity_words(sum(row.qty for row in self.stocks), units=self.sizes)

    @property
    def value_rp(self) -> int:
        """What all of it cost, whole rupiah."""
        return sum(row.value_rp for row in self.stocks)


def product_page(*, cooperative_id: int, product_id: UUID, on: date) -> ProductPage | None:
    """Give one product with all that hangs on it; None for another cooperative's or none. One query.

    Args:
        cooperative_id: Whose.
        product_id: Which.
        on: The business date: prices that hold then, and those that begin later.
    """
    mine = {"cooperative_id": cooperative_id, "product_id": product_id}
    priced: dict[str, Any] = {"cooperative_id": cooperative_id, "product_ids": [product_id], "on": on}
    products, units, barcodes, stocks, standing, coming, history = asked(
        Inquiry.of(
            Product.objects.filter(cooperative_id=cooperative_id, id=product_id).values_list(*_FIELDS),
            read=lambda rows: [ProductRow(*row) for row in rows],
        ),
        Inquiry.of(
            ProductUnit.objects.filter(**mine)
            .order_by("factor", "id")
            .values_list("id", "name", "factor", "is_bought", "is_sold", "closed_on"),
            read=lambda rows: [UnitRow(*row) for row in rows],
        ),
        Inquiry.of(
            Barcode.objects.filter(**mine)
            .order_by("code", "id")
            .values_list("id", "code", "unit_id", "is_own", "is_weight"),
            read=lambda rows: [BarcodeRow(*row) for row in rows],
        ),
        Inquiry([(_STOCKS, {"place": cooperative_id, "product": product_id})], list),
        standing_inquiry(**priced),
        coming_inquiry(**priced),
        history_inquiry(cooperative_id=cooperative_id, product_id=product_id),
    )
    if not products:
        return None
    sizes = {unit.name: unit.factor for unit in units}
    return ProductPage(
        product=products[0],
        units=units,
        barcodes=barcodes,
        stocks=[_stock(row, sizes) for row in stocks],
        standing=standing,
        coming=coming,
        history=history,
    )


def picture_of(*, cooperative_id: int, product_id: UUID) -> StoredFile | None:
    """Find the picture of a product; None where there is none. One query."""
    products = Product.objects.filter(cooperative_id=cooperative_id, id=product_id)
    return StoredFile.objects.filter(
        cooperative_id=cooperative_id, id__in=products.values("picture_id")
    ).first()


def _stock(row: Sequence[Any], sizes: dict[str, int]) -> StockRow:
    location, qty, value_rp = row
    return StockRow(location, quantity_words(qty, units=sizes), qty, value_rp)
