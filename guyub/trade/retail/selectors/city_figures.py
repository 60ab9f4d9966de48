"""What the shops of several cooperatives sold, at once: sums alone, no person and no receipt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import connection

from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

DAYS = 28
_SUMS = """
    SELECT place.id, last.sold_on, count(DISTINCT s.sold_on) FILTER (WHERE s.kind = 'JUAL'),
        count(*) FILTER (WHERE s.kind = 'JUAL'), coalesce(sum(s.paid_rp), 0)::bigint
    FROM unnest(%(places)s::bigint[]) AS place(id)
    CROSS JOIN LATERAL (
        SELECT t.sold_on FROM retail_sale t
        WHERE t.cooperative_id = place.id AND t.kind = 'JUAL' AND t.sold_on <= %(until)s
        ORDER BY t.sold_on DESC LIMIT 1
    ) last
    LEFT JOIN retail_sale s ON s.cooperative_id = place.id AND s.sold_on BETWEEN %(since)s AND %(until)s
    GROUP BY 1, 2
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShopSum(Row):
    """What the tills of one cooperative sold on the 28 days before a day.

    Args:
        days: On how many of them something was sold.
        receipts: How many sales, those that were taken back later too.
        sold_rp: What was paid less what was given back on these days, goods of others too; whole rupiah.
        last_on: The last day before that day on which something was sold, however long ago.
    """

    days: int
    receipts: int
    sold_rp: int
    last_on: date


def shop_sums(place_ids: Collection[int], *, on: date) -> dict[int, ShopSum]:
    """Add up what cooperatives sold whose tills ever sold anything. One query, across cooperatives.

    Args:
        place_ids: Which; the caller's scope is all of them.
        on: The day after the last that counts: whole days alone are set side by side.
    """
    given: dict[str, Any] = {
        "places": list(place_ids),
        "since": on - timedelta(days=DAYS),
        "until": on - timedelta(days=1),
    }
    with connection.cursor() as cursor:
        cursor.execute(_SUMS, given)
        rows = cursor.fetchall()
    return {
        place_id: ShopSum(days=days, receipts=receipts, sold_rp=sold_rp, last_on=last_on)
        for place_id, last_on, days, receipts, sold_rp in rows
    }
