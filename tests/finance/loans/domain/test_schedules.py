from datetime import date
from fractions import Fraction

import pytest

from guyub.finance.loans.calc.schedule import RULES
from guyub.finance.loans.domain.amounts import MOST
from guyub.finance.loans.domain.schedules import schedule_of
from guyub.finance.loans.domain.terms import (
    Every,
    Fee,
    FeeWhen,
    Method,
    Tranche,
    check,
)
from guyub.foundation.kernel.money import Rounding
from tests.finance.loans.domain.terms_world import FIRST, IN_PARTS, refusal_of, terms


@pytest.mark.parametrize(
    ("_case", "told", "field", "wrong"),
    [
        (
            "interest waits longer than a fixed amount needs",
            {
                "method": Method.FLAT,
                "instalments": None,
                "instalment_amount": 700_000,
                "grace_interest_payment": 2,
            },
            "grace_interest_payment",
            "grace",
        ),
        (
            "a fixed amount of the interest alone",
            {"method": Method.ANNUITY, "instalments": None, "instalment_amount": 12_000},
            "instalment_amount",
            "instalments",
        ),
        (
            "below the interest",
            {"method": Method.FLAT, "instalments": None, "instalment_amount": 11_999},
            "instalment_amount",
            "instalments",
        ),
        (
            "longer than 1,200 instalments",
            {"method": Method.FLAT, "instalments": None, "instalment_amount": 12_001, "every": Every()},
            "instalment_amount",
            "instalments",
        ),
        (
            "a tranche on the last due date",
            IN_PARTS | {"tranches": (Tranche(FIRST, 7), Tranche(date(2026, 3, 28), 7))},
            "tranches",
            "dates",
        ),
        ("a year out of reach", {"disbursed_on": date(9999, 1, 1)}, "disbursed_on", "dates"),
        (
            "a principal rounded to nothing",
            {"instalment_to": 500_000, "mode": Rounding.DOWN},
            "rounding.instalment_to",
            "step",
        ),
        (
            "an instalment rounded to nothing",
            {"method": Method.ANNUITY, "instalment_to": 500_000},
            "rounding.instalment_to",
            "step",
        ),
        ("interest above a bigint", {"principal": MOST, "method": Method.FLAT}, "principal", "too_large"),
        (
            "a fee above a bigint",
            {
                "principal": MOST,
                "annual_rate": Fraction(0),
                "fees": (Fee(name="x", amount=1, when=FeeWhen.EACH),),
            },
            "principal",
            "too_large",
        ),
    ],
)
def test_what_shows_only_on_the_way_is_refused(_case, told, field, wrong):
    check(terms(**told))

    assert refusal_of(schedule_of, terms(**told)) == (field, wrong)


def test_fees_that_eat_the_loan_leave_no_rate():
    schedule = schedule_of(terms(fees=(Fee(name="x", rate=Fraction(1)),)))

    assert schedule.net == 0
    assert refusal_of(lambda one: one.rates(), schedule) == ("fees", "fee")


def test_the_largest_loan():
    """2**63 - 1 without interest; with 1 % a month the largest whose sums a bigint still holds, and one more."""
    assert schedule_of(terms(principal=MOST, annual_rate=Fraction(0))).instalments[0].opening == MOST

    # Flat, 12 months: 1.12 times the principal, rounded once.
    largest = (MOST * 100 + 49) // 112
    rows = schedule_of(terms(method=Method.FLAT, principal=largest)).instalments
    assert MOST - 1 <= sum(one.total for one in rows) <= MOST
    assert refusal_of(schedule_of, terms(method=Method.FLAT, principal=largest + 1)) == (
        "principal",
        "too_large",
    )


def run(**asked):
    return RULES[0].run(asked)


def test_defect_2_a_yearly_rate_is_not_charged_each_month():
    loan = {"method": "flat", "principal": 500_000, "rate": "0.12"}

    assert run(instalments=3, **loan)["totals"]["interest"] == 15_000  # not 180,000
    assert run(instalments=12, **loan)["totals"]["interest"] == 60_000  # not nothing
    assert [run(instalments=number, **loan)["totals"]["interest"] for number in (1, 6, 24)] == [
        5_000,
        30_000,
        120_000,
    ]
    assert run(instalments=3, **loan) == run(instalments=3, **loan | {"rate": "0.01", "rate_per": "month"})


def test_defect_3_the_first_instalment_bears_interest_once():
    answer = run(method="annuity", principal=10_000_000, rate="0.12", instalments=12)
    rows = answer["instalments"]

    assert (rows[0]["interest"], rows[0]["principal"], rows[0]["total"]) == (100_000, 788_488, 888_488)
    # Exactly 12 x 888,487.887 = 10,661,854.64; the roundings of twelve interests make 10,661,853. Not 11,861,855.
    assert answer["totals"]["total"] == 10_661_853


def test_defect_4_instalments_sum_to_the_loan():
    answer = run(method="flat", principal=500_000, rate="0.12", rate_per="month", instalments=3)

    assert answer["totals"] == {
        "drawn": 0,
        "principal": 500_000,
        "interest": 180_000,
        "fee": 0,
        "total": 680_000,
    }
    assert [row["total"] for row in answer["instalments"]] == [226_667, 226_667, 226_666]
