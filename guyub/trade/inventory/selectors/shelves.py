"""Stocks as moving needs them: locked, with what they hold and whose books they stand in."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from guyub.foundation.kernel.selectors.together import Inquiry, asked
from guyub.foundation.kernel.tenancy.postgresql.calls import listed, prepared
from guyub.trade.inventory.domain.catalogue import ON_ITS_WAY
from guyub.trade.inventory.domain.costing import CostMethod, shelf_of
from guyub.trade.inventory.domain.locations import LocationKind

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from guyub.trade.inventory.domain.costing import Shelf

_COLUMNS = """
    s.id, s.product_id, s.location_id, s.account, l.unit_id, p.name, p.cost_method, s.allows_negative, p.has_batches,
    s.qty, s.layers, s.shorts, s.last_qty, s.last_rp, s.last_on, p.is_consigned
"""
# Locked in the order of their ids, by everybody.
_LOCK = f"""
    SELECT {_COLUMNS} FROM inventory_stock s
    JOIN inventory_product p ON p.cooperative_id = s.cooperative_id AND p.id = s.product_id
    JOIN inventory_location l ON l.cooperative_id = s.cooperative_id AND l.id = s.location_id
    WHERE s.cooperative_id = %(place)s AND p.cooperative_id = %(place)s AND l.cooperative_id = %(place)s
        AND s.id = ANY(%(ids)s::uuid[])
    ORDER BY s.id FOR UPDATE OF s
"""  # noqa: S608  columns of our own
# The same of products in locations, with whether either is closed; none where a day is told that others came after:
# then more stocks are locked, and those that hold one already would wait for each other. Where all are there, open and
# not moved on a later day, the numbers of their moves are taken behind the locks, in the same trip.
_LOCK_PAIRS = f"""
    WITH held AS MATERIALIZED (
        SELECT {_COLUMNS}, p.closed_on IS NULL AS is_product, l.closed_on IS NULL AS is_location FROM inventory_stock s
        JOIN inventory_product p ON p.cooperative_id = s.cooperative_id AND p.id = s.product_id
        JOIN inventory_location l ON l.cooperative_id = s.cooperative_id AND l.id = s.location_id
        WHERE s.cooperative_id = %(place)s AND p.cooperative_id = %(place)s AND l.cooperative_id = %(place)s
            AND (s.product_id, s.location_id) IN (SELECT * FROM unnest(%(products)s::uuid[], %(locations)s::uuid[]))
            AND NOT EXISTS (SELECT FROM unnest(%(products)s::uuid[], %(locations)s::uuid[]) AS w(product, location)
                JOIN inventory_stock o ON o.cooperative_id = %(place)s AND o.product_id = w.product
                    AND o.location_id = w.location WHERE o.last_on > %(on)s)
        ORDER BY s.id FOR UPDATE OF s
    ), took AS (
        INSERT INTO kernel_numbercounter AS c (cooperative_id, series, year, last)
            SELECT %(place)s, %(series)s, 0, %(count)s
            WHERE %(count)s > 0 AND (SELECT count(*) FROM held WHERE held.is_product AND held.is_location
                AND (held.last_on IS NULL OR held.last_on <= %(on)s)) = cardinality(%(products)s::uuid[])
        ON CONFLICT (cooperative_id, series, year) DO UPDATE SET last = c.last + excluded.last RETURNING c.last
    )
    SELECT held.*, (SELECT took.last FROM took) FROM held
"""  # noqa: S608  columns of our own
_FIND = """
    SELECT w.product_id, w.location_id, s.id, p.id IS NOT NULL AND p.closed_on IS NULL,
        l.id IS NOT NULL AND l.closed_on IS NULL, CASE WHEN l.kind = %(way)s THEN %(way_account)s ELSE p.account END,
        p.allows_negative, s.last_on
    FROM unnest(%(products)s::uuid[], %(locations)s::uuid[]) AS w(product_id, location_id)
    LEFT JOIN inventory_product p ON p.cooperative_id = %(place)s AND p.id = w.product_id
    LEFT JOIN inventory_location l ON l.cooperative_id = %(place)s AND l.id = w.location_id
    LEFT JOIN inventory_stock s ON s.cooperative_id = %(place)s AND s.product_id = w.product_id
        AND s.location_id = w.location_id
