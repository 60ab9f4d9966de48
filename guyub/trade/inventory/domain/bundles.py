"""The price of a bundle, shared among its parts: no part under a ceiling gets more than it may cost.

Source: docs/algorithms/price_ceilings.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.foundation.kernel.money import allocate_rp
from guyub.trade.inventory.domain.price_rules import PriceRuleRefusedError

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class BundlePart:
    """One line of goods in a bundle, or in a basket that bears a fee together.

    Args:
        list_rp: What it costs by itself, whole rupiah, zero or more.
        highest_rp: What it may come to at most; None: no ceiling.
    """

    list_rp: int
    highest_rp: int | None = None


def share_bundle(bundle_net_rp: int, *, parts: Sequence[BundlePart]) -> tuple[int, ...]:
    """Share what a bundle comes to among its parts, by list price and largest remainder.

    A part whose share would pass its ceiling gets the ceiling, and what that leaves goes to the others, by the same
    rule. A fee on a whole basket is shared so too: ``bundle_net_rp`` is then the basket with the fee in it.

    Args:
        bundle_net_rp: Whole rupiah, zero or more.
        parts: One or more.

    Returns:
        One amount a part, in their order; they sum to ``bundle_net_rp`` and none is above its ceiling.

    Raises:
        PriceRuleRefusedError: ``bundle``: no part is left that may take the rest.
    """
    capped: dict[int, int] = {}
    shares = (0,) * len(parts)
    while sum(shares) < bundle_net_rp:
        weights = [0 if at in capped else part.list_rp for at, part in enumerate(parts)]
        rest_rp = bundle_net_rp - sum(capped.values())
        if not any(weights):
            raise PriceRuleRefusedError(wrong="bundle", over_rp=rest_rp)
        offered = allocate_rp(rest_rp, weights)
        full = {
            at: part.highest_rp
            for at, part in enumerate(parts)
            if at not in capped and part.highest_rp is not None and offered[at] > part.highest_rp
        }
        if not full:
            shares = tuple(capped.get(at, amount_rp) for at, amount_rp in enumerate(offered))
        capped |= full
    assert sum(shares) == bundle_net_rp  # noqa: S101  our own mistake, not the caller's
    return shares
