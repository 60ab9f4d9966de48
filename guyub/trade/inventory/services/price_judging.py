"""Whether prices obey the rules of the goods, on the day they begin and on each day on which a known rule begins.

A till rounds what is paid for goods under a ceiling down, never up: what passes here passes there, whatever the
quantity, and a price that only rounding would bring below its ceiling does not pass.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.selectors.together import asked
from guyub.trade.inventory.domain.price_rules import Deal, Judgement, channel_of, judge_line, ruling
from guyub.trade.inventory.domain.regulated import REGULATED
from guyub.trade.inventory.selectors.price_rules import rules_for
from guyub.trade.inventory.selectors.prices import coming_inquiry, standing_inquiry

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from guyub.foundation.kernel.models import Cooperative
    from guyub.trade.inventory.domain.price_rules import Finding, PriceRule
    from guyub.trade.inventory.models import Product


class PriceRefusedError(DomainError):
    """A price is not set or withdrawn; ``wrong`` says why. Facts: ``product``, ``unit``.

    ``nothing`` (no price told), ``many``, ``amount`` (zero or below, or beyond all bounds), ``unit`` (not one of the
    product, closed, or not sold by), ``audience``, ``outlet`` (none here, or closed), ``past`` (a day before today),
    ``until`` (an end before the beginning), ``twice`` (told two times at once), ``ceiling`` (above a HET; fact
    ``said``), ``no_ceiling`` (a rationed good without one; fact ``said``), ``reason`` (above a reference price without
    a reason; fact ``said``), ``long`` (a reason of more than 200 letters), ``none`` (no price to withdraw).
    """

    code: ClassVar[str] = "inventory.price.refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class PricedUnit:
    """A price to judge: of which product, and how many base units it is for; whole rupiah."""

    product: str
    good: str
    content: int
    unit: str
    factor: int
    amount_rp: int
    from_on: date
    until_on: date | None
    reason: str = ""


def refuse_above(*, place: Cooperative, priced: Sequence[PricedUnit], needs_reason: bool = True) -> None:
    """Refuse prices that a rule does not allow. One query, none where no good has rules.

    Args:
        place: Whose; its code says the region.
        priced: What was told.
        needs_reason: A price above a reference price needs a reason.

    Raises:
        PriceRefusedError: Price by price ``ceiling no_ceiling reason``.
    """
    ruled = [one for one in priced if one.good]
    if not ruled:
        return
    rules = rules_for(cooperative_id=place.id)
    for one in ruled:
        for finding in _findings(one, rules, place.code):
            facts = {"product": one.product, "unit": one.unit, "said": finding.reason}
            if finding.judgement is Judgement.REFUSED:
                raise PriceRefusedError(wrong="ceiling", **facts)
            if finding.judgement is Judgement.STOPPED:
                raise PriceRefusedError(wrong="no_ceiling", **facts)
            if needs_reason and not one.reason:
                raise PriceRefusedError(wrong="reason", **facts)


def judge_kept(*, place: Cooperative, product: Product, today: date) -> None:
    """Refuse what a product is told to be where prices that hold, or will, are not allowed then. Step.

    Raises:
        PriceRefusedError: ``ceiling no_ceiling``.
    """
    given: dict[str, Any] = {"cooperative_id": place.id, "product_ids": [product.id], "on": today}
    standing, coming = asked(standing_inquiry(**given), coming_inquiry(**given))
    units = {unit.id: unit for unit in product.units.all()}
    priced = [
        PricedUnit(
            product=product.name,
            good=product.good,
            content=product.content,
            unit=units[row.unit_id].name,
            factor=units[row.unit_id].factor,
            amount_rp=row.amount_rp,
            from_on=max(row.from_on, today),
            until_on=row.until_on,
        )
        for row in (*standing, *coming)
        if units[row.unit_id].closed_on is None
    ]
    refuse_above(place=place, priced=priced, needs_reason=False)


def _findings(one: PricedUnit, rules: Sequence[PriceRule], region: str) -> Iterator[Finding]:
    """Give what a price does not keep, the hardest first, on the earliest day on which it does not."""
    begins = {rule.valid_from for rule in rules if rule.good == one.good and rule.valid_from > one.from_on}
    days = [one.from_on, *sorted(day for day in begins if one.until_on is None or day <= one.until_on)]
    for on in days:
        verdict = judge_line(
            deal=Deal.SALE,
            net_rp=one.amount_rp,
            base_qty=one.factor,
            content=one.content,
            rules=ruling(rules, good=one.good, region=region, channel=channel_of(one.good), on=on),
            is_rationed=REGULATED[one.good].is_rationed,
        )
        yield from verdict.findings
