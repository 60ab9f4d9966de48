"""Why stock moves, and what its moves cost: one walk, for what is new and for a history that happens again."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from guyub.foundation.kernel.money import allocate_rp
from guyub.trade.inventory.domain.costing import share

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from guyub.trade.inventory.domain.costing import Shelf

DIFFERENCES = "5.3.01"  # what is lost, spoilt, or differs
SOLD_TO = ("5.1.01", "5.2.01")  # what goods cost that members bought, and others


class Cause(StrEnum):
    """Why a stock moved."""

    AWAL = "AWAL"  # what the books before Guyub said
    TERIMA = "TERIMA"  # received from a supplier, or bought at the market
    RETUR = "RETUR"  # given back to a supplier
    JUAL = "JUAL"
    KEMBALI = "KEMBALI"  # a buyer brought it back
    PINDAH = "PINDAH"  # between locations
    KEMAS = "KEMAS"  # repacked
    RUSAK = "RUSAK"  # spoilt, broken, lost
    PAKAI = "PAKAI"  # used by the cooperative itself
    HITUNG = "HITUNG"  # what a count found
    HARGA = "HARGA"  # the bill said another price: value alone
    KOREKSI = "KOREKSI"  # cost by difference: value alone
    BATAL = "BATAL"  # takes another move back
    TITIP = "TITIP"  # consigned goods were brought
    AMBIL = "AMBIL"  # whose they are took them back
    HILANG = "HILANG"  # consigned goods that are lost or spoilt, or that a count found


# They come with a cost of their own; all others that come in take theirs from elsewhere.
PRICED = (Cause.AWAL, Cause.TERIMA)
VALUE_ALONE = (Cause.HARGA, Cause.KOREKSI)
# Goods of others come and go by their own causes, so that they never get a value; both kinds are sold alike.
CONSIGNED_ALONE = frozenset({Cause.TITIP, Cause.AMBIL, Cause.HILANG})
SOLD = frozenset({Cause.JUAL, Cause.KEMBALI, Cause.BATAL})


@dataclass(frozen=True, slots=True)
class Told:
    """One move of goods.

    Args:
        move_id: Its id.
        stock_id: Which stock.
        on: The day it happened.
        seq: Its place among all moves of the cooperative: within a day the order of entering.
        cause: Why.
        qty: Base units, above zero: came in. Never zero.
        value_rp: Whole rupiah, zero or more; of what comes with a cost of its own.
        counter: The account that the cost comes from or goes to; empty within a flow.
        flow_id: What goes out of one stock and into another is one flow.
        weight: Of what a flow brings: its share of what the flow took out.
        of_id: Of a buyer's return: the move, of the same stock, that it brings back.
    """

    move_id: UUID
    stock_id: UUID
    on: date
    seq: int
    cause: Cause
    qty: int
    value_rp: int
    counter: str
    flow_id: UUID | None = None
    weight: int = 0
    of_id: UUID | None = None


# Where cost stands: the stock, the account against it, the flow.
Key = tuple["UUID", str, "UUID | None"]


@dataclass(frozen=True, slots=True)
class Walked:
    """What moves cost.

    Args:
        values: By move, what it added to the value of its stock, whole rupiah; below zero: took.
        sums: The same by stock, account and flow, with what was short settled.
        least: By stock, the least base units that lay there after any of its moves from a day on, and at the end.
    """

    values: Mapping[UUID, int]
    sums: Mapping[Key, int]
    least: Mapping[UUID, int]


def walk(moves: Iterable[Told], shelves: Mapping[UUID, Shelf], *, since: date) -> Walked:
    """Let moves happen, day by day in the order they were entered, and tell what they cost.

    What a flow takes out of its stocks is what it brings to the others, shared by weight to the rupiah; it must take
    before it brings. What leaves before it came is settled by the next that comes; of a flow, on the account of
    differences, since what it brought elsewhere stands.

    Args:
        moves: In any order. A history that happens again is all moves that were not taken back, each with the price
            that its bill said at last.
        shelves: Every stock of the moves; they are moved.
        since: The day from which ``least`` looks.
    """
    values: dict[UUID, int] = {}
    sums: dict[Key, int] = defaultdict(int)
    least: dict[UUID, int] = {}
    there = {stock_id: shelf.qty for stock_id, shelf in shelves.items()}
    taken: dict[UUID, int] = defaultdict(int)
    issues: dict[UUID, tuple[int, int]] = {}
    ordered = sorted(moves, key=lambda move: (move.on, move.seq))
    brought = _brought(ordered)
    for move in ordered:
        shelf, stock_id = shelves[move.stock_id], move.stock_id
        if move.qty < 0:
            cost_rp = shelf.take(-move.qty, move.counter or DIFFERENCES)
            issues[move.move_id] = (-move.qty, cost_rp)
            if move.flow_id:
                taken[move.flow_id] += cost_rp
            value_rp = -cost_rp
        elif move.cause is Cause.HITUNG or (move.cause is Cause.KEMBALI and move.of_id not in issues):
            value_rp = shelf.find(move.qty)
        else:
            value_rp = _worth(move, taken, brought, issues)
            is_price = move.cause in PRICED or move.flow_id is not None
            for counter, more_rp in shelf.put(move.qty, value_rp, is_price=is_price):
                sums[stock_id, counter, None] -= more_rp
        values[move.move_id] = value_rp
        sums[stock_id, move.counter, move.flow_id] += value_rp
        there[stock_id] += move.qty
        if move.on >= since:
            least[stock_id] = min(least.get(stock_id, there[stock_id]), there[stock_id])
    return Walked(values, dict(sums), {id_: min(qty, least.get(id_, qty)) for id_, qty in there.items()})


def _worth(
    move: Told,
    taken: Mapping[UUID, int],
    brought: Mapping[UUID, Sequence[Told]],
    issues: Mapping[UUID, tuple[int, int]],
) -> int:
    """Tell what goods that come in cost: what their flow took, what they had cost, or their own price."""
    if move.flow_id:
        together = brought[move.flow_id]
        shares = allocate_rp(taken[move.flow_id], [one.weight for one in together])
        return shares[together.index(move)]
    if move.of_id:
        qty, cost_rp = issues[move.of_id]
        return share(cost_rp, move.qty, qty)
    return move.value_rp


def _brought(moves: Iterable[Told]) -> dict[UUID, list[Told]]:
    brought: dict[UUID, list[Told]] = defaultdict(list)
    for move in moves:
        if move.flow_id and move.qty > 0:
            brought[move.flow_id].append(move)
    return brought


def corrections(walked: Walked, *, booked: Mapping[Key, int], new: Iterable[Told]) -> dict[Key, int]:
    """Tell by what the books differ from what moves cost, apart from the new moves themselves: never zero.

    Args:
        walked: What a walk told.
        booked: What the books hold so far, of the same moves: whole rupiah by stock, account and flow.
        new: The moves that are booked with it.
    """
    due: dict[Key, int] = defaultdict(int, walked.sums)
    for key, rp in booked.items():
        due[key] -= rp
    for move in new:
        due[move.stock_id, move.counter, move.flow_id] -= walked.values[move.move_id]
    return {key: rp for key, rp in due.items() if rp}
