"""What a loan costs a year: the rate at which its instalments are worth what was paid out.

Costs taken at the payment out make ``net`` smaller and the rate higher; that is why the law and members look at it.
Rules: docs/algorithms/effective_rate.md.
"""

from __future__ import annotations

from decimal import (
    MAX_EMAX,
    MIN_EMIN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    Context,
    Decimal,
    DivisionByZero,
    InvalidOperation,
    Overflow,
    localcontext,
)
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

from guyub.finance.loans.domain.roots import nearest_root
from guyub.foundation.kernel.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractContextManager
    from datetime import date

ZERO, ONE = Decimal(0), Decimal(1)
DIGITS = 40  # of a rate worked with; SPARE of them are not told
SPARE = 8
CLOSE = Decimal("1e-19")  # a step this small has doubled its right digits
WIDE = 8  # digits before the point that leave the shown places right
DATED_DIGITS = 80
PLACES = Decimal("1e-6")  # of a rate that is shown
BEHIND = Decimal("1e-21")  # digits behind the shown ones: what a half is, is decided on these
YEAR_DAYS = 365
GUESS = Decimal("0.00026")  # a day: some 10 % a year


class YieldRefusedError(DomainError):
    """A rate cannot be counted. Facts: ``field``, ``wrong`` and the sentence ``message``.

    ``net`` (nothing is paid out), ``flows`` (an instalment below zero; dated flows that do not go out and come back on
    two days at least), ``periods`` (a year has none), ``solution`` (no rate balances the dated flows).
    """

    code: ClassVar[str] = "loans.yield.refused"


def periodic_rate(net: int, totals: Sequence[int]) -> Decimal | None:
    """Give the rate of a period at which the instalments are worth what was paid out.

    Args:
        net: What the member got, in the smallest unit, above 0.
        totals: What is paid after each period, 0 or more.

    Returns:
        The rate as a fraction, right to 30 digits; below 0 where less comes back than was paid out, 0 exactly where as
        much does, None where nothing does.

    Raises:
        YieldRefusedError: ``net``, ``flows``.
    """
    _refuse(net, totals)
    return _without_one(_growth(net, totals), DIGITS) if any(totals) else None


def annual_rates(
    net: int, totals: Sequence[int], periods_a_year: Fraction | int
) -> tuple[Decimal, Decimal] | None:
    """Give the rate a year, nominal (periodic times periods) and effective (compounded).

    Args:
        net: What the member got, in the smallest unit, above 0.
        totals: What is paid after each period, 0 or more.
        periods_a_year: 12 for months; 365/35 for every five weeks.

    Returns:
        Both as fractions rounded half up to 6 decimals; None where nothing comes back.

    Raises:
        YieldRefusedError: ``net``, ``flows``, ``periods``.
    """
    _refuse(net, totals)
    if periods_a_year <= 0:
        raise _refused("periods_a_year", "periods", "Jumlah periode setahun harus lebih dari 0.")
    if not any(totals):
        return None
    periods = Fraction(periods_a_year)
    grown, digits = _growth(net, totals), DIGITS
    with _digits(digits):
        before_point = int(grown.log10() * (int(periods) + 1))
    if before_point > WIDE:
        digits += before_point
        grown = _refined(grown, net, totals, digits)
    with _digits(digits):
        nominal = (grown - ONE) * periods.numerator / periods.denominator
        effective = grown ** (Decimal(periods.numerator) / periods.denominator) - ONE
        return _shown(nominal), _shown(effective)


def dated_annual_rate(flows: Sequence[tuple[date, int]]) -> Decimal:
    """Give ``dated_rate`` rounded half up to 6 decimals; of an absurd rate the first 30 digits are right.

    Raises:
        YieldRefusedError: ``flows``, ``solution``.
    """
    rate = dated_rate(flows)
    with _digits(DIGITS + max(0, rate.adjusted())):
        return _shown(rate)


