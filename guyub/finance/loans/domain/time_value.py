"""What money is worth over time, as spreadsheets count it: pmt, ipmt, ppmt, fv, pv, nper, rate.

All seven are one equation, with ``s = ((1 + rate)^nper - 1) / rate`` (``nper`` at rate 0) and ``begin`` 1 where each
payment falls on its period's first day: ``pv (1 + rate)^nper + pmt (1 + rate begin) s + fv = 0``. What is paid out is
negative. Rules: docs/algorithms/time_value.md.
"""

from __future__ import annotations

import re
from decimal import (
    MAX_EMAX,
    MIN_EMIN,
    Context,
    Decimal,
    DivisionByZero,
    InvalidOperation,
    Overflow,
    localcontext,
)
from enum import StrEnum
from functools import wraps
from typing import TYPE_CHECKING, ClassVar, ParamSpec

from guyub.finance.loans.domain.roots import nearest_root
from guyub.foundation.kernel.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Callable

    Given = ParamSpec("Given")

ZERO, ONE = Decimal(0), Decimal(1)
# Wide exponents: (1 + rate)^nper is a step on the way, not an answer.
WORKING = Context(prec=120, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=[InvalidOperation, DivisionByZero, Overflow])
ANSWER = Context(prec=40, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=[InvalidOperation])
LARGEST, SMALLEST = Decimal("1e30"), Decimal("1e-40")  # of what is given, but for 0
LARGEST_ANSWER = Decimal("1e300")
MOST_PERIODS = 1_000_000
LONGEST = 200  # letters of a number
NOISE = Decimal("1e-70")  # of the largest part: a sum this small is 0
GUESS = Decimal("0.1")  # a period, as spreadsheets begin
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)


class When(StrEnum):
    """On which day of its period a payment falls."""

    END = "end"
    BEGIN = "begin"


class TimeValueRefusedError(DomainError):
    """What was given has no answer. Facts: ``field``, ``wrong`` and the sentence ``message``.

    ``number`` (no decimal number, nor two with a slash between), ``size`` (above 1e30, nearer to zero than 1e-40, or
    an answer above 1e300), ``rate`` (not above -1), ``nper`` (none, below zero, or above 1,000,000), ``per`` (not a
    whole number from 1 to nper), ``solution`` (no number makes the equation true).
    """

    code: ClassVar[str] = "loans.time_value.refused"


def number(name: str, written: str | int | Decimal) -> Decimal:
    """Read a number: ``12``, ``"0.08"``, ``"1e-3"``, or one through another, ``"0.08/12"``.

    Args:
        name: The field, for a refusal.
        written: What was given.

    Raises:
        TimeValueRefusedError: ``number``, ``size``.
    """
    with localcontext(WORKING):
        if isinstance(written, str):
            above, slash, below = written.partition("/")
            divisor = _decimal(name, below) if slash else ONE
            if not divisor:
                raise _refused(name, "number", "Angka tidak bisa dibagi nol. Periksa penyebutnya.")
            value = _decimal(name, above) / divisor
        else:
            value = Decimal(written)
        if value and not SMALLEST <= abs(value) <= LARGEST:
            raise _refused(
                name, "size", "Angka ini terlalu besar atau terlalu dekat dengan nol. Periksa lagi."
            )
        return value


def _decimal(name: str, written: str) -> Decimal:
    text = written.strip(" ")
    if len(text) > LONGEST or not _NUMBER.fullmatch(text):
        raise _refused(name, "number", 'Tulis angka dengan titik desimal, seperti "0.01" atau "0.12/12".')
    return Decimal(text)


def _answered(function: Callable[Given, Decimal]) -> Callable[Given, Decimal]:
    """Calculate with many digits and answer with forty."""

    @wraps(function)
    def calculate(*args: Given.args, **kwargs: Given.kwargs) -> Decimal:
        with localcontext(WORKING):
            found = function(*args, **kwargs)
            if abs(found) > LARGEST_ANSWER:
                raise _refused(
                    "function", "size", "Hasilnya terlalu besar. Periksa suku dan jumlah periodenya."
                )
        return ANSWER.plus(found) if found else ZERO

    return calculate


@_answered
def pmt(
    *, rate: Decimal, nper: Decimal, pv: Decimal = ZERO, fv: Decimal = ZERO, when: When = When.END
) -> Decimal:
    """Give the equal payment of each period.

    Args:
        rate: Of a period, as a fraction.
        nper: How many periods; need not be whole.
        pv: What is had at the start: a loan taken is positive.
        fv: What is left at the end.
        when: On which day of its period a payment falls.

    Raises:
        TimeValueRefusedError: ``rate``, ``nper``, ``size``.
    """
    _refuse_terms(rate, nper)
    return _pmt(rate, nper, pv, fv, when)


@_answered
def ipmt(
    *,
    rate: Decimal,
    per: Decimal,
    nper: Decimal,
    pv: Decimal = ZERO,
    fv: Decimal = ZERO,
    when: When = When.END,
) -> Decimal:
    """Give the interest in the payment of period ``per``; the first of ``begin`` bears none.

    Raises:
        TimeValueRefusedError: ``rate``, ``nper``, ``per``, ``size``.
    """
    _refuse_terms(rate, nper, per)
    return _ipmt(rate, per, _pmt(rate, nper, pv, fv, when), pv, when)


