"""The whole history of stocks that give each other goods, for what is told late or taken back."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.foundation.kernel.tenancy.postgresql.calls import prepared
from guyub.trade.inventory.domain.costing import Shelf
from guyub.trade.inventory.domain.moves import Cause, Told

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from uuid import UUID

    from guyub.trade.inventory.domain.moves import Key
    from guyub.trade.inventory.selectors.shelves import HeldStock

# From stock to stock along the flows between them, as far as they lead.
_KIN = """
    WITH RECURSIVE kin(id) AS (
        SELECT unnest(%(stocks)s::uuid[])
        UNION
        SELECT other.stock_id FROM kin
        JOIN inventory_stockmove m ON m.cooperative_id = %(place)s AND m.stock_id = kin.id AND m.flow IS NOT NULL
        JOIN inventory_stockmove other ON other.cooperative_id = %(place)s AND other.flow = m.flow
    )
    SELECT id FROM kin
"""
_STOCKS = """
    SELECT DISTINCT m.stock_id FROM inventory_stockmove m
    WHERE m.cooperative_id = %(place)s AND m.id = ANY(%(moves)s::uuid[])
"""
_MOVES = """
    SELECT m.id, m.stock_id, m."on", m.seq, m.cause, m.qty, m.value_rp, m.counter, m.flow, m.weight, m.of_id,
        m.undoes_id
    FROM inventory_stockmove m WHERE m.cooperative_id = %(place)s AND m.stock_id = ANY(%(stocks)s::uuid[])
    ORDER BY m.seq
"""


@dataclass(frozen=True, slots=True)
class History:
    """What stocks went through.

    Args:
        moves: What still counts, each with the price that its bill said at last.
        booked: What the books hold of all moves, whole rupiah by stock, account and flow.
        booked_of: By move, what it and the bills of its goods brought to its stock.
        undone: Moves that were taken back.
    """

    moves: Sequence[Told]
    booked: Mapping[Key, int]
    booked_of: Mapping[UUID, int]
    undone: frozenset[UUID]


def kin_of(
    *, cooperative_id: int, stock_ids: Collection[UUID] = (), move_ids: Collection[UUID] = ()
) -> set[UUID]:
    """Find all stocks that goods flow between, from given ones or from those of given moves. At most two queries."""
    given = set(stock_ids)
    if move_ids:
        (rows,) = prepared((_STOCKS, {"place": cooperative_id, "moves": list(move_ids)}))
        given |= {id_ for (id_,) in rows}
    (rows,) = prepared((_KIN, {"place": cooperative_id, "stocks": list(given)}))
    return {id_ for (id_,) in rows}


def history_of(*, cooperative_id: int, stock_ids: Collection[UUID]) -> History:
    """Read the whole history of stocks. One query."""
    (rows,) = prepared((_MOVES, {"place": cooperative_id, "stocks": list(stock_ids)}))
    booked: dict[Key, int] = defaultdict(int)
    booked_of: dict[UUID, int] = defaultdict(int)
    undone = frozenset(row[11] for row in rows if row[11])
    for id_, stock_id, _, _, cause, _, value_rp, counter, flow, _, of_id, _ in rows:
        booked[stock_id, counter, flow] += value_rp
        booked_of[of_id if cause == Cause.HARGA else id_] += value_rp
    moves = [
        Told(
            row[0], row[1], row[2], row[3], Cause(row[4]), row[5], max(booked_of[row[0]], 0), row[7], row[8], row[9],
            row[10],
        )
        for row in rows
        if row[5] and row[0] not in undone and row[4] != Cause.BATAL
    ]  # fmt: skip
    return History(moves, booked, booked_of, undone)


def empty_shelves(held: Mapping[UUID, HeldStock]) -> dict[UUID, Shelf]:
    """Give a shelf for each stock as it was before anything moved."""
    return {id_: Shelf(stock.method) for id_, stock in held.items()}
