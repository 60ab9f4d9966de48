"""A loan on its way by the plan: what a period costs and what its instalment takes of the principal.

One walk serves every method: a schedule takes it from the first period to the last, and a loan whose interest follows
its payments takes the same steps with the payments in between.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from guyub.finance.loans.domain.plans import check_change, lay_out
from guyub.finance.loans.domain.terms import A_YEAR, MOST_INSTALMENTS, MOST_YEARS, Method, refused
from guyub.foundation.kernel.money import ROUNDERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from guyub.finance.loans.domain.plans import Change, Plan
    from guyub.finance.loans.domain.terms import Terms

_AT_THE_END = frozenset({Method.INTEREST_ONLY, Method.BULLET})
_TRIALS = (60, 240, MOST_INSTALMENTS)  # how far a number that is not told is looked for


Step = tuple[int, int, int]  # what a period costs, the principal its instalment takes, what is paid out in it


class Course:
    """Where a loan stands by the plan.

    Attributes:
        plan: The plan.
        balance: The principal still to be taken by instalments.
        credit: Principal paid ahead, that the next instalments take less.
    """

    __slots__ = (
        "_at_the_end",
        "_flat",
        "_given",
        "_instalment",
        "_is_over_interest",
        "_place",
        "_segment",
        "_spread",
        "_to_cost",
        "_to_step",
        "_total",
        "balance",
        "credit",
        "plan",
    )

    def __init__(self, plan: Plan) -> None:
        terms = plan.terms
        self.plan = plan
        self.balance = terms.principal
        self.credit = 0
        self._flat = terms.method is Method.FLAT
        self._at_the_end = terms.method in _AT_THE_END
        self._to_cost, self._to_step = ROUNDERS[terms.interest], ROUNDERS[terms.mode]
        self._given = self._total = 0  # interest of a flat loan: so far, and in all
        self._place = -1
        self._is_over_interest = False
        self._instalment: int | None = None
        self._spread: tuple[int, int] | None = None
        self._enter()

    def copy(self) -> Course:
        """Give another that goes its own way from here."""
        twin = object.__new__(Course)
        for name in Course.__slots__:
            setattr(twin, name, getattr(self, name))
        return twin

    def instalment(self) -> int:
        """Give the equal instalment, or the equal part of the principal, of a loan that has one from the start.

        Raises:
            TermsRefusedError: ``step``: the rounding makes it nothing.
        """
        self._taken(0, 0, self.balance)
        return self._instalment or 0

    def steps(self) -> list[Step]:
        """Walk to the end with nothing on the way."""
        last = self.plan.number - 1
        steady = self._steady(last)
        steps = [self._step(at) for at in range(steady)]
        if steady < last:
            steps += self._steady_steps(steady, last)
        return [*steps, self._step(last)] if steady <= last else steps

    def _step(self, at: int) -> Step:
        interest = self.interest(at)
        principal = self.planned(at, interest, self.balance)
        self.balance -= principal
        return interest, principal, 0

    def _steady(self, last: int) -> int:
        """Tell from which period on the same instalment, or the same principal, runs to the last but one."""
        if self._flat or self._at_the_end or self.plan.terms.principal_parts or len(self.plan.segments) > 1:
            return last + 1
        return min(self._segment.rest_until, last)

    def _steady_steps(self, first: int, last: int) -> list[Step]:
        """Walk some periods as ``interest`` and ``planned`` would, in one loop."""
        costs, whole, to_cost = self._segment.costs, self._segment.whole, self._to_cost
        self._taken(first, 0, self.balance)
        instalment, balance, steps = self._instalment or 0, self.balance, list[Step]()
        is_equal, balloon = self.plan.terms.method is Method.ANNUITY, self.plan.terms.balloon
        for at in range(first, last):
            interest = to_cost(balance * costs[at], whole)
            principal = instalment - interest if is_equal else instalment
            if principal < 0:
                principal = 0
            elif principal > balance - balloon:
                principal = balance - balloon
            balance -= principal
            steps.append((interest, principal, 0))
        self.balance = balance
        return steps

    def anew(self, *, is_over_interest: bool = False) -> None:
        """Have the instalment computed anew over what is left.

        Args:
            is_over_interest: The running period's interest, as it is, is spread with the rest.
        """
        self._instalment = None
        self._is_over_interest = is_over_interest

    def interest(self, at: int) -> int:
        """Give what a whole period costs of the balance, or a flat loan's share of it."""
        if self._place + 1 < len(self.plan.segments) and self.plan.segments[self._place + 1].first == at:
            self._enter()
        segment = self._segment
        if not self._flat:
            return self._to_cost(self.balance * segment.costs[at], segment.whole)
        left = max(0, self._total - self._given)  # a new rate may leave less than roundings took
        if at == segment.number - 1:
            return left
        cost = min(left, self._to_cost(self.plan.terms.principal * segment.costs[at], segment.whole))
        self._given += cost
        return cost

    def planned(self, at: int, interest: int, owed: int) -> int:
        """Give the principal that an instalment takes.

        Args:
            at: The period, from 0; its interest has been asked for.
            interest: What the period costs.
            owed: The principal that it can take at most.
        """
        segment = self._segment
        if at >= segment.number - 1:
            return owed
        most = owed - self.plan.terms.balloon
        if self._at_the_end or at < segment.rest_until or most <= 0:
            self._is_over_interest = False
            return 0
        take = self._taken(at, interest, owed)
        if self.credit:
            used = min(self.credit, max(take, 0))
            self.credit -= used
            take -= used
        return max(0, min(take, most))

    def _taken(self, at: int, interest: int, owed: int) -> int:
        """Give what the method takes, before anything that bounds it."""
        terms, left = self.plan.terms, self._segment.number - at
        if terms.principal_parts:
            return terms.principal_parts[at]
        if terms.method is Method.DECLINING:
            if self._instalment is None:
                self._instalment = self._stepped(owed - terms.balloon, left)
            return self._instalment
        if self._flat and not self._segment.is_fixed:
            if self._spread is None:
                self._spread = (owed - terms.balloon, left)
            base, over = self._spread
            return self._stepped(base + interest * over, over) - interest
        if self._instalment is None:
            self._instalment = self._equal(at, owed, interest)
        return self._instalment - interest

    def _equal(self, at: int, owed: int, interest: int) -> int:
        """Give the instalment that, paid in each period left, takes what is owed down to the balloon.

        It solves owed = A x (v1 + v1 v2 + ...) + balloon x (v1 v2 ...), v = whole / (whole + cost), in whole numbers.
        """
        segment, balloon = self._segment, self.plan.terms.balloon
        whole = segment.whole
        costs = segment.costs[at + self._is_over_interest : segment.number]
        if costs and costs[0] and min(costs) == max(costs):
            growth, still = (whole + costs[0]) ** len(costs), whole ** len(costs)
            factors, divisor, still = whole * (growth - still), costs[0] * growth, costs[0] * still
        else:
            factors, divisor = 0, 1
            for cost in reversed(costs):
                factors, divisor = whole * (divisor + factors), (whole + cost) * divisor
            still = whole ** len(costs)
        if self._is_over_interest:
            return self._stepped((owed + interest) * divisor - balloon * still, factors + divisor)
        return self._stepped(owed * divisor - balloon * still, factors)

    def _stepped(self, numerator: int, denominator: int) -> int:
        """Round an instalment to its step: of a loan that is paid back in part, at least one, so that it goes on."""
        step = self.plan.terms.instalment_to
        found = step * self._to_step(numerator, denominator * step)
        if not found and self.balance < self.plan.terms.principal:
            return step
        if not found:
            raise refused(
                "rounding.instalment_to",
                "step",
                "Pembulatan membuat angsurannya nol. Pakai pembulatan yang lebih kecil.",
            )
        return found

    def _enter(self) -> None:
        """Go over to the next segment."""
        self._place += 1
        segment = self._segment = self.plan.segments[self._place]
        self._instalment = self.plan.terms.instalment_amount if segment.is_fixed else None
        self._spread = None
        self._is_over_interest = False
        if self._flat:
            exact = Fraction(0)
            ends = [one.first for one in self.plan.segments[1 : self._place + 1]] + [segment.number]
            for one, end in zip(self.plan.segments, ends, strict=False):
                exact += Fraction(sum(one.costs[one.first : end]), one.whole)
            exact *= self.plan.terms.principal
            self._total = self._to_cost(exact.numerator, exact.denominator)