@_answered
def ppmt(
    *,
    rate: Decimal,
    per: Decimal,
    nper: Decimal,
    pv: Decimal = ZERO,
    fv: Decimal = ZERO,
    when: When = When.END,
) -> Decimal:
    """Give the principal in the payment of period ``per``: the payment without its interest.

    Raises:
        TimeValueRefusedError: ``rate``, ``nper``, ``per``, ``size``.
    """
    _refuse_terms(rate, nper, per)
    payment = _pmt(rate, nper, pv, fv, when)
    return _sum(payment, -_ipmt(rate, per, payment, pv, when))


@_answered
def fv(
    *, rate: Decimal, nper: Decimal, pmt: Decimal = ZERO, pv: Decimal = ZERO, when: When = When.END
) -> Decimal:
    """Give what is left after ``nper`` periods, which may be 0.

    Raises:
        TimeValueRefusedError: ``rate``, ``nper``, ``size``.
    """
    _refuse_terms(rate, nper, least=ZERO)
    return _fv(rate, nper, pmt, pv, when)


@_answered
def pv(
    *, rate: Decimal, nper: Decimal, pmt: Decimal = ZERO, fv: Decimal = ZERO, when: When = When.END
) -> Decimal:
    """Give what payments and an end are worth at the start.

    Raises:
        TimeValueRefusedError: ``rate``, ``nper``, ``size``.
    """
    _refuse_terms(rate, nper, least=ZERO)
    return -_sum(fv, pmt * _sum_of_growth(rate, nper, when)) / (ONE + rate) ** nper


@_answered
def nper(
    *, rate: Decimal, pmt: Decimal = ZERO, pv: Decimal = ZERO, fv: Decimal = ZERO, when: When = When.END
) -> Decimal:
    """Give the number of periods; rarely whole, and below 0 where the equation held in the past.

    Raises:
        TimeValueRefusedError: ``rate``, ``size``, ``solution`` (the debt never ends).
    """
    _refuse_terms(rate, ONE)
    if not rate:
        if not pmt:
            raise _unsolved("pmt")
        return -_sum(fv, pv) / pmt
    level = pmt * _due(rate, when) / rate
    before, after = _sum(level, pv), _sum(level, -fv)
    if not before or not after or (before > 0) != (after > 0):
        raise _unsolved("pmt")
    return (after / before).ln() / (ONE + rate).ln()


@_answered
def rate(
    *, nper: Decimal, pmt: Decimal = ZERO, pv: Decimal = ZERO, fv: Decimal = ZERO, when: When = When.END
) -> Decimal:
    """Give the rate of a period at which payments, start and end balance; above -1, and 0 exactly where they sum to 0.

    Where two rates do, it is the first met going outward from 10 %.

    Raises:
        TimeValueRefusedError: ``nper``, ``solution``, ``size``.
    """
    _refuse_terms(ZERO, nper)
    if not min(pmt, pv, fv) < 0 < max(pmt, pv, fv):
        raise _unsolved("pmt")
    if not _sum(pv, pmt * nper, fv):
        return ZERO

    def worth(tried: Decimal) -> Decimal:
        shrunk = (ONE + tried) ** -nper
        paid = (ONE - shrunk) / tried * _due(tried, when) if tried else nper
        return pv + pmt * paid + fv * shrunk

    found = nearest_root(worth, start=GUESS)
    if found is None:
        raise _unsolved("nper")
    return found


def _pmt(rate: Decimal, nper: Decimal, pv: Decimal, fv: Decimal, when: When) -> Decimal:
    return -_sum(fv, pv * (ONE + rate) ** nper) / _sum_of_growth(rate, nper, when)


def _fv(rate: Decimal, nper: Decimal, pmt: Decimal, pv: Decimal, when: When) -> Decimal:
    return -_sum(pv * (ONE + rate) ** nper, pmt * _sum_of_growth(rate, nper, when))


def _ipmt(rate: Decimal, per: Decimal, pmt: Decimal, pv: Decimal, when: When) -> Decimal:
    """Interest on what is owed before the payment; at the beginning it was earned until then, without that payment."""
    if when is When.BEGIN and per == 1:
        return ZERO
    return _fv(rate, per - 1, pmt, pv, when) * rate / _due(rate, when)


def _sum_of_growth(rate: Decimal, nper: Decimal, when: When) -> Decimal:
    """Give what payments of 1 are worth after the last period."""
    return ((ONE + rate) ** nper - ONE) / rate * _due(rate, when) if rate else nper


def _due(rate: Decimal, when: When) -> Decimal:
    """Give what a payment grows to by the end of its own period."""
    return ONE + rate if when is When.BEGIN else ONE


def _sum(*parts: Decimal) -> Decimal:
    """Add; what digits cut off on the way have left is 0."""
    total = sum(parts, ZERO)
    return total if abs(total) > NOISE * max(map(abs, parts)) else ZERO


def _refuse_terms(
    rate: Decimal, nper: Decimal, per: Decimal | None = None, *, least: Decimal | None = None
) -> None:
    if rate <= -ONE:
        raise _refused("rate", "rate", "Suku harus lebih dari -1 (-100 persen).")
    too_few = nper <= 0 if least is None else nper < least
    if too_few or nper > MOST_PERIODS:
        raise _refused("nper", "nper", "Jumlah periode harus lebih dari 0, paling banyak 1.000.000.")
    if per is not None and (per != per.to_integral_value() or not 1 <= per <= nper):
        raise _refused("per", "per", "Nomor periode harus bilangan bulat dari 1 sampai nper.")


def _unsolved(name: str) -> TimeValueRefusedError:
    return _refused(name, "solution", "Tidak ada jawabannya. Periksa tandanya: uang keluar ditulis negatif.")


def _refused(name: str, wrong: str, message: str) -> TimeValueRefusedError:
    return TimeValueRefusedError(field=name, wrong=wrong, message=message)
