"""Quantities of products in words, and products as people name them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from guyub.foundation.kernel.rows import Row
from guyub.trade.inventory.domain.units import MEASURES, BaseUnit, quantity_words, read_quantity
from guyub.trade.inventory.models import Barcode, Product, ProductUnit, Stock

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from uuid import UUID

_MEASURED = {"gram": BaseUnit.GRAM, "ml": BaseUnit.MILILITER}
MOST_OFFERED = 400
_PARTS = ("setengah ", "seperempat ")  # what is sold, not what lies there
_RARE = frozenset({"ons", "kuintal", "ton"})  # understood, not offered


@dataclass(frozen=True, slots=True)
class ProductWords(Row):
    """A product and its units: name → base units. ``usual`` is what a bare number means."""

    product_id: UUID
    code: str
    name: str
    units: Mapping[str, int]
    usual: str

    def words(self, qty: int) -> str:
        """Write a quantity in mixed units: ``2 karton 3 pak``; of a shelf nobody says "1 setengah kg"."""
        spoken = {name: size for name, size in self.units.items() if not name.startswith(_PARTS)}
        return quantity_words(qty, units=spoken)

    def read(self, written: str) -> int:
        """Read a quantity as typed, to the base unit.

        Raises:
            UnitRefusedError: It is none.
        """
        return read_quantity(written, units=self.units, usual=self.usual)

    @property
    def unit_names(self) -> list[str]:
        """Name the units that are spoken, the largest first."""
        return [
            name
            for name, _ in sorted(self.units.items(), key=lambda unit: -unit[1])
            if name not in _RARE and not name.startswith(_PARTS)
        ]


def product_words(*, cooperative_id: int, product_ids: Collection[UUID]) -> dict[UUID, ProductWords]:
    """Give products with their units, by id. Two queries.

    Args:
        cooperative_id: Whose.
        product_ids: Which.
    """
    rows = ProductUnit.objects.filter(
        cooperative_id=cooperative_id, product__in=product_ids, closed_on__isnull=True
    )
    units: dict[UUID, dict[str, int]] = defaultdict(dict)
    for product_id, name, factor in rows.order_by("factor", "name").values_list(
        "product_id", "name", "factor"
    ):
        units[product_id][name] = factor
    products = Product.objects.filter(cooperative_id=cooperative_id, id__in=product_ids)
    return {
        id_: ProductWords(id_, code, name, _units(base, units[id_]), _usual(base, units[id_]))
        for id_, code, name, base in products.values_list("id", "code", "name", "base_unit")
    }


def _units(base: str, told: Mapping[str, int]) -> dict[str, int]:
    measure = _MEASURED.get(base)
    return (dict(MEASURES[measure]) if measure else {base: 1}) | dict(told)


def _usual(base: str, told: Mapping[str, int]) -> str:
    """Loose goods are told by the kilogram or litre, where that is a unit of the product; all else by the piece."""
    large = {"gram": "kg", "ml": "liter"}.get(base, "")
    return large if large in told else base


def find_product(*, cooperative_id: int, written: str) -> UUID | None:
    """Find one product by code, barcode or name, as somebody typed or scanned it. At most two queries.

    Args:
        cooperative_id: Whose.
        written: ``B001``, ``B001 Beras medium``, a number of 8 to 14 digits, a name, or a part of one name.

    Returns:
        Its id; None where none or several fit.
    """
    text = " ".join(written.split())
    if not text:
        return None
    rows = Product.objects.filter(cooperative_id=cooperative_id, closed_on__isnull=True)
    fits = rows.filter(Q(code__iexact=text) | Q(code__iexact=text.split()[0]) | Q(name__icontains=text))
    found = list(fits.order_by("id").values_list("id", "code", "name")[:50])
    scanned = Barcode.objects.filter(cooperative_id=cooperative_id, code=text).values_list(
        "product_id", flat=True
    )
    if text.isdigit() and (by_code := scanned.first()):
        return by_code
    for exact in (
        [id_ for id_, code, _ in found if code.lower() == text.lower()],
        [id_ for id_, _, name in found if name.lower() == text.lower()],
        [id_ for id_, code, name in found if f"{code} {name}".lower() == text.lower()],
        [id_ for id_, _, name in found if text.lower() in name.lower()],
    ):
        if len(exact) == 1:
            return exact[0]
    return None


def offered(*, cooperative_id: int, location_id: UUID | None = None) -> list[str]:
    """Name products to choose from, ``B001 Beras medium``: those that lie in a location, or all. One query."""
    rows = Product.objects.filter(cooperative_id=cooperative_id, closed_on__isnull=True)
    if location_id is not None:
        there = Stock.objects.filter(cooperative_id=cooperative_id, location_id=location_id, qty__gt=0)
        rows = rows.filter(id__in=there.values("product_id"))
    return [
        f"{code} {name}"
        for code, name in rows.order_by("name", "id").values_list("code", "name")[:MOST_OFFERED]
    ]


def has_batches(*, cooperative_id: int) -> bool:
    """Tell whether any product is kept by batches. One query."""
    rows = Product.objects.filter(cooperative_id=cooperative_id, has_batches=True, closed_on__isnull=True)
    return rows.exists()
