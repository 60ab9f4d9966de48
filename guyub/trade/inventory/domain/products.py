"""What is told of a product and its units, brought to the form in which it is kept.

Source: docs/algorithms/units.md for units; docs/regulations.md#harga-eceran-tertinggi for goods under a rule of price.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from guyub.foundation.kernel.errors import DomainError
from guyub.trade.inventory.domain.catalogue import BASE_UNITS, CATEGORY_OF, CONTENT_UNITS
from guyub.trade.inventory.domain.costing import CostMethod
from guyub.trade.inventory.domain.regulated import REGULATED, RuleUnit
from guyub.trade.inventory.domain.units import (
    MEASURES,
    BaseUnit,
    UnitRefusedError,
    UnitTold,
    resolve,
    unit_name,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LEAST_NAME, LONGEST_NAME, LONGEST_CODE = 3, 80, 20
MOST_CONTENT = 1_000_000  # a thousand kilograms in one piece
MOST_LEAST_QTY = 10**12
MOST_UNITS = 12
BASE_OF: Mapping[str, BaseUnit] = {"gram": BaseUnit.GRAM, "ml": BaseUnit.MILILITER}
_CONTENT_OF: Mapping[BaseUnit, str] = {BaseUnit.GRAM: "G", BaseUnit.MILILITER: "ML"}
MEASURE_OF: Mapping[str, BaseUnit] = {
    "G": BaseUnit.GRAM,
    "ML": BaseUnit.MILILITER,
    "BUAH": BaseUnit.PIECE,
}
_RULE_CONTENT: Mapping[RuleUnit, str] = {
    RuleUnit.KG: "G",
    RuleUnit.LITER: "ML",
    RuleUnit.TABUNG: "BUAH",
    RuleUnit.BUAH: "BUAH",
}
_CODE = re.compile(r"[A-Z0-9][A-Z0-9./-]*", re.ASCII)
_HOLDS = re.compile(
    r"(?:(?P<whole>\d{1,9})(?:,(?P<decimals>\d{1,6}))?|(?P<above>\d{1,6})/(?P<below>\d{1,6}))\s*(?P<of>[^\d]*)",
    re.ASCII,
)


class ProductRefusedError(DomainError):
    """A product is not kept, changed or closed as asked; ``wrong`` says why.

    As told: ``name`` (3 to 80 letters), ``code`` (capitals and digits, at most 20), ``category``, ``base_unit``,
    ``content`` (not above zero, or a measure that its price rule does not know), ``good`` (no good under a rule),
    ``least`` (below zero), ``cost`` (no method), ``many`` (``most`` units).
    Beside others: ``name_taken``, ``code_taken``. What is kept: ``gone`` (none such), ``same`` (nothing changed),
    ``moved`` (goods moved already: account, method and batches stand), ``stock`` (``held`` is left), ``negative`` (it
    is short now), ``closed``, ``open``, ``unit_gone``, ``unit_base`` (the smallest unit stays), ``photo`` (no picture).
    """

    code: ClassVar[str] = "inventory.product.refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductTyped:
    """A product as it is told.

    Args:
        name: What people call it.
        category: A code of ``catalogue.CATEGORIES``.
        base_unit: In what it is counted; a word of ``catalogue.BASE_UNITS``.
        code: The shop's own; empty: the next number.
        content: How much one base unit holds; of loose goods always 1.
        content_unit: Of what: ``G ML BUAH``.
        good: As what price rules know it; empty: no rule.
        cost_method: How its cost is found.
        allows_negative: It may be sold before it came.
        has_batches: It has batches that expire.
        least_qty: Base units below which it is ordered again.
    """

    name: str
    category: str
    base_unit: str
    code: str = ""
    content: int = 1
    content_unit: str = "BUAH"
    good: str = ""
    cost_method: str = CostMethod.AVERAGE.value
    allows_negative: bool = False
    has_batches: bool = False
    least_qty: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitTyped:
    """A unit as it is told: ``karton`` that holds ``12 pak``.

    Args:
        name: What people call it.
        holds: A number and a unit, of the smallest one where none is named; of a measure (kg, liter) nothing.
        is_bought: Offered first when ordering.
        is_sold: Has a price of its own.
    """

    name: str
    holds: str = ""
    is_bought: bool = False
    is_sold: bool = True


def base_of(base_unit: str) -> BaseUnit:
    """Tell in what a product is counted, by the word of its smallest unit."""
    return BASE_OF.get(base_unit, BaseUnit.PIECE)


def checked_product(typed: ProductTyped) -> ProductTyped:
    """Bring a product to the form in which it is kept: single blanks, loose goods with a content of one.

    Raises:
        ProductRefusedError: ``name code category base_unit content good least cost``, in this order.
    """
    name, code = " ".join(typed.name.split()), "".join(typed.code.upper().split())
    if not LEAST_NAME <= len(name) <= LONGEST_NAME:
        raise ProductRefusedError(wrong="name")
    if len(code) > LONGEST_CODE or (code and _CODE.fullmatch(code) is None):
        raise ProductRefusedError(wrong="code")
    if typed.category not in CATEGORY_OF:
        raise ProductRefusedError(wrong="category")
    if typed.base_unit not in BASE_UNITS:
        raise ProductRefusedError(wrong="base_unit")
    content, content_unit = _content(typed)
    if not 0 <= typed.least_qty <= MOST_LEAST_QTY:
        raise ProductRefusedError(wrong="least")
    if typed.cost_method not in set(CostMethod):
        raise ProductRefusedError(wrong="cost")
    return replace(typed, name=name, code=code, content=content, content_unit=content_unit)


def unit_sizes(base_unit: str, *, units: Sequence[UnitTyped], kept: Mapping[str, int]) -> dict[str, int]:
    """Tell how many base units new units of a product hold.

    Args:
        base_unit: The word of its smallest unit.
        units: The new ones, in any order; each may be told by another of them.
        kept: What the product has already, name → base units; the smallest one among them or not.

    Returns:
        Name → base units of the new ones alone, in their order.

    Raises:
        UnitRefusedError: As of ``units.resolve``; ``count`` where a size cannot be read.
        ProductRefusedError: ``many``.
    """
    if len(units) + len(kept) > MOST_UNITS:
        raise ProductRefusedError(wrong="many", most=MOST_UNITS)
    base = base_of(base_unit)
    measures = MEASURES[base]
    known = {base_unit, *measures}
    seen, told = set(kept), []
    for one in units:
        name = unit_name(one.name)
        if name in seen:
            raise UnitRefusedError(wrong="twice", unit=name)
        seen.add(name)
        if name not in measures:
            told.append(_told(one, base_unit))
    before = [UnitTold(name, Fraction(size), base_unit) for name, size in kept.items() if name not in known]
    sizes = resolve(base, piece=base_unit, told=[*before, *told])
    return {unit_name(one.name): sizes[unit_name(one.name)] for one in units}


def _content(typed: ProductTyped) -> tuple[int, str]:
    """Give what one base unit holds, as the rules of its good measure it."""
    loose = _CONTENT_OF.get(base_of(typed.base_unit))
    content, content_unit = (1, loose) if loose else (typed.content, typed.content_unit)
    if content_unit not in CONTENT_UNITS or not 1 <= content <= MOST_CONTENT:
        raise ProductRefusedError(wrong="content")
    if typed.good and typed.good not in REGULATED:
        raise ProductRefusedError(wrong="good")
    if typed.good and _RULE_CONTENT[REGULATED[typed.good].unit] != content_unit:
        raise ProductRefusedError(wrong="content")
    return content, content_unit


def _told(unit: UnitTyped, base_unit: str) -> UnitTold:
    match = _HOLDS.fullmatch(unit.holds.replace(".", "").replace("½", "1/2").strip())
    if match is None or not int(match["below"] or 1):
        raise UnitRefusedError(wrong="count", unit=unit.name)
    if match["above"]:
        count = Fraction(int(match["above"]), int(match["below"]))
    else:
        decimals = match["decimals"] or ""
        count = Fraction(int(match["whole"] + decimals), 10 ** len(decimals))
    return UnitTold(unit.name, count, match["of"].strip() or base_unit)
