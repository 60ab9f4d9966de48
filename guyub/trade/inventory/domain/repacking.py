"""Repacking: what goes in and comes out by content, and which part of a loss the packs do not carry.

What spills and dries in the ordinary course is a cost of the packs; what is lost above that is an expense of its own.
Source: docs/algorithms/stock_cost.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.foundation.kernel.money import allocate_rp
from guyub.trade.inventory.domain.documents import PaperRefusedError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

_MEASURES = {"gram": (1, "G"), "ml": (1, "ML")}


@dataclass(frozen=True, slots=True)
class Part:
    """One product that goes in or comes out.

    Args:
        qty: Base units above zero.
        content: How much of ``measure`` one base unit holds.
        measure: ``G``, ``ML`` or ``BUAH``.
    """

    qty: int
    content: int
    measure: str

    @property
    def whole(self) -> int:
        """What all of it holds."""
        return self.qty * self.content


@dataclass(frozen=True, slots=True)
class Lost:
    """What a repacking lost, by content: all of it, and the base units of each input that are above what is normal."""

    content: int
    given: int
    beyond: tuple[int, ...]


def part_of(*, qty: int, base_unit: str, content: int, content_unit: str) -> Part:
    """Say what a quantity of a product holds; of what is counted by the gram or millilitre each is one."""
    size, measure = _MEASURES.get(base_unit, (content, content_unit))
    return Part(qty, size, measure)


def lost_of(given: Sequence[Part], made: Sequence[Part], *, normal: Decimal) -> Lost:
    """Tell what a repacking lost, and how much of each input is beyond what is normal.

    What is not measured as the packs are (bags, labels) goes in whole and loses nothing. Of what is beyond the normal
    share only whole base units are told apart; a rest below one stays in the packs.

    Args:
        given: What goes in.
        made: What comes out.
        normal: The share of what goes in that may be lost in the ordinary course, from 0 to 1.

    Raises:
        PaperRefusedError: ``output`` (nothing comes out), ``unit``, ``content``.
    """
    if not made:
        raise PaperRefusedError(wrong="output")
    measure = made[0].measure
    if any(one.measure != measure for one in made) or not any(one.measure == measure for one in given):
        raise PaperRefusedError(wrong="unit")
    sizes = [one.whole if one.measure == measure else 0 for one in given]
    lost = sum(sizes) - sum(one.whole for one in made)
    if lost < 0:
        raise PaperRefusedError(wrong="content")
    beyond = max(lost - int(sum(sizes) * normal), 0)
    shares = allocate_rp(beyond, sizes)
    return Lost(lost, sum(sizes), tuple(part // one.content for part, one in zip(shares, given, strict=True)))
