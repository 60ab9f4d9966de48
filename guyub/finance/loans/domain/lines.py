"""The instalments of a running loan, and what a payment pays of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from guyub.finance.loans.domain.servicing import Across, Component, Timing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from guyub.finance.loans.domain.servicing import Servicing


class Part(NamedTuple):
    """What a payment pays: so much of a component of an instalment."""

    no: int
    due_on: date
    component: Component
    timing: Timing
    amount: int


class Line:
    """An instalment of a running loan; amounts in the smallest unit.

    Attributes:
        no: Its number, from 1.
        due_on: When it is due.
        opening: The principal by the plan before it.
        drawn: What was paid out in its period.
        closing: The principal by the plan after it.
        accrued: What its own period costs.
        due: What is due of each component.
        charged: What of the fees was charged beside the contract.
        paid: What was paid of each.
        waived: What was forgiven of each.
        before: What was paid before the due date.
        late: What was paid after it.
        lateness: The penalty so far, in parts of its rate's denominator.
        lateness_booked: What of it is due.
        counted_to: Up to which day it was counted; None: not begun.
    """

    __slots__ = (
        "accrued",
        "before",
        "charged",
        "closing",
        "counted_to",
        "drawn",
        "due",
        "due_on",
        "late",
        "lateness",
        "lateness_booked",
        "no",
        "opening",
        "paid",
        "waived",
    )

    def __init__(self, no: int, due_on: date) -> None:
        self.no, self.due_on = no, due_on
        self.opening = self.drawn = self.closing = self.accrued = self.charged = 0
        self.before = self.late = self.lateness = self.lateness_booked = 0
        self.counted_to: date | None = None
        self.due = dict.fromkeys(Component, 0)
        self.paid = dict.fromkeys(Component, 0)
        self.waived = dict.fromkeys(Component, 0)

    def copy(self) -> Line:
        """Give another with the same figures."""
        twin = object.__new__(Line)
        for name in Line.__slots__:
            setattr(twin, name, getattr(self, name))
        twin.due, twin.paid, twin.waived = dict(self.due), dict(self.paid), dict(self.waived)
        return twin

    def settled(self, component: Component) -> int:
        """Give what was paid or forgiven of a component."""
        return self.paid[component] + self.waived[component]

    def open(self, component: Component) -> int:
        """Give what is still due of a component."""
        return self.due[component] - self.paid[component] - self.waived[component]

    @property
    def open_charge(self) -> int:
        """What of the fees that were charged beside the contract is still due."""
        return max(0, self.charged - self.settled(Component.FEE))

    @property
    def outstanding(self) -> int:
        """What is still due in all."""
        return sum(self.due.values()) - sum(self.paid.values()) - sum(self.waived.values())

    @property
    def is_empty(self) -> bool:
        """True when nothing was ever due."""
        return not (self.opening or self.drawn or any(self.due.values()))

    def pay(self, component: Component, amount: int, day: date) -> Part:
        """Note a payment of a part."""
        self.paid[component] += amount
        if day < self.due_on:
            self.before += amount
        elif day > self.due_on:
            self.late += amount
        return Part(self.no, self.due_on, component, timing_of(self.due_on, day), amount)


def timing_of(due_on: date, day: date) -> Timing:
    """Tell where a due date lies, seen from a day."""
    if due_on < day:
        return Timing.OVERDUE
    return Timing.DUE if due_on == day else Timing.IN_ADVANCE


def pay_lines(lines: Sequence[Line], amount: int, day: date, servicing: Servicing) -> list[Part]:
    """Pay what is open, in the order of the contract, until the amount is used up.

    Args:
        lines: What may be paid, by due date.
        amount: What there is, in the smallest unit.
        day: The day of the payment.
        servicing: The order.

    Returns:
        The parts; they sum to the amount, or to less when all is paid.
    """
    parts, left = list[Part](), amount
    for line, component in _places(lines, day, servicing):
        if not left:
            break
        take = min(left, line.open(component))
        if take > 0:
            parts.append(line.pay(component, take, day))
            left -= take
    return parts


def waive_lines(
    lines: Sequence[Line], amount: int, servicing: Servicing, *, only: Component | None = None
) -> int:
    """Forgive what is open beside the principal, the oldest first; returns what could not be used.

    Args:
        lines: The instalments, by due date.
        amount: How much, in the smallest unit.
        servicing: The order within an instalment.
        only: This component alone; None: all but the principal.
    """
    left = amount
    for line in lines:
        for component in servicing.allocation:
            if component is not Component.PRINCIPAL and only in {None, component}:
                take = max(0, min(left, line.open(component)))
                line.waived[component] += take
                left -= take
    return left


def _places(lines: Sequence[Line], day: date, servicing: Servicing) -> Iterator[tuple[Line, Component]]:
    for timing in servicing.timing:
        chosen = [line for line in lines if timing_of(line.due_on, day) is timing]
        order = servicing.ahead if timing is Timing.IN_ADVANCE else servicing.allocation
        if servicing.across is Across.INSTALMENT:
            yield from ((line, component) for line in chosen for component in order)
        else:
            yield from ((line, component) for component in order for line in chosen)
