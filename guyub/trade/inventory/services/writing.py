"""Writing moves and the stocks after them: a few statements for any number of them, sent together."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.services.numbering import next_numbers
from guyub.foundation.kernel.tenancy.postgresql.calls import called, listed, prepared
from guyub.trade.inventory.domain.moves import Cause

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from guyub.books.ledger.services.posting import Posted
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.trade.inventory.selectors.shelves import Pair
    from guyub.trade.inventory.services.plans import Plan, Source

SERIES = "inventory.move"  # counts all moves of a cooperative
_OPEN = """
    INSERT INTO inventory_stock (id, cooperative_id, product_id, location_id, account, allows_negative, qty, value_rp,
            layers, shorts, last_qty, last_rp)
        SELECT w.id, %(place)s, w.product_id, w.location_id, w.account, w.negative, 0, 0, '[]', '[]', 0, 0
        FROM unnest(%(ids)s::uuid[], %(products)s::uuid[], %(locations)s::uuid[], %(accounts)s::text[],
            %(negatives)s::boolean[]) AS w(id, product_id, location_id, account, negative)
        ORDER BY w.product_id, w.location_id
    ON CONFLICT (cooperative_id, product_id, location_id) DO NOTHING
"""
# Another may have opened it meanwhile: a statement of its own sees that.
_OPENED = """
    SELECT s.product_id, s.location_id, s.id FROM inventory_stock s
    WHERE s.cooperative_id = %(place)s AND (s.product_id, s.location_id) IN
        (SELECT * FROM unnest(%(products)s::uuid[], %(locations)s::uuid[]))
"""
# One array for each column: the moves, then the stocks after them (migrations/0012_writing_of_many.sql).
WRITE_MOVES = (
    "%s, %s::uuid[], %s::uuid[], %s, %s::uuid[], %s::uuid[], %s::bigint[], %s::date[], %s::date[], %s::bigint[],"
    " %s::bigint[], %s::uuid[], %s::bigint[], %s::uuid[], %s::uuid[], %s::bigint[], %s::uuid[], %s::jsonb, %s::jsonb,"
    " %s::jsonb, %s::uuid[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::date[], %s::jsonb, %s::jsonb"
)
_WRITE = f"SELECT inventory_write(%s, {WRITE_MOVES})"


@dataclass(frozen=True, slots=True)
class Booking:
    """Where a move stands: its entry (None: nothing of value moved), the entry's day, its paper, its person.

    ``booked_on`` None: the entry is posted by the call that writes the move, which then knows its day.
    """

    entry_id: UUID | None
    booked_on: date | None
    source_id: UUID | None
    person_id: UUID | None


def open_stocks(*, cooperative_id: int, pairs: Sequence[Pair]) -> dict[tuple[UUID, UUID], UUID]:
    """Open stocks for products that lie in a location for the first time. Step.

    Gives their ids by product and location.

    Args:
        cooperative_id: Whose.
        pairs: Products in locations without a stock.
    """
    given = {
        "place": cooperative_id,
        "ids": [uuid7() for _ in pairs],
        "products": [pair.product_id for pair in pairs],
        "locations": [pair.location_id for pair in pairs],
        "accounts": [pair.account for pair in pairs],
        "negatives": [pair.allows_negative for pair in pairs],
    }
    _, rows = prepared(
        (_OPEN, given), (_OPENED, {key: given[key] for key in ("place", "products", "locations")})
    )
    return {(product_id, location_id): id_ for product_id, location_id, id_ in rows}


def write_moves(
    *,
    plan: Plan,
    posted: Posted | None,
    correction: Posted | None,
    today: date,
    actor: Actor | None,
    now: datetime,
    source: Source | None,
) -> None:
    """Write the moves of a plan, its corrections, and the stocks after them. Step: one round trip.

    Args:
        plan: What was found, under locks that still stand.
        posted: The entry of the moves; None: nothing of value moved.
        correction: The entry of the corrections; None where they cancel out in the books.
        today: The business date, of the corrections.
        actor: The person; None: the system.
        now: The moment, aware.
        source: The list of the house that they come from.
    """
    source_id, person_id = source.id if source else None, actor.person_id if actor else None
    here = Booking(
        posted.entry_id if posted else None, posted.dated_on if posted else plan.on, source_id, person_id
    )
    there = Booking(
        correction.entry_id if correction else None,
        correction.dated_on if correction else today,
        source_id,
        person_id,
    )
    kind = source.kind if source else ""
    values = moves_values(
        plan=plan, bookings=[here] * len(plan.told), corrected=there, source_kind=kind, today=today, now=now
    )
    if values:
        called(_WRITE, [plan.place.id, *values])


def moves_values(
    *,
    plan: Plan,
    bookings: Sequence[Booking],
    corrected: Booking,
    source_kind: str,
    today: date,
    now: datetime,
) -> list[Any]:
    """Give what ``inventory_write`` takes after the cooperative, as ``WRITE_MOVES`` binds it; empty: nothing moved.

    Step, for a function of the database that writes moves along with more. Corrections take their numbers here.

    Args:
        plan: What was found, under locks that still stand.
        bookings: Where each move of the plan stands.
        corrected: Where its corrections stand.
        source_kind: The list of the house that all of it comes from.
        today: The business date, of the corrections.
        now: The moment, aware.
    """
    rows = [*_new(plan, bookings), *_corrections(plan, corrected, today)]
    if not rows:
        return []
    sources, persons, *plain, causes, counters, notes = zip(*rows, strict=True)
    last: dict[UUID, date] = {}
    for _, _, _, stock_id, _, on, *_ in rows:
        last[stock_id] = max(last.get(stock_id, on), on)
    *stocks, layers, shorts = zip(*_stocks(plan, last), strict=True)
    return [
        source_kind,
        listed(sources),
        listed(persons),
        now,
        *map(listed, plain),
        *map(json.dumps, (causes, counters, notes)),
        *map(listed, stocks),
        *map(json.dumps, (layers, shorts)),
    ]


def _new(plan: Plan, bookings: Sequence[Booking]) -> Iterator[tuple[Any, ...]]:
    for told, movement, at in zip(plan.told, plan.movements, bookings, strict=True):
        yield (
            at.source_id, at.person_id, told.move_id, told.stock_id, told.seq, told.on, at.booked_on, told.qty,
            plan.value_of(told), told.flow_id, told.weight, told.of_id, plan.undoes.get(told.move_id),
            movement.sold_rp, at.entry_id, told.cause.value, told.counter, movement.note,
        )  # fmt: skip


def _corrections(plan: Plan, at: Booking, today: date) -> Iterator[tuple[Any, ...]]:
    if not plan.corrected:
        return
    seqs = next_numbers(cooperative_id=plan.place.id, series=SERIES, count=len(plan.corrected))
    for ((stock_id, counter, flow_id), rp), seq in zip(plan.corrected.items(), seqs, strict=True):
        yield (
            at.source_id, at.person_id, uuid7(), stock_id, seq, today, at.booked_on, 0, rp, flow_id, 0, None, None,
            None, at.entry_id, Cause.KOREKSI.value, counter, "",
        )  # fmt: skip


def _stocks(plan: Plan, last: Mapping[UUID, date]) -> Iterator[tuple[Any, ...]]:
    for stock_id in plan.held:
        shelf = plan.shelves[stock_id]
        shorts = [[short.counter, short.qty, short.value_rp] for short in shelf.shorts]
        yield (
            stock_id, shelf.qty, shelf.value_rp, shelf.last_qty, shelf.last_rp, last.get(stock_id), shelf.layers,
            shorts,
        )  # fmt: skip