def dated_rate(flows: Sequence[tuple[date, int]]) -> Decimal:
    """Give the effective rate a year of flows on any days: actual days over 365, compounded.

    Args:
        flows: What is paid out (below 0) and comes back (above 0), each on its day, in any order.

    Returns:
        The rate as a fraction, above -1; of several the first met going outward from 10 % a year.

    Raises:
        YieldRefusedError: ``flows``, ``solution``.
    """
    days = _by_day(flows)
    if len(days) < 2 or not min(days.values()) < 0 < max(days.values()):
        raise _refused("flows", "flows", "Harus ada uang keluar dan uang kembali pada hari yang berbeda.")
    if not sum(days.values()):
        return ZERO
    ordered = sorted(days, reverse=True)
    gaps = [(later - earlier).days for later, earlier in pairwise(ordered)]
    amounts = [Decimal(days[day]) for day in ordered]

    def worth(daily: Decimal) -> Decimal:
        shrunk = {gap: (ONE + daily) ** -gap for gap in set(gaps)}
        value = amounts[0]
        for gap, amount in zip(gaps, amounts[1:], strict=True):
            value = value * shrunk[gap] + amount
        return value

    with _digits(DATED_DIGITS):
        found = nearest_root(worth, start=GUESS)
        if found is None:
            raise _refused("flows", "solution", "Tidak ada suku yang cocok. Periksa tanda dan jumlahnya.")
        grown = (ONE + found) ** YEAR_DAYS
    return _without_one(_settled(grown, DIGITS - SPARE), DIGITS)


def _growth(net: int, totals: Sequence[int]) -> Decimal:
    """Give 1 + rate, by Newton's method on logarithms.

    With ``v = 1 / (1 + rate)`` the logarithm of what the instalments are worth is, over ln v, convex and never flatter
    than the time of the first: from anywhere the first step lands at or beyond the zero, and each next one nearer.
    """
    if sum(totals) == net:
        return ONE
    with _digits(DIGITS):
        amounts, shrinks, step = _backwards(totals), ONE, ONE
        while abs(step) > CLOSE:
            worth, timed = _worth(amounts, shrinks)
            step = (net / worth).ln() * worth / timed
            shrinks *= step.exp()
        grown = ONE / shrinks
    return _settled(grown, DIGITS - SPARE)


def _refined(grown: Decimal, net: int, totals: Sequence[int], digits: int) -> Decimal:
    """Give 1 + rate with more digits: a rate of a thousand digits a year wants one of as many a period."""
    with _digits(digits):
        amounts, shrinks, step = _backwards(totals), ONE / grown, ONE
        close = ONE.scaleb(1 - digits // 2)
        while abs(step) > close:
            worth, timed = _worth(amounts, shrinks)
            step = (net - worth) / timed
            shrinks *= ONE + step
        grown = ONE / shrinks
    return _settled(grown, digits - SPARE)


def _backwards(totals: Sequence[int]) -> list[Decimal]:
    return [Decimal(total) for total in reversed(totals)]


def _worth(backwards: list[Decimal], shrinks: Decimal) -> tuple[Decimal, Decimal]:
    """Give what instalments are worth, and the same with each weighted by its period."""
    worth = timed = ZERO
    for total in backwards:
        timed = timed * shrinks + worth
        worth = worth * shrinks + total
    return worth * shrinks, (timed * shrinks + worth) * shrinks


def _settled(grown: Decimal, told: int) -> Decimal:
    """Leave off the digits that calculating blurred."""
    return Context(prec=told, Emax=MAX_EMAX, Emin=MIN_EMIN).plus(grown)


def _without_one(grown: Decimal, digits: int) -> Decimal:
    with _digits(digits):
        return grown - ONE


def _shown(rate: Decimal) -> Decimal:
    settled = rate.quantize(BEHIND, rounding=ROUND_HALF_EVEN)
    return settled.quantize(PLACES, rounding=ROUND_HALF_UP) + ZERO  # no minus before a zero


def _by_day(flows: Sequence[tuple[date, int]]) -> dict[date, int]:
    days: dict[date, int] = {}
    for on, amount in flows:
        days[on] = days.get(on, 0) + amount
    return {on: amount for on, amount in days.items() if amount}


def _refuse(net: int, totals: Sequence[int]) -> None:
    if net <= 0:
        raise _refused("net", "net", "Jumlah yang diterima harus lebih dari nol.")
    if any(total < 0 for total in totals):
        raise _refused("totals", "flows", "Angsuran tidak boleh kurang dari nol.")


def _refused(name: str, wrong: str, message: str) -> YieldRefusedError:
    return YieldRefusedError(field=name, wrong=wrong, message=message)


def _digits(digits: int) -> AbstractContextManager[Context]:
    return localcontext(
        Context(prec=digits, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=[InvalidOperation, DivisionByZero, Overflow])
    )
