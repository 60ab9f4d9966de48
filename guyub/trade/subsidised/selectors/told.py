"""What a till is told of programmes, by the contract of the line (docs/algorithms/till_sync.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guyub.trade.subsidised.domain.programmes import Mode, Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from guyub.foundation.kernel.models import Cooperative
    from guyub.trade.subsidised.domain.programmes import LimitRule
    from guyub.trade.subsidised.selectors.programmes import Rationing

HOTLINE = "135"


def unknown_qty_of(rules: Iterable[LimitRule], *, category: str, region: str, on: date) -> int | None:
    """Tell how much a till may sell in one sale while it cannot ask; None: no limit warns or blocks.

    Args:
        rules: Of one programme.
        category: Of the buyer.
        region: The code of the outlet.
        on: The day in Jakarta.
    """
    binding = [
        rule
        for rule in rules
        if rule.mode in {Mode.WARN, Mode.BLOCK}
        and rule.period is not Period.TX
        and rule.category in {"", category}
        and rule.holds_on(on)
        and rule.covers(region)
    ]
    return min((0 if rule.mode is Mode.BLOCK else rule.unknown_qty for rule in binding), default=None)


def most_of_sale(rules: Iterable[LimitRule], *, category: str, region: str, on: date) -> int | None:
    """Tell how much one sale may take at most, by limits of one sale that block; None: no such limit."""
    binding = [
        rule.max_qty
        for rule in rules
        if rule.mode is Mode.BLOCK
        and rule.period is Period.TX
        and rule.category in {"", category}
        and rule.holds_on(on)
        and rule.covers(region)
    ]
    return min(binding, default=None)


def rules_told(
    rationing: Rationing, *, programmes: Sequence[str], place: Cooperative, on: date
) -> list[dict[str, Any]]:
    """Say what holds of programmes on a day: categories, and what may be sold while nobody can be asked.

    Args:
        rationing: All that holds here.
        programmes: Those that the shop sells.
        place: The cooperative.
        on: The day in Jakarta.
    """
    told = []
    for programme in rationing.programmes:
        if programme.key not in programmes:
            continue
        rules = [rule for rule in rationing.limits if rule.programme == programme.key]
        categories = [
            {
                "code": one.code,
                "title": one.title,
                "registers": one.registers.value,
                "proofs": list(one.proofs),
                "usual_qty": one.usual_qty,
                "unknown_qty": unknown_qty_of(rules, category=one.code, region=place.code, on=on),
                "most_qty": most_of_sale(rules, category=one.code, region=place.code, on=on),
            }
            for one in rationing.categories_on(on, programme.key)
        ]
        kinds = rationing.categories_on(on, programme.key)
        unknown = (unknown_qty_of(rules, category=one.code, region=place.code, on=on) for one in kinds)
        usual = max((one.usual_qty for one in kinds), default=0)
        told.append(
            {
                "key": programme.key,
                "title": programme.title,
                "unit": programme.unit.value,
                "official": programme.official.value,
                "has_containers": programme.has_containers,
                "categories": categories,
                "unknown_qty": min((qty for qty in unknown if qty is not None), default=usual),
                "hotline": HOTLINE,
            }
        )
    return told
