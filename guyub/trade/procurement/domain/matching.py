"""Order, receipt and bill side by side: what differs, and what may be paid without asking anybody.

Amounts are compared for the same quantity by multiplying out, so that no price per unit is ever rounded.
Source: docs/algorithms/matching.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.money import round_rp
from guyub.foundation.kernel.rows import Row
from guyub.trade.inventory.domain.units import quantity_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MILLION = 1_000_000


class Difference(StrEnum):
    """In what the three do not agree."""

    NOT_ORDERED = "NOT_ORDERED"
    SHORT = "SHORT"  # less came than was ordered
    OVER = "OVER"
    BILLED_MORE = "BILLED_MORE"  # than came
    BILLED_LESS = "BILLED_LESS"
    NOT_BILLED = "NOT_BILLED"
    PRICE_ABOVE = "PRICE_ABOVE"  # than was ordered
    PRICE_BELOW = "PRICE_BELOW"


@dataclass(frozen=True, slots=True)
class Priced:
    """A quantity of base units and what it comes to, whole rupiah, net of discounts."""

    qty: int
    amount_rp: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreeWay:
    """One product in order, receipts and bills, each already added up.

    Args:
        title: What people call it.
        units: Its units, in which quantities are told (``units.resolve``).
        ordered: None: it was not ordered.
        received_qty: What came; 0: nothing.
        billed: None: no bill names it yet.
    """

    title: str
    units: Mapping[str, int]
    ordered: Priced | None
    received_qty: int
    billed: Priced | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tolerance:
    """What may differ without a word: a part in millionths, or rupiah of a line; whichever allows more.

    Args:
        qty_ppm: Of the quantity that it is held against.
        price_ppm: Of the amount by the order.
        price_rp: Of a line's amount.
    """

    qty_ppm: int = 0
    price_ppm: int = 0
    price_rp: int = 0


@dataclass(frozen=True, slots=True)
class Verdict(Row):
    """One difference: in units or rupiah, always above zero, and said to a person."""

    difference: Difference
    by: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Match(Row):
    """One product: its differences, and what may be paid.

    Args:
        title: What people call it.
        verdicts: None of them: it agrees.
        billed_rp: What is asked.
        payable_rp: What may be paid without asking: what came and was ordered, at the lower of both prices.
    """

    title: str
    verdicts: tuple[Verdict, ...]
    billed_rp: int
    payable_rp: int

    @property
    def agrees(self) -> bool:
        """True where nothing differs beyond the tolerance."""
        return not self.verdicts


def match(lines: Sequence[ThreeWay], *, tolerance: Tolerance) -> tuple[Match, ...]:
    """Hold order, receipts and bills of a supplier against each other, product by product.

    Args:
        lines: In any order; answered in the same.
        tolerance: What may differ.

    Raises:
        ValueError: A quantity below zero, or an order or bill of none.
    """
    return tuple(_match(line, tolerance) for line in lines)


def _match(line: ThreeWay, tolerance: Tolerance) -> Match:
    priced = [one for one in (line.ordered, line.billed) if one is not None]
    if line.received_qty < 0 or any(one.qty < 1 or one.amount_rp < 0 for one in priced):
        raise ValueError("a line has a quantity")
    verdicts = [*_quantities(line, tolerance), *_prices(line, tolerance)]
    return Match(
        title=line.title,
        verdicts=tuple(verdicts),
        billed_rp=line.billed.amount_rp if line.billed else 0,
        payable_rp=_payable_rp(line, verdicts),
    )


def _quantities(line: ThreeWay, tolerance: Tolerance) -> list[Verdict]:
    came, found = line.received_qty, list[Verdict]()
    came_words = f"diterima {_told(line, came)}"
    if line.ordered is None:
        by = max(came, line.billed.qty if line.billed else 0)
        if by:
            found.append(Verdict(Difference.NOT_ORDERED, by, f"{line.title} tidak dipesan; {came_words}."))
    elif not _is_near(came, line.ordered.qty, tolerance.qty_ppm):
        kind, word = (Difference.SHORT, "kurang") if came < line.ordered.qty else (Difference.OVER, "lebih")
        by, wanted = abs(came - line.ordered.qty), _told(line, line.ordered.qty)
        words = f"{line.title} dipesan {wanted}, {came_words}, {word} {_told(line, by)}."
        found.append(Verdict(kind, by, words))
    if line.billed is None:
        if came:
            found.append(Verdict(Difference.NOT_BILLED, came, f"{line.title} {came_words}, belum ditagih."))
    elif not _is_near(line.billed.qty, came, tolerance.qty_ppm):
        is_more = line.billed.qty > came
        kind, word = (Difference.BILLED_MORE, "lebih") if is_more else (Difference.BILLED_LESS, "kurang")
        by, asked = abs(line.billed.qty - came), _told(line, line.billed.qty)
        words = f"{line.title} ditagih {asked}, {came_words}, {word} {_told(line, by)}."
        found.append(Verdict(kind, by, words))
    return found


def _prices(line: ThreeWay, tolerance: Tolerance) -> list[Verdict]:
    """Hold what is billed against the ordered price of the same quantity."""
    if line.ordered is None or line.billed is None:
        return []
    billed = line.billed.amount_rp * line.ordered.qty
    by_order = line.ordered.amount_rp * line.billed.qty
    off = abs(billed - by_order)
    if off * MILLION <= tolerance.price_ppm * by_order or off <= tolerance.price_rp * line.ordered.qty:
        return []
    should_rp = round_rp(Fraction(by_order, line.ordered.qty))
    kind, word = (
        (Difference.PRICE_ABOVE, "lebih") if billed > by_order else (Difference.PRICE_BELOW, "kurang")
    )
    # Less than half a rupiah off still differs where nothing may.
    by_rp = max(1, abs(line.billed.amount_rp - should_rp))
    words = (
        f"{line.title} ditagih {rupiah(line.billed.amount_rp)} untuk {_told(line, line.billed.qty)}; "
        f"menurut pesanan {rupiah(should_rp)}, {word} {rupiah(by_rp)}."
    )
    return [Verdict(kind, by_rp, words)]


def _payable_rp(line: ThreeWay, verdicts: Sequence[Verdict]) -> int:
    if line.ordered is None or line.billed is None:
        return 0
    kinds = {one.difference for one in verdicts}
    qty = line.billed.qty
    if Difference.BILLED_MORE in kinds:
        qty = line.received_qty
    if Difference.OVER in kinds:
        qty = min(qty, line.ordered.qty)
    basis = line.ordered if Difference.PRICE_ABOVE in kinds else line.billed
    return round_rp(Fraction(basis.amount_rp * qty, basis.qty))


def _told(line: ThreeWay, qty: int) -> str:
    return quantity_words(qty, units=line.units)


def _is_near(one: int, held: int, ppm: int) -> bool:
    return abs(one - held) * MILLION <= ppm * held
