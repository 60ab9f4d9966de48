"""What was sold, what it cost and brought, best and slowest: from the moves of goods alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection

from guyub.foundation.kernel.rows import Row
from guyub.trade.inventory.domain.moves import SOLD_TO

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

# Costs follow the account: what was corrected later is in it, and what was taken back is out of it.
_SOLD = """
    SELECT g.id, g.code, g.name, g.category, g.base_unit,
        coalesce(m.qty, 0)::bigint, coalesce(m.sold, 0)::bigint, coalesce(m.cost, 0)::bigint,
        coalesce(s.qty, 0)::bigint, coalesce(s.rp, 0)::bigint, m.last_on
    FROM inventory_product g
    LEFT JOIN (
        SELECT k.product_id, -sum(v.qty) AS qty, sum(v.sold_rp) AS sold, -sum(v.value_rp) AS cost,
            max(v.booked_on) FILTER (WHERE v.qty < 0) AS last_on
        FROM inventory_stockmove v
        JOIN inventory_stock k ON k.cooperative_id = v.cooperative_id AND k.id = v.stock_id
        WHERE v.cooperative_id = %(place)s AND v.booked_on BETWEEN %(since)s AND %(until)s
            AND v.counter = ANY(%(accounts)s)
        GROUP BY 1
    ) m ON m.product_id = g.id
    LEFT JOIN (
        SELECT k.product_id, sum(k.qty) AS qty, sum(k.value_rp) AS rp FROM inventory_stock k
        WHERE k.cooperative_id = %(place)s GROUP BY 1
    ) s ON s.product_id = g.id
    WHERE g.cooperative_id = %(place)s AND (m.product_id IS NOT NULL OR s.qty <> 0)
    ORDER BY coalesce(m.sold, 0) DESC, g.name, g.id
"""


@dataclass(frozen=True, slots=True)
class Sold(Row):
    """What one product did in a span of days.

    Args:
        product_id: Which.
        code: Its code.
        name: Its name.
        category: Its category's code.
        base_unit: What a quantity counts.
        qty: Base units that were sold, less what came back.
        sold_rp: What buyers paid for them, whole rupiah.
        cost_rp: What they cost, with all that was corrected in the span.
        there_qty: Base units that lie there now.
        there_rp: What these cost.
        last_on: The last day in the span on which it was sold; None: on none.
    """

    product_id: UUID
    code: str
    name: str
    category: str
    base_unit: str
    qty: int
    sold_rp: int
    cost_rp: int
    there_qty: int
    there_rp: int
    last_on: date | None

    @property
    def margin_rp(self) -> int:
        """What was left of it."""
        return self.sold_rp - self.cost_rp

    @property
    def margin_percent(self) -> int | None:
        """That in percent of what buyers paid, rounded down; None where they paid nothing."""
        return 100 * self.margin_rp // self.sold_rp if self.sold_rp > 0 else None


def sold_between(*, cooperative_id: int, since: date, until: date) -> list[Sold]:
    """Tell what each product sold, brought and cost in a span of days in the books, the best first. One query.

    Products that sold nothing stand at the end as long as some of them lies there: these do not move.

    Args:
        cooperative_id: Whose.
        since: The first day, inside.
        until: The last day, inside.
    """
    given: dict[str, Any] = {
        "place": cooperative_id,
        "since": since,
        "until": until,
        "accounts": list(SOLD_TO),
    }
    with connection.cursor() as cursor:
        cursor.execute(_SOLD, given)
        return [Sold(*row) for row in cursor.fetchall()]
