"""What lies too long: batches by their expiry, products by how long nothing came or left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.tenancy.postgresql.calls import prepared
from guyub.trade.inventory.models import StockBatch
from guyub.trade.inventory.selectors.unit_words import product_words

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

MOST = 100
# From one stock to the next along its own moves, backwards: the last that came, the last that left.
_SLOW = """
    SELECT p.id, p.code, p.name, l.name, s.qty, s.value_rp, came."on", left_on."on"
    FROM inventory_stock s
    JOIN inventory_product p ON p.cooperative_id = %(place)s AND p.id = s.product_id
    JOIN inventory_location l ON l.cooperative_id = %(place)s AND l.id = s.location_id AND l.kind <> 'JALAN'
    LEFT JOIN LATERAL (SELECT m."on" FROM inventory_stockmove m WHERE m.cooperative_id = %(place)s
        AND m.stock_id = s.id AND m.qty > 0 ORDER BY m."on" DESC, m.seq DESC LIMIT 1) came ON true
    LEFT JOIN LATERAL (SELECT m."on" FROM inventory_stockmove m WHERE m.cooperative_id = %(place)s
        AND m.stock_id = s.id AND m.qty < 0 AND m.cause IN ('JUAL', 'PAKAI', 'KEMAS', 'PINDAH')
        ORDER BY m."on" DESC, m.seq DESC LIMIT 1) left_on ON true
    WHERE s.cooperative_id = %(place)s AND s.qty > 0
        AND coalesce(left_on."on", came."on") <= %(since)s::date
        AND (%(location)s::uuid IS NULL OR s.location_id = %(location)s::uuid)
    ORDER BY coalesce(left_on."on", came."on"), s.value_rp DESC, s.id LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class BatchRow(Row):
    """One batch that is left: where, how much, days until it expires (below zero: since)."""

    product_id: UUID
    name: str
    location: str
    code: str
    expires_on: date | None
    days: int | None
    qty: int
    words: str


@dataclass(frozen=True, slots=True)
class SlowRow(Row):
    """A product that lies in a location and does not leave: days since it last left, or came where it never did."""

    product_id: UUID
    code: str
    name: str
    location: str
    qty: int
    words: str
    value_rp: int
    came_on: date | None
    left_on: date | None
    days: int


def batches_left(
    *, cooperative_id: int, today: date, until: date | None = None, most: int = MOST
) -> list[BatchRow]:
    """List batches that are left, those that expire first at the front. Three queries.

    Args:
        cooperative_id: Whose.
        today: The business date.
        until: Those that expire by then; None: all, those without a date last.
        most: So many.
    """
    rows = StockBatch.objects.filter(cooperative_id=cooperative_id, qty__gt=0)
    if until is not None:
        rows = rows.filter(expires_on__lte=until)
    found = list(
        rows.order_by("expires_on", "id").values_list(
            "stock__product_id", "stock__product__name", "stock__location__name", "code", "expires_on", "qty"
        )[:most]
    )
    words = product_words(cooperative_id=cooperative_id, product_ids={row[0] for row in found})
    return [
        BatchRow(
            product_id=product_id,
            name=name,
            location=location,
            code=code,
            expires_on=expires_on,
            days=(expires_on - today).days if expires_on else None,
            qty=qty,
            words=words[product_id].words(qty),
        )
        for product_id, name, location, code, expires_on, qty in found
    ]


def slow_movers(
    *, cooperative_id: int, today: date, since: date, location_id: UUID | None = None, most: int = MOST
) -> list[SlowRow]:
    """List what has not left since a day, the longest first. Three queries.

    Args:
        cooperative_id: Whose.
        today: The business date.
        since: Nothing left after this day.
        location_id: In one location; None: in all of them.
        most: So many.
    """
    given = {"place": cooperative_id, "since": since, "location": location_id, "most": most}
    (rows,) = prepared((_SLOW, given))
    words = product_words(cooperative_id=cooperative_id, product_ids={row[0] for row in rows})
    return [
        SlowRow(
            product_id=id_,
            code=code,
            name=name,
            location=location,
            qty=qty,
            words=words[id_].words(qty),
            value_rp=value_rp,
            came_on=came_on,
            left_on=left_on,
            days=(today - (left_on or came_on or today)).days,
        )
        for id_, code, name, location, qty, value_rp, came_on, left_on in rows
    ]
