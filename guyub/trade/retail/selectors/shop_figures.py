"""What the shop sold over a span of days: by day, hour, cashier, member, unit and product. Set-based, one query."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from guyub.foundation.kernel.dates import Zone
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry, asked
from guyub.trade.retail.domain.day_sheets import Sum

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from uuid import UUID

    from guyub.foundation.kernel.models import Cooperative

# Each line once, then added up in every way at the same time; the bits of "part" say which way a row is of.
_FIGURES = """
    WITH told AS (
        SELECT s.id, s.sold_on AS by_day, extract(hour FROM s.sold_at AT TIME ZONE %(zone)s)::int AS by_hour,
            s.member_id IS NOT NULL AS by_member, p.name AS by_cashier, p.id AS cashier_id,
            u.name AS by_unit, u.id AS unit_id, g.name AS by_product, g.id AS product_id,
            l.qty, l.net_rp,
            l.net_rp - coalesce(m.sold_rp, l.net_rp) - coalesce(m.value_rp, 0) AS cost_rp
        FROM retail_sale s
        JOIN retail_saleline l ON l.cooperative_id = s.cooperative_id AND l.sale_id = s.id
        JOIN identity_person p ON p.id = s.cashier_id
        JOIN inventory_product g ON g.cooperative_id = l.cooperative_id AND g.id = l.product_id
        LEFT JOIN cooperatives_businessunit u ON u.cooperative_id = s.cooperative_id AND u.id = s.unit_id
        LEFT JOIN inventory_stockmove m ON m.cooperative_id = l.cooperative_id AND m.id = l.move_id
        WHERE s.cooperative_id = %(place)s AND s.sold_on BETWEEN %(since)s AND %(until)s
    )
    SELECT grouping(by_day, by_hour, by_member, cashier_id, unit_id, product_id),
        by_day, by_hour, by_member, by_cashier, by_unit, by_product, coalesce(cashier_id, product_id),
        count(DISTINCT id), sum(net_rp)::bigint, sum(cost_rp)::bigint, sum(qty)::bigint
    FROM told
    GROUP BY GROUPING SETS (
        (by_day), (by_hour), (by_member), (cashier_id, by_cashier), (unit_id, by_unit), (product_id, by_product), ()
    )
    ORDER BY 1, 2, 3, 4, sum(net_rp) DESC, by_cashier, by_unit, by_product, cashier_id, product_id
"""
_WAYS = {
    0b011111: "day",
    0b101111: "hour",
    0b110111: "member",
    0b111011: "cashier",
    0b111101: "unit",
    0b111110: "product",
}
_ALL = 0b111111


@dataclass(frozen=True, slots=True, kw_only=True)
class ShopFigures(Row):
    """Sums of a span; days and hours in their order, all else the largest first.

    Args:
        total: All of it.
        by_day: By the day at the shop; days without a sale are not there.
        by_hour: By the hour, in the cooperative's own zone.
        by_member: Of members (True) and of others.
        by_cashier: By who sold, with the name.
        by_unit: By unit of business; empty: of none.
        by_product: By product: its name and what was sold of it.
    """

    total: Sum
    by_day: Mapping[date, Sum]
    by_hour: Mapping[int, Sum]
    by_member: Mapping[bool, Sum]
    by_cashier: Mapping[UUID, tuple[str, Sum]]
    by_unit: Mapping[str, Sum]
    by_product: Mapping[UUID, tuple[str, Sum]]


def shop_figures(*, place: Cooperative, since: date, until: date) -> ShopFigures:
    """Add up what the shop sold in a span of days at its own dates. One query.

    What it cost is what it cost as it left, or what its owner gets (``day_sheets.taken_off_rp``); what was corrected
    later stands on the page of goods.

    Args:
        place: Whose.
        since: The first day, inside.
        until: The last day, inside.
    """
    given: dict[str, Any] = {
        "place": place.id,
        "since": since,
        "until": until,
        "zone": Zone(place.zone).info.key,
    }
    (found,) = asked(Inquiry([(_FIGURES, given)], _read))
    return found  # type: ignore[no-any-return]  # asked gives what _read makes


def _read(rows: list[tuple[Any, ...]]) -> ShopFigures:
    ways: dict[str, dict[Any, Any]] = defaultdict(dict)
    total = Sum(receipts=0, net_rp=0, cost_rp=0, base_qty=0)
    for part, day, hour, is_member, cashier, unit, product, id_, *sums in rows:
        receipts, net_rp, cost_rp, qty = sums
        if not receipts:
            continue
        one = Sum(receipts=receipts, net_rp=net_rp, cost_rp=cost_rp, base_qty=qty)
        if part == _ALL:
            total = one
            continue
        way = _WAYS[part]
        keys = {"day": day, "hour": hour, "member": is_member, "unit": unit or ""}
        ways[way][keys.get(way, id_)] = one if way in keys else (cashier or product, one)
    return ShopFigures(
        total=total,
        by_day=ways["day"],
        by_hour=ways["hour"],
        by_member=ways["member"],
        by_cashier=ways["cashier"],
        by_unit=ways["unit"],
        by_product=ways["product"],
    )
