"""A loan whose plan stands: payments pay its instalments, and only settling early changes what is left."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from guyub.finance.loans.domain.lines import Line, pay_lines
from guyub.finance.loans.domain.running import Quote, Running, open_of, restart_fees
from guyub.finance.loans.domain.servicing import Component, PayoffInterest
from guyub.finance.loans.domain.settling import interest_of_contract
from guyub.finance.loans.domain.terms import Method

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from guyub.finance.loans.domain.lines import Part
    from guyub.finance.loans.domain.plans import Plan
    from guyub.finance.loans.domain.schedules import Instalment
    from guyub.finance.loans.domain.servicing import Servicing


class Standing(Running):
    """A loan whose plan stands."""

    def __init__(self, plan: Plan, rows: Sequence[Instalment], servicing: Servicing) -> None:
        super().__init__([_line(row) for row in rows], servicing)
        self._plan, self._rows = plan, rows
        terms = plan.terms
        self._draws = sorted((one.on, one.amount) for one in terms.tranches)
        self.owed = terms.principal

    def advance(self, day: date) -> None:
        """Let time pass to the end of a day."""
        self.at = bisect_right(self._plan.calendar.dues, day)
        drawn = bisect_right(self._draws, day, key=lambda one: one[0])
        self.owed += sum(amount for _, amount in self._draws[:drawn])
        self._draws = self._draws[drawn:]

    def pay(self, amount: int, day: date) -> list[Part]:
        """Let a payment pay what it can."""
        return pay_lines(self.lines, amount, day, self.servicing)

    def quote(self, day: date) -> Quote:
        """Give what settles the loan on a day that was advanced to."""
        past, ahead = self.lines[: self.at], self.lines[self.at :]
        fees = open_of(past, Component.FEE) + sum(line.open_charge for line in ahead)
        if ahead and self.servicing.payoff_interest is not PayoffInterest.TO_DAY:
            fees += ahead[0].open(Component.FEE) - ahead[0].open_charge
        return Quote(
            principal=self.owed,
            interest=open_of(past, Component.INTEREST) + self._interest_ahead(day),
            fee=fees,
            penalty=open_of(self.lines, Component.PENALTY),
        )

    def _interest_ahead(self, day: date) -> int:
        """Give what the running period costs and what waited from earlier ones, less what was paid ahead."""
        past, ahead = self.lines[: self.at], self.lines[self.at :]
        if not ahead or self.is_paid_off or not self.owed:
            return 0
        waiting = sum(line.accrued for line in past) - sum(line.due[Component.INTEREST] for line in past)
        cost = self._cost(day)
        return max(0, waiting + cost - sum(line.settled(Component.INTEREST) for line in ahead))

    @property
    def _start(self) -> date:
        """The day after which the running period starts; of a loan that is over, its last due date."""
        return self._plan.calendar.dues[self.at - 1] if self.at else self._plan.calendar.starts[0]

    def _cost(self, day: date) -> int:
        """Give what the running period costs, and of later ones what the contract keeps."""
        line, way = self.lines[self.at], self.servicing.payoff_interest
        if way is PayoffInterest.FULL_PERIOD:
            return line.accrued
        if way is not PayoffInterest.TO_DAY:
            return interest_of_contract([one.accrued for one in self.lines], self.at, self.servicing)
        start, terms = self._start, self._plan.terms
        base = terms.principal if terms.method is Method.FLAT else line.opening
        cost = self._plan.cost_of_days(self.at, base, start, day)
        for one in terms.tranches:
            if start < one.on < day:
                cost += self._plan.cost_of_days(self.at, one.amount, one.on, day)
        return min(line.accrued, cost)

    def settle(self, day: date, quote: Quote) -> None:
        """Make the instalments left those of a loan that is settled on a day, so that the quote is what is open."""
        past, ahead = self.lines[: self.at], self.lines[self.at :]
        to_come = quote.interest - open_of(past, Component.INTEREST)
        running_fee = ahead[0].due[Component.FEE] if ahead else 0
        restart_fees(ahead)
        if ahead and self.servicing.payoff_interest is not PayoffInterest.TO_DAY:
            ahead[0].due[Component.FEE] = running_fee
        paid = [line.settled(Component.PRINCIPAL) for line in ahead]
        left = quote.principal - open_of(past, Component.PRINCIPAL) + sum(paid)
        drawn = sum(one.amount for one in self._plan.terms.tranches if self._start < one.on <= day)
        for line in ahead:
            line.opening, line.drawn = left - drawn, drawn
            drawn = 0
            interest = line.settled(Component.INTEREST) + to_come
            to_come = 0
            take = self._planned(line.no - 1, interest)
            kept = sum(paid[line.no - self.at :])
            principal = min(max(take, paid[line.no - 1 - self.at]), left - kept)
            if line is ahead[-1]:
                principal = left
            line.due[Component.INTEREST], line.due[Component.PRINCIPAL] = interest, principal
            line.accrued = interest
            left -= principal
            line.closing = left

    def _planned(self, at: int, interest: int) -> int:
        """Give the principal of an instalment whose amount stays."""
        row = self._rows[at]
        if self._plan.terms.method is Method.DECLINING or not row.principal:
            return row.principal
        return row.principal + row.accrued - interest

    def look_ahead(self, day: date) -> None:
        """What is left is laid out already."""


def _line(row: Instalment) -> Line:
    assert row.due_on is not None  # noqa: S101  checked by check_servicing
    line = Line(row.no, row.due_on)
    line.opening, line.drawn, line.closing, line.accrued = row.opening, row.drawn, row.closing, row.accrued
    line.due[Component.PRINCIPAL] = row.principal
    line.due[Component.INTEREST] = row.interest
    line.due[Component.FEE] = row.fee
    return line
