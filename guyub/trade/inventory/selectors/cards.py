"""The stock card of one product: every move, with what lay there and what it was worth after it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.tenancy.postgresql.calls import prepared

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

MOST_MOVES = 1_000
_STOCKS = """SELECT s.id FROM inventory_stock s
            WHERE s.cooperative_id = %(place)s AND s.product_id = %(product)s::uuid
                AND (%(location)s::uuid IS NULL OR s.location_id = %(location)s::uuid)"""
# What lay there before: whole months by their sums, then the days of the month that has begun.
_BEFORE = f"""
    SELECT coalesce(sum(told.qty), 0)::bigint, coalesce(sum(told.rp), 0)::bigint FROM (
        SELECT m.qty, m.value_rp AS rp FROM inventory_stockmonth m
            WHERE m.cooperative_id = %(place)s AND m.stock_id IN ({_STOCKS}) AND m.month < %(month)s::date
        UNION ALL
        SELECT v.qty, v.value_rp FROM inventory_stockmove v
            WHERE v.cooperative_id = %(place)s AND v.stock_id IN ({_STOCKS})
                AND v.booked_on >= %(month)s::date AND v.booked_on < %(since)s::date
    ) told
"""  # noqa: S608  statements of our own
_MOVES = f"""
    SELECT v.id, v.seq, v."on", v.booked_on, v.cause, v.qty, v.value_rp, v.note, v.entry_id, v.source_kind, v.source_id,
        l.name, coalesce(p.name, ''), v.recorded_at,
        (sum(v.qty) OVER past)::bigint, (sum(v.value_rp) OVER past)::bigint, count(*) OVER ()
    FROM inventory_stockmove v
    JOIN inventory_stock s ON s.cooperative_id = %(place)s AND s.id = v.stock_id
    JOIN inventory_location l ON l.cooperative_id = %(place)s AND l.id = s.location_id
    LEFT JOIN identity_person p ON p.id = v.person_id
    WHERE v.cooperative_id = %(place)s AND v.stock_id IN ({_STOCKS})
        AND v.booked_on >= %(since)s::date AND v.booked_on <= %(until)s::date
    WINDOW past AS (ORDER BY v.booked_on, v.seq)
    ORDER BY v.booked_on DESC, v.seq DESC LIMIT %(most)s
"""  # noqa: S608  as above


@dataclass(frozen=True, slots=True)
class CardMove(Row):
    """One move: base units and whole rupiah, and what lay there after it."""

    move_id: UUID
    seq: int
    on: date
    booked_on: date
    cause: str
    qty: int
    value_rp: int
    note: str
    entry_id: UUID | None
    source_kind: str
    source_id: UUID | None
    location: str
    person: str
    recorded_at: datetime
    left_qty: int
    left_rp: int


@dataclass(frozen=True, slots=True)
class Card(Row):
    """A span of a stock card, the newest move first. ``total`` counts its moves; at most ``MOST_MOVES`` are shown."""

    before_qty: int
    before_rp: int
    after_qty: int
    after_rp: int
    total: int
    moves: list[CardMove]


def card_of(
    *,
    cooperative_id: int,
    product_id: UUID,
    since: date,
    until: date,
    location_id: UUID | None = None,
    most: int = MOST_MOVES,
) -> Card:
    """Read a stock card, by the days of the books. One round trip.

    Args:
        cooperative_id: Whose.
        product_id: Which product.
        since: The first day.
        until: The last day, included.
        location_id: In one location; None: in all of them together.
        most: So many moves, the newest.
    """
    given = {
        "place": cooperative_id,
        "product": product_id,
        "location": location_id,
        "month": since.replace(day=1),
        "since": since,
        "until": until,
        "most": most,
    }
    before = {name: given[name] for name in ("place", "product", "location", "month", "since")}
    moved = {name: given[name] for name in ("place", "product", "location", "since", "until", "most")}
    ((told,), rows) = prepared((_BEFORE, before), (_MOVES, moved))
    qty, rp = told
    moves = [CardMove(*(*row[:14], qty + row[14], rp + row[15])) for row in rows]
    return Card(
        before_qty=qty,
        before_rp=rp,
        after_qty=moves[0].left_qty if moves else qty,
        after_rp=moves[0].left_rp if moves else rp,
        total=rows[0][16] if rows else 0,
        moves=moves,
    )
