import json
from decimal import Decimal, localcontext
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from guyub.finance.loans.calc.time_value import RULES
from guyub.finance.loans.domain import time_value
from guyub.finance.loans.domain.time_value import TimeValueRefusedError, When, number
from tests.finance.loans.domain.payments import by_the_long_way, is_a_rate, payments, worth

RULE = RULES[0]
CASES = json.loads((Path(__file__).parent / "cases/time_value.json").read_text())
EXACT = Decimal("1e-25")


def answer(**asked):
    return RULE.run(asked)["value"]


def near(found, wanted, within=EXACT):
    return abs(Decimal(found) - Decimal(wanted)) <= within * abs(Decimal(wanted))


def decimals(low, high, places):
    return st.integers(low * 10**places, high * 10**places).map(lambda whole: Decimal(whole).scaleb(-places))


RATES = decimals(-1, 2, 6).filter(lambda rate: rate > Decimal("-0.9"))
LOANS = st.fixed_dictionaries(
    {
        "rate": RATES,
        "nper": st.integers(1, 120).map(Decimal),
        "pv": decimals(1, 10**9, 2),
        "when": st.sampled_from(When),
    }
)


@pytest.mark.parametrize("case", CASES["published"], ids=[case["id"] for case in CASES["published"]])
def test_a_published_result(case):
    assert abs(Decimal(answer(**case["given"])) - Decimal(case["value"])) <= Decimal(case["abs_tolerance"])


@pytest.mark.parametrize(
    "case", CASES["worked"], ids=["-".join(map(str, case.values())) for case in CASES["worked"]]
)
def test_a_result_worked_by_the_long_way(case):
    asked = {name: told for name, told in case.items() if name != "value"}

    assert near(answer(**asked), case["value"])
    if case["function"] == "rate":
        assert is_a_rate(asked, Fraction(case["value"]), within=Fraction(1, 10**24))
    else:
        exact = by_the_long_way(asked)
        assert abs(exact - Fraction(case["value"])) <= Fraction(EXACT) * abs(exact)


@pytest.mark.parametrize(
    ("_case", "asked", "value"),
    [
        ("fifteen digits stay", {"function": "pmt", "nper": 4, "pv": -10}, "2.50000000000000"),
        ("no interest", {"function": "ipmt", "per": 2, "nper": 4, "pv": -10}, "0"),
        ("all repaid", {"function": "fv", "rate": "1/3", "nper": 1, "pv": 3, "pmt": -4}, "0"),
        ("large", {"function": "fv", "rate": 1, "nper": 60, "pv": -1}, "1152921504606846976"),
        ("round", {"function": "fv", "rate": 9, "nper": 18, "pv": 1}, "-1000000000000000000"),
        ("small", {"function": "pv", "rate": 9, "nper": 5, "fv": -1}, "0.0000100000000000000"),
        ("smallest", {"function": "pv", "rate": 9, "nper": 100, "fv": 1}, "-1.00000000000000E-100"),
        ("rate 0", {"function": "rate", "nper": 12, "pmt": -10, "pv": 120}, "0"),
        ("rate 0 with an end", {"function": "rate", "nper": 10, "pmt": "-0.1", "pv": 3, "fv": -2}, "0"),
        ("no period needed", {"function": "nper", "rate": "0.02", "pv": 100, "fv": -100}, "0"),
        ("the guess itself", {"function": "rate", "nper": 2, "pv": -100, "fv": 121}, "0.100000000000000"),
        ("a step itself", {"function": "rate", "nper": 2, "pv": -100, "fv": 144}, "0.200000000000000"),
        ("read and left", {"function": "pv", "nper": 1, "pv": 7, "pmt": 2, "per": 9}, "-2.00000000000000"),
        (
            "a number of JSON",
            {"function": "fv", "rate": Decimal("0.5"), "nper": 1, "pv": -2},
            "3.00000000000000",
        ),
        (
            "blanks around",
            {"function": "fv", "rate": " .5 / +5e-1 ", "nper": "1.", "pv": -2},
            "4.00000000000000",
        ),
    ],
)
def test_how_a_value_is_written(_case, asked, value):
    assert answer(**asked) == value


