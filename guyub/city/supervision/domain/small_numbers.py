"""Figures of few people are not shown, and cannot be found by subtracting either.

A table is cells and sums: one cell is the sum of others (a row's total of its parts, a city's of its cooperatives).
A cell of fewer than ``least`` people is shown as "< least". Where the other cells of a sum would still tell it, more
are left out, shown as a dash that says nothing: mostly larger ones, and few people where "few" would say too much.
Rule and worked numbers: docs/algorithms/small_numbers.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Cell = tuple[str, str]  # of which row, in which column

ENDLESS = 10**12  # nobody counts more people


@dataclass(frozen=True, slots=True)
class Shown(Row):
    """What a page says of a figure: the number, "fewer than", or nothing."""

    number: int | None
    is_few: bool = False  # fewer than the least that is shown
    least: int = 0

    @property
    def words(self) -> str:
        """As a page writes it."""
        if self.number is not None:
            return f"{self.number:,}".replace(",", ".")
        return f"< {self.least}" if self.is_few else "–"


@dataclass(frozen=True, slots=True)
class Sum:
    """One cell that is the sum of others."""

    total: Cell
    parts: Sequence[Cell]


def protected(cells: Mapping[Cell, int], sums: Sequence[Sum], *, least: int) -> dict[Cell, Shown]:
    """Decide what is shown of each cell of a table.

    A reader who subtracts along the sums, and knows this rule, cannot narrow a cell of few people any further than to
    0 to ``least`` - 1. A cell of nobody counts as few, unless the whole of a sum is nobody: that is shown.

    Args:
        cells: Whole numbers of people from 0.
        sums: What adds up to what; a cell may stand in several.
        least: The smallest number that is shown.

    Returns:
        For each cell the number, "few", or nothing.
    """
    empty = {part for one in sums if cells[one.total] == 0 for part in (one.total, *one.parts)}
    few = {key for key, count in cells.items() if count < least and key not in empty}
    dropped: set[Cell] = set()
    sums_of = _sums_of(sums)
    visible = {key: count for key, count in cells.items() if key not in few | empty}
    while True:
        bounds = _narrowed(_known(cells, few, dropped, least), sums)
        told = [key for key in cells if key in few and bounds[key] != (0, least - 1)]
        if not told:
            break
        found = [key for key in cells if key in dropped and bounds[key][0] == bounds[key][1]]
        more: set[Cell] = set()
        for key in (*told, *found):
            more |= _beside(key, visible, sums_of[key], few | dropped, more)
        # Where nothing more can be left out, even "few" says too much.
        few -= set() if more else set(told)
        dropped |= more or set(told)
    return {
        key: Shown(None, is_few=key in few, least=least) if key in few or key in dropped else Shown(count)
        for key, count in cells.items()
    }


def _known(
    cells: Mapping[Cell, int], few: set[Cell], dropped: set[Cell], least: int
) -> dict[Cell, tuple[int, int]]:
    """Say between which numbers a reader knows each cell to be, before subtracting anything."""
    return {
        key: (0, least - 1) if key in few else (0, ENDLESS) if key in dropped else (count, count)
        for key, count in cells.items()
    }


def _narrowed(bounds: dict[Cell, tuple[int, int]], sums: Sequence[Sum]) -> dict[Cell, tuple[int, int]]:
    """Subtract as a reader would, sum by sum, until nothing narrows any more."""
    before: dict[Cell, tuple[int, int]] = {}
    while bounds != before:
        before = dict(bounds)
        for one in sums:
            _subtract(bounds, one)
    return bounds


def _subtract(bounds: dict[Cell, tuple[int, int]], one: Sum) -> None:
    low = sum(bounds[part][0] for part in one.parts)
    high = sum(bounds[part][1] for part in one.parts)
    total_low, total_high = bounds[one.total]
    total_low, total_high = max(total_low, low), min(total_high, high)
    bounds[one.total] = (total_low, total_high)
    for part in one.parts:
        part_low, part_high = bounds[part]
        from_rest = total_low - (high - part_high)
        to_rest = total_high - (low - part_low)
        bounds[part] = (max(part_low, from_rest), min(part_high, to_rest))


def _sums_of(sums: Sequence[Sum]) -> dict[Cell, list[Sum]]:
    found: dict[Cell, list[Sum]] = {}
    for one in sums:
        for key in (one.total, *one.parts):
            found.setdefault(key, []).append(one)
    return found


def _beside(
    key: Cell, visible: Mapping[Cell, int], mine: Sequence[Sum], hidden: set[Cell], chosen: set[Cell]
) -> set[Cell]:
    """Choose what is left out beside a cell that subtracting finds: in each sum that tells it, the smallest other part.

    Args:
        key: The cell.
        visible: What may be left out.
        mine: The sums that it stands in.
        hidden: What is not shown already.
        chosen: What is being left out in this round; a sum that has one of those waits for the next round.
    """
    alone = [one for one in mine if not hidden.intersection((one.total, *one.parts)) - {key}]
    more: set[Cell] = set()
    for one in alone or mine:
        line = {one.total, *one.parts}
        if line & (chosen | more):
            continue
        left = visible.keys() & line - hidden
        parts = left - {one.total} or left
        if parts:
            more.add(min(parts, key=lambda cell: (visible[cell], cell)))
            if not alone:
                break
    return more
