"""What stock was worth on a day: by product, category, account and location, in one statement.

It goes back from what lies there now, or forth from nothing, whichever is nearer: sums of whole months, and the days of
the month itself. The value of any day costs at most half of the sums by month.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.tenancy.postgresql.calls import prepared

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

PAGE = 50
# Rows of one shape: sums first (which kind, its code, its name), then a page of products.
_VALUE = """
    WITH way AS MATERIALIZED (
        SELECT %(on)s::date - (SELECT min(f.month) FROM inventory_stockmonth f WHERE f.cooperative_id = %(place)s)
            < (SELECT max(l.month) FROM inventory_stockmonth l WHERE l.cooperative_id = %(place)s) - %(on)s::date
            AS is_forth
    ), moved AS (
        SELECT told.stock_id, sum(told.qty) AS qty, sum(told.rp) AS rp FROM (
            SELECT m.stock_id, m.qty, m.value_rp AS rp FROM inventory_stockmonth m
                WHERE m.cooperative_id = %(place)s AND m.month < %(month)s::date AND (SELECT is_forth FROM way)
            UNION ALL
            SELECT v.stock_id, v.qty, v.value_rp FROM inventory_stockmove v
                WHERE v.cooperative_id = %(place)s AND v.booked_on >= %(month)s::date AND v.booked_on <= %(on)s::date
                    AND (SELECT is_forth FROM way)
            UNION ALL
            SELECT m.stock_id, -m.qty, -m.value_rp FROM inventory_stockmonth m
                WHERE m.cooperative_id = %(place)s AND m.month >= %(next)s::date
                    AND (SELECT is_forth IS NOT TRUE FROM way)
            UNION ALL
            SELECT v.stock_id, -v.qty, -v.value_rp FROM inventory_stockmove v
                WHERE v.cooperative_id = %(place)s AND v.booked_on > %(on)s::date AND v.booked_on < %(next)s::date
                    AND (SELECT is_forth IS NOT TRUE FROM way)
        ) told GROUP BY told.stock_id
    ), held AS MATERIALIZED (
        SELECT s.product_id, s.location_id, s.account,
            (CASE WHEN (SELECT is_forth FROM way) THEN 0 ELSE s.qty END + coalesce(moved.qty, 0))::bigint AS qty,
            (CASE WHEN (SELECT is_forth FROM way) THEN 0 ELSE s.value_rp END + coalesce(moved.rp, 0))::bigint AS rp
        FROM inventory_stock s LEFT JOIN moved ON moved.stock_id = s.id
        WHERE s.cooperative_id = %(place)s AND (%(location)s::uuid IS NULL OR s.location_id = %(location)s::uuid)
    ), products AS MATERIALIZED (
        SELECT p.id, p.code, p.name, p.category, sum(held.qty)::bigint AS qty, sum(held.rp)::bigint AS rp
        FROM held JOIN inventory_product p ON p.cooperative_id = %(place)s AND p.id = held.product_id
        GROUP BY p.cooperative_id, p.id HAVING sum(held.qty) <> 0 OR sum(held.rp) <> 0
    )
    SELECT * FROM (
        SELECT 0 AS part, '' AS code, '' AS name, NULL::uuid AS id, count(*)::bigint AS qty,
            coalesce(sum(rp), 0)::bigint AS rp, 0::bigint AS rank FROM products
        UNION ALL
        SELECT 1, category, '', NULL, count(*), sum(rp)::bigint, 0 FROM products GROUP BY category
        UNION ALL
        SELECT 2, account, '', NULL, count(*), sum(rp)::bigint, 0 FROM held GROUP BY account HAVING sum(rp) <> 0
        UNION ALL
        SELECT 3, '', l.name, l.id, count(*), sum(rp)::bigint, 0 FROM held
            JOIN inventory_location l ON l.cooperative_id = %(place)s AND l.id = held.location_id
            GROUP BY l.cooperative_id, l.id HAVING sum(rp) <> 0 OR bool_or(held.qty <> 0)
        UNION ALL
        (SELECT 4, code, name, id, qty, rp, row_number() OVER (ORDER BY rp DESC, id) FROM products
            ORDER BY rp DESC, id LIMIT %(most)s OFFSET %(first)s)
    ) told ORDER BY part, rank, rp DESC, code
"""


@dataclass(frozen=True, slots=True)
class Valued(Row):
    """What a part of the stock was worth: whole rupiah; ``qty`` counts products, of one product its base units."""

    code: str
    name: str
    id: UUID | None
    qty: int
    value_rp: int


@dataclass(frozen=True, slots=True)
class Valuation(Row):
    """The worth of stock on a day, and a page of its products, the dearest first."""

    on: date
    total_rp: int
    products_count: int
    by_category: list[Valued]
    by_account: list[Valued]
    by_location: list[Valued]
    products: list[Valued]


def valuation_of(
    *,
    cooperative_id: int,
    on: date,
    location_id: UUID | None = None,
    first: int = 0,
    most: int = PAGE,
) -> Valuation:
    """Tell what stock was worth at the end of a day of the books. One query.

    Args:
        cooperative_id: Whose.
        on: The day, included.
        location_id: In one location; None: in all of them.
        first: How many products to pass over.
        most: How many products to give.
    """
    following = date_after_month(on)
    given = {
        "place": cooperative_id,
        "on": on,
        "month": on.replace(day=1),
        "next": following,
        "location": location_id,
        "first": first,
        "most": most,
    }
    (rows,) = prepared((_VALUE, given))
    parts: list[list[Valued]] = [[], [], [], [], []]
    for part, code, name, id_, qty, rp, _ in rows:
        parts[part].append(Valued(code, name, id_, qty, rp))
    ((whole,), categories, accounts, locations, products) = parts
    return Valuation(on, whole.value_rp, whole.qty, categories, accounts, locations, products)


def date_after_month(on: date) -> date:
    """Give the first day of the month after a day."""
    return on.replace(year=on.year + on.month // 12, month=on.month % 12 + 1, day=1)