@pytest.mark.parametrize(
    ("flows", "rate"),
    [
        ({"pv": "1", "pmt": "-2.205", "fv": "3.4205"}, "0.1"),  # 0.1 and 0.105: the one met first
        ({"pv": "1", "pmt": "-2.55", "fv": "4.175"}, "0.25"),  # 0.25 and 0.3, both between two steps
        ({"pv": "1", "pmt": "-2.04", "fv": "3.08"}, None),  # 1 - 2.04 v + 1.04 v²: 0 (sums to 0) and 0.04
        ({"pv": "1", "pmt": "-2.05", "fv": "3.1006"}, "0.03"),  # 0.02 and 0.03
        ({"pv": "1", "pmt": "-2.6", "fv": "4.29"}, "0.3"),  # touched alone
        ({"pv": "-1", "pmt": "2.6", "fv": "-4.29"}, "0.3"),
    ],
)
def test_of_two_rates_the_one_nearer_to_ten_percent(flows, rate):
    assert near(answer(function="rate", nper=2, **flows), rate or 0, Decimal("1e-24"))


@pytest.mark.parametrize(
    ("_case", "asked", "field", "wrong"),
    [
        ("words", {"function": "pmt", "rate": "satu", "nper": 1}, "rate", "number"),
        ("a comma", {"function": "pmt", "rate": "0,01", "nper": 1}, "rate", "number"),
        ("empty", {"function": "pmt", "rate": "", "nper": 1}, "rate", "number"),
        ("infinite", {"function": "pmt", "rate": "Infinity", "nper": 1}, "rate", "number"),
        ("not one", {"function": "pmt", "rate": "nan", "nper": 1}, "rate", "number"),
        ("foreign digits", {"function": "pmt", "rate": "٠", "nper": 1}, "rate", "number"),
        ("through nothing", {"function": "pmt", "rate": "1/0", "nper": 1}, "rate", "number"),
        ("through two", {"function": "pmt", "rate": "1/2/3", "nper": 1}, "rate", "number"),
        ("endless", {"function": "pmt", "rate": "0." + "3" * 300, "nper": 1}, "rate", "number"),
        ("too large", {"function": "pmt", "nper": 1, "pv": "1e31"}, "pv", "size"),
        ("too large a whole number", {"function": "pmt", "nper": 1, "pv": 10**4000}, "pv", "size"),
        ("too near to zero", {"function": "pmt", "rate": "1e-41", "nper": 1}, "rate", "size"),
        ("an answer too large", {"function": "fv", "rate": 9, "nper": 301, "pv": 1}, "function", "size"),
        ("all is lost", {"function": "fv", "rate": -1, "nper": 1}, "rate", "rate"),
        ("more than all", {"function": "nper", "rate": "-1.5", "pmt": 1, "pv": 1}, "rate", "rate"),
        ("no periods", {"function": "pmt", "rate": 1}, "nper", "nper"),
        ("no periods for a rate", {"function": "rate", "pmt": -1, "pv": 1}, "nper", "nper"),
        ("periods below zero", {"function": "pv", "rate": 1, "nper": -1}, "nper", "nper"),
        ("a million and one", {"function": "fv", "rate": 1, "nper": 1_000_001}, "nper", "nper"),
        ("period 0", {"function": "ipmt", "nper": 3, "pv": 1}, "per", "per"),
        ("after the last", {"function": "ppmt", "nper": "3.5", "per": 4, "pv": 1}, "per", "per"),
        ("half a period", {"function": "ipmt", "nper": 3, "per": "1.5", "pv": 1}, "per", "per"),
        ("never repaid", {"function": "nper", "rate": "0.1", "pmt": -10, "pv": 100}, "pmt", "solution"),
        ("growing", {"function": "nper", "rate": "0.1", "pmt": -9, "pv": 100}, "pmt", "solution"),
        (
            "never reached",
            {"function": "nper", "rate": "1/3", "pmt": -1, "pv": 5, "fv": 3},
            "pmt",
            "solution",
        ),
        ("nothing is paid", {"function": "nper", "pv": 100}, "pmt", "solution"),
        ("all go one way", {"function": "rate", "nper": 3, "pmt": 1, "pv": 1}, "pmt", "solution"),
        ("nothing flows", {"function": "rate", "nper": 3}, "pmt", "solution"),
        (
            "beyond all rates",
            {"function": "rate", "nper": 1, "pv": "1e-20", "fv": "-1e20"},
            "nper",
            "solution",
        ),
        (
            "a valley above 0",
            {"function": "rate", "nper": 2, "pv": 1, "pmt": -2, "fv": "3.5"},
            "nper",
            "solution",
        ),
    ],
)
def test_what_has_no_answer_is_refused(_case, asked, field, wrong):
    with pytest.raises(TimeValueRefusedError) as refusal:
        RULE.run(asked)

    assert (refusal.value.facts["field"], refusal.value.facts["wrong"]) == (field, wrong)
    assert str(refusal.value.facts["message"]).endswith(".")


