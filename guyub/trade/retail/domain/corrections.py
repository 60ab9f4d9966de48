"""What a person may put right in what a till told before it is entered: which goods a line was of.

The event itself stays as it was sealed; what was put right is kept beside the decision. Amounts are never changed: the
buyer has paid them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from guyub.foundation.kernel.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID


class CorrectionRefusedError(DomainError):
    """What a till told is not put right so; ``wrong``: ``line`` (it has no such line), ``product`` (no such code).

    ``unit``: so much of it cannot be told in the unit of these goods.
    """

    code: ClassVar[str] = "retail.correction.refused"


@dataclass(frozen=True, slots=True)
class Goods:
    """Goods that a line was really of, and the unit in which they are counted."""

    product_id: UUID
    unit_id: UUID
    name: str
    unit: str
    factor: int


def with_goods(body: Mapping[str, Any], goods: Mapping[int, Goods]) -> dict[str, Any]:
    """Give the body of a sale whose lines are of other goods; as many units of them, at the same amounts.

    Args:
        body: As the till sealed it.
        goods: By the number of the line from one.

    Raises:
        CorrectionRefusedError: ``line unit``.
    """
    raw = body.get("lines")
    lines = [dict(line) for line in raw] if isinstance(raw, list) else []
    for at, good in goods.items():
        if not 0 < at <= len(lines):
            raise CorrectionRefusedError(wrong="line", line=at)
        lines[at - 1] |= _line(lines[at - 1], good, at)
    return {**body, "lines": lines}


def _line(line: Mapping[str, Any], good: Goods, at: int) -> dict[str, Any]:
    """Count a line in the unit of other goods: two packs of 500 g are two packs of whatever they hold."""
    factor, qty = line["factor"], line["base_qty"]
    price_qty = line.get("price_qty", factor)
    scaled = {"base_qty": qty, "price_qty": price_qty}
    for name, value in scaled.items():
        if value * good.factor % factor:
            raise CorrectionRefusedError(wrong="unit", line=at)
        scaled[name] = value * good.factor // factor
    return {
        "product_id": str(good.product_id),
        "unit_id": str(good.unit_id),
        "name": good.name,
        "unit": good.unit,
        "factor": good.factor,
        **scaled,
    }
