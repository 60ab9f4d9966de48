from datetime import date
from fractions import Fraction

import pytest

from guyub.finance.loans.domain.amounts import MOST
from guyub.finance.loans.domain.schedules import schedule_of
from guyub.finance.loans.domain.terms import (
    DayCount,
    Every,
    Fee,
    FeeOf,
    FeeWhen,
    Method,
    Tranche,
    Unit,
    check,
)
from tests.finance.loans.domain.terms_world import FIRST, IN_PARTS, refusal_of, terms

LATER = (date(2026, 3, 1), date(2026, 4, 1))
BY_DAYS = {
    "disbursed_on": FIRST,
    "due_dates": LATER,
    "day_count": DayCount.ACTUAL_365,
    "instalments": 2,
}


@pytest.mark.parametrize(
    ("_case", "told", "field", "wrong"),
    [
        ("nothing is lent", {"principal": 0}, "principal", "principal"),
        ("less than nothing", {"principal": -1}, "principal", "principal"),
        ("more than a bigint", {"principal": MOST + 1}, "principal", "too_large"),
        (
            "more than a bigint in tranches",
            {"principal": 0, "tranches": (Tranche(FIRST, MOST), Tranche(FIRST, 1))},
            "principal",
            "too_large",
        ),
        ("a rate below zero", {"annual_rate": Fraction(-1, 10**6)}, "rate", "rate"),
        ("above 100 % a month", {"annual_rate": 12 + Fraction(1, 10**6)}, "rate", "rate"),
        ("a step of nothing", {"instalment_to": 0}, "rounding.instalment_to", "step"),
        ("a step above the loan", {"instalment_to": 1_200_001}, "rounding.instalment_to", "step"),
        ("periods of nothing", {"every": Every(Unit.MONTH, 0)}, "every", "every"),
        ("periods too long", {"every": Every(Unit.DAY, 1_201), "instalments": 1}, "every", "every"),
        ("no number and no amount", {"instalments": None}, "instalments", "instalments"),
        ("no instalment", {"instalments": 0}, "instalments", "instalments"),
        ("a number below zero", {"instalments": -12}, "instalments", "instalments"),
        ("too many", {"every": Every(Unit.DAY), "instalments": 1_201}, "instalments", "instalments"),
        ("101 years", {"every": Every(Unit.YEAR), "instalments": 101}, "instalments", "instalments"),
        (
            "100 years and a quarter",
            {"every": Every(Unit.MONTH, 3), "instalments": 401},
            "instalments",
            "instalments",
        ),
        (
            "a fixed amount of nothing",
            {"method": Method.FLAT, "instalment_amount": 0},
            "instalment_amount",
            "amount",
        ),
        ("a fixed amount of a declining one", {"instalment_amount": 1}, "instalment_amount", "amount"),
        (
            "a fixed amount at the end",
            {"method": Method.BULLET, "instalment_amount": 1},
            "instalment_amount",
            "amount",
        ),
        ("own dates without the first day", BY_DAYS | {"disbursed_on": None}, "due_dates", "dates"),
        ("own dates and a first one", BY_DAYS | {"first_due_on": LATER[0]}, "due_dates", "dates"),
        ("a date too few", BY_DAYS | {"instalments": 3}, "due_dates", "dates"),
        ("own dates out of order", BY_DAYS | {"due_dates": LATER[::-1]}, "due_dates", "dates"),
        ("a date twice", BY_DAYS | {"due_dates": LATER[:1] * 2}, "due_dates", "dates"),
        (
            "a date before the first day",
            BY_DAYS | {"due_dates": (date(2026, 1, 30), FIRST)},
            "due_dates",
            "dates",
        ),
        ("own dates by periods", BY_DAYS | {"day_count": DayCount.PERIOD}, "day_count", "dates"),
        ("due on the first day", {"disbursed_on": FIRST, "first_due_on": FIRST}, "first_due_on", "dates"),
        (
            "due before it",
            {"disbursed_on": FIRST, "first_due_on": date(2026, 1, 30)},
            "first_due_on",
            "dates",
        ),
        ("days without a day", {"day_count": DayCount.ACTUAL_ACTUAL}, "disbursed_on", "dates"),
        ("a grace below zero", {"grace_principal": -1}, "grace_principal", "grace"),
        ("a grace of all", {"grace_principal": 12}, "grace_principal", "grace"),
        ("a grace of more", {"grace_principal": 13}, "grace_principal", "grace"),
        ("interest waits to the end", {"grace_interest_payment": 12}, "grace_interest_payment", "grace"),
        ("interest waits below zero", {"grace_interest_payment": -1}, "grace_interest_payment", "grace"),
        ("free below zero", {"interest_free": -1}, "interest_free", "grace"),
        ("free of more than there are", {"interest_free": 13}, "interest_free", "grace"),
        (
            "a grace of any number",
            {"method": Method.FLAT, "instalments": None, "instalment_amount": 9, "grace_principal": 1_200},
            "grace_principal",
            "grace",
        ),
        (
            "parts of an annuity",
            {"method": Method.ANNUITY, "principal_parts": (100_000,) * 12},
            "principal_parts",
            "parts",
        ),
        ("a part too few", {"principal_parts": (600_000, 600_000)}, "principal_parts", "parts"),
        (
            "a part below zero",
            {"instalments": 2, "principal_parts": (-1, 1_200_001)},
            "principal_parts",
            "parts",
        ),
        (
            "parts of another loan",
            {"instalments": 2, "principal_parts": (1_200_000, 1)},
            "principal_parts",
            "parts",
        ),
        (
            "parts and a grace",
            {"principal_parts": (100_000,) * 12, "grace_principal": 1},
            "principal_parts",
            "parts",
        ),
        (
            "parts and a balloon",
            {"principal_parts": (100_000,) * 12, "balloon": 1},
            "principal_parts",
            "parts",
        ),
        ("parts and tranches", IN_PARTS | {"principal_parts": (0, 700)}, "principal_parts", "parts"),
        (
            "a balloon beside a fixed instalment",
            {"method": Method.ANNUITY, "instalment_amount": 1, "balloon": 1},
            "balloon",
            "balloon",
        ),
        ("a balloon below zero", {"balloon": -1}, "balloon", "balloon"),
        ("a balloon of all", {"balloon": 1_200_000}, "balloon", "balloon"),
        ("a fee of nothing told", {"fees": (Fee(name="x"),)}, "fees", "fee"),
        ("a fee told twice", {"fees": (Fee(name="x", amount=1, rate=Fraction(1)),)}, "fees", "fee"),
        ("a fee below zero", {"fees": (Fee(name="x", amount=-1),)}, "fees", "fee"),
        ("a rate of a fee below zero", {"fees": (Fee(name="x", rate=Fraction(-1, 9)),)}, "fees", "fee"),
        ("a fee above 100 %", {"fees": (Fee(name="x", rate=Fraction(10, 9)),)}, "fees", "fee"),
        (
            "a fee of an instalment at once",
            {"fees": (Fee(name="x", rate=Fraction(1, 9), of=FeeOf.INSTALMENT),)},
            "fees",
            "fee",
        ),
        ("tranches and a principal", IN_PARTS | {"principal": 1}, "tranches", "tranches"),
        ("tranches of a flat loan", IN_PARTS | {"method": Method.FLAT}, "tranches", "tranches"),
        (
            "tranches without a number",
            IN_PARTS | {"method": Method.ANNUITY, "instalments": None, "instalment_amount": 9},
            "tranches",
            "tranches",
        ),
        (
            "a tranche of nothing",
            IN_PARTS | {"tranches": (Tranche(FIRST, 700), Tranche(FIRST, 0))},
            "tranches",
            "tranches",
        ),
        (
            "a tranche before the first day",
            IN_PARTS | {"disbursed_on": date(2026, 2, 1)},
            "tranches",
            "dates",
        ),
    ],
)
def test_terms_that_make_no_schedule_are_refused(_case, told, field, wrong):
    assert refusal_of(check, terms(**told)) == (field, wrong)
    assert refusal_of(schedule_of, terms(**told)) == (field, wrong)


