import json
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guyub.finance.loans.calc.schedule import RULES
from guyub.finance.loans.domain.terms import TermsRefusedError
from tests.finance.loans.domain.contracts import DAY_COUNTS, METHODS, contracts
from tests.finance.loans.domain.oracle import NoScheduleError, is_yearly_rate, schedule

RULE = RULES[0]
GOLDEN = json.loads((Path(__file__).parent / "cases/golden_schedules.json").read_text())
CASES = GOLDEN["cases"]
IDS = [case["id"] for case in CASES]
OF = {method: [case for case in CASES if case["given"]["method"] == method] for method in METHODS}
SUMS = ("drawn", "principal", "interest", "fee", "total")
MILLIONTHS = 10**6


def written_out(case):
    """A case as an answer: the columns that follow from the others filled in."""
    rows, opening = [], case["opening"]
    for no, told in enumerate(case["rows"], 1):
        row = dict(zip(GOLDEN["columns"], told, strict=True))
        row |= {"no": no, "opening": opening, "total": row["principal"] + row["interest"] + row["fee"]}
        rows.append(row)
        opening = row["closing"]
    fee, net = case["kept"]
    return {
        "instalments": rows,
        "totals": {name: sum(row[name] for row in rows) for name in SUMS},
        "at_disbursement": {"fee": fee, "net": net},
    }


def engine(asked):
    answer = RULE.run(asked)
    return {name: answer[name] for name in ("instalments", "totals", "at_disbursement")}


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_a_golden_schedule(case):
    assert engine(case["given"]) == written_out(case)


@pytest.mark.parametrize("method", METHODS)
def test_the_golden_schedules_by_the_long_way(method):
    for case in OF[method]:
        assert schedule(case["given"]) == written_out(case), case["id"]


def test_the_golden_schedules_cover_what_can_be_agreed():
    asked = [case["given"] for case in CASES]

    assert len(set(IDS)) == len(CASES) >= 200
    assert {(one["method"], one.get("day_count", "period")) for one in asked} == {
        (method, day_count) for method in METHODS for day_count in DAY_COUNTS
    }
    for name in RULE.given["properties"]:
        assert any(name in one for one in asked), name


@pytest.mark.parametrize("method", METHODS)
def test_the_rates_of_a_golden_schedule_balance_what_is_paid(method):
    for case in OF[method]:
        asked = case["given"]
        answer = RULE.run(asked)
        told = {name: answer[f"{name}_annual_rate"] for name in ("nominal", "effective")}
        if asked.get("tranches"):
            assert told == {"nominal": None, "effective": None}, case["id"]
        elif not asked.get("due_dates"):
            assert is_yearly_rate(asked, answer, **told), case["id"]


def judged(asked):
    """Both answers; where there is no schedule, the word why."""
    try:
        found = engine(asked)
    except TermsRefusedError as refusal:
        found = refusal.facts["wrong"]
    try:
        wanted = schedule(asked)
    except NoScheduleError as reason:
        wanted = str(reason)
    return found, wanted


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(contracts())
def test_any_contract_by_the_long_way(asked):
    found, wanted = judged(asked)

    assert found == wanted


@pytest.mark.long
@settings(max_examples=20_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(contracts())
def test_any_contract_by_the_long_way_many_times(asked):
    found, wanted = judged(asked)

    assert found == wanted


def monthly(method, principal, number, rate, **more):
    return RULE.run(
        {
            "method": method,
            "principal": principal,
            "instalments": number,
            "rate": rate,
            "rate_per": "month",
            **more,
        }
    )


@pytest.mark.parametrize("number", [1, 2, 12, 36])
@pytest.mark.parametrize("rate", ["0.005", "0.01", "0.02", "0.1"])
def test_an_annuity_leaves_what_the_formula_leaves(number, rate):
    principal, growth = 10_000_000 * MILLIONTHS, 1 + Fraction(rate)
    rows = monthly("annuity", principal, number, rate, minor_unit_digits=6)["instalments"]
    level = principal * (growth - 1) * growth**number / (growth**number - 1)

    assert abs(rows[0]["total"] - level) <= 1
    for row in rows[:-1]:
        piled = (growth ** row["no"] - 1) / (growth - 1)
        # Each rounding, of the instalment and of each interest, is half a unit at most and bears interest.
        assert abs(row["closing"] - (principal * growth ** row["no"] - level * piled)) <= piled
    assert abs(rows[-1]["principal"] + rows[-1]["interest"] - level) <= (growth**number - 1) / (growth - 1)


@given(principal=st.integers(1_000, 10**12), number=st.integers(1, 60), rate=st.integers(0, 10_000))
@settings(max_examples=50, deadline=None)
def test_totals_by_their_formulas(principal, number, rate):
    written, exact = f"0.{rate:05}", Fraction(rate, 100_000)
    interest = {
        method: monthly(method, principal, number, written)["totals"]["interest"]
        for method in METHODS
        if method != "annuity"
    }

    assert interest["flat"] == (2 * principal * exact * number + 1) // 2
    assert abs(interest["declining"] - principal * exact * (number + 1) / 2) <= number**2 * (exact + 1)
    each = (2 * principal * exact + 1) // 2
    assert interest["interest_only"] == interest["bullet"] == each * number
