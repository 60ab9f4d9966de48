"""What was paid above the ceilings of its day, line by line: a told sale is entered as it was, and shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.foundation.parameters.selectors.values import written_values
from guyub.trade.inventory.domain.price_rules import PriceKind
from guyub.trade.inventory.domain.regulated import REGULATED
from guyub.trade.retail.domain.fees import SERVICES, is_fee, services_of, with_fees
from guyub.trade.retail.domain.selling import lawful_rp
from guyub.trade.retail.domain.told import TillEventRefusedError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from guyub.trade.retail.domain.told import LineTold
    from guyub.trade.retail.selectors.till_facts import GoodsTold


def overs_of(*, cooperative_id: int, lines: Sequence[LineTold], goods: GoodsTold, on: date) -> list[int]:
    """Tell what was paid for each line above the ceiling of its day, whole rupiah. Step; a fee costs one query.

    Args:
        cooperative_id: Whose.
        lines: Of one sale.
        goods: Looked up, with the rules of the day.
        on: The business date of the sale.

    Raises:
        TillEventRefusedError: ``product unit``: goods that nobody knows.
        SaleRefusedError: ``no_ceiling``.
    """
    overs_rp = [_over(line, goods, at) for at, line in enumerate(lines, 1)]
    sold = [goods.goods[line.product_id] for line in lines]
    has_ceiling = any(
        one.good and (REGULATED[one.good].is_rationed or PriceKind.HET in goods.rules[one.good])
        for one in sold
    )
    if not has_ceiling or not any(is_fee(name=one.name, code=one.code, services=()) for one in sold):
        return overs_rp
    services = services_of(written_values(SERVICES, cooperative_id=cooperative_id, on=on)[SERVICES])
    fees = {at for at, one in enumerate(sold) if is_fee(name=one.name, code=one.code, services=services)}
    nets_rp = [line.net_rp for line in lines]
    return with_fees(overs_rp, nets_rp=nets_rp, fees=fees, has_ceiling=has_ceiling)


def _over(line: LineTold, goods: GoodsTold, at: int) -> int:
    """Tell what was paid for a line above the ceiling of its day, whole rupiah; refuse goods that nobody knows."""
    good = goods.goods.get(line.product_id)
    if good is None:
        raise TillEventRefusedError(wrong="product", line=at)
    if goods.units.get(line.unit_id) != line.product_id:
        raise TillEventRefusedError(wrong="unit", line=at)
    if not good.good:
        return 0
    return line.net_rp - lawful_rp(
        line.net_rp,
        base_qty=line.base_qty,
        content=good.content,
        rules=goods.rules[good.good],
        is_rationed=REGULATED[good.good].is_rationed,
        product=good.name,
    )