def plan_of(terms: Terms, changes: Sequence[Change] = ()) -> Plan:
    """Lay the terms out.

    Args:
        terms: Checked.
        changes: Reschedules, in the order in which they were agreed.

    Raises:
        TermsRefusedError: ``dates``; ``instalments``: a fixed instalment never ends the loan, or a change makes too
            many of them; ``change``: it begins after the last due date, or pauses to the end.
    """
    number = terms.instalments or _number_of(terms)
    if terms.grace_interest_payment >= number:
        raise refused(
            "grace_interest_payment", "grace", "Masa tenggang jasa sepanjang pinjamannya. Kurangi masanya."
        )
    longest = number + sum([one.extend for one in changes])
    for change in changes:
        check_change(terms, change)
    if longest > MOST_INSTALMENTS or (longest > number and terms.due_dates):
        raise refused("instalments", "instalments", "Perpanjangan membuat angsuran terlalu banyak. Kurangi.")
    plan = lay_out(terms, number, longest, changes)
    if terms.tranches and max(one.on for one in terms.tranches) >= plan.calendar.dues[plan.number - 1]:
        raise refused("tranches", "dates", "Ada tahap sesudah angsuran terakhir. Periksa tanggalnya.")
    return plan


def _number_of(terms: Terms) -> int:
    """Count the instalments that a fixed amount needs."""
    longest = min(MOST_INSTALMENTS, MOST_YEARS * A_YEAR[terms.every.unit] // terms.every.count)
    for trial in sorted({min(trial, longest) for trial in _TRIALS}):
        # One more is laid out than looked at: the last of a plan would take whatever is left.
        course = Course(lay_out(terms, trial + 1, trial + 1, ()))
        for at in range(trial):
            principal = course.planned(at, course.interest(at), course.balance)
            course.balance -= principal
            if not course.balance:
                return at + 1
    raise refused(
        "instalment_amount",
        "instalments",
        f"Angsuran sebesar itu tidak menutup jasanya, atau melunasi lebih dari {longest} kali. Besarkan angsurannya.",
    )
