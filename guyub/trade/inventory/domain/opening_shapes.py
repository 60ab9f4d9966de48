"""What is read from a table of goods: products, what lies there, what is to be mended; what such tables share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from guyub.foundation.intake.domain.readings import BroughtTable, TableReading

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from guyub.trade.inventory.domain.costing import CostMethod
    from guyub.trade.inventory.domain.price_rules import PriceRule


class KnownProduct(NamedTuple):
    """A product of the catalogue; ``is_stocked``: it lay in this place before, ``units``: name → base units."""

    product_id: UUID
    code: str
    name: str
    account: str
    base_unit: str
    has_batches: bool
    is_open: bool
    is_stocked: bool
    units: Mapping[str, int]


class NewProduct(NamedTuple):
    """A product that a table brings, as it will be kept.

    Args:
        code: The shop's own; empty: the next number.
        name: What people call it.
        category: A code of ``catalogue.CATEGORIES``.
        account: That holds its value.
        base_unit: In what it is counted.
        usual: The unit that the table speaks in, one of ``units``; prices are for it.
        units: Name → base units, the smallest one among them.
        content: How much one base unit holds, of ``content_unit``.
        content_unit: ``G ML BUAH``.
        good: As what price rules know it.
        method: How its cost is found.
        has_batches: It has batches that expire.
        least_qty: Base units below which it is ordered again.
        barcodes: Numbers for scanners, each with its unit.
        price_rp: What everybody pays for one ``usual``, whole rupiah; 0: not told.
        member_price_rp: What members pay.
    """

    code: str
    name: str
    category: str
    account: str
    base_unit: str
    usual: str
    units: Mapping[str, int]
    content: int
    content_unit: str
    good: str
    method: CostMethod
    has_batches: bool
    least_qty: int
    barcodes: Sequence[tuple[str, str]]
    price_rp: int
    member_price_rp: int


class BroughtStock(NamedTuple):
    """What lies there of one product: base units, what they cost together in whole rupiah, of which batch."""

    qty: int
    value_rp: int
    batch: str = ""
    expires_on: date | None = None


class BroughtGoods(NamedTuple):
    """One line of the table, as it will be kept: a product that is known or a new one, and what lies there of it."""

    line: int
    product: KnownProduct | NewProduct
    stock: BroughtStock

    @property
    def is_new(self) -> bool:
        """Whether the product is new."""
        return isinstance(self.product, NewProduct)


@dataclass(frozen=True, kw_only=True)
class GoodsTable(BroughtTable):
    """A brought table of goods, and what it is held against; prices hold from ``today``.

    Args:
        today: The business date.
        products: The catalogue.
        barcodes: Numbers for scanners that are given: number → product.
        rules: All rules of price that hold here.
        region: The code of the cooperative.
    """

    today: date
    products: Sequence[KnownProduct]
    barcodes: Mapping[str, UUID]
    rules: Sequence[PriceRule]
    region: str


class GoodsReading(TableReading[BroughtGoods]):
    """What came of reading a table of goods."""
