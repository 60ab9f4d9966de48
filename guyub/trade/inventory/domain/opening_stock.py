"""What a line of a table says lies there: how much, what it cost, which batch. Costs are checked against each other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from guyub.community.members.domain.import_cells import LARGEST_RP, is_nothing
from guyub.foundation.kernel.money import round_rp
from guyub.trade.inventory.domain.opening_cells import (
    expiry_in,
    is_doubtful,
    is_free,
    spelt,
    unit_cost,
    with_commas,
)
from guyub.trade.inventory.domain.opening_shapes import BroughtStock
from guyub.trade.inventory.domain.units import UnitRefusedError, read_quantity

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from fractions import Fraction

    from guyub.foundation.intake.domain.readings import Line

LONGEST_BATCH = 30
LOOSE = frozenset(("gram", "ml"))
_BLANK = frozenset(("", "-", "–", "—", "--"))
_BELOW = re.compile(r"[-−]\s*\d.*|\(\s*\d.*\)")
_WRONG: Mapping[str, str] = {"unit": "qty_unit", "part": "qty_part", "large": "qty_large"}


def stock_of(
    line: Line, *, units: Mapping[str, int], usual: str, base: str, today: date
) -> BroughtStock | None:
    """Read what lies there of the product of a line; None where something is wrong, which is said.

    Args:
        line: The line.
        units: Of the product: name → base units.
        usual: The unit of a number without one, and of the cost of one.
        base: The smallest unit.
        today: The business date, for expiry.
    """
    qty = quantity_of(line, "qty", units=units, usual=usual, base=base)
    cost, value = _rupiah(line, "cost"), _rupiah(line, "value")
    batch, expires_on = _batch(line, today)
    if qty is None or cost is None or value is None:
        return None
    value_rp = round_rp(value)
    if not qty:
        if value_rp:
            line.error("value", "value_alone")
        elif cost and "qty" in line.places and line.cell("qty") in _BLANK:
            line.error("cost", "cost_alone")
        return None if line.is_faulty else BroughtStock(0, 0)
    counted_rp = round_rp(cost * qty / units[usual])
    whole_rp = value_rp or counted_rp
    if value_rp and cost and abs(value_rp - counted_rp) * units[usual] > qty:
        line.warn("value", "value_other", str(counted_rp))
    if not whole_rp and not (is_free(line.cell("cost")) or is_free(line.cell("value"))):
        line.error("cost", "cost_zero")
    elif whole_rp > LARGEST_RP:
        line.error("cost", "money_large")
    return None if line.is_faulty else BroughtStock(qty, whole_rp, batch, expires_on)


def quantity_of(line: Line, code: str, *, units: Mapping[str, int], usual: str, base: str) -> int | None:
    """Read a quantity to the base unit; 0 where the cell is empty, None where it cannot be read, which is said."""
    written = line.cell(code)
    if is_nothing(written):
        return 0
    if _BELOW.fullmatch(written):
        line.error(code, "qty_below")
        return None
    if is_doubtful(written, base=base):
        line.error(code, "qty_doubtful", usual)
        return None
    piece = usual if base in LOOSE else base
    try:
        return read_quantity(with_commas(spelt(written, known=units, piece=piece)), units=units, usual=usual)
    except UnitRefusedError as refused:
        wrong = _WRONG.get(str(refused.facts["wrong"]), "qty_bad")
        line.error(code, wrong, str(refused.facts["unit"]) if wrong == "qty_unit" else "")
        return None


def _rupiah(line: Line, code: str) -> Fraction | None:
    """Read rupiah, with the decimals that costs have in a spreadsheet; what is free costs nothing."""
    written = line.cell(code)
    found = unit_cost("0" if is_free(written) else written)
    if found is None:
        line.error(code, "money_bad")
    elif found < 0:
        line.error(code, "money_below")
        return None
    return found


def _batch(line: Line, today: date) -> tuple[str, date | None]:
    code = "" if is_nothing(line.cell("batch")) else " ".join(line.cell("batch").split())
    if len(code) > LONGEST_BATCH:
        line.error("batch", "too_long", str(LONGEST_BATCH))
    written = line.cell("expires")
    if is_nothing(written):
        return code, None
    expires_on = expiry_in(written, today=today)
    if expires_on is None:
        line.error("expires", "day_bad")
        return code, None
    if expires_on < today:
        line.warn("expires", "expired")
    # What is not marked is told apart by its day.
    return code or expires_on.isoformat(), expires_on
