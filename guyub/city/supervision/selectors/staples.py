"""Staples in all cooperatives that a city guides: prices beside the rules and each other, and where none is left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from guyub.city.supervision.models import PlaceStaples
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry, asked, json_of
from guyub.trade.inventory.domain.price_rules import PriceKind
from guyub.trade.inventory.domain.regulated import CONTENTS, REGULATED
from guyub.trade.inventory.selectors.price_rules import rules_inquiry, selling_rules
from guyub.trade.inventory.selectors.staples import GOODS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from guyub.foundation.kernel.models import Cooperative
    from guyub.trade.inventory.domain.price_rules import PriceRule
    from guyub.trade.inventory.domain.regulated import RegulatedGood

_CEILINGS = (PriceKind.HET, PriceKind.HAP_HIGH)


@dataclass(frozen=True, slots=True)
class StapleAt(Row):
    """One staple in one cooperative.

    Args:
        code: Of the ward.
        name: Of the cooperative.
        price_rp: Its lowest price for everybody, whole rupiah for one unit of the good's rules; None: it has none.
        above_rp: By how much that is above the ceiling or the reference price; zero: not.
        beside_percent: How far from the average, in percent; None without a price.
        stock: What lies there, in whole units of the good's rules, rounded down.
        out_since: Since when none is there; None: some is, or never was.
    """

    code: str
    name: str
    price_rp: int | None
    above_rp: int
    beside_percent: int | None
    stock: int
    out_since: date | None


@dataclass(frozen=True, slots=True)
class Staple(Row):
    """One good over all cooperatives; prices are whole rupiah for one unit of its rules, None where nobody sells it."""

    good: RegulatedGood
    rule: PriceRule | None
    average_rp: int | None
    lowest_rp: int | None
    highest_rp: int | None
    above: int
    out: int
    places: tuple[StapleAt, ...]


@dataclass(frozen=True, slots=True)
class CityStaples(Row):
    """All staples that somebody sells, in the order of the list; ``read_at`` is the oldest reading."""

    staples: tuple[Staple, ...]
    places: int
    read_at: datetime | None


def city_staples(*, city: Cooperative, names: Mapping[str, str], on: date) -> CityStaples:
    """Set prices and stocks of staples side by side. Two queries, one trip.

    Args:
        city: Whose rules hold beside the nation's.
        names: Of the cooperatives that it guides: code of the ward → name.
        on: The business date.
    """
    kept = PlaceStaples.objects.filter(code__in=names.keys()).order_by("code")
    rows, rules = asked(
        Inquiry.of(kept.values_list("code", "goods", "summed_at"), read=list),
        rules_inquiry(cooperative_id=city.id),
    )
    held = selling_rules(rules, goods=GOODS, region=city.code, on=on)
    by_good: dict[str, list[tuple[str, list[Any]]]] = {}
    for code, goods, _ in rows:
        for one in json_of(goods):
            by_good.setdefault(one[0], []).append((code, one))
    staples = tuple(_staple(good, by_good[good], held[good], names) for good in GOODS if good in by_good)
    return CityStaples(staples, len(rows), min((read_at for *_, read_at in rows), default=None))


def _staple(
    good: str,
    found: Sequence[tuple[str, list[Any]]],
    held: Mapping[PriceKind, PriceRule],
    names: Mapping[str, str],
) -> Staple:
    rule = next((held[kind] for kind in _CEILINGS if kind in held), None)
    prices = [one[1] for _, one in found if one[1] is not None]
    average_rp = (2 * sum(prices) + len(prices)) // (2 * len(prices)) if prices else None
    content = CONTENTS[REGULATED[good].unit]
    places = []
    for code, (_, price_rp, qty, out_since) in found:
        above_rp = max(price_rp - rule.amount_rp, 0) if rule and price_rp is not None else 0
        beside = 100 * (price_rp - average_rp) // average_rp if average_rp and price_rp is not None else None
        out_on = date.fromisoformat(out_since) if out_since else None
        places.append(StapleAt(code, names[code], price_rp, above_rp, beside, max(qty, 0) // content, out_on))
    places.sort(key=lambda one: (-one.above_rp, one.out_since is None, -(one.price_rp or 0), one.name))
    return Staple(
        good=REGULATED[good],
        rule=rule,
        average_rp=average_rp,
        lowest_rp=min(prices, default=None),
        highest_rp=max(prices, default=None),
        above=sum(bool(one.above_rp) for one in places),
        out=sum(one.out_since is not None for one in places),
        places=tuple(places),
    )
