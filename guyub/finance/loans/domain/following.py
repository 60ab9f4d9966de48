"""A loan whose interest follows its payments: day by day on what is really owed, each piece rounded on its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.finance.loans.domain.course import Course
from guyub.finance.loans.domain.lines import Line, Part, pay_lines
from guyub.finance.loans.domain.running import Quote, Running, open_of, restart_fees
from guyub.finance.loans.domain.schedules import fees_each, waits_until
from guyub.finance.loans.domain.servicing import Component, PayoffInterest, Prepayment

if TYPE_CHECKING:
    from datetime import date

    from guyub.finance.loans.domain.plans import Plan
    from guyub.finance.loans.domain.servicing import Servicing


class Following(Running):
    """A loan whose interest follows its payments.

    A payment settles what is due, that day included; the rest goes to the principal of the running instalment, whose
    amount stays. What exceeds the principal planned for it is a prepayment. After the last due date no interest runs.
    """

    def __init__(self, plan: Plan, servicing: Servicing) -> None:
        dues = plan.calendar.dues[: plan.number]
        super().__init__([Line(no, due_on) for no, due_on in enumerate(dues, 1)], servicing)
        self._plan = plan
        self._course = Course(plan)
        self._draws = tuple(sorted((one.on, one.amount) for one in plan.terms.tranches))
        self._drawn = 0  # how many of them are paid out
        # Interest: of the running period so far, and of past ones that is not due yet.
        self._accrued = self._waiting = 0
        self._mark = plan.calendar.starts[0]  # up to which day interest has been counted
        self._is_by_plan = False
        self.owed = plan.terms.principal
        self._open_period()
        self._draw_until(self._mark)

    def copy(self) -> Running:
        """Give another that goes its own way from here."""
        twin = super().copy()
        twin._course = self._course.copy()  # type: ignore[attr-defined]  # noqa: SLF001  its own twin
        return twin

    @property
    def is_settled(self) -> bool:
        """True when nothing is owed and nothing will fall due."""
        is_more_to_come = bool(self._accrued or self._waiting or self._drawn < len(self._draws))
        return super().is_settled and (self.is_paid_off or not is_more_to_come)

    def advance(self, day: date) -> None:
        """Let time pass to the end of a day: draw what is paid out, close the periods that end."""
        while self.at < len(self.lines) and self.lines[self.at].due_on <= day:
            due_on = self.lines[self.at].due_on
            self._draw_until(due_on, is_before=True)
            self._close()
            self._draw_until(due_on)
        self._draw_until(day)

    def _draw_until(self, day: date, *, is_before: bool = False) -> None:
        while self._drawn < len(self._draws):
            on, amount = self._draws[self._drawn]
            if on > day or (is_before and on == day):
                return
            self._drawn += 1
            is_inside = on > self._mark_of_period
            if is_inside:
                self._count_to(on)
                self.lines[self.at].drawn += amount
            else:
                self.lines[self.at].opening += amount
                if self.at:
                    self.lines[self.at - 1].drawn += amount
                    self.lines[self.at - 1].closing += amount
            self.owed += amount
            self._course.balance += amount
            self._course.anew(is_over_interest=is_inside)

    @property
    def _mark_of_period(self) -> date:
        return self._plan.calendar.starts[self.at]

    def _open_period(self) -> None:
        if self.at < len(self.lines):
            self._course.interest(self.at)  # goes over to the terms that hold from here
            self.lines[self.at].opening = self._course.balance

    def _count_to(self, day: date) -> None:
        """Count the interest of the running period up to a day, on what is owed."""
        if day > self._mark:
            self._accrued += self._plan.cost_of_days(self.at, self.owed, self._mark, day)
            self._mark = day

    def _close(self) -> None:
        """Let a period end: its interest is known, its instalment falls due."""
        line, course, terms = self.lines[self.at], self._course, self._plan.terms
        self._count_to(line.due_on)
        early = line.paid[Component.PRINCIPAL]
        planned = course.planned(self.at, self._accrued, course.balance)
        principal = max(planned, early)
        due = 0 if self.at < waits_until(terms, len(self.lines)) else self._accrued + self._waiting
        self._waiting += self._accrued - due
        line.accrued = self._accrued
        line.due[Component.PRINCIPAL], line.due[Component.INTEREST] = principal, due
        if line.opening or line.drawn:
            line.due[Component.FEE] += fees_each(terms, instalment=principal + due, balance=line.opening)
        course.balance -= principal
        line.closing = course.balance
        self.at += 1
        self._accrued = 0
        if self._is_by_plan:
            self.owed = course.balance
        if early > planned:
            self._prepaid(early - planned)
        self._open_period()

    def _prepaid(self, excess: int) -> None:
        if self.servicing.prepayment is Prepayment.REDUCE_INSTALMENT:
            self._course.anew()
        elif self.servicing.prepayment is Prepayment.NEXT_INSTALMENTS:
            self._course.credit += excess

    def pay(self, amount: int, day: date) -> list[Part]:
        """Let a payment settle what is due, then take the rest off the principal of the running instalment."""
        if self.at < len(self.lines):
            self._count_to(day)
        parts = pay_lines(self.lines[: self.at], amount, day, self.servicing)
        rest = amount - sum(part.amount for part in parts)
        due_today = self.at > 0 and self.lines[self.at - 1].due_on == day
        owed = self.owed - sum(part.amount for part in parts if part.component is Component.PRINCIPAL)
        rest = min(rest, owed)
        if not rest:
            return parts
        line = self.lines[self.at - 1 if due_today else self.at]
        if due_today:
            line.due[Component.PRINCIPAL] += rest
            line.closing -= rest
            self._course.balance -= rest
            # There is a next one: at the end nothing is left to prepay.
            self.lines[self.at].opening = self._course.balance
            self._prepaid(rest)
        parts.append(line.pay(Component.PRINCIPAL, rest, day))
        return parts

    def quote(self, day: date) -> Quote:
        """Give what settles the loan on a day that was advanced to."""
        past, ahead = self.lines[: self.at], self.lines[self.at :]
        interest, fee = open_of(past, Component.INTEREST) + self._waiting, open_of(self.lines, Component.FEE)
        if ahead and self.owed and not self.is_paid_off:
            line = ahead[0]
            if self.servicing.payoff_interest is PayoffInterest.FULL_PERIOD:
                cost = self._cost_to(line.due_on)
                interest += cost
                principal = self._course.copy().planned(self.at, cost, self._course.balance)
                fee += fees_each(self._plan.terms, instalment=principal + cost, balance=line.opening)
            else:
                interest += self._cost_to(day)
        elif ahead and not self.is_paid_off:
            interest += self._accrued
        return Quote(
            principal=self.owed, interest=interest, fee=fee, penalty=open_of(self.lines, Component.PENALTY)
        )

    def _cost_to(self, day: date) -> int:
        """Give what the running period costs up to a day."""
        if day <= self._mark:
            return self._accrued
        return self._accrued + self._plan.cost_of_days(self.at, self.owed, self._mark, day)

    def settle(self, day: date, quote: Quote) -> None:  # noqa: ARG002  a standing plan needs the day
        """Make the instalments left those of a loan that is settled on a day, so that the quote is what is open."""
        past, ahead = self.lines[: self.at], self.lines[self.at :]
        interest = quote.interest - open_of(past, Component.INTEREST)
        fee = quote.fee - open_of(self.lines, Component.FEE)
        restart_fees(ahead)
        left = (
            quote.principal
            - open_of(past, Component.PRINCIPAL)
            + sum(line.paid[Component.PRINCIPAL] for line in ahead)
        )
        course, self._drawn = self._course, len(self._draws)
        course.credit = 0
        for line in ahead:
            line.opening = left - line.drawn if line is ahead[0] else left
            planned = course.planned(line.no - 1, interest, left)
            principal = left if line is ahead[-1] else max(planned, line.paid[Component.PRINCIPAL])
            line.due[Component.PRINCIPAL], line.due[Component.INTEREST] = principal, interest
            line.due[Component.FEE] += fee
            line.accrued, interest, fee = interest, 0, 0
            left -= principal
            line.closing = left
        self._waiting = self._accrued = 0
        self.at = len(self.lines)

    def look_ahead(self, day: date) -> None:
        """Lay out what is left as the plan has it, from a day on: what is overdue is taken as paid that day."""
        if self.is_paid_off or self.at == len(self.lines):
            return
        early = self.lines[self.at].paid[Component.PRINCIPAL]
        by_plan = self._course.balance - early
        if self.owed != by_plan:
            self._count_to(day)
            self.owed = by_plan
        self._is_by_plan = True
        self.advance(self.lines[-1].due_on)
