"""What moves will cost, between finding it and writing it: under locks, inside one transaction."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, ClassVar

from guyub.books.ledger.domain.entries import LineDraft
from guyub.foundation.kernel.errors import DomainError
from guyub.trade.inventory.domain.moves import CONSIGNED_ALONE, SOLD, Cause

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from guyub.books.ledger.services.posting import Posted
    from guyub.foundation.kernel.models import Cooperative
    from guyub.trade.inventory.domain.costing import Shelf
    from guyub.trade.inventory.domain.moves import Key, Told, Walked
    from guyub.trade.inventory.selectors.shelves import HeldStock

# Only a sale may come before its goods, where the product allows it; everything else moves what is there.
_MAY_BE_SHORT = frozenset({Cause.JUAL, Cause.BATAL})


class StockRefusedError(DomainError):
    """Stock does not move; ``wrong`` says why.

    ``nothing`` (no move), ``future`` (a day that has not come), ``qty`` (zero), ``cost`` (below zero), ``product`` (not
    this cooperative's, or closed), ``location`` (the same), ``short`` (less lies there than leaves, now or on a day
    since; facts ``product``, ``missing_qty`` base units), ``batch`` (the named batch holds less, or has another expiry;
    fact ``product``), ``gone`` (no such move), ``undone`` (taken back already), ``consigned`` (goods of others move by
    their agreement alone, and own goods never so; fact ``product``).
    """

    code: ClassVar[str] = "inventory.stock.refused"


@dataclass(frozen=True, slots=True)
class BatchTold:
    """A batch as its package says: its mark and its expiry."""

    code: str
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """The list of the house that moves come from, and which row of it."""

    kind: str
    id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """One product that moves in one location.

    Args:
        product_id: Which.
        location_id: Where.
        cause: Why.
        qty: Base units, above zero: comes in.
        counter: The account that its cost comes from or goes to; empty within a flow.
        value_rp: What it costs together, whole rupiah; of what comes with a cost of its own.
        flow_id: What goes out of one stock and into another is one flow; what goes out comes first.
        weight: Of what a flow brings: its share.
        of_id: Of a buyer's return: the move of the same stock that it brings back.
        batch: Which batch, where the product has them; what leaves without one leaves by expiry (FEFO).
        sold_rp: What it was sold for, whole rupiah.
        note: A few words.
    """

    product_id: UUID
    location_id: UUID
    cause: Cause
    qty: int
    counter: str = ""
    value_rp: int = 0
    flow_id: UUID | None = None
    weight: int = 0
    of_id: UUID | None = None
    batch: BatchTold | None = None
    sold_rp: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What moves will cost.

    Args:
        place: Whose.
        on: The day it happens.
        told: The new moves.
        movements: As they were asked for; one for each of ``told``.
        walked: What they cost.
        held: Their stocks, under lock.
        shelves: The stocks as they will be.
        corrected: What else changes, whole rupiah by stock, account and flow.
        undoes: By new move, the one that it takes back.
    """

    place: Cooperative
    on: date
    told: Sequence[Told]
    movements: Sequence[Movement]
    walked: Walked
    held: Mapping[UUID, HeldStock]
    shelves: Mapping[UUID, Shelf]
    corrected: Mapping[Key, int]
    undoes: Mapping[UUID, UUID] = field(default_factory=dict)

    def value_of(self, told: Told) -> int:
        """Tell what a new move adds to the value of its stock, whole rupiah; below zero: takes."""
        return self.walked.values[told.move_id]

    def part(self, first: int, count: int) -> Plan:
        """Give some of its moves as a plan: of several papers that were planned together, those of one."""
        told, movements = self.told[first : first + count], self.movements[first : first + count]
        return replace(self, told=told, movements=movements)

    @property
    def stock_lines(self) -> list[LineDraft]:
        """Give what the books say of the stocks alone, where the caller posts what stands against them."""
        return self._lines((told.stock_id, "", self.value_of(told)) for told in self.told)

    @property
    def lines(self) -> list[LineDraft]:
        """Give what the books say of the moves: the stocks, and the accounts against them."""
        return self._lines((told.stock_id, told.counter, self.value_of(told)) for told in self.told)

    @property
    def correction_lines(self) -> list[LineDraft]:
        """Give what the books say of what else changes."""
        return self._lines((stock_id, counter, rp) for (stock_id, counter, _), rp in self.corrected.items())

    def _lines(self, moved: Iterable[tuple[UUID, str, int]]) -> list[LineDraft]:
        sums: dict[tuple[str, UUID | None], int] = defaultdict(int)
        for stock_id, counter, rp in moved:
            stock = self.held[stock_id]
            sums[stock.account, stock.unit_id] += rp
            if counter:
                sums[counter, stock.unit_id] -= rp
        return [LineDraft(account, rp, unit_id=unit_id) for (account, unit_id), rp in sums.items() if rp]


@dataclass(frozen=True, slots=True)
class Kept:
    """What was written: ids of the moves in the order of the movements, the entry, the entry of corrections."""

    move_ids: Sequence[UUID]
    entry: Posted | None
    correction: Posted | None


def refuse_mixed(told: Iterable[Told], held: Mapping[UUID, HeldStock]) -> None:
    """Refuse goods of others where own ones must move, and own ones where those of others must.

    Raises:
        StockRefusedError: ``consigned``.
    """
    for move in told:
        stock = held[move.stock_id]
        if move.cause not in SOLD and stock.is_consigned is not (move.cause in CONSIGNED_ALONE):
            raise StockRefusedError(wrong="consigned", product=stock.name)


def refuse_short(told: Iterable[Told], held: Mapping[UUID, HeldStock], walked: Walked) -> None:
    """Refuse moves that leave less than nothing.

    Raises:
        StockRefusedError: ``short``.
    """
    for move in told:
        stock, least_qty = held[move.stock_id], walked.least[move.stock_id]
        may_be_short = stock.allows_negative and move.cause in _MAY_BE_SHORT
        if move.qty < 0 and least_qty < 0 and not may_be_short:
            raise StockRefusedError(wrong="short", product=stock.name, missing_qty=-least_qty)
