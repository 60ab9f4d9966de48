"""The starter catalogue: what a shop of a ward usually sells, to be ticked; without prices and barcodes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.foundation.kernel.rows import Row
from guyub.trade.inventory.domain.catalogue import CATEGORY_OF
from guyub.trade.inventory.domain.products import (
    ProductTyped,
    UnitTyped,
    base_of,
    checked_product,
    unit_sizes,
)
from guyub.trade.inventory.domain.regulated import REGULATED
from guyub.trade.inventory.domain.units import MEASURES, quantity_words, unit_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True)
class StarterProduct(Row):
    """One product to tick: its key, what it is, its units with their base units (the smallest one first)."""

    key: str
    typed: ProductTyped
    units: tuple[UnitTyped, ...]
    sizes: tuple[int, ...]

    @property
    def category_name(self) -> str:
        """What people call its category."""
        return CATEGORY_OF[self.typed.category].name

    @property
    def units_words(self) -> str:
        """Its units in a line: ``kg, karung isi 50 kg``."""
        measures = MEASURES[base_of(self.typed.base_unit)]
        said = []
        for unit, size in zip(self.units, self.sizes, strict=True):
            if size == 1 or unit.name in measures:
                said += [unit.name] if unit.is_sold else []
            else:
                inside = quantity_words(size, units=measures or {self.typed.base_unit: 1})
                said.append(f"{unit.name} isi {inside}")
        return ", ".join(said)

    @property
    def good_title(self) -> str:
        """As what price rules know it; empty: none does."""
        return REGULATED[self.typed.good].title if self.typed.good else ""


def read_starter(rows: Iterable[Mapping[str, str]]) -> tuple[StarterProduct, ...]:
    """Read the file of the starter catalogue, one product a row.

    Args:
        rows: Titles ``key name category base_unit content content_unit good units``; units as
            ``kg:j; karung=50 kg:b``: a name, what it holds, b bought, j sold.

    Raises:
        ProductRefusedError, UnitRefusedError: A row is no product.
    """
    return tuple(_product(row) for row in rows)


def _product(row: Mapping[str, str]) -> StarterProduct:
    typed = checked_product(
        ProductTyped(
            name=row["name"],
            category=row["category"],
            base_unit=row["base_unit"],
            content=int(row["content"]),
            content_unit=row["content_unit"],
            good=row["good"],
        )
    )
    units = tuple(_unit(one) for one in row["units"].split(";"))
    others = [one for one in units if unit_name(one.name) != typed.base_unit]
    sizes = unit_sizes(typed.base_unit, units=others, kept={typed.base_unit: 1})
    if len(others) == len(units):  # nobody sells by the gram
        units = (UnitTyped(name=typed.base_unit, is_sold=False), *units)
    return StarterProduct(row["key"], typed, units, tuple(sizes.get(unit_name(one.name), 1) for one in units))


def _unit(written: str) -> UnitTyped:
    told, _, marks = written.strip().partition(":")
    name, _, holds = told.partition("=")
    return UnitTyped(name=name, holds=holds, is_bought="b" in marks, is_sold="j" in marks)
