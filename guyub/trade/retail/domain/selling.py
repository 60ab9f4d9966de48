"""What a line of a sale may cost: never more than the ceiling of the day on which goods are handed over."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from guyub.foundation.kernel.errors import DomainError
from guyub.trade.inventory.domain.price_rules import Deal, Judgement, PriceKind, highest_rp, judge_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from guyub.trade.inventory.domain.price_rules import PriceRule


class SaleRefusedError(DomainError):
    """Goods are not sold; ``wrong`` says why.

    ``nothing`` (no line), ``qty`` (zero or less), ``price`` (below zero), ``product`` (none of this cooperative),
    ``no_ceiling`` (a rationed good whose ceiling is not known; facts ``product``, ``said``), ``paid`` (what pays is not
    what is sold; facts ``total_rp``, ``paid_rp``).
    """

    code: ClassVar[str] = "retail.sale.refused"


def lawful_rp(
    net_rp: int,
    *,
    base_qty: int,
    content: int,
    rules: Mapping[PriceKind, PriceRule],
    is_rationed: bool,
    product: str,
) -> int:
    """Bring what was agreed for a line down to its ceiling, whole rupiah; what is below stays.

    Args:
        net_rp: What was agreed for the whole line.
        base_qty: Base units.
        content: What one base unit holds, as rules count it.
        rules: That hold on the day of the sale.
        is_rationed: The good may not be sold where no ceiling is known.
        product: Its name.

    Raises:
        SaleRefusedError: ``no_ceiling``.
    """
    verdict = judge_line(
        deal=Deal.SALE,
        net_rp=net_rp,
        base_qty=base_qty,
        content=content,
        rules=rules,
        is_rationed=is_rationed,
    )
    if verdict.judgement is Judgement.STOPPED:
        raise SaleRefusedError(wrong="no_ceiling", product=product, said=verdict.findings[0].reason)
    if verdict.judgement is not Judgement.REFUSED:
        return net_rp
    return min(net_rp, highest_rp(rules[PriceKind.HET], base_qty=base_qty, content=content))
