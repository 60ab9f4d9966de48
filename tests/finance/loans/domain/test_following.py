from dataclasses import replace
from datetime import date
from fractions import Fraction

from guyub.finance.loans.domain.servicing import (
    PayoffInterest,
    Prepayment,
)
from guyub.finance.loans.domain.terms import Fee, FeeOf, FeeWhen, Tranche
from tests.finance.loans.domain.loan_world import (
    DECLINING,
    FOLLOWING,
    START,
    due,
    look,
    paid,
    payoff,
    split,
)


def test_a_prepayment_lowers_the_instalments_shortens_the_loan_or_covers_the_next():
    events = [paid("02-15", 300_000)]  # 12,000 and 100,000 are due; 188,000 are paid ahead, 912,000 are left
    lower = look(DECLINING, events, "02-15", **FOLLOWING)
    shorter = look(DECLINING, events, "02-15", prepayment=Prepayment.REDUCE_TERM, **FOLLOWING)
    covering = look(DECLINING, events, "02-15", prepayment=Prepayment.NEXT_INSTALMENTS, **FOLLOWING)

    assert [due(one)[:2] for one in lower.lines[:3]] == [(288_000, 12_000), (82_909, 9_120), (82_909, 8_291)]
    assert len(lower.lines) == 12
    assert [due(one)[:2] for one in shorter.lines[:2]] == [(288_000, 12_000), (100_000, 9_120)]
    assert (len(shorter.lines), due(shorter.lines[-1])[:2]) == (11, (12_000, 120))
    assert [due(one)[0] for one in covering.lines[:4]] == [288_000, 0, 12_000, 100_000]
    for state in (lower, shorter, covering):
        assert sum(due(one)[0] for one in state.lines) == 1_200_000


def test_paying_before_the_due_date_costs_less():
    # 1,200,000 for 10 of 31 days and 1,000,000 for 21: 3,871 and 6,774.
    state = look(DECLINING, [paid("01-25", 200_000)], "01-25", **FOLLOWING)

    assert due(state.lines[0])[:2] == (200_000, 10_645)
    assert state.lines[0].outstanding == 10_645
    assert (state.payoff.principal, state.payoff.interest) == (1_000_000, 3_871)


def test_paying_more_than_planned_before_the_due_date():
    # 300,000 on 25 January: 3,871 for 10 days, 900,000 for 21 days 6,097; 100,000 were planned.
    events = [paid("01-25", 300_000)]
    for way, following in (
        (Prepayment.REDUCE_INSTALMENT, [81_818, 81_818]),  # 900,000 over 11
        (Prepayment.REDUCE_TERM, [100_000, 100_000]),
        (Prepayment.NEXT_INSTALMENTS, [0, 0]),  # 200,000 ahead of what a part of 100,000 takes
    ):
        state = look(DECLINING, events, "02-20", prepayment=way, **FOLLOWING)
        assert due(state.lines[0])[:2] == (300_000, 3_871 + 6_097)
        assert [due(line)[0] for line in state.lines[1:3]] == following
        assert state.lines[0].closing == state.lines[1].opening == 900_000


def test_a_second_payment_on_a_due_date_still_belongs_to_it():
    state = look(DECLINING, [paid("02-15", 112_000), paid("02-15", 88_000)], "02-15", **FOLLOWING)

    assert due(state.lines[0])[:2] == (188_000, 12_000)
    assert [line.closing for line in state.lines[:2]] == [1_012_000, 920_000]
    assert state.lines[0].before == state.lines[0].late == 0


def test_what_is_overdue_goes_on_costing():
    # February was not paid: 1,200,000 cost until 1 March, as the plan has it from then on: 1,100,000.
    state = look(DECLINING, [], "03-01", **FOLLOWING)

    assert due(state.lines[1])[:2] == (100_000, 6_000 + 5_500)
    assert (state.payoff.principal, state.payoff.interest) == (1_200_000, 12_000 + 6_000)


def test_less_than_the_running_principal_changes_no_amount():
    state = look(DECLINING, [paid("01-25", 50_000)], "01-25", **FOLLOWING)

    assert due(state.lines[0]) == (100_000, 3_871 + 7_790, 0, 0)
    assert due(state.lines[1])[0] == 100_000


