"""What a scanned number stands for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry, asked
from guyub.trade.inventory.domain.barcodes import Weighed, kept_codes, read_code
from guyub.trade.inventory.domain.scales import PATTERNS
from guyub.trade.inventory.models import Barcode

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID


@dataclass(frozen=True, slots=True)
class Scanned(Row):
    """What a number stands for: so much of a product.

    ``weight_g`` and ``price_rp`` are what a scale's label says, of which there is one; both None: one unit.
    """

    code: str
    product_id: UUID
    name: str
    unit_id: UUID
    unit: str
    factor: int
    is_open: bool
    weight_g: int | None = None
    price_rp: int | None = None


def scanned_inquiry(*, cooperative_id: int, scanned: str) -> Inquiry[Scanned | None]:
    """Ask what a number stands for; None: nobody gave it a product.

    Raises:
        BarcodeRefusedError: As of ``barcodes.read_code``: it is no number.
    """
    read = read_code(scanned, patterns=PATTERNS)
    whole, begins = kept_codes(scanned, patterns=PATTERNS)
    rows = Barcode.objects.filter(cooperative_id=cooperative_id)
    rows = rows.filter(code=begins, is_weight=True) if begins else rows.filter(code=whole, is_weight=False)
    columns = ("code", "product_id", "product__name", "unit_id", "unit__name", "unit__factor")

    def found(answer: Sequence[Sequence[Any]]) -> Scanned | None:
        if not answer:
            return None
        code, product_id, name, unit_id, unit, factor, closed_on = answer[0]
        weight_g, price_rp = (read.weight_g, read.price_rp) if isinstance(read, Weighed) else (None, None)
        return Scanned(code, product_id, name, unit_id, unit, factor, closed_on is None, weight_g, price_rp)

    return Inquiry.of(rows.values_list(*columns, "product__closed_on"), read=found)


def scanned_product(*, cooperative_id: int, scanned: str) -> Scanned | None:
    """Tell what a number stands for, as of ``scanned_inquiry``. One query."""
    (found,) = asked(scanned_inquiry(cooperative_id=cooperative_id, scanned=scanned))
    told: Scanned | None = found
    return told
