"""What goods cost: layers that came in, and what went out before it came in.

A stock is one product in one location. What lies there is a row of layers, each a quantity and its whole value; FIFO
takes from the first, the moving average keeps one layer. What left before it arrived (negative stock) is *short*: it
left at the last known cost, and the next goods that come settle it, so that the difference is known and by whom.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class CostMethod(StrEnum):
    """How the cost of goods is found (SAK EP 13: FIFO or weighted average)."""

    AVERAGE = "AVERAGE"
    FIFO = "FIFO"


@dataclass(frozen=True, slots=True)
class Short:
    """What left before it came in: where its cost went, how much (base units), at which provisional cost (rupiah)."""

    counter: str
    qty: int
    value_rp: int


@dataclass(slots=True)
class Shelf:
    """What lies in one stock and what it cost. Either layers or shorts stand, never both.

    Args:
        method: How cost is found.
        layers: Quantity in base units and value in whole rupiah, the oldest first.
        shorts: What left before it came, the oldest first.
        last_qty: Of the goods that came last with a cost of their own.
        last_rp: What these cost together.
    """

    method: CostMethod
    layers: list[tuple[int, int]] = field(default_factory=list)
    shorts: list[Short] = field(default_factory=list)
    last_qty: int = 0
    last_rp: int = 0

    @property
    def qty(self) -> int:
        """Tell how many base units lie there; below zero: so many are short."""
        return sum([qty for qty, _ in self.layers]) - sum([short.qty for short in self.shorts])

    @property
    def value_rp(self) -> int:
        """Tell what they cost together, in whole rupiah; of what is short what was taken for it, below zero."""
        return sum([rp for _, rp in self.layers]) - sum([short.value_rp for short in self.shorts])

    def put(self, qty: int, value_rp: int, *, is_price: bool = True) -> list[tuple[str, int]]:
        """Put goods in.

        Args:
            qty: Base units above zero.
            value_rp: What they cost together, whole rupiah, zero or more.
            is_price: It is a cost of its own, at which goods that leave before they come are taken; what comes free
                is none.

        Returns:
            For each short that they settled: where its cost went, and by how much it cost more than was taken for it.
        """
        assert qty > 0 and value_rp >= 0  # noqa: S101, PT018  the caller's own mistake
        if is_price and value_rp:
            self.last_qty, self.last_rp = qty, value_rp
        settled = []
        while self.shorts and qty:
            first = self.shorts.pop(0)
            part = min(first.qty, qty)
            actual_rp = share(value_rp, part, qty)
            taken_rp = share(first.value_rp, part, first.qty)
            if part < first.qty:
                self.shorts.insert(0, Short(first.counter, first.qty - part, first.value_rp - taken_rp))
            settled.append((first.counter, actual_rp - taken_rp))
            qty, value_rp = qty - part, value_rp - actual_rp
        if qty:
            self._layer(qty, value_rp)
        return settled

    def take(self, qty: int, counter: str) -> int:
        """Take goods out and tell what they cost, in whole rupiah; the last of a layer takes its whole rest.

        Args:
            qty: Base units above zero.
            counter: Where the cost goes: what is short is settled there.
        """
        assert qty > 0  # noqa: S101  the caller's own mistake
        cost_rp = 0
        while qty and self.layers:
            there, rp = self.layers[0]
            part = min(there, qty)
            part_rp = share(rp, part, there)
            cost_rp, qty = cost_rp + part_rp, qty - part
            if part == there:
                del self.layers[0]
            else:
                self.layers[0] = (there - part, rp - part_rp)
        if qty:
            provisional_rp = self._last_cost(qty)
            self.shorts.append(Short(counter, qty, provisional_rp))
            cost_rp += provisional_rp
        return cost_rp

    def find(self, qty: int) -> int:
        """Put in what a count found above the books, at what such goods cost here; tell that, in whole rupiah.

        What was short was then never gone: it comes back at what was taken for it.
        """
        assert qty > 0  # noqa: S101  the caller's own mistake
        value_rp = 0
        while self.shorts and qty:
            first = self.shorts.pop(0)
            part = min(first.qty, qty)
            taken_rp = share(first.value_rp, part, first.qty)
            if part < first.qty:
                self.shorts.insert(0, Short(first.counter, first.qty - part, first.value_rp - taken_rp))
            value_rp, qty = value_rp + taken_rp, qty - part
        if qty:
            there, rp = self.layers[-1] if self.layers else (self.last_qty, self.last_rp)
            found_rp = share(rp, qty, there) if there else 0
            self._layer(qty, found_rp)
            value_rp += found_rp
        return value_rp

    def _last_cost(self, qty: int) -> int:
        return share(self.last_rp, qty, self.last_qty) if self.last_qty else 0

    def _layer(self, qty: int, value_rp: int) -> None:
        if self.method is CostMethod.AVERAGE and self.layers:
            there, rp = self.layers[0]
            self.layers[0] = (there + qty, rp + value_rp)
        else:
            self.layers.append((qty, value_rp))


def shelf_of(
    method: CostMethod,
    layers: Sequence[Sequence[int]],
    shorts: Sequence[Sequence[str | int]],
    last_qty: int,
    last_rp: int,
) -> Shelf:
    """Read a shelf as it is kept: ``[[qty, rp], …]`` and ``[[counter, qty, rp], …]``."""
    return Shelf(
        method,
        [(qty, rp) for qty, rp in layers],
        [Short(str(counter), int(qty), int(rp)) for counter, qty, rp in shorts],
        last_qty,
        last_rp,
    )


def share(value_rp: int, part: int, whole: int) -> int:
    """Give a part's share of a value in whole rupiah, half up; the whole takes all.

    Args:
        value_rp: Whole rupiah, zero or more.
        part: Base units, of which ``whole`` cost ``value_rp``.
        whole: Base units above zero.
    """
    return (2 * value_rp * part + whole) // (2 * whole)
