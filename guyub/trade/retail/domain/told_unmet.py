"""What a till tells of somebody who asked for a rationed good and went without: how much and why, never who."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from guyub.trade.retail.domain.told import Told
from guyub.trade.subsidised.domain.unmet import MOST_QTY, checked_unmet

if TYPE_CHECKING:
    from guyub.trade.subsidised.domain.unmet import WentWithout


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmetTold:
    """A request that was not met at the counter.

    Args:
        programme: For which good.
        category: What kind of buyer; empty: nobody asked.
        qty: How much, in the good's smallest unit.
        reason: Why.
    """

    programme: str
    category: str
    qty: int
    reason: WentWithout


def read_unmet(body: Any) -> UnmetTold:
    """Read the body of ``unmet.noted``, which names no buyer.

    Raises:
        TillEventUnreadError: A field is not what it must be.
        UnmetRefusedError: ``reason``: none of those that are counted.
    """
    told = Told(body)
    qty = told.whole("qty", least=1, most=MOST_QTY)
    return UnmetTold(
        programme=told.text("programme"),
        category=told.text("category"),
        qty=qty,
        reason=checked_unmet(qty=qty, reason=told.text("reason")),
    )
