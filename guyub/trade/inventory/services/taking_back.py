"""Taking moves back: they never were, and whatever came to cost otherwise by it is corrected by difference."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.services.numbering import next_numbers
from guyub.trade.inventory.domain.moves import Cause, Told, corrections, walk
from guyub.trade.inventory.selectors.histories import empty_shelves, history_of, kin_of
from guyub.trade.inventory.selectors.shelves import locked_stocks
from guyub.trade.inventory.services.plans import Movement, Plan, StockRefusedError, refuse_short
from guyub.trade.inventory.services.writing import SERIES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from guyub.foundation.kernel.models import Cooperative
    from guyub.trade.inventory.selectors.shelves import HeldStock


def plan_back(*, place: Cooperative, move_ids: Sequence[UUID], today: date) -> Plan:
    """Find what taking moves back costs. Step: needs an open transaction; ``moving.book_moves`` writes it.

    Args:
        place: Whose.
        move_ids: All moves of one act, in the order they were written.
        today: The business date, on which they are taken back.

    Raises:
        StockRefusedError: ``gone``, ``undone``; ``short``: the goods have left since.
    """
    stocks = kin_of(cooperative_id=place.id, move_ids=move_ids)
    held = locked_stocks(cooperative_id=place.id, ids=stocks)
    history = history_of(cooperative_id=place.id, stock_ids=stocks)
    if not history.undone.isdisjoint(move_ids):
        raise StockRefusedError(wrong="undone")
    there = {one.move_id: one for one in history.moves}
    if not move_ids or any(id_ not in there for id_ in move_ids):
        raise StockRefusedError(wrong="gone")
    olds = [there[id_] for id_ in move_ids]
    seqs = next_numbers(cooperative_id=place.id, series=SERIES, count=len(olds))
    backs = [
        Told(uuid7(), old.stock_id, today, seq, Cause.BATAL, -old.qty, 0, old.counter, old.flow_id)
        for old, seq in zip(olds, seqs, strict=True)
    ]
    shelves = empty_shelves(held)
    gone = set(move_ids)
    left = walk(
        (one for one in history.moves if one.move_id not in gone),
        shelves,
        since=min(old.on for old in olds),
    )
    refuse_short(backs, held, left)
    values = {back.move_id: -history.booked_of[old.move_id] for back, old in zip(backs, olds, strict=True)}
    walked = replace(left, values=values)
    return Plan(
        place=place,
        on=today,
        told=backs,
        movements=[_movement(back, held[back.stock_id]) for back in backs],
        walked=walked,
        held=held,
        shelves=shelves,
        corrected=corrections(walked, booked=history.booked, new=backs),
        undoes={back.move_id: old.move_id for back, old in zip(backs, olds, strict=True)},
    )


def _movement(back: Told, stock: HeldStock) -> Movement:
    return Movement(
        product_id=stock.product_id,
        location_id=stock.location_id,
        cause=back.cause,
        qty=back.qty,
        counter=back.counter,
        flow_id=back.flow_id,
    )
