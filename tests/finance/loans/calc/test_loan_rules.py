"""The doors of the loan rules: what they take, what they give, what they refuse."""

import json
import subprocess
import sys

import pytest

from guyub.finance.loans.calc.schedule import RULES as SCHEDULE
from guyub.finance.loans.calc.state import RULES as STATE
from guyub.finance.loans.domain.terms import TermsRefusedError
from guyub.foundation.kernel.calculation import BadInputError, checked

LOAN = {
    "principal": 12_000_000,
    "method": "flat",
    "rate": "0.12",
    "instalments": 12,
    "disbursed_on": "2026-01-15",
}


def schedule(**more):
    return SCHEDULE[0].run(
        {"principal": 1_200_000, "method": "flat", "rate": "0.12", "instalments": 3} | more
    )


def state(*events, loan=None, **more):
    return STATE[0].run({"loan": LOAN | (loan or {}), "events": list(events), **more})


def test_a_schedule_with_fees_says_what_it_really_costs():
    answer = schedule(fees=[{"name": "provisi", "rate": "0.01"}, {"amount": 1_000, "when": "each"}])

    assert answer["at_disbursement"] == {"fee": 12_000, "net": 1_188_000}
    assert answer["instalments"][0] == {
        "no": 1,
        "due_on": None,
        "opening": 1_200_000,
        "drawn": 0,
        "principal": 400_000,
        "interest": 12_000,
        "fee": 1_000,
        "total": 413_000,
        "closing": 800_000,
    }
    assert answer["totals"] == {
        "drawn": 0,
        "principal": 1_200_000,
        "interest": 36_000,
        "fee": 3_000,
        "total": 1_239_000,
    }
    # 413,000 x (1 / 1.021315 + 1 / 1.021315^2 + 1 / 1.021315^3) is 1,188,000: 2.131 % a month.
    assert (answer["nominal_annual_rate"][:6], answer["effective_annual_rate"][:6]) == ("0.2557", "0.2879")


def test_a_rate_a_month_is_twelve_times_a_rate_a_year():
    assert schedule(rate="0.01", rate_per="month") == schedule()


def test_a_loan_without_interest_costs_nothing():
    answer = schedule(rate="0")

    assert answer["totals"]["interest"] == 0
    assert (answer["nominal_annual_rate"], answer["effective_annual_rate"]) == ("0.000000", "0.000000")


def test_a_loan_paid_out_in_tranches_tells_no_rate():
    parts = [{"on": "2026-01-15", "amount": 600_000}, {"on": "2026-02-01", "amount": 600_000}]
    answer = schedule(principal=0, method="declining", tranches=parts)

    assert (answer["nominal_annual_rate"], answer["effective_annual_rate"]) == (None, None)
    assert answer["totals"]["drawn"] == 600_000


def test_dates_of_their_own_and_parts_of_the_principal():
    answer = schedule(
        method="declining",
        disbursed_on="2026-01-15",
        due_dates=["2026-04-20", "2026-05-01", "2026-09-30"],
        principal_parts=[600_000, 0, 600_000],
        day_count="actual/365",
    )

    # 95, 11 and 152 days: 1,200,000 x 12 % x 95 / 365 = 37,479.45; then on 600,000.
    assert [(row["due_on"], row["principal"], row["interest"]) for row in answer["instalments"]] == [
        ("2026-04-20", 600_000, 37_479),
        ("2026-05-01", 0, 2_170),
        ("2026-09-30", 600_000, 29_984),
    ]
    assert answer["effective_annual_rate"] == answer["nominal_annual_rate"]


def test_market_days_come_every_five_days():
    answer = schedule(every={"unit": "pasaran"}, disbursed_on="2026-01-15")

    assert [row["due_on"] for row in answer["instalments"]] == ["2026-01-20", "2026-01-25", "2026-01-30"]


