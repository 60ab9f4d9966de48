"""Schedules of many loans at once, in whole numbers over whole columns; equal to ``schedules`` to the rupiah.

For estimates over a portfolio and for what a night counts anew (ADR 59). A loan with graces, fees, tranches or dates of
its own goes through ``schedules``; so does, from here, one that the rule for one would refuse, and one whose products
would not fit in 63 bits.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from guyub.finance.loans.domain.course import Course, plan_of
from guyub.finance.loans.domain.schedules import schedule_of
from guyub.finance.loans.domain.terms import (
    A_YEAR,
    HIGHEST_ANNUAL_RATE,
    MILLION,
    MONTHLY,
    MOST_INSTALMENTS,
    MOST_YEARS,
    Every,
    Method,
    Terms,
    refused,
)
from guyub.foundation.kernel.money import Rounding

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Whole = NDArray[np.int64]
    Choice = NDArray[np.bool_]

_FITS = 2.0**62
_CLOSE = 1e-11  # how far, as a part of itself, an instalment counted with floats may be off at the very most


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """What many loans have in common.

    Args:
        method: Flat, declining or annuity.
        every: How long a period is; each is its part of a year.
        instalment_to: The instalment is rounded to a multiple of this many rupiah.
        mode: How the instalment is rounded.
        interest: How interest is rounded.
    """

    method: Method
    every: Every = MONTHLY
    instalment_to: int = 1
    mode: Rounding = Rounding.NEAREST
    interest: Rounding = Rounding.NEAREST


@dataclass(frozen=True, slots=True)
class Columns:
    """Schedules in rupiah: a row for each loan, a column for each instalment; zero after a loan's last."""

    principal: Whole
    interest: Whole


def schedules_of(way: Way, *, principals_rp: Whole, rates_ppm: Whole, numbers: Whole) -> Columns:
    """Lay out many loans.

    Args:
        way: What they have in common.
        principals_rp: What each lends.
        rates_ppm: The rate a year of each, in millionths.
        numbers: How many instalments each has.

    Raises:
        TermsRefusedError: ``method``: none of the three; else as ``schedule_of`` refuses the first that it refuses.
    """
    if way.method not in {Method.FLAT, Method.DECLINING, Method.ANNUITY}:
        raise refused("method", "method", "Banyak pinjaman sekaligus: cara flat, menurun, atau anuitas.")
    alone = _alone(way, principals_rp, rates_ppm, numbers)
    together = ~alone
    shape = (int(numbers.max(initial=0)), len(numbers))
    if alone.any():
        principal, interest = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
        found = _Loans(way, principals_rp[together], rates_ppm[together], numbers[together]).columns(shape[0])
        principal[:, together], interest[:, together] = found
        for place in np.flatnonzero(alone):
            given = int(principals_rp[place]), int(rates_ppm[place]), int(numbers[place])
            for at, row in enumerate(schedule_of(_terms(way, *given)).instalments):
                principal[at, place], interest[at, place] = row.principal, row.interest
    else:
        principal, interest = _Loans(way, principals_rp, rates_ppm, numbers).columns(shape[0])
    return Columns(principal.T, interest.T)


def _terms(way: Way, principal_rp: int, rate_ppm: int, number: int) -> Terms:
    return Terms(
        method=way.method,
        principal=principal_rp,
        annual_rate=Fraction(rate_ppm, MILLION),
        instalments=number,
        every=way.every,
        instalment_to=way.instalment_to,
        mode=way.mode,
        interest=way.interest,
    )


