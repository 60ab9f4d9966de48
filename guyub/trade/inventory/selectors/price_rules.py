"""Price rules as they hold for a cooperative: those of law, of its city, and its own contracts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.db.models.functions import Left

from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.selectors.together import Inquiry, asked
from guyub.foundation.parameters.domain.definitions import Confidence
from guyub.foundation.parameters.selectors.values import CITY_CODE_LENGTH
from guyub.trade.inventory.domain.price_rules import Channel, PriceKind, PriceRule, channel_of, ruling
from guyub.trade.inventory.domain.regulated import RuleUnit
from guyub.trade.inventory.models import PriceRule as KeptRule

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date
    from typing import Any

    from django.db.models import QuerySet

_COLUMNS = (
    *("good", "kind", "region", "channel", "unit", "amount_rp", "valid_from", "valid_to"),
    *("legal_basis", "source", "confidence", "hotline"),
)


def rules_inquiry(*, cooperative_id: int) -> Inquiry[list[PriceRule]]:
    """Ask for all rules that ever held for a cooperative, whichever day is asked about later."""
    return Inquiry.kept(_rules, cooperative_id, read=lambda rows: [rule_of(row) for row in rows])


def rules_for(*, cooperative_id: int) -> list[PriceRule]:
    """Give all rules that ever held for a cooperative, in the order of goods and days. One query."""
    (rules,) = asked(rules_inquiry(cooperative_id=cooperative_id))
    return rules  # type: ignore[no-any-return]  # as the inquiry reads it


def selling_rules(
    rules: Sequence[PriceRule], *, goods: Collection[str], region: str, on: date
) -> dict[str, dict[PriceKind, PriceRule]]:
    """Find, by good, the rule of each kind that holds where an outlet sells it.

    Args:
        rules: What ``rules_for`` gave.
        goods: What products are known as; an empty name has no rule.
        region: The code of the cooperative.
        on: The business date of the sale.
    """
    return {
        good: ruling(rules, good=good, region=region, channel=channel_of(good), on=on)
        for good in goods
        if good
    }


def rule_of(row: Sequence[Any]) -> PriceRule:
    """Read a rule as it is kept, in the order of ``_COLUMNS``."""
    good, kind, region, channel, unit, amount_rp, valid_from, valid_to, basis, source, confidence, hotline = (
        row
    )
    return PriceRule(
        good=good,
        kind=PriceKind(kind),
        region=region,
        channel=Channel(channel),
        unit=RuleUnit(unit),
        amount_rp=amount_rp,
        valid_from=valid_from,
        valid_to=valid_to,
        legal_basis=basis,
        source=source,
        confidence=Confidence(confidence),
        hotline=hotline,
    )


def _rules(cooperative_id: int) -> QuerySet[KeptRule, Any]:
    """Rules of law, of the city whose code begins the cooperative's, and its own."""
    city = Cooperative.objects.filter(id=cooperative_id).values(prefix=Left("code", CITY_CODE_LENGTH))
    mine = Q(set_for__isnull=True) | Q(set_for_id=cooperative_id) | Q(set_for__code__in=city)
    return KeptRule.objects.filter(mine).order_by("good", "valid_from", "id").values_list(*_COLUMNS)
