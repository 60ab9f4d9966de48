"""Any contract, any way of serving it, anything that may happen: what Hypothesis draws from."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import strategies as st

from guyub.finance.loans.domain.events import Event, Kind
from guyub.finance.loans.domain.plans import Change
from guyub.finance.loans.domain.servicing import (
    Across,
    Component,
    PayoffInterest,
    Penalty,
    PenaltyOf,
    PenaltyPer,
    Prepayment,
    Servicing,
    Timing,
)
from guyub.finance.loans.domain.terms import (
    DayCount,
    Every,
    Fee,
    FeeOf,
    FeeWhen,
    Method,
    Terms,
    Tranche,
    Unit,
)
from guyub.foundation.kernel.money import Rounding

DAYS = st.dates(date(2023, 1, 1), date(2028, 12, 31))
RATES = st.one_of(st.just(Fraction(0)), st.integers(1, 400_000).map(lambda ppm: Fraction(ppm, 1_000_000)))
HARSH = st.integers(0, 12_000_000).map(lambda ppm: Fraction(ppm, 1_000_000))
SMALL = st.sampled_from((0, 0, 0, 1, 2))


@st.composite
def fees(draw):
    fee = Fee(name="biaya", when=draw(st.sampled_from(FeeWhen)), of=draw(st.sampled_from(FeeOf)))
    if draw(st.booleans()):
        return replace(fee, amount=draw(st.integers(0, 50_000)))
    return replace(fee, rate=Fraction(draw(st.integers(0, 50)), 1000))


@st.composite
def terms(draw, *, with_dates=None):
    """Give terms of any method; some of them are refused."""
    method = draw(st.sampled_from(Method))
    is_dated = draw(st.booleans()) if with_dates is None else with_dates
    start = draw(DAYS) if is_dated else None
    found = Terms(
        method=method,
        principal=draw(st.one_of(st.integers(1, 5_000), st.integers(100_000, 100_000_000))),
        annual_rate=draw(st.one_of(RATES, RATES, HARSH)),
        instalments=draw(st.one_of(st.integers(1, 12), st.integers(1, 40))),
        every=Every(draw(st.sampled_from(Unit)), draw(st.sampled_from((1, 1, 2, 3)))),
        disbursed_on=start,
        day_count=draw(st.sampled_from(DayCount)) if is_dated else DayCount.PERIOD,
        grace_principal=draw(SMALL),
        grace_interest_payment=draw(SMALL),
        interest_free=draw(SMALL),
        instalment_to=draw(st.sampled_from((1, 1, 1, 50, 100, 500, 1000))),
        mode=draw(st.sampled_from(Rounding)),
        interest=draw(st.sampled_from((Rounding.NEAREST, Rounding.HALF_EVEN, Rounding.DOWN))),
        fees=tuple(draw(st.lists(fees(), max_size=2))) if draw(st.booleans()) else (),
    )
    kind = draw(
        st.sampled_from(("plain", "plain", "broken", "balloon", "tranches", "fixed", "open", "parts"))
    )
    return _varied(draw, found, kind)


def _varied(draw, found, kind):
    lent, number, start = found.principal, found.instalments, found.disbursed_on
    if kind == "broken" and start:
        return replace(found, first_due_on=start + timedelta(days=draw(st.integers(1, 70))))
    if kind == "balloon":
        return replace(found, balloon=draw(st.integers(0, lent - 1)))
    if kind == "tranches" and start and found.method in {Method.ANNUITY, Method.DECLINING}:
        days = draw(st.lists(st.integers(0, 120), min_size=1, max_size=3))
        amount = st.integers(1, 10_000_000)
        parts = tuple(Tranche(start + timedelta(days=at), draw(amount)) for at in days)
        return replace(found, principal=0, tranches=parts)
    if kind in {"fixed", "open"} and found.method in {Method.FLAT, Method.ANNUITY}:
        amount = draw(st.integers(1, lent))
        return replace(found, instalment_amount=amount, instalments=number if kind == "fixed" else None)
    if kind == "parts" and found.method is Method.DECLINING:
        cuts = sorted(draw(st.lists(st.integers(0, lent), min_size=number - 1, max_size=number - 1)))
        parts = tuple(after - before for before, after in zip([0, *cuts], [*cuts, lent], strict=True))
        return replace(found, principal_parts=parts, grace_principal=0)
    return found


@st.composite
def servicing(draw, method):
    """Give a way of serving a method that fits it."""
    follows = method is not Method.FLAT and draw(st.booleans())
    ways = tuple(PayoffInterest)[:2] if follows else tuple(PayoffInterest)
    return Servicing(
        allocation=tuple(draw(st.permutations(tuple(Component)))),
        in_advance=tuple(draw(st.permutations(tuple(Component)))) if draw(st.booleans()) else (),
        timing=tuple(draw(st.permutations(tuple(Timing)))),
        across=draw(st.sampled_from(Across)),
        recalculate_interest=follows,
        prepayment=draw(st.sampled_from(Prepayment)),
        payoff_interest=draw(st.sampled_from(ways)),
        payoff_rebate=Fraction(draw(st.integers(0, 10)), 10),
        penalty=draw(st.one_of(st.none(), penalties())),
    )


@st.composite
def penalties(draw):
    found = Penalty(
        of=draw(st.sampled_from(PenaltyOf)),
        per=draw(st.sampled_from(PenaltyPer)),
        grace_days=draw(st.sampled_from((0, 0, 3))),
        cap=draw(st.sampled_from((None, Fraction(1, 10), Fraction(1)))),
    )
    if draw(st.booleans()):
        return replace(found, amount=draw(st.integers(0, 10_000)))
    return replace(found, rate=Fraction(draw(st.integers(0, 50)), 1000))


@st.composite
def events(draw, loan, *, kinds=tuple(Kind)):
    """Give what happens to a loan, in no order; some of it is refused."""
    found = []
    for place in range(draw(st.integers(0, 7))):
        kind = draw(st.sampled_from((Kind.REPAYMENT, Kind.REPAYMENT, Kind.REPAYMENT, *kinds)))
        on = loan.starts_on + timedelta(days=draw(st.integers(0, 400)))
        event = Event(on=on, kind=kind, place=place)
        if kind is Kind.RESCHEDULE:
            rate = draw(st.one_of(st.none(), RATES))
            event = replace(
                event, change=Change(from_on=on, annual_rate=rate, extend=draw(SMALL), pause=draw(SMALL))
            )
        elif kind is Kind.REVERSAL:
            event = replace(
                event, on=on + timedelta(days=400), reverses=draw(st.integers(0, max(0, place - 1)))
            )
        elif kind is not Kind.PAYOFF:
            amount = max(1, loan.lent * draw(st.integers(1, 60)) // 100)
            event = replace(
                event, amount=amount, of=draw(st.sampled_from((Component.FEE, Component.PENALTY)))
            )
        found.append(event)
    return found