def test_principal_paid_back_whole_leaves_the_interest_of_the_running_period():
    state = look(DECLINING, [paid("01-25", 1_200_000)], "01-30", **FOLLOWING)

    assert len(state.lines) == 1
    assert state.outstanding == 3_871
    assert state.payoff.total == 3_871
    settled = look(DECLINING, [paid("01-25", 1_200_000), payoff("01-30")], "01-30", **FOLLOWING)
    assert (settled.outstanding, settled.payoff.total) == (0, 0)


def test_a_payoff_by_day_or_by_period():
    by_period = {"payoff_interest": PayoffInterest.FULL_PERIOD, **FOLLOWING}
    monthly = replace(DECLINING, fees=(Fee(name="buku", amount=500, when=FeeWhen.EACH),))

    assert look(DECLINING, [], "01-25", **FOLLOWING).payoff.interest == 3_871
    assert look(DECLINING, [], "01-25", **by_period).payoff.interest == 12_000
    assert look(monthly, [], "01-25", **by_period).payoff.fee == 500
    settled = look(monthly, [payoff("01-25")], "01-25", **by_period)
    assert split(settled.transactions[0]) == (1_200_000, 12_000, 500, 0)
    assert settled.outstanding == 0


def test_a_fee_of_the_instalment_follows_it():
    terms = replace(
        DECLINING, fees=(Fee(name="jasa", rate=Fraction(1, 100), when=FeeWhen.EACH, of=FeeOf.INSTALMENT),)
    )
    state = look(terms, [], "01-15", **FOLLOWING)

    assert due(state.lines[0]) == (100_000, 12_000, 1_120, 0)


def test_tranches_cost_from_their_own_day():
    terms = replace(
        DECLINING, principal=0, tranches=(Tranche(START, 600_000), Tranche(date(2026, 2, 1), 600_000))
    )
    follows = look(terms, [], "01-20", **FOLLOWING)
    stands = look(terms, [], "01-20")

    # 6,000 for the first; 600,000 for 14 of 31 days 2,709.68, each piece by itself: 3,290 and 5,419.
    assert due(follows.lines[0])[:2] == due(stands.lines[0])[:2] == (100_000, 3_290 + 5_419)
    assert (follows.lines[0].opening, follows.lines[0].drawn) == (600_000, 600_000)
    assert follows.payoff.principal == stands.payoff.principal == 600_000
    assert look(terms, [], "02-01").payoff.principal == 1_200_000
    assert look(terms, [], "02-08").payoff.interest == 3_290 + 1_355 + 1_355


def test_a_tranche_on_a_due_date_or_late_in_the_day():
    terms = replace(
        DECLINING, principal=0, tranches=(Tranche(START, 600_000), Tranche(date(2026, 2, 15), 550_000))
    )
    for servicing in ({}, FOLLOWING):
        state = look(terms, [], "02-20", **servicing)
        assert [(one.opening, one.drawn, one.closing) for one in state.lines[:2]] == [
            (600_000, 550_000, 1_100_000),
            (1_100_000, 0, 1_000_000),
        ]
        settled = look(terms, [payoff("02-20")], "02-20", **servicing)
        assert (settled.outstanding, settled.transactions[0].balance) == (0, 0)


def test_settling_before_a_tranche_is_paid_out_owes_the_first_alone():
    terms = replace(
        DECLINING, principal=0, tranches=(Tranche(START, 600_000), Tranche(date(2026, 5, 1), 600_000))
    )
    for servicing in ({}, FOLLOWING):
        state = look(terms, [payoff("01-20")], "01-20", **servicing)
        assert split(state.transactions[0])[0] == 600_000
        assert sum(due(one)[0] for one in state.lines) == 600_000


def test_interest_that_waits_is_settled_as_well():
    terms = replace(DECLINING, grace_interest_payment=2)
    for servicing in ({}, FOLLOWING):
        state = look(terms, [paid("02-15", 100_000)], "02-15", **servicing)
        assert due(state.lines[0])[:2] == (100_000, 0)
        assert state.payoff.interest == 12_000
        settled = look(terms, [paid("02-15", 100_000), payoff("02-15")], "02-15", **servicing)
        assert split(settled.transactions[1]) == (1_100_000, 12_000, 0, 0)
