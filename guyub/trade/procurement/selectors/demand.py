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
_PAST = 2 * (DAYS + 1)
# Room to sort and to collect a million moves in memory; until the transaction ends.
_ROOM = "SET LOCAL work_mem = '96MB'"
# Of each product: what lies there now, what is on its way, how it is ordered first, and each of its moves: the day
# times two, and one more where it was sold. Days are summed up outside: a sum of the database is a number of any size,
# and a million of them took most of the time.
_SERIES = """
    WITH moved AS (
        SELECT s.product_id, array_agg(m.qty) AS qty,
            array_agg((m."on" - %(since)s::date - 1) * 2 + (m.cause IN ('JUAL', 'KEMBALI'))::integer) AS at
        FROM inventory_stockmove m
        JOIN inventory_stock s ON s.cooperative_id = %(place)s AND s.id = m.stock_id
        WHERE m.cooperative_id = %(place)s AND m."on" > %(since)s AND m.qty <> 0
        GROUP BY s.product_id),
    asked AS (
        SELECT r.product_id, array_agg(r.asked_on - %(since)s::date - 1) AS at, array_agg(r.qty) AS qty
        FROM procurement_refusedrequest r
        WHERE r.cooperative_id = %(place)s AND r.product_id IS NOT NULL AND r.asked_on > %(since)s
        GROUP BY r.product_id),
    there AS (
        SELECT s.product_id, sum(s.qty)::bigint AS qty FROM inventory_stock s
        WHERE s.cooperative_id = %(place)s GROUP BY s.product_id),
    coming AS (
        SELECT l.product_id, sum(greatest(l.qty - l.received_qty, 0))::bigint AS qty FROM procurement_purchaseline l
        JOIN procurement_purchaseorder o ON o.cooperative_id = %(place)s AND o.id = l.order_id
        WHERE l.cooperative_id = %(place)s AND o.state IN ('DISETUJUI', 'DIKIRIM') GROUP BY l.product_id)
    SELECT p.id, p.name, p.category, p.least_qty, coalesce(t.qty, 0), coalesce(c.qty, 0), v.partner_id, v.unit_id,
        v.case_qty, v.least_qty, v.price_rp, coalesce(v.lead_days, k.lead_days), k.name, k.delivery_days, k.minimum_rp,
        m.at, m.qty, a.at, a.qty
    FROM inventory_product p
    LEFT JOIN moved m ON m.product_id = p.id
    LEFT JOIN asked a ON a.product_id = p.id
    LEFT JOIN there t ON t.product_id = p.id
    LEFT JOIN coming c ON c.product_id = p.id
    LEFT JOIN procurement_supply v ON v.cooperative_id = %(place)s AND v.product_id = p.id AND v.is_preferred
    LEFT JOIN partners_partner k ON k.cooperative_id = %(place)s AND k.id = v.partner_id AND k.ended_on IS NULL
    WHERE p.cooperative_id = %(place)s AND p.closed_on IS NULL AND NOT p.is_consigned
        AND (m.product_id IS NOT NULL OR a.product_id IS NOT NULL OR p.least_qty > 0)
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
    """Read what was asked for of all products that moved, were asked for, or have a least quantity. One trip.

    A day is without stock where nothing lay there when it ended. Today is not over, so it is not among the days.

    Args:
        cooperative_id: Whose.
        today: The business date.
    """
    since = today - timedelta(days=DAYS + 1)
    _, rows = prepared((_ROOM, []), (_SERIES, {"place": cooperative_id, "since": since}))
    first_on = since + timedelta(days=1)
    return [_asked(row, first_on) for row in rows]


def _asked(row: Sequence[Any], first_on: date) -> Asked:
    (
        id_, name, category, least_qty, stock_qty, coming_qty, partner_id, unit_id, case_qty, supply_least, price_rp,
        lead_days, partner, delivery_days, minimum_rp, at, moved, asked_at, asked,
    ) = row  # fmt: skip
    ordering = None
    if partner_id and partner is not None:
        ordering = Ordering(
            partner_id, partner, unit_id, case_qty, supply_least, price_rp, lead_days, delivery_days, minimum_rp
        )  # fmt: skip
    history = _history(first_on, stock_qty, at or (), moved or (), asked_at or (), asked or ())
    return Asked(id_, name, category, least_qty, stock_qty, coming_qty, ordering, history)


def _history(
    first_on: date,
    stock_qty: int,
    at: Sequence[int],
    moved: Sequence[int],
    asked_at: Sequence[int],
    asked: Sequence[int],
) -> History:
    """Lay days out, and tell from what lies there now what lay there when each of them ended."""
    sold_by, refused_by, moved_by = [0] * (DAYS + 1), [0] * (DAYS + 1), [0] * (DAYS + 1)
    for day, qty in zip(at, moved, strict=True):
        if day < _PAST:  # what is dated ahead moved nothing yet
            moved_by[day >> 1] += qty
            if day & 1:
                sold_by[day >> 1] -= qty
    for day, qty in zip(asked_at, asked, strict=True):
        if day <= DAYS:
            refused_by[day] += qty
    if min(sold_by) < 0:
        sold_by = [max(sold, 0) for sold in sold_by]
    is_out, left = [False] * DAYS, stock_qty
    for day in range(DAYS - 1, -1, -1):
        left -= moved_by[day + 1]
        if left <= 0:
            is_out[day] = True
    begun = next((day for day in range(DAYS) if not is_out[day] or sold_by[day] or refused_by[day]), DAYS)
    return History(
        first_on=first_on + timedelta(days=begun),
        sold=sold_by[begun:DAYS],
        refused=refused_by[begun:DAYS],
        is_out=is_out[begun:],
    )
