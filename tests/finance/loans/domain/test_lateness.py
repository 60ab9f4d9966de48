from fractions import Fraction

import pytest

from guyub.finance.loans.domain.servicing import (
    Component,
    Penalty,
    PenaltyOf,
    PenaltyPer,
)
from tests.finance.loans.domain.loan_world import (
    FLAT,
    due,
    look,
    paid,
    split,
)

PENALTY, FEE, INTEREST, PRINCIPAL = Component


@pytest.mark.parametrize(
    ("_case", "penalty", "as_of", "expected"),
    [
        ("within the grace", {"rate": Fraction(2, 100), "grace_days": 3}, "02-18", 0),
        ("after it", {"rate": Fraction(2, 100), "grace_days": 3}, "02-19", 20_000),
        ("on the day after the due date", {"rate": Fraction(2, 100)}, "02-16", 20_000),
        ("on the due date", {"rate": Fraction(2, 100)}, "02-15", 0),
        ("of the instalment", {"rate": Fraction(2, 100), "of": PenaltyOf.INSTALMENT}, "02-16", 22_400),
        ("two instalments", {"rate": Fraction(2, 100)}, "03-16", 40_000),
        ("an amount", {"amount": 15_000}, "02-16", 15_000),
        ("capped", {"rate": Fraction(2, 100), "cap": Fraction(1, 100)}, "02-16", 10_000),
        (
            "capped of the instalment",
            {"rate": Fraction(2, 100), "of": PenaltyOf.INSTALMENT, "cap": Fraction(1, 100)},
            "02-16",
            11_200,
        ),
        ("each day", {"rate": Fraction(1, 1000), "per": PenaltyPer.DAY, "grace_days": 3}, "02-28", 10_000),
        ("an amount each day", {"amount": 500, "per": PenaltyPer.DAY}, "02-28", 6_500),
        (
            "each day, capped",
            {"rate": Fraction(1, 1000), "per": PenaltyPer.DAY, "cap": Fraction(4, 1000)},
            "02-28",
            4_000,
        ),
        ("nothing", {}, "02-28", 0),
    ],
)
def test_what_being_late_costs(_case, penalty, as_of, expected):
    state = look(FLAT, [], as_of, penalty=Penalty(**penalty))

    assert sum(line.due[PENALTY] for line in state.lines) == expected
    assert state.payoff.penalty == expected
    assert state.outstanding == 12 * 1_120_000 + expected


def test_once_counts_what_is_still_unpaid():
    events = [paid("02-15", 500_000)]

    assert look(FLAT, events, "02-16", penalty=Penalty(rate=Fraction(2, 100))).payoff.penalty == 12_400
    assert look(FLAT, [paid("02-20", 1_120_000)], "02-20", penalty=Penalty(amount=1)).payoff.penalty == 0


def test_each_day_costs_on_what_was_unpaid_that_day():
    late = Penalty(rate=Fraction(1, 1000), per=PenaltyPer.DAY, grace_days=3)
    events = [paid("02-28", 510_000)]  # 10 days x 1,000, then 120,000, then 380,000 of the principal
    state = look(FLAT, events, "03-10", penalty=late)

    assert split(state.transactions[0]) == (380_000, 120_000, 0, 10_000)
    assert due(state.lines[0])[3] == 10_000 + 10 * 620
    # Rounded when looked at, never in between: 0.5 a day is 5 after ten days, however often one looks.
    odd = Penalty(rate=Fraction(5, 10_000_000), per=PenaltyPer.DAY)
    assert look(FLAT, [], "02-25", penalty=odd).payoff.penalty == 5


def test_a_penalty_by_day_goes_on_when_principal_is_paid_first():
    late = Penalty(rate=Fraction(1, 1000), per=PenaltyPer.DAY, of=PenaltyOf.INSTALMENT)
    events = [paid("02-25", 1_000_000)]
    state = look(FLAT, events, "03-07", penalty=late, allocation=(PRINCIPAL, INTEREST, FEE, PENALTY))

    assert due(state.lines[0])[3] == 10 * 1_120 + 10 * 120