def _alone(way: Way, principals: Whole, rates: Whole, numbers: Whole) -> Choice:
    """Tell which loans go through the rule for one: it may refuse them, or their products are large."""
    longest = min(MOST_INSTALMENTS, MOST_YEARS * A_YEAR[way.every.unit] // max(way.every.count, 1))
    odd = (principals < max(way.instalment_to, 1)) | (rates < 0) | (rates > HIGHEST_ANNUAL_RATE * MILLION)
    odd |= (numbers < 1) | (numbers > longest)
    if way.every.count < 1 or way.instalment_to < 1:
        odd[:] = True
    # Twice a period's cost over the denominator, times the number of periods where a flat loan sums them; and an
    # instalment of all that is owed and costs, times the number that shares it.
    spread = np.maximum(numbers, 1).astype(np.float64)
    cost = (
        2.0
        * principals
        * np.maximum(rates, 1)
        * way.every.count
        * (spread if way.method is Method.FLAT else 1)
    )
    share = 2.0 * (principals * (1.0 + HIGHEST_ANNUAL_RATE * way.every.count) + way.instalment_to) * spread
    alone: Choice = odd | (np.maximum(cost, share) + 2.0 * MILLION * 365 >= _FITS)
    return alone


class _Loans:
    """Loans that are counted together."""

    def __init__(self, way: Way, principals: Whole, rates: Whole, numbers: Whole) -> None:
        self.way, self.principals, self.rates, self.numbers = way, principals, rates, numbers
        self.costs = rates * way.every.count
        self.whole = MILLION * A_YEAR[way.every.unit]

    def columns(self, periods: int) -> tuple[Whole, Whole]:
        """Give principal and interest: a row for each period.

        Raises:
            TermsRefusedError: ``step``: the rounding makes an instalment nothing.
        """
        shape = (periods, len(self.numbers))
        principal, interest = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
        costs_of = self._flat_costs() if self.way.method is Method.FLAT else self._costs
        balance = self.principals.copy()
        instalments = self._instalments(costs_of(0, balance) if periods else balance)
        for place in np.flatnonzero(instalments == 0):
            schedule_of(self._terms(int(place)))
        is_one_length = bool((self.numbers == periods).all())
        costs_of = self._flat_costs() if self.way.method is Method.FLAT else self._costs
        for at in range(periods):
            cost = costs_of(at, balance)
            if is_one_length and at == periods - 1:
                take = balance
            else:
                take = np.clip(self._taken(instalments, cost), 0, balance)
            if not is_one_length:
                take = np.where(self.numbers == at + 1, balance, take)
            principal[at], interest[at] = take, cost
            balance = balance - take
        return principal, interest

    def _costs(self, _at: int, balance: Whole) -> Whole:
        return _divided(balance * self.costs, self.whole, self.way.interest)

    def _flat_costs(self) -> Callable[[int, Whole], Whole]:
        """Give what each period of flat loans costs: the same each time, the last what is left of the exact total."""
        whole, how = self.whole, self.way.interest
        fixed = _divided(self.principals * self.costs, whole, how)
        left = _divided(self.principals * self.costs * self.numbers, whole, how)

        def costs_of(at: int, _balance: Whole) -> Whole:
            nonlocal left
            cost = np.where(self.numbers == at + 1, left, np.minimum(fixed, left))
            left = left - cost
            return cost

        return costs_of

    def _taken(self, instalments: Whole, cost: Whole) -> Whole:
        if self.way.method is Method.DECLINING:
            return instalments
        return (instalments if self.way.method is Method.ANNUITY else self._instalments(cost)) - cost

    def _instalments(self, cost: Whole) -> Whole:
        """Give each loan's instalment, or its part of the principal, rounded to the step."""
        way = self.way
        if way.method is Method.ANNUITY:
            return self._equal()
        parts = self.principals + cost * self.numbers if way.method is Method.FLAT else self.principals
        return way.instalment_to * _divided(parts, self.numbers * way.instalment_to, way.mode)

    def _equal(self) -> Whole:
        """Give the equal instalments: counted with floats, and exactly where those are near a border."""
        way, rates, is_free = self.way, self.costs / self.whole, self.costs == 0
        paid = np.where(is_free, 1.0, -np.expm1(-self.numbers * np.log1p(rates)))
        steps = self.principals * (rates / paid) / way.instalment_to
        # The borders between one rounded value and the next lie half a step apart from whole ones, or on them.
        shift = 0.5 if way.mode in {Rounding.NEAREST, Rounding.HALF_EVEN} else 0.0
        near = np.abs(steps - shift - np.rint(steps - shift)) <= _CLOSE * (1 + steps)
        found = (np.ceil(steps) if way.mode is Rounding.UP else np.floor(steps + shift)).astype(np.int64)
        found = np.where(
            is_free, _divided(self.principals, self.numbers * way.instalment_to, way.mode), found
        )
        for place in np.flatnonzero(near & ~is_free):
            found[place] = Course(plan_of(self._terms(int(place)))).instalment() // way.instalment_to
        return way.instalment_to * found

    def _terms(self, place: int) -> Terms:
        return _terms(self.way, int(self.principals[place]), int(self.rates[place]), int(self.numbers[place]))


def _divided(numerators: Whole, denominators: Whole | int, how: Rounding) -> Whole:
    """Divide whole numbers of zero or more as ``kernel.money.ROUNDERS`` does."""
    found: Whole
    if how is Rounding.NEAREST:
        found = (2 * numerators + denominators) // (2 * denominators)
    elif how is Rounding.UP:
        found = -(-numerators // denominators)
    else:
        found = numerators // denominators
        if how is Rounding.HALF_EVEN:
            twice = 2 * (numerators - found * denominators)
            found += (twice > denominators) | ((twice == denominators) & (found % 2 == 1))
    return found