"""


@dataclass(frozen=True, slots=True)
class HeldStock:
    """A stock under lock. ``unit_id`` is its location's; ``last_on`` the latest day of its moves."""

    id: UUID
    product_id: UUID
    location_id: UUID
    account: str
    unit_id: UUID | None
    name: str
    method: CostMethod
    allows_negative: bool
    has_batches: bool
    qty: int
    shelf: Shelf
    last_on: date | None
    is_consigned: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """A product in a location, and its stock where there is one."""

    product_id: UUID
    location_id: UUID
    stock_id: UUID | None
    is_product: bool
    is_location: bool
    account: str
    allows_negative: bool
    last_on: date | None


def pairs_of(*, cooperative_id: int, wanted: Collection[tuple[UUID, UUID]]) -> list[Pair]:
    """Look up products in locations. One query.

    Args:
        cooperative_id: Whose.
        wanted: Product and location.
    """
    given = {
        "place": cooperative_id,
        "products": listed(product_id for product_id, _ in wanted),
        "locations": listed(location_id for _, location_id in wanted),
        "way": LocationKind.JALAN.value,
        "way_account": ON_ITS_WAY,
    }
    (rows,) = prepared((_FIND, given))
    return [Pair(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class LockedPairs:
    """Stocks of products in locations, under lock, by id; ``last`` of the numbers of their moves, None: none taken."""

    held: Mapping[UUID, HeldStock]
    last: int | None = None


def locked_pairs(
    *, cooperative_id: int, wanted: Collection[tuple[UUID, UUID]], on: date
) -> Mapping[UUID, HeldStock]:
    """Lock stocks as of ``locked_pairs_inquiry``, and take no numbers. One query; a transaction is open."""
    (locked,) = asked(locked_pairs_inquiry(cooperative_id=cooperative_id, wanted=wanted, on=on))
    held: Mapping[UUID, HeldStock] = locked.held
    return held


def locked_pairs_inquiry(
    *,
    cooperative_id: int,
    wanted: Collection[tuple[UUID, UUID]],
    on: date,
    series: str = "",
    count: int = 0,
) -> Inquiry[LockedPairs]:
    """Ask to lock the stocks of products in locations that have one, neither of them closed; a transaction is open.

    Args:
        cooperative_id: Whose.
        wanted: Product and location, each pair once.
        on: The day that is told; where one of them moved on a later day, none is locked.
        series: Which numbers their moves take,
        count: and how many; where a stock is missing, closed, or moved on a later day, none is taken.
    """
    given = {
        "place": cooperative_id,
        "products": listed(product_id for product_id, _ in wanted),
        "locations": listed(location_id for _, location_id in wanted),
        "on": on,
        "series": series,
        "count": count,
    }

    def read(rows: Sequence[Sequence[Any]]) -> LockedPairs:
        last = rows[0][-1] if rows else None
        return LockedPairs(_held([row[:-3] for row in rows if row[-3] and row[-2]]), last)

    return Inquiry([(_LOCK_PAIRS, given)], read, is_kept=True)


def locked_stocks(*, cooperative_id: int, ids: Collection[UUID]) -> dict[UUID, HeldStock]:
    """Lock stocks and read them, by id. One query; needs an open transaction."""
    (rows,) = prepared((_LOCK, {"place": cooperative_id, "ids": listed(sorted(ids))}))
    return _held(rows)


def _held(rows: Sequence[Sequence[Any]]) -> dict[UUID, HeldStock]:
    layers_of, shorts_of = _read([row[10] for row in rows]), _read([row[11] for row in rows])
    held = {}
    for row, layers, shorts in zip(rows, layers_of, shorts_of, strict=True):
        (
            id_, product_id, location_id, account, unit_id, name, method, allows_negative, has_batches, qty, _, _,
            last_qty, last_rp, last_on, is_consigned,
        ) = row  # fmt: skip
        shelf = shelf_of(CostMethod(method), layers, shorts, last_qty, last_rp)
        held[id_] = HeldStock(
            id_, product_id, location_id, account, unit_id, name, shelf.method, allows_negative, has_batches, qty,
            shelf, last_on, is_consigned,
        )  # fmt: skip
    return held


def _read(kept: Sequence[Any]) -> Any:
    """Read JSON that comes as texts, all of it at once."""
    return json.loads(f"[{','.join(kept)}]") if kept and isinstance(kept[0], str) else kept