def test_a_state_follows_what_is_asked_of_it():
    answer = state(
        {"on": "2026-02-15", "kind": "repayment", "amount": 1_120_000},
        {"on": "2026-02-20", "kind": "charge", "amount": 25_000, "name": "materai", "type": "penalty"},
        {"on": "2026-02-21", "kind": "waive", "amount": 5_000},
        {"on": "2026-02-22", "kind": "repayment", "amount": 30_000},
        {"on": "2026-02-23", "kind": "reversal", "event": 3},
        penalty={"amount": 500, "per": "day", "grace_days": 3, "cap": "0.01"},
        across="component",
        as_of="2026-03-20",
    )
    row = answer["instalments"][1]

    assert (row["penalty"], row["paid"], row["waived"], row["outstanding"]) == (26_000, 0, 5_000, 1_141_000)
    assert answer["arrears"] == {"amount": 1_141_000, "days": 5, "since": "2026-03-15"}
    assert len(answer["transactions"]) == 1
    assert answer["transactions"][0]["why"].startswith(
        "Rp\u00a01.120.000: angsuran 1 (jatuh tempo hari itu) jasa"
    )


def test_a_day_that_is_not_told_is_that_of_the_last_event_or_of_the_payment_out():
    assert state()["payoff_as_of"]["interest"] == 0
    assert state({"on": "2026-02-14", "kind": "repayment", "amount": 1_000})["payoff_as_of"]["interest"] > 0


def test_a_reschedule_tells_its_rate_as_the_loan_does():
    change = {"on": "2026-07-01", "kind": "reschedule", "from": "2026-08-01", "rate": "0.005"}
    monthly = state(change, loan={"rate": "0.01", "rate_per": "month"})
    kept = state({"on": "2026-07-01", "kind": "reschedule", "extend": 12})

    assert [row["interest"] for row in monthly["instalments"][5:7]] == [120_000, 60_000]
    assert (len(kept["instalments"]), kept["instalments"][5]["principal"]) == (24, 368_421)


def test_settling_by_the_rule_of_the_contract():
    answer = state(
        {"on": "2026-02-15", "kind": "repayment", "amount": 1_120_000},
        payoff_interest="full_contract",
        payoff_rebate="0.5",
        allocation_in_advance=["principal", "interest", "fee", "penalty"],
        as_of="2026-03-01",
    )

    assert answer["payoff_as_of"] == {
        "principal": 11_000_000,
        "interest": 720_000,
        "fee": 0,
        "penalty": 0,
        "total": 11_720_000,
    }


@pytest.mark.parametrize(
    ("_case", "rule", "given", "code", "field"),
    [
        ("a rate in per cent", "loan-schedule", LOAN | {"rate": "12%"}, "loans.terms.refused", "rate"),
        ("digits", "loan-schedule", LOAN | {"minor_unit_digits": 7}, "loans.terms.refused", "minor_unit_digits"),
        ("no day", "loan-state", {"loan": LOAN | {"disbursed_on": None}}, "loans.terms.refused", "loan.disbursed_on"),
        ("a fee of two kinds", "loan-schedule", LOAN | {"fees": [{"amount": 1, "rate": "0.1"}]},
         "loans.terms.refused", "fees"),
        ("no method", "loan-schedule", {"principal": 1, "rate": "0", "instalments": 1}, "calc.input.bad", "method"),
        ("an unknown key", "loan-schedule", LOAN | {"bunga": 1}, "calc.input.bad", "bunga"),
        ("an overpayment", "loan-state",
         {"loan": LOAN, "events": [{"on": "2026-02-15", "kind": "repayment", "amount": 10**9}]},
         "loans.event.refused", "events[0].amount"),
    ],
)  # fmt: skip
def test_a_refusal_has_a_code_a_field_and_a_sentence(_case, rule, given, code, field):
    done = subprocess.run(
        [sys.executable, "-m", "guyub", "calc", rule],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=False,
    )
    error = json.loads(done.stdout)["error"]

    assert (done.returncode, error["code"], error["field"]) == (2, code, field)
    assert error["message"].endswith(".")


def test_answers_are_what_their_schema_says():
    rich = schedule(fees=[{"amount": 1}], disbursed_on="2026-01-15")
    assert checked(rich, SCHEDULE[0].answer, field="") == rich
    full = state({"on": "2026-02-14", "kind": "payoff"})
    assert checked(full, STATE[0].answer, field="") == full
    with pytest.raises(BadInputError):
        state(allocation=["pokok"])


