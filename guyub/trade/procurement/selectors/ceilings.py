"""What suppliers ask beside what they may ask: a warning, since the law binds who sells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.trade.inventory.domain.price_rules import Channel, Deal, PriceKind, judge_line, ruling
from guyub.trade.inventory.selectors.price_rules import rules_for

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from guyub.trade.inventory.selectors.bought import Good


def purchase_warnings(
    *, cooperative_id: int, region: str, lines: Iterable[tuple[Good, int, int]], on: date
) -> list[str]:
    """Say which lines cost more than their supplier may ask. One query where a good has rules, else none.

    Args:
        cooperative_id: Whose.
        region: The code of the cooperative.
        lines: Product, base units above zero, what they come to in whole rupiah.
        on: The day of the deal.
    """
    ruled = [line for line in lines if line[0].good]
    if not ruled:
        return []
    rules = rules_for(cooperative_id=cooperative_id)
    found = []
    for good, qty, amount_rp in ruled:
        held = [
            ruling(rules, good=good.good, region=region, channel=channel, on=on).get(PriceKind.PURCHASE_MAX)
            for channel in Channel
        ]
        # Which link of the chain a supplier is nobody wrote down, so the highest ceiling is the one to hold it to.
        loosest = max((rule for rule in held if rule), key=lambda rule: rule.amount_rp, default=None)
        if loosest is None:
            continue
        verdict = judge_line(
            deal=Deal.PURCHASE,
            net_rp=amount_rp,
            base_qty=qty,
            content=good.content,
            rules={PriceKind.PURCHASE_MAX: loosest},
        )
        found += [f"{good.name}: {one.reason}" for one in verdict.findings if one.by_rp]
    return found
