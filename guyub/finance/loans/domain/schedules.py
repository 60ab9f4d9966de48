"""The instalments of a loan, by every method in use: principal and interest sum exactly, the last takes the rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from guyub.finance.loans.domain.amounts import MOST
from guyub.finance.loans.domain.course import Course, plan_of
from guyub.finance.loans.domain.terms import FeeOf, FeeWhen, Method, check, refused
from guyub.finance.loans.domain.yields import annual_rates, dated_annual_rate
from guyub.foundation.kernel.money import ROUNDERS, Rounding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from decimal import Decimal

    from guyub.finance.loans.domain.course import Step
    from guyub.finance.loans.domain.plans import Plan
    from guyub.finance.loans.domain.terms import Fee, Terms

_NEAREST = ROUNDERS[Rounding.NEAREST]
_new = tuple.__new__


class Instalment(NamedTuple):
    """One line of a schedule; amounts in the smallest unit.

    ``accrued`` is what its own period costs, ``interest`` what falls due with it; they differ where interest waits.
    """

    no: int
    due_on: date | None
    opening: int
    drawn: int
    principal: int
    accrued: int
    interest: int
    fee: int
    closing: int

    @property
    def total(self) -> int:
        """What is due."""
        return self.principal + self.interest + self.fee


@dataclass(frozen=True, slots=True)
class Schedule:
    """A loan laid out: its instalments, and what is kept back when it is paid out."""

    terms: Terms
    instalments: tuple[Instalment, ...]
    fee: int

    @property
    def net(self) -> int:
        """What the borrower gets in hand."""
        return self.terms.lent - self.fee

    def rates(self) -> tuple[Decimal, Decimal] | None:
        """Give what the loan really costs a year, as fractions: nominal and compounded; None with tranches.

        Raises:
            TermsRefusedError: ``fee``: fees eat all that is paid out.

        Source: docs/algorithms/effective_rate.md.
        """
        if self.terms.tranches:
            return None
        totals = [one.total for one in self.instalments]
        if self.net <= 0:
            raise refused("fees", "fee", "Biaya menghabiskan pinjamannya. Periksa biayanya.")
        start = self.terms.disbursed_on
        if self.terms.due_dates and start:
            flows = [(one.due_on, one.total) for one in self.instalments if one.due_on]
            effective = dated_annual_rate([(start, -self.net), *flows])
            return effective, effective
        return annual_rates(self.net, totals, self.terms.every.a_year)


def schedule_of(terms: Terms) -> Schedule:
    """Lay a loan out.

    Returns:
        A schedule whose principal sums to what is lent, whose last closing is 0 and whose balances are never negative;
        the interest of a flat loan sums to its exact total rounded once.

    Raises:
        TermsRefusedError: See ``terms.check`` and ``course.plan_of``; ``too_large``: a sum is above what a bigint
            holds; ``dates``: a tranche after the last due date.

    Source: docs/algorithms/loan_schedules.md; published results in tests/finance/loans/domain/cases.
    """
    check(terms)
    instalments = tuple(laid_out(plan_of(terms)))
    at_once = [one for one in terms.fees if one.when is FeeWhen.DISBURSEMENT]
    kept = sum([_fee(one, terms.lent, 0, terms.lent) for one in at_once])
    return Schedule(terms, instalments, kept)


def fees_each(terms: Terms, *, instalment: int, balance: int) -> int:
    """Give the fees of one instalment: of its principal and interest, and of the balance before it."""
    return sum(_fee(one, terms.lent, instalment, balance) for one in terms.fees if one.when is FeeWhen.EACH)


def waits_until(terms: Terms, number: int) -> int:
    """Tell with which period (from 0) interest first falls due; what earlier ones cost falls due with it."""
    return number - 1 if terms.method is Method.BULLET else terms.grace_interest_payment


def _fee(fee: Fee, loan: int, instalment: int, balance: int) -> int:
    if fee.rate is None:
        return fee.amount or 0
    base = {FeeOf.LOAN: loan, FeeOf.INSTALMENT: instalment, FeeOf.BALANCE: balance}[fee.of]
    return _NEAREST(base * fee.rate.numerator, fee.rate.denominator)


def laid_out(plan: Plan) -> list[Instalment]:
    """Lay the instalments of a plan out.

    Raises:
        TermsRefusedError: ``too_large``, ``dates``: see ``schedule_of``.
    """
    terms, number = plan.terms, plan.number
    course = Course(plan)
    dues: Sequence[date | None] = plan.calendar.dues or [None] * number
    draws = sorted([(one.on, one.amount) for one in terms.tranches], reverse=True)
    if draws:
        course.balance = _drawn_until(plan.calendar.starts[0], draws)
    opening = course.balance
    steps = _steps_between(plan, course, draws) if draws else course.steps()
    has_fees = bool(terms.fees)
    first_due = waits_until(terms, number)
    rows, waiting, fee, total = list[Instalment](), 0, 0, terms.lent
    for at, (interest, principal, drawn) in enumerate(steps):
        closing = opening + drawn - principal
        due = waiting + interest
        waiting = 0
        if at < first_due:
            due, waiting = 0, due
        if has_fees:
            fee = fees_each(terms, instalment=principal + due, balance=opening)
        total += due + fee
        # A named tuple made the short way: this loop is what every schedule costs.
        row = (at + 1, dues[at], opening, drawn, principal, interest, due, fee, closing)
        rows.append(_new(Instalment, row))
        opening = closing
    if total > MOST:
        raise refused(
            "principal", "too_large", "Jumlah angsurannya melampaui yang dapat dicatat. Periksa nolnya."
        )
    return rows


def _steps_between(plan: Plan, course: Course, left: list[tuple[date, int]]) -> Iterator[Step]:
    """Walk a loan that is paid out in tranches: each costs from its own day and has the instalment computed anew."""
    for at in range(plan.number):
        mark, due, balance = plan.calendar.starts[at], plan.calendar.dues[at], course.balance
        interest, drawn = course.interest(at), 0
        if left and left[-1][0] < due:
            interest = 0
            while left and left[-1][0] < due:
                on, amount = left.pop()
                interest += plan.cost_of_days(at, balance + drawn, mark, on)
                mark, drawn = on, drawn + amount
            interest += plan.cost_of_days(at, balance + drawn, mark, due)
            course.anew(is_over_interest=True)
        principal = course.planned(at, interest, balance + drawn)
        at_due = _drawn_until(due, left)
        if at_due:
            course.anew()
        course.balance = balance + drawn + at_due - principal
        yield interest, principal, drawn + at_due


def _drawn_until(day: date, left: list[tuple[date, int]]) -> int:
    drawn = 0
    while left and left[-1][0] <= day:
        drawn += left.pop()[1]
    return drawn
