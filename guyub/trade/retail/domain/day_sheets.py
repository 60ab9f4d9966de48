"""The day of a shop added up: by way of paying, unit, buyer, product, hour and cashier; and what a drawer should hold.

Sums of what was written, never of what a till says it took: the lines of the day and its payments come to the same.
Source: docs/algorithms/till.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from guyub.foundation.kernel.rows import Row
from guyub.trade.retail.domain.baskets import TenderKind

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
    from datetime import datetime

Key = TypeVar("Key", bound="Hashable")


@dataclass(frozen=True, slots=True, kw_only=True)
class DayLine(Row):
    """One line of a sale or, below zero, of goods that came back.

    Args:
        receipt: The number of the receipt.
        at: When, in the cooperative's own zone.
        cashier: Who sold.
        unit: Of which business.
        product: What.
        is_member: A member bought.
        base_qty: Base units; below zero: came back.
        net_rp: What was paid for them; below zero: was given back.
        cost_rp: What they cost, or their owner gets for them; below zero: is back.
    """

    receipt: str
    at: datetime
    cashier: str
    unit: str
    product: str
    is_member: bool
    base_qty: int
    net_rp: int
    cost_rp: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPayment(Row):
    """What one receipt kept in one way of paying; below zero: given back.

    Args:
        receipt: The number of the receipt.
        kind: The way of paying.
        amount_rp: What was kept.
        rounding_rp: What of it rounding the cash added beyond the goods, below zero of what was given back: of returns
            alone, since the lines of a sale carry theirs.
    """

    receipt: str
    kind: TenderKind
    amount_rp: int
    rounding_rp: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum(Row):
    """Several lines together: on how many receipts, what was paid, what the goods cost; base units of one product."""

    receipts: int
    net_rp: int
    cost_rp: int
    base_qty: int

    @property
    def margin_rp(self) -> int:
        """What was paid beyond the cost; below zero: less than it."""
        return self.net_rp - self.cost_rp


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySheet(Row):
    """A day, added up in every way; the largest first, hours in their order, ways of paying in that of ``TenderKind``.

    Args:
        total: All lines.
        by_unit: By unit of business.
        by_member: Members (True) and others.
        by_product: By product.
        by_hour: By the hour in which the receipt was made.
        by_cashier: By who sold.
        by_kind: What was kept in each way of paying, whole rupiah.
        rounding_rp: What rounding the cash of returns added; below zero: gave away.
        untied: Receipts whose lines and payments do not come to the same, with the difference; there should be none.
    """

    total: Sum
    by_unit: Mapping[str, Sum]
    by_member: Mapping[bool, Sum]
    by_product: Mapping[str, Sum]
    by_hour: Mapping[int, Sum]
    by_cashier: Mapping[str, Sum]
    by_kind: Mapping[TenderKind, int]
    rounding_rp: int
    untied: Mapping[str, int]


def taken_off_rp(*, net_rp: int, sold_rp: int | None, value_rp: int | None) -> int:
    """Give what of a line is not the shop's gain: the cost of own goods, of another's the part of their owner.

    A move of another's goods has no value and is sold for the cooperative's share alone.

    Args:
        net_rp: What was paid, whole rupiah; below zero: was given back.
        sold_rp: What its move was sold for; None: there is none, so all of what was paid.
        value_rp: What its move changed the worth of the stock by, below zero where goods left; None: there is none.

    Source: docs/adr/0076-goods-of-others-are-counted-and-have-no-value.md.
    """
    return net_rp - (net_rp if sold_rp is None else sold_rp) - (value_rp or 0)


def day_sheet(*, lines: Sequence[DayLine], payments: Sequence[DayPayment]) -> DaySheet:
    """Add a day up.

    Args:
        lines: Of all its receipts: sales, voids and returns.
        payments: Of the same receipts.
    """
    kept: dict[TenderKind, int] = {}
    for payment in payments:
        kept[payment.kind] = kept.get(payment.kind, 0) + payment.amount_rp
    return DaySheet(
        total=_sum(lines),
        by_unit=_largest_first(lines, lambda line: line.unit),
        by_member=_largest_first(lines, lambda line: line.is_member),
        by_product=_largest_first(lines, lambda line: line.product),
        by_hour=dict(sorted(_groups(lines, lambda line: line.at.hour).items())),
        by_cashier=_largest_first(lines, lambda line: line.cashier),
        by_kind={kind: kept[kind] for kind in TenderKind if kind in kept},
        rounding_rp=sum(payment.rounding_rp for payment in payments),
        untied=_untied(lines, payments),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawerShift(Row):
    """The cash of one shift; whole rupiah.

    Args:
        cashier: Who answers for the drawer.
        opening_rp: What was counted at the beginning.
        sales_rp: Cash kept of sales; goods that came back are taken off.
        receipts_rp: Cash of dues, instalments and bon.
        added_rp: Brought into the drawer, such as change.
        dropped_rp: Taken out of it to safe or bank.
        counted_rp: What was counted blind at the end; None: not yet.
    """

    cashier: str
    opening_rp: int
    sales_rp: int = 0
    receipts_rp: int = 0
    added_rp: int = 0
    dropped_rp: int = 0
    counted_rp: int | None = None

    @property
    def expected_rp(self) -> int:
        """What the drawer should hold."""
        return self.opening_rp + self.sales_rp + self.receipts_rp + self.added_rp - self.dropped_rp

    @property
    def difference_rp(self) -> int:
        """What was counted beyond that; below zero: short; nothing where nobody has counted."""
        return 0 if self.counted_rp is None else self.counted_rp - self.expected_rp


@dataclass(frozen=True, slots=True, kw_only=True)
class CashierDifferences(Row):
    """How the drawers of one cashier were counted over time; whole rupiah, zero or more.

    Args:
        cashier: Who.
        shifts: How many were counted.
        exact: Of them: to the rupiah.
        over_rp: All that was over.
        short_rp: All that was short: over and short do not make up for each other.
        largest_rp: The largest difference of one shift.
        short_in_a_row: How many of the last shifts were short, one after the other.
    """

    cashier: str
    shifts: int
    exact: int
    over_rp: int
    short_rp: int
    largest_rp: int
    short_in_a_row: int


def cashier_differences(shifts: Iterable[DrawerShift]) -> tuple[CashierDifferences, ...]:
    """Tell over and short by cashier.

    Args:
        shifts: The earliest first; those that nobody has counted are left out.

    Returns:
        Who was short most first, by name among equals.
    """
    by_cashier: dict[str, list[int]] = {}
    for shift in shifts:
        if shift.counted_rp is not None:
            by_cashier.setdefault(shift.cashier, []).append(shift.difference_rp)
    found = [_differences(cashier, differences_rp) for cashier, differences_rp in by_cashier.items()]
    return tuple(sorted(found, key=lambda one: (-one.short_rp, one.cashier)))


def _differences(cashier: str, differences_rp: Sequence[int]) -> CashierDifferences:
    in_a_row = 0
    for difference_rp in differences_rp:
        in_a_row = in_a_row + 1 if difference_rp < 0 else 0
    return CashierDifferences(
        cashier=cashier,
        shifts=len(differences_rp),
        exact=differences_rp.count(0),
        over_rp=sum(max(one_rp, 0) for one_rp in differences_rp),
        short_rp=-sum(min(one_rp, 0) for one_rp in differences_rp),
        largest_rp=max(abs(one_rp) for one_rp in differences_rp),
        short_in_a_row=in_a_row,
    )


def _sum(lines: Sequence[DayLine]) -> Sum:
    return Sum(
        receipts=len({line.receipt for line in lines}),
        net_rp=sum(line.net_rp for line in lines),
        cost_rp=sum(line.cost_rp for line in lines),
        base_qty=sum(line.base_qty for line in lines),
    )


def _groups(lines: Sequence[DayLine], key: Callable[[DayLine], Key]) -> dict[Key, Sum]:
    groups: dict[Key, list[DayLine]] = {}
    for line in lines:
        groups.setdefault(key(line), []).append(line)
    return {name: _sum(group) for name, group in groups.items()}


def _largest_first(lines: Sequence[DayLine], key: Callable[[DayLine], Key]) -> dict[Key, Sum]:
    groups = _groups(lines, key)
    return dict(sorted(groups.items(), key=lambda group: (-group[1].net_rp, str(group[0]))))


def _untied(lines: Sequence[DayLine], payments: Sequence[DayPayment]) -> dict[str, int]:
    difference_rp: dict[str, int] = {}
    for line in lines:
        difference_rp[line.receipt] = difference_rp.get(line.receipt, 0) + line.net_rp
    for payment in payments:
        goods_rp = payment.amount_rp - payment.rounding_rp
        difference_rp[payment.receipt] = difference_rp.get(payment.receipt, 0) - goods_rp
    return {receipt: off_rp for receipt, off_rp in sorted(difference_rp.items()) if off_rp}
