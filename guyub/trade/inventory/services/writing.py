"""Writing moves and the stocks after them: a few statements for any number of them, sent together."""

from __future__ import annotations

import json
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
# One array for each column: the moves, then the stocks after them (migrations/0008_writing.sql).
_WRITE = (
    "SELECT inventory_write(%s, %s, %s, %s, %s, %s::uuid[], %s::uuid[], %s::bigint[], %s::date[], %s::date[],"
    " %s::bigint[], %s::bigint[], %s::uuid[], %s::bigint[], %s::uuid[], %s::uuid[], %s::bigint[], %s::uuid[],"
    " %s::jsonb, %s::jsonb, %s::jsonb, %s::uuid[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::date[],"
    " %s::jsonb, %s::jsonb)"
)


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
    rows = [*_new(plan, posted), *_corrections(plan, correction, today)]
    if not rows:
        return
    *plain, causes, counters, notes = zip(*rows, strict=True)
    last: dict[UUID, date] = {}
    for _, stock_id, _, on, *_ in rows:
        last[stock_id] = max(last.get(stock_id, on), on)
    *stocks, layers, shorts = zip(*_stocks(plan, last), strict=True)
    called(
        _WRITE,
        [
            plan.place.id,
            source.kind if source else "",
            source.id if source else None,
            actor.person_id if actor else None,
            now,
            *map(listed, plain),
            *map(json.dumps, (causes, counters, notes)),
            *map(listed, stocks),
            *map(json.dumps, (layers, shorts)),
        ],
    )


def _new(plan: Plan, posted: Posted | None) -> Iterator[tuple[Any, ...]]:
    booked_on, entry_id = (posted.dated_on, posted.entry_id) if posted else (plan.on, None)
    for told, movement in zip(plan.told, plan.movements, strict=True):
        yield (
            told.move_id, told.stock_id, told.seq, told.on, booked_on, told.qty, plan.value_of(told), told.flow_id,
            told.weight, told.of_id, plan.undoes.get(told.move_id), movement.sold_rp, entry_id, told.cause.value,
            told.counter, movement.note,
        )  # fmt: skip


def _corrections(plan: Plan, posted: Posted | None, today: date) -> Iterator[tuple[Any, ...]]:
    if not plan.corrected:
        return
    seqs = next_numbers(cooperative_id=plan.place.id, series=SERIES, count=len(plan.corrected))
    booked_on, entry_id = (posted.dated_on, posted.entry_id) if posted else (today, None)
    for ((stock_id, counter, flow_id), rp), seq in zip(plan.corrected.items(), seqs, strict=True):
        yield (
            uuid7(), stock_id, seq, today, booked_on, 0, rp, flow_id, 0, None, None, None, entry_id,
            Cause.KOREKSI.value, counter, "",
        )  # fmt: skip


def _stocks(plan: Plan, last: Mapping[UUID, date]) -> Iterator[tuple[Any, ...]]:
    for stock_id in plan.held:
        shelf = plan.shelves[stock_id]
        shorts = [[short.counter, short.qty, short.value_rp] for short in shelf.shorts]
        yield (
            stock_id, shelf.qty, shelf.value_rp, shelf.last_qty, shelf.last_rp, last.get(stock_id), shelf.layers,
            shorts,
        )  # fmt: skip