def test_what_is_left_out_may_also_be_told_as_nothing():
    nothing = dict.fromkeys(
        ("every", "rounding", "fees", "tranches", "due_dates", "principal_parts", "first_due_on")
    )

    assert schedule(**nothing) == schedule()
    assert schedule(every={"unit": "month"}, rounding={"mode": "nearest"}) == schedule()
    assert STATE[0].run({"loan": LOAN, "events": None, "penalty": None, "as_of": None}) == state()
    parts = {"tranches": [{"on": "2026-01-15", "amount": 1_200_000}]}
    assert schedule(method="declining", principal=None, **parts)["totals"]["principal"] == 1_200_000


@pytest.mark.parametrize(
    ("_case", "asked", "number"),
    [
        ("as many as there may be", {"principal": 1_200, "rate": "0", "instalment_amount": 1}, 1_200),
        ("one", {"principal": 1_200, "rate": "0", "instalment_amount": 1_200}, 1),
        (
            "a first period so long that it takes no principal",
            {
                "principal": 1_000_000,
                "rate": "0.24",
                "instalment_amount": 100_000,
                "disbursed_on": "2026-01-01",
                "first_due_on": "2026-12-01",
            },
            13,
        ),
        (
            "a hundred years",
            {"principal": 100, "rate": "0", "instalment_amount": 1, "every": {"unit": "year"}},
            100,
        ),
    ],
)
def test_a_number_that_follows(_case, asked, number):
    answer = schedule(method="annuity", instalments=None, **asked)

    assert len(answer["instalments"]) == number
    assert answer["totals"]["principal"] == asked["principal"]


@pytest.mark.parametrize(
    "asked",
    [
        {"principal": 1_201, "rate": "0", "instalment_amount": 1},
        {"principal": 101, "rate": "0", "instalment_amount": 1, "every": {"unit": "year"}},
        {"principal": 100, "rate": "0", "instalment_amount": 100, "every": {"unit": "year", "count": 200}},
        {"principal": 1_000_000, "rate": "0.24", "instalment_amount": 20_000},
    ],
)
def test_a_number_that_would_have_no_end(asked):
    with pytest.raises(TermsRefusedError) as refusal:
        schedule(method="annuity", instalments=None, **asked)

    assert (refusal.value.facts["field"], refusal.value.facts["wrong"]) == (
        "instalment_amount",
        "instalments",
    )


def test_a_balloon_is_left_whatever_the_rounding():
    rounded = schedule(
        method="declining",
        principal=1_000,
        rate="0",
        instalments=4,
        balloon=100,
        rounding={"instalment_to": 500, "mode": "up"},
    )
    equal = schedule(
        method="annuity",
        principal=1_000,
        rate="0",
        instalments=4,
        balloon=100,
        rounding={"instalment_to": 500, "mode": "up"},
    )

    assert [row["principal"] for row in rounded["instalments"]] == [500, 400, 0, 100]
    assert [row["principal"] for row in equal["instalments"]] == [500, 400, 0, 100]


def test_absurd_fees_on_days_of_their_own_are_told_in_full():
    answer = schedule(
        principal=100_000,
        instalments=2,
        disbursed_on="2026-01-01",
        due_dates=["2026-01-08", "2026-01-15"],
        day_count="actual/365",
        fees=[{"name": "x", "when": "each", "amount": 150_000}],
    )

    assert len(answer["effective_annual_rate"].split(".")[0]) > 20


def test_a_bigint_is_the_most():
    whole = {"rate": "0", "instalments": 1}

    assert (
        schedule(principal=9_223_372_036_854_775_807, **whole)["totals"]["total"] == 9_223_372_036_854_775_807
    )
    with pytest.raises(TermsRefusedError):
        schedule(principal=9_223_372_036_854_775_808, **whole)


def test_a_balloon_with_a_tranche_inside_the_first_period():
    parts = [{"on": "2026-01-15", "amount": 600_000}, {"on": "2026-02-01", "amount": 600_000}]
    answer = schedule(method="annuity", principal=None, instalments=12, balloon=300_000, tranches=parts)
    totals = [row["total"] for row in answer["instalments"]]

    # Equal but for the last, which takes the balloon and what rounding left.
    assert len(set(totals[:-1])) == 1
    assert abs(totals[-1] - totals[0] - 300_000) <= 12
