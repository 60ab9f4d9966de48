"""The bill says another price: goods that came cost otherwise, and so does what was made of them since."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.services.numbering import next_numbers
from guyub.trade.inventory.domain.moves import PRICED, Cause, Told, corrections, walk
from guyub.trade.inventory.selectors.histories import empty_shelves, history_of, kin_of
from guyub.trade.inventory.selectors.shelves import locked_stocks
from guyub.trade.inventory.services.plans import Movement, Plan, StockRefusedError
from guyub.trade.inventory.services.writing import SERIES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from uuid import UUID

    from guyub.foundation.kernel.models import Cooperative


def plan_prices(*, place: Cooperative, changes: Mapping[UUID, int], today: date) -> Plan:
    """Find what another price of goods that came changes. Step: ``moving.book_moves`` writes it, today.

    The difference stands against the account that the goods came from; what of them has left since takes its part of it
    along.

    Args:
        place: Whose.
        changes: By move of goods that came with a price of their own: by how much they cost more, whole rupiah, not
            zero; below zero: less.
        today: The business date.

    Raises:
        StockRefusedError: ``nothing``, ``undone``, ``gone`` (no such move), ``cost`` (less than nothing).
    """
    stocks = kin_of(cooperative_id=place.id, move_ids=list(changes))
    held = locked_stocks(cooperative_id=place.id, ids=stocks)
    history = history_of(cooperative_id=place.id, stock_ids=stocks)
    there = {one.move_id: one for one in history.moves if one.cause in PRICED}
    _refuse(changes, there, history.undone)
    seqs = next_numbers(cooperative_id=place.id, series=SERIES, count=len(changes))
    told = [
        Told(uuid7(), there[id_].stock_id, today, seq, Cause.HARGA, 0, 0, there[id_].counter, of_id=id_)
        for id_, seq in zip(changes, seqs, strict=True)
    ]
    shelves = empty_shelves(held)
    moves = [replace(one, value_rp=one.value_rp + changes.get(one.move_id, 0)) for one in history.moves]
    whole = walk(moves, shelves, since=today)
    values = {one.move_id: rp for one, rp in zip(told, changes.values(), strict=True)}
    walked = replace(whole, values=values)
    return Plan(
        place=place,
        on=today,
        told=told,
        movements=[
            Movement(
                product_id=held[one.stock_id].product_id,
                location_id=held[one.stock_id].location_id,
                cause=one.cause,
                qty=0,
                counter=one.counter,
            )
            for one in told
        ],
        walked=walked,
        held=held,
        shelves=shelves,
        corrected=corrections(walked, booked=history.booked, new=told),
    )


def _refuse(changes: Mapping[UUID, int], there: Mapping[UUID, Told], undone: frozenset[UUID]) -> None:
    if not changes or not all(changes.values()):
        raise StockRefusedError(wrong="nothing")
    if not undone.isdisjoint(changes):
        raise StockRefusedError(wrong="undone")
    if any(id_ not in there for id_ in changes):
        raise StockRefusedError(wrong="gone")
    if any(there[id_].value_rp + rp < 0 for id_, rp in changes.items()):
        raise StockRefusedError(wrong="cost")
