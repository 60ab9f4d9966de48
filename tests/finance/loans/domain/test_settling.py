from dataclasses import replace
from fractions import Fraction

import pytest

from guyub.finance.loans.domain.events import EventRefusedError
from guyub.finance.loans.domain.servicing import (
    Across,
    Component,
    PayoffInterest,
    Penalty,
)
from guyub.finance.loans.domain.terms import Fee, FeeWhen, Method
from tests.finance.loans.domain.loan_world import (
    DECLINING,
    FLAT,
    FOLLOWING,
    charged,
    due,
    look,
    paid,
    payoff,
    split,
)

PENALTY, FEE, INTEREST, PRINCIPAL = Component


@pytest.mark.parametrize(
    ("_case", "servicing", "interest"),
    [
        ("14 of the 28 days of the running period", {}, 60_000),
        ("the whole of it", {"payoff_interest": PayoffInterest.FULL_PERIOD}, 120_000),
        ("all of the contract", {"payoff_interest": PayoffInterest.FULL_CONTRACT}, 11 * 120_000),
        (
            "half of what is not yet earned is forgiven",
            {"payoff_interest": PayoffInterest.FULL_CONTRACT, "payoff_rebate": Fraction(1, 2)},
            120_000 + 600_000,
        ),
        # 23 of 78 parts of 1,440,000 are 424,615.38; 120,000 was due before.
        ("the rule of 78", {"payoff_interest": PayoffInterest.RULE_78}, 304_615),
    ],
)
def test_settling_a_flat_loan_early(_case, servicing, interest):
    events = [paid("02-15", 1_120_000)]
    before = look(FLAT, events, "03-01", **servicing)
    after = look(FLAT, [*events, payoff("03-01")], "03-01", **servicing)

    assert (before.payoff.principal, before.payoff.interest) == (11_000_000, interest)
    assert before.payoff.total == 11_000_000 + interest
    assert split(after.transactions[1]) == (11_000_000, interest, 0, 0)
    assert (after.outstanding, after.payoff.total, after.transactions[1].balance) == (0, 0, 0)
    assert sum(line.due[PRINCIPAL] for line in after.lines) == 12_000_000


def test_the_rule_of_78_late_in_the_loan():
    rule = {"payoff_interest": PayoffInterest.RULE_78}
    state = look(FLAT, [paid("02-15", 1_120_000)], "2026-12-10", **rule)

    # 77 of 78 parts of 1,440,000 are 1,421,538; ten instalments have had 1,200,000 of it, nine of them are open.
    assert state.payoff.interest == 1_421_538 - 1_200_000 + 9 * 120_000


def test_instalments_left_keep_their_amount_and_end_sooner():
    state = look(FLAT, [paid("02-15", 1_120_000), payoff("03-01")], "03-01")

    # 11,000,000 are left: 1,060,000 beside the 60,000 of the running period, then 1,120,000 each.
    assert [due(line)[:2] for line in state.lines] == [
        (1_000_000, 120_000),
        (1_060_000, 60_000),
        *[(1_120_000, 0)] * 8,
        (980_000, 0),
    ]
    assert [line.no for line in state.lines] == list(range(1, 12))
    assert [line.opening for line in state.lines[:3]] == [12_000_000, 11_000_000, 9_940_000]
    assert (state.lines[1].before, state.lines[1].late, state.lines[-1].closing) == (1_120_000, 0, 0)


def test_a_declining_loan_keeps_its_parts_when_it_is_settled():
    for servicing in ({}, FOLLOWING):
        state = look(DECLINING, [paid("02-15", 112_000), payoff("03-01")], "03-01", **servicing)
        assert [due(line)[:2] for line in state.lines] == [
            (100_000, 12_000),
            (100_000, 5_500),
            *[(100_000, 0)] * 10,
        ]
        assert [line.no for line in state.lines] == list(range(1, 13))


def test_an_annuity_keeps_its_instalment_when_it_is_settled():
    terms = replace(DECLINING, method=Method.ANNUITY, instalment_amount=110_000)
    for servicing in ({}, FOLLOWING):
        state = look(terms, [paid("02-15", 110_000), payoff("03-15")], "03-15", **servicing)
        assert [sum(due(line)) for line in state.lines[:4]] == [110_000] * 4
        assert [due(line)[1] for line in state.lines[:4]] == [12_000, 11_020, 0, 0]