def test_the_first_fault_in_the_order_of_the_contract_is_told():
    told = {"principal": 0, "annual_rate": Fraction(-1), "instalments": 0, "balloon": -1}

    assert refusal_of(check, terms(**told))[0] == "principal"
    assert refusal_of(check, terms(**(told | {"principal": 5})))[0] == "rate"
    assert (
        refusal_of(check, terms(**(told | {"principal": 5, "annual_rate": Fraction(0)})))[0] == "instalments"
    )


@pytest.mark.parametrize(
    ("_case", "told"),
    [
        ("no interest", {"annual_rate": Fraction(0)}),
        ("100 % a month", {"annual_rate": Fraction(12)}),
        ("a step of the whole loan", {"instalment_to": 1_200_000, "instalments": 1}),
        ("one instalment", {"instalments": 1}),
        ("1,200 days", {"every": Every(Unit.DAY), "instalments": 1_200}),
        ("100 years", {"every": Every(Unit.YEAR), "instalments": 100}),
        ("one period of 100 years", {"every": Every(Unit.MONTH, 1_200), "instalments": 1}),
        (
            "a grace of all but one",
            {"grace_principal": 11, "grace_interest_payment": 11, "interest_free": 11},
        ),
        ("free of interest to the end", {"interest_free": 12}),
        ("a balloon of all but one", {"balloon": 1_199_999, "instalments": 1}),
        ("a fee of 100 %", {"fees": (Fee(name="x", rate=Fraction(1), when=FeeWhen.EACH),)}),
        ("days from a first due date", {"day_count": DayCount.ACTUAL_360, "first_due_on": FIRST}),
        ("own dates", BY_DAYS),
        ("tranches on the first day", IN_PARTS),
        ("tranches that tell the first day", IN_PARTS | {"disbursed_on": None}),
    ],
)
def test_terms_at_the_edge_that_make_a_schedule(_case, told):
    agreed = terms(**told)
    schedule = schedule_of(agreed)

    assert sum(one.principal for one in schedule.instalments) == agreed.lent
    assert schedule.instalments[-1].closing == 0
