"""Time value by the long way: every payment of a list carried to its day in fractions, no formula of the engine."""

from fractions import Fraction
from math import isqrt

FINE = 10**60


def fraction(written):
    above, _, below = str(written).partition("/")
    return Fraction(above) / Fraction(below or 1)


def payments(*, nper, pmt=0, pv=0, fv=0, begin=False):
    """List what flows at the start and after each period."""
    flows = [Fraction(0)] * (nper + 1)
    for at in range(nper):
        flows[at if begin else at + 1] += pmt
    flows[0] += pv
    flows[nper] += fv
    return flows


def worth(flows, rate):
    """What they are worth at the start."""
    value = Fraction(0)
    for flow in reversed(flows):
        value = value / (1 + rate) + flow
    return value


def grown(rate, nper):
    """1 after a whole or half number of periods."""
    squared = (1 + rate) ** int(2 * nper)
    return (1 + rate) ** int(nper) if nper.denominator == 1 else Fraction(isqrt(int(squared * FINE**2)), FINE)


def logarithm(number):
    """The series of the inverse hyperbolic tangent, after halving into reach."""
    halvings = 0
    while number > Fraction(4, 3):
        number, halvings = number / 2, halvings + 1
    while number < Fraction(2, 3):
        number, halvings = number * 2, halvings - 1
    return _series(number) + halvings * _series(Fraction(4, 3)) + halvings * _series(Fraction(3, 2))


def _series(number):
    ratio = (number - 1) / (number + 1)
    small = int(ratio * FINE)
    term, total, at = small, 0, 1
    while term:
        total += term // at
        term = int(Fraction(term * small * small, FINE**2))
        at += 2
    return Fraction(2 * total, FINE)


def by_the_long_way(case):
    """Answer a case of time_value.json, all but rate."""
    given = {
        name: fraction(case[name]) for name in ("rate", "nper", "per", "pmt", "pv", "fv") if name in case
    }
    given |= {"begin": case.get("when") == "begin"}
    return {
        "pmt": _pmt,
        "ipmt": lambda **told: _of_period(**told)[0],
        "ppmt": lambda **told: _of_period(**told)[1],
        "fv": _fv,
        "pv": _pv,
        "nper": _nper,
    }[case["function"]](**given)


def _level(rate, nper, begin):
    """What payments of 1 are worth at the start."""
    if nper.denominator == 1:
        return worth(payments(nper=int(nper), pmt=1, begin=begin), rate)
    # Broken periods have no list of payments: the sum of the geometric row.
    first = (1 + rate) if begin else Fraction(1)
    return first * (1 - 1 / grown(rate, nper)) / rate if rate else nper


def _pmt(*, rate, nper, begin, pv=0, fv=0):
    return -(pv + fv / grown(rate, nper)) / _level(rate, nper, begin)


def _fv(*, rate, nper, begin, pmt=0, pv=0):
    return -(pv + pmt * _level(rate, nper, begin)) * grown(rate, nper)


def _pv(*, rate, nper, begin, pmt=0, fv=0):
    return -(pmt * _level(rate, nper, begin) + fv / grown(rate, nper))


def _of_period(*, rate, per, nper, begin, pv=0, fv=0):
    """Walk through the periods with the debt."""
    payment = _pmt(rate=rate, nper=nper, pv=pv, fv=fv, begin=begin)
    debt, interest = Fraction(pv), Fraction(0)
    for at in range(1, int(per) + 1):
        interest = -debt * rate
        if begin and at == 1:
            interest = Fraction(0)
        debt -= interest
        debt += payment
    return interest, payment - interest


def _nper(*, rate, begin, pmt=0, pv=0, fv=0):
    if not rate:
        return -(pv + fv) / pmt
    level = pmt * (1 + rate if begin else 1) / rate
    return logarithm((level - fv) / (level + pv)) / logarithm(1 + rate)


def is_a_rate(case, value, within):
    """Tell whether what is paid changes sign right beside a rate."""
    flows = payments(
        nper=int(case["nper"]),
        begin=case.get("when") == "begin",
        **{name: fraction(case[name]) for name in ("pmt", "pv", "fv") if name in case},
    )
    low, high = sorted((value * (1 - within), value * (1 + within)))
    return (worth(flows, low) > 0) != (worth(flows, high) > 0)
