"""Writing moves and the stocks after them: a few statements for any number of them, sent together."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.services.numbering import next_numbers
from guyub.foundation.kernel.tenancy.postgresql.calls import prepared
from guyub.trade.inventory.domain.moves import Cause

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
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
_MOVES = """
    INSERT INTO inventory_stockmove (id, cooperative_id, stock_id, seq, "on", booked_on, cause, qty, value_rp, counter,
            flow, weight, of_id, undoes_id, sold_rp, entry_id, source_kind, source_id, note, person_id, recorded_at)
        SELECT r.id, %(place)s, r.stock, r.seq, r."on", r.booked, r.cause, r.qty, r.rp, r.counter, r.flow, r.weight,
            r."of", r.undoes,
            CASE WHEN r.undoes IS NULL THEN r.sold ELSE (SELECT -u.sold_rp FROM inventory_stockmove u
                WHERE u.cooperative_id = %(place)s AND u.id = r.undoes) END, r.entry, %(source_kind)s,
            %(source)s::uuid, r.note, %(person)s::uuid, %(now)s
        FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(id uuid, stock uuid, seq bigint, "on" date, booked date,
            cause text, qty bigint, rp bigint, counter text, flow uuid, weight bigint, "of" uuid, undoes uuid,
            sold bigint, entry uuid, note text)
"""
_STOCKS = """
    UPDATE inventory_stock s SET qty = r.qty, value_rp = r.rp, layers = r.layers, shorts = r.shorts,
            last_qty = r.last_qty, last_rp = r.last_rp, last_on = greatest(s.last_on, r.on)
        FROM jsonb_to_recordset(%(stocks)s::jsonb) AS r(id uuid, qty bigint, rp bigint, layers jsonb, shorts jsonb,
            last_qty bigint, last_rp bigint, "on" date)
        WHERE s.cooperative_id = %(place)s AND s.id = r.id
"""
_MONTHS = """
    INSERT INTO inventory_stockmonth AS m (cooperative_id, stock_id, month, qty, value_rp)
        SELECT %(place)s, r.stock, r.month, r.qty, r.rp
        FROM jsonb_to_recordset(%(months)s::jsonb) AS r(stock uuid, month date, qty bigint, rp bigint)
    ON CONFLICT (cooperative_id, stock_id, month)
        DO UPDATE SET qty = m.qty + excluded.qty, value_rp = m.value_rp + excluded.value_rp
"""


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
    given = {
        "place": plan.place.id,
        "source_kind": source.kind if source else "",
        "source": source.id if source else None,
        "person": actor.person_id if actor else None,
        "now": now,
    }
    months: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    last: dict[str, str] = {}
    for row in rows:
        month = months[row["stock"], row["booked"][:8] + "01"]
        month[0] += row["qty"]
        month[1] += row["rp"]
        last[row["stock"]] = max(last.get(row["stock"], ""), row["on"])
    summed = [
        {"stock": stock, "month": month, "qty": qty, "rp": rp} for (stock, month), (qty, rp) in months.items()
    ]
    place = {"place": plan.place.id}
    prepared(
        (_MOVES, given | {"rows": json.dumps(rows)}),
        (_STOCKS, place | {"stocks": json.dumps([*_stocks(plan, last)])}),
        (_MONTHS, place | {"months": json.dumps(summed)}),
    )


def _new(plan: Plan, posted: Posted | None) -> Iterator[dict[str, Any]]:
    booked_on = posted.dated_on if posted else plan.on
    for told, movement in zip(plan.told, plan.movements, strict=True):
        yield {
            "id": str(told.move_id),
            "stock": str(told.stock_id),
            "seq": told.seq,
            "on": told.on.isoformat(),
            "booked": booked_on.isoformat(),
            "cause": told.cause.value,
            "qty": told.qty,
            "rp": plan.value_of(told),
            "counter": told.counter,
            "flow": _text(told.flow_id),
            "weight": told.weight,
            "of": _text(told.of_id),
            "undoes": _text(plan.undoes.get(told.move_id)),
            "sold": movement.sold_rp,
            "entry": _text(posted.entry_id if posted else None),
            "note": movement.note,
        }


def _corrections(plan: Plan, posted: Posted | None, today: date) -> Iterator[dict[str, Any]]:
    if not plan.corrected:
        return
    seqs = next_numbers(cooperative_id=plan.place.id, series=SERIES, count=len(plan.corrected))
    for ((stock_id, counter, flow_id), rp), seq in zip(plan.corrected.items(), seqs, strict=True):
        yield {
            "id": str(uuid7()),
            "stock": str(stock_id),
            "seq": seq,
            "on": today.isoformat(),
            "booked": (posted.dated_on if posted else today).isoformat(),
            "cause": Cause.KOREKSI.value,
            "qty": 0,
            "rp": rp,
            "counter": counter,
            "flow": _text(flow_id),
            "weight": 0,
            "of": None,
            "undoes": None,
            "sold": None,
            "entry": _text(posted.entry_id if posted else None),
            "note": "",
        }


def _stocks(plan: Plan, last: dict[str, str]) -> Iterator[dict[str, Any]]:
    for stock_id in plan.held:
        shelf = plan.shelves[stock_id]
        yield {
            "id": str(stock_id),
            "qty": shelf.qty,
            "rp": shelf.value_rp,
            "layers": shelf.layers,
            "shorts": [[short.counter, short.qty, short.value_rp] for short in shelf.shorts],
            "last_qty": shelf.last_qty,
            "last_rp": shelf.last_rp,
            "on": last.get(str(stock_id)),
        }


def _text(id_: UUID | None) -> str | None:
    return str(id_) if id_ else None
