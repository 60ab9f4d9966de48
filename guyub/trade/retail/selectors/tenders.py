"""How a sale stands paid: its own receipt, and what mended or took back of it since."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.trade.retail.models import SaleTender

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID


@dataclass(frozen=True, slots=True)
class TendersHeld:
    """What is kept of each way of paying, and what of it is open: whole rupiah; of what was never paid so, 0."""

    held_rp: Mapping[str, int]
    left_rp: Mapping[str, int]


def hold_tenders(*, cooperative_id: int, sale_id: UUID) -> TendersHeld:
    """Lock how a sale was paid and give how it stands: whoever confirms it, pays bon or mends it waits. Two queries.

    The sale's own tenders are locked first, so that of two who mend it the second sees what the first wrote.

    Args:
        cooperative_id: Whose.
        sale_id: Which sale.
    """
    rows = SaleTender.objects.filter(cooperative_id=cooperative_id).order_by("id")
    locked = rows.select_for_update(of=("self",), no_key=True)
    list(locked.filter(sale_id=sale_id).values_list("id"))
    held, left = Counter[str](), Counter[str]()
    mended = locked.filter(sale__of_id=sale_id).select_related("sale")
    for tender in (*locked.filter(sale_id=sale_id), *mended):
        held[tender.kind] += tender.amount_rp
        left[tender.kind] += tender.left_rp
    return TendersHeld(held, left)