def test_what_was_paid_ahead_of_principal_stays_where_it_was_paid():
    first = (PRINCIPAL, INTEREST, FEE, PENALTY)
    events = [paid("02-15", 1_120_000), paid("02-20", 3_300_000), payoff("03-01")]
    state = look(FLAT, events, "03-01", in_advance=first, across=Across.COMPONENT)

    # Three instalments and a part of the fourth were paid ahead, of principal alone: 7,700,000 are left.
    assert split(state.transactions[1]) == (3_300_000, 0, 0, 0)
    assert split(state.transactions[2]) == (7_700_000, 60_000, 0, 0)
    assert [due(line)[0] for line in state.lines[1:4]] == [1_060_000, 1_120_000, 1_120_000]
    assert all(line.outstanding == 0 for line in state.lines)


def test_charges_and_fees_of_the_running_instalment():
    monthly = replace(FLAT, fees=(Fee(name="buku", amount=2_000, when=FeeWhen.EACH),))
    events = [paid("02-15", 1_122_000), charged("02-20", 30_000), charged("02-20", 7_000, due_on="06-01")]
    whole = {"payoff_interest": PayoffInterest.FULL_PERIOD}

    assert look(monthly, events, "03-01").payoff.fee == 37_000
    assert look(monthly, events, "03-01", **whole).payoff.fee == 39_000
    assert look(monthly, [*events, paid("02-21", 10_000)], "03-01").payoff.fee == 27_000
    assert look(monthly, [*events, paid("02-21", 10_000)], "03-01", **whole).payoff.fee == 29_000
    assert look(monthly, [*events, paid("02-21", 40_000)], "03-01", **whole).payoff.fee == 7_000
    settled = look(monthly, [*events, payoff("03-01")], "03-01", **whole)
    assert [due(line)[2] for line in settled.lines[:6]] == [2_000, 32_000, 0, 0, 7_000, 0]
    assert [due(line)[2] for line in look(monthly, [*events, payoff("03-01")], "03-01").lines[:3]] == [
        2_000,
        30_000,
        0,
    ]


def test_settling_takes_what_is_open_of_earlier_instalments_and_charges_too():
    events = [charged("01-20", 30_000, due_on="12-15"), paid("02-15", 500_000)]
    state = look(FLAT, events, "03-01")

    assert (state.payoff.principal, state.payoff.interest, state.payoff.fee) == (11_620_000, 60_000, 30_000)


def test_settling_counts_what_was_paid_ahead():
    events = [paid("02-15", 2_240_000)]  # March too
    state = look(FLAT, [*events, payoff("03-01")], "03-01")

    assert split(state.transactions[1]) == (10_000_000, 0, 0, 0)
    assert state.outstanding == 0


def test_fees_of_instalments_to_come_are_not_settled():
    monthly = Fee(name="buku", amount=2_000, when=FeeWhen.EACH)
    terms = replace(FLAT, fees=(monthly,))
    events = [paid("02-15", 1_122_000)]

    assert look(terms, events, "03-01").payoff.fee == 0
    assert look(terms, events, "03-01", payoff_interest=PayoffInterest.FULL_PERIOD).payoff.fee == 2_000
    settled = look(terms, [*events, payoff("03-01")], "03-01")
    assert (settled.outstanding, split(settled.transactions[1])[2]) == (0, 0)
    whole = look(terms, [*events, payoff("03-01")], "03-01", payoff_interest=PayoffInterest.FULL_PERIOD)
    assert (whole.outstanding, split(whole.transactions[1])[2]) == (0, 2_000)


def test_a_payoff_takes_exactly_the_quote():
    assert look(FLAT, [payoff("01-15", 12_000_000)], "01-15").outstanding == 0
    with pytest.raises(EventRefusedError) as raised:
        look(FLAT, [payoff("01-15", 11_999_999)], "01-15")

    assert raised.value.facts["wrong"] == "payoff"
    assert "12000000" in raised.value.facts["message"]


def test_after_the_last_due_date_all_that_is_open_settles():
    state = look(FLAT, [payoff("2027-03-01")], "2027-03-01")

    assert split(state.transactions[0]) == (12_000_000, 1_440_000, 0, 0)


def test_a_penalty_that_counts_once_is_settled_too():
    state = look(FLAT, [payoff("02-20")], "02-20", penalty=Penalty(amount=7_000))

    assert split(state.transactions[0])[3] == 7_000
    assert state.outstanding == 0
