"""The staples of several cooperatives at once: what they cost everybody, how much lies there, since when none does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection

from guyub.foundation.kernel.rows import Row
from guyub.trade.inventory.domain.regulated import CONTENTS, REGULATED, STAPLES

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

GOODS = (*(good for goods in STAPLES.values() for good in goods), "LPG_3KG")
# The lowest price of each good for everybody, for as much as its rules are written for; rounded half up.
_PRICES = """
    SELECT held.cooperative_id, held.good,
        min((2 * held.amount_rp * c.content + held.factor * held.content) / (2 * held.factor * held.content))::bigint
    FROM (
        SELECT DISTINCT ON (p.cooperative_id, p.product_id, p.unit_id, p.outlet_id)
            p.cooperative_id, g.good, p.amount_rp, p.is_withdrawn, u.factor, g.content
        FROM inventory_price p
        JOIN inventory_product g ON g.cooperative_id = p.cooperative_id AND g.id = p.product_id
        JOIN inventory_productunit u ON u.cooperative_id = p.cooperative_id AND u.id = p.unit_id
        WHERE p.cooperative_id = ANY(%(places)s) AND g.cooperative_id = ANY(%(places)s)
            AND u.cooperative_id = ANY(%(places)s) AND g.good = ANY(%(goods)s) AND g.closed_on IS NULL
            AND p.audience = 'UMUM' AND p.from_on <= %(on)s AND (p.until_on IS NULL OR p.until_on >= %(on)s)
        ORDER BY p.cooperative_id, p.product_id, p.unit_id, p.outlet_id, p.from_on DESC, p.recorded_at DESC, p.id DESC
    ) held
    JOIN unnest(%(goods)s::text[], %(contents)s::bigint[]) AS c(good, content) ON c.good = held.good
    WHERE NOT held.is_withdrawn
    GROUP BY 1, 2
"""
# What lies in all locations, in grams, millilitres or pieces; and the day on which the last of it left.
_STOCKS = """
    SELECT g.cooperative_id, g.good, coalesce(sum(s.qty * g.content), 0)::bigint, max(s.last_on)
    FROM inventory_product g
    LEFT JOIN inventory_stock s ON s.cooperative_id = g.cooperative_id AND s.product_id = g.id
        AND s.cooperative_id = ANY(%(places)s)
    WHERE g.cooperative_id = ANY(%(places)s) AND g.good = ANY(%(goods)s) AND g.closed_on IS NULL
    GROUP BY 1, 2
"""


@dataclass(frozen=True, slots=True)
class StapleFigure(Row):
    """One staple of one cooperative.

    Args:
        good: A key of ``REGULATED``.
        price_rp: The lowest price for everybody, whole rupiah for one unit of its rules; None: it has none.
        qty: What lies in all locations: grams, millilitres or pieces; below zero: sold before it came.
        out_since: The day on which the last of it left; None: some lies there, or it was never there.
    """

    good: str
    price_rp: int | None
    qty: int
    out_since: date | None


def staple_figures(place_ids: Collection[int], *, on: date) -> dict[int, list[StapleFigure]]:
    """Tell price and stock of the staples of cooperatives that sell any. Two queries, across cooperatives.

    Args:
        place_ids: Which; the caller's scope is all of them.
        on: The business date that prices are asked for.
    """
    given: dict[str, Any] = {
        "places": list(place_ids),
        "goods": list(GOODS),
        "contents": [CONTENTS[REGULATED[good].unit] for good in GOODS],
        "on": on,
    }
    with connection.cursor() as cursor:
        cursor.execute(_PRICES, given)
        prices = {(place_id, good): price_rp for place_id, good, price_rp in cursor.fetchall()}
        cursor.execute(_STOCKS, given)
        stocks = cursor.fetchall()
    figures: dict[int, list[StapleFigure]] = {}
    for place_id, good, qty, last_on in sorted(stocks, key=lambda row: (row[0], GOODS.index(row[1]))):
        one = StapleFigure(good, prices.get((place_id, good)), qty, last_on if qty <= 0 else None)
        figures.setdefault(place_id, []).append(one)
    return figures