@given(LOANS, st.integers(1, 120), decimals(-1000, 1000, 2))
def test_interest_and_principal_make_the_payment(loan, per, left):
    loan, per = loan | {"fv": left}, min(Decimal(per), loan["nper"])
    interest = Fraction(time_value.ipmt(per=per, **loan))
    principal = Fraction(time_value.ppmt(per=per, **loan))
    payment = Fraction(time_value.pmt(**loan))

    assert abs(interest + principal - payment) <= max(abs(interest), abs(principal)) / 10**38


@given(LOANS)
def test_the_principal_of_all_periods_is_the_debt(loan):
    parts = [time_value.ppmt(per=Decimal(per), **loan) for per in range(1, int(loan["nper"]) + 1)]

    assert abs(sum(parts) + loan["pv"]) <= Decimal("1e-20") * max(map(abs, parts))


@given(LOANS, decimals(-1000, 1000, 2))
def test_an_end_is_worth_its_beginning(loan, paid):
    left = time_value.fv(pmt=paid, **loan)
    terms = {name: loan[name] for name in ("rate", "nper", "when")}

    # An end that the payments brought near to nothing has lost digits of its beginning.
    part = time_value.pv(pmt=paid, **terms)
    assert abs(time_value.pv(pmt=paid, fv=left, **terms) - loan["pv"]) <= Decimal("1e-30") * (
        loan["pv"] + abs(part)
    )


@given(LOANS)
@example({"rate": Decimal("1e-6"), "nper": Decimal(1), "pv": Decimal(1), "when": When.END})
@example({"rate": Decimal("-0.899999"), "nper": Decimal(120), "pv": Decimal(1), "when": When.BEGIN})
def test_a_rate_is_found_again(loan):
    assume(loan["when"] is When.END or loan["nper"] > 1)  # paid back on the day it was lent
    payment = time_value.pmt(**loan)
    found = time_value.rate(nper=loan["nper"], pmt=payment, pv=loan["pv"], when=loan["when"])

    # A payment of forty digits fixes a rate no better than that; over long shrinking terms less.
    assert abs(found - loan["rate"]) <= Decimal("1e-15") * max(abs(loan["rate"]), EXACT)


@given(LOANS)
def test_a_number_of_periods_is_found_again(loan):
    assume(Decimal("1e-3") < abs(loan["rate"]) and loan["nper"] * abs(loan["rate"]) < 20)
    payment = time_value.pmt(**loan)
    found = time_value.nper(rate=loan["rate"], pmt=payment, pv=loan["pv"], when=loan["when"])

    assert near(found, loan["nper"], Decimal("1e-18"))


@given(LOANS, decimals(-1000, 1000, 2))
def test_payments_and_ends_carried_one_by_one_are_worth_nothing(loan, left):
    payment = time_value.pmt(fv=left, **loan)
    flows = payments(
        nper=int(loan["nper"]),
        pmt=Fraction(payment),
        pv=Fraction(loan["pv"]),
        fv=Fraction(left),
        begin=loan["when"] is When.BEGIN,
    )
    rest, largest = (
        worth(flows, Fraction(loan["rate"])),
        worth([abs(flow) for flow in flows], Fraction(loan["rate"])),
    )

    # What is paid on the day of the loan is netted with it: the error is of what was lent.
    assert abs(rest) <= (largest + abs(Fraction(loan["pv"]))) / 10**30


def test_a_million_periods_are_answered():
    assert near(answer(function="pmt", rate="0.01", nper=1_000_000, pv=100), "-1")
    assert near(answer(function="rate", nper=1_000_000, pmt=-1, pv=100), "0.01")


def test_the_callers_own_precision_is_left_alone():
    with localcontext() as context:
        context.prec = 5
        found = time_value.pmt(rate=number("rate", "0.12/12"), nper=Decimal(12), pv=Decimal(12_000_000))

    assert near(found, "-1066185.464140100488079853975")
