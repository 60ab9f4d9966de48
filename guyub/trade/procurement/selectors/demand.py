"""What was asked for, day by day and product by product, out of the moves of stock: one statement for all of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from guyub.foundation.kernel.tenancy.postgresql.calls import prepared
from guyub.trade.procurement.domain.demand import History

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

DAYS = 56
# Of each product: what lies there now, what is on its way, how it is ordered first, and days with what moved on them.
_SERIES = """
    WITH moved AS (
        SELECT s.product_id, m."on", sum(m.qty) AS qty,
            -sum(m.qty) FILTER (WHERE m.cause IN ('JUAL', 'KEMBALI')) AS sold
        FROM inventory_stockmove m
        JOIN inventory_stock s ON s.cooperative_id = %(place)s AND s.id = m.stock_id
        WHERE m.cooperative_id = %(place)s AND m."on" > %(since)s AND m.qty <> 0
        GROUP BY s.product_id, m."on"),
    asked AS (
        SELECT r.product_id, r.asked_on AS "on", sum(r.qty) AS qty FROM procurement_refusedrequest r
        WHERE r.cooperative_id = %(place)s AND r.product_id IS NOT NULL AND r.asked_on > %(since)s
        GROUP BY r.product_id, r.asked_on),
    days AS (
        SELECT coalesce(v.product_id, a.product_id) AS product_id,
            array_agg(coalesce(v."on", a."on") - %(since)s::date - 1) AS at,
            array_agg(coalesce(v.qty, 0)::bigint) AS qty, array_agg(coalesce(v.sold, 0)::bigint) AS sold,
            array_agg(coalesce(a.qty, 0)::bigint) AS refused
        FROM moved v FULL JOIN asked a ON a.product_id = v.product_id AND a."on" = v."on" GROUP BY 1),
    there AS (
        SELECT s.product_id, sum(s.qty)::bigint AS qty FROM inventory_stock s
        WHERE s.cooperative_id = %(place)s GROUP BY s.product_id),
    coming AS (
        SELECT l.product_id, sum(greatest(l.qty - l.received_qty, 0))::bigint AS qty FROM procurement_purchaseline l
        JOIN procurement_purchaseorder o ON o.cooperative_id = %(place)s AND o.id = l.order_id
        WHERE l.cooperative_id = %(place)s AND o.state IN ('DISETUJUI', 'DIKIRIM') GROUP BY l.product_id)
    SELECT p.id, p.name, p.category, p.least_qty, coalesce(t.qty, 0), coalesce(c.qty, 0), v.partner_id, v.unit_id,
        v.case_qty, v.least_qty, v.price_rp, coalesce(v.lead_days, k.lead_days), k.name, k.delivery_days, k.minimum_rp,
        d.at, d.qty, d.sold, d.refused
    FROM inventory_product p
    LEFT JOIN days d ON d.product_id = p.id
    LEFT JOIN there t ON t.product_id = p.id
    LEFT JOIN coming c ON c.product_id = p.id
    LEFT JOIN procurement_supply v ON v.cooperative_id = %(place)s AND v.product_id = p.id AND v.is_preferred
    LEFT JOIN partners_partner k ON k.cooperative_id = %(place)s AND k.id = v.partner_id AND k.ended_on IS NULL
    WHERE p.cooperative_id = %(place)s AND p.closed_on IS NULL AND (d.product_id IS NOT NULL OR p.least_qty > 0)
    ORDER BY p.name, p.id
"""


@dataclass(frozen=True, slots=True)
class Ordering:
    """How a product is ordered first; base units, whole rupiah, days."""

    partner_id: UUID
    partner: str
    unit_id: UUID
    case_qty: int
    least_qty: int
    price_rp: int | None
    lead_days: int
    delivery_days: str
    minimum_rp: int


@dataclass(frozen=True, slots=True)
class Asked:
    """One product: what was asked for in the last 56 days, what lies there, what is on its way, how it is ordered."""

    product_id: UUID
    name: str
    category: str
    least_qty: int
    stock_qty: int
    coming_qty: int
    ordering: Ordering | None
    history: History


def asked_for(*, cooperative_id: int, today: date) -> list[Asked]:
    """Read what was asked for of all products that moved, were asked for, or have a least quantity. One query.

    A day is without stock where nothing lay there when it ended. Today is not over, so it is not among the days.

    Args:
        cooperative_id: Whose.
        today: The business date.
    """
    since = today - timedelta(days=DAYS + 1)
    (rows,) = prepared((_SERIES, {"place": cooperative_id, "since": since}))
    first_on = since + timedelta(days=1)
    return [_asked(row, first_on) for row in rows]


def _asked(row: Sequence[Any], first_on: date) -> Asked:
    (
        id_, name, category, least_qty, stock_qty, coming_qty, partner_id, unit_id, case_qty, supply_least, price_rp,
        lead_days, partner, delivery_days, minimum_rp, at, moved, sold, refused,
    ) = row  # fmt: skip
    ordering = None
    if partner_id and partner is not None:
        ordering = Ordering(
            partner_id, partner, unit_id, case_qty, supply_least, price_rp, lead_days, delivery_days, minimum_rp
        )  # fmt: skip
    history = _history(first_on, stock_qty, at or [], moved or [], sold or [], refused or [])
    return Asked(id_, name, category, least_qty, stock_qty, coming_qty, ordering, history)


def _history(
    first_on: date,
    stock_qty: int,
    at: Sequence[int],
    moved: Sequence[int],
    sold: Sequence[int],
    refused: Sequence[int],
) -> History:
    """Lay days out, and tell from what lies there now what lay there when each of them ended."""
    sold_by, refused_by, moved_by = [0] * (DAYS + 1), [0] * (DAYS + 1), [0] * (DAYS + 1)
    for day, qty, out, asked in zip(at, moved, sold, refused, strict=True):
        if 0 <= day <= DAYS:
            moved_by[day], sold_by[day], refused_by[day] = qty, max(out, 0), asked
    is_out, left = [False] * DAYS, stock_qty
    for day in range(DAYS - 1, -1, -1):
        left -= moved_by[day + 1]
        is_out[day] = left <= 0
    begun = next((day for day in range(DAYS) if not is_out[day] or sold_by[day] or refused_by[day]), DAYS)
    return History(
        first_on=first_on + timedelta(days=begun),
        sold=sold_by[begun:DAYS],
        refused=refused_by[begun:DAYS],
        is_out=is_out[begun:],
    )
