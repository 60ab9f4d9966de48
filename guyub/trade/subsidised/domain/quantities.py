"""Quantities of rationed goods in words: kept in the smallest unit, told in the unit that people use."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from guyub.foundation.kernel.formats import quantity
from guyub.trade.inventory.domain.regulated import CONTENTS, RuleUnit

if TYPE_CHECKING:
    from collections.abc import Mapping

UNIT_WORDS: Mapping[RuleUnit, str] = {
    RuleUnit.KG: "kg",
    RuleUnit.LITER: "liter",
    RuleUnit.TABUNG: "tabung",
    RuleUnit.BUAH: "buah",
}

# In what quantities are kept, and shown where no unit stands beside each.
SMALLEST_WORDS: Mapping[RuleUnit, str] = {
    RuleUnit.KG: "gram",
    RuleUnit.LITER: "mililiter",
    RuleUnit.TABUNG: "tabung",
    RuleUnit.BUAH: "buah",
}


def qty_words(qty: int, unit: str) -> str:
    """Write a quantity of a good.

    Args:
        qty: In the good's smallest unit.
        unit: The unit of its price rules, such as ``KG``.
    """
    return quantity(in_unit(qty, unit), UNIT_WORDS[RuleUnit(unit)])


def in_unit(qty: int, unit: str) -> int | Decimal:
    """Give a quantity in the unit that people use, exactly; arguments as of ``qty_words``."""
    content = CONTENTS[RuleUnit(unit)]
    return qty if content == 1 else Decimal(qty) / content


def read_qty(written: str, unit: str) -> int | None:
    """Read a quantity typed in the unit that people use; None where it is none, or no whole smallest unit.

    Args:
        written: Such as ``12`` or ``7,5``.
        unit: The unit of the good's price rules.
    """
    text = written.strip().replace(".", "").replace(",", ".")
    digits = text.replace(".", "", 1)
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 12 or text.startswith("."):
        return None
    exact = Decimal(text) * CONTENTS[RuleUnit(unit)]
    return int(exact) if exact == int(exact) else None
