from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from guyub.finance.loans.domain.course import Change
from guyub.finance.loans.domain.events import EventRefusedError
from guyub.finance.loans.domain.explanations import explained
from guyub.finance.loans.domain.servicing import (
    Across,
    Component,
    PayoffInterest,
    Penalty,
    PenaltyOf,
    PenaltyPer,
    Prepayment,
    Timing,
)
from guyub.finance.loans.domain.terms import Fee, FeeOf, FeeWhen, Method, TermsRefusedError, Tranche
from tests.finance.loans.domain.loan_world import (
    DECLINING,
    FLAT,
    START,
    charged,
    day,
    due,
    look,
    paid,
    payoff,
    rescheduled,
    reversed_at,
    split,
    waived,
)

PENALTY, FEE, INTEREST, PRINCIPAL = Component


# -- what a payment pays -------------------------------------------------------------------------------------------


def test_an_exact_payment_pays_interest_and_principal():
    state = look(FLAT, [paid("02-15", 1_120_000)], "02-15")

    assert [split(one) for one in state.transactions] == [(1_000_000, 120_000, 0, 0)]
    assert state.transactions[0].balance == 11_000_000
    assert state.lines[0].outstanding == 0
    assert (state.lines[0].before, state.lines[0].late) == (0, 0)
    assert state.outstanding == 11 * 1_120_000


def test_defect_6_any_amount_does_not_mark_an_instalment_paid():
    state = look(FLAT, [paid("02-15", 500_000)], "02-16")

    assert state.lines[0].outstanding == 620_000
    assert (state.arrears.amount, state.arrears.days, state.arrears.since) == (620_000, 1, day("02-15"))


def test_defect_7_a_payment_is_not_all_principal():
    state = look(FLAT, [paid("02-15", 500_000)], "02-15")

    assert split(state.transactions[0]) == (380_000, 120_000, 0, 0)
    assert state.transactions[0].balance == 11_620_000


def test_defect_8_what_happened_is_taken_back_never_deleted():
    events = [paid("02-15", 1_120_000), paid("03-15", 1_120_000), reversed_at("03-20", 0)]

    taken_back = look(FLAT, events, "03-20")
    never_been = look(FLAT, [paid("03-15", 1_120_000)], "03-20")

    assert taken_back.outstanding == never_been.outstanding
    assert [due(one) for one in taken_back.lines] == [due(one) for one in never_been.lines]
    # On every day: also on those before it was taken back.
    assert look(FLAT, events, "02-20").arrears.amount == 1_120_000


def test_what_is_due_today_is_not_overdue():
    assert look(FLAT, [], "02-15").arrears.amount == 0
    assert look(FLAT, [], "02-16").arrears.amount == 1_120_000
    assert look(FLAT, [], "03-16").arrears.since == day("02-15")
    assert look(FLAT, [], "03-16").arrears.amount == 2_240_000


@pytest.mark.parametrize(
    ("_case", "servicing", "parts"),
    [
        ("interest first, an instalment at a time", {}, (180_000, 120_000)),
        ("principal first", {"allocation": (PRINCIPAL, PENALTY, FEE, INTEREST)}, (300_000, 0)),
        ("interest of all that is overdue first", {"across": Across.COMPONENT}, (60_000, 240_000)),
    ],
)
def test_orders_of_two_overdue_instalments(_case, servicing, parts):
    state = look(FLAT, [paid("03-20", 300_000)], "03-20", **servicing)

    assert split(state.transactions[0])[:2] == parts


def test_the_instalment_of_the_day_may_come_before_overdue_ones():
    order = (Timing.DUE, Timing.OVERDUE, Timing.IN_ADVANCE)
    state = look(FLAT, [paid("03-15", 1_200_000)], "03-15", timing=order)

    assert [line.outstanding for line in state.lines[:3]] == [1_040_000, 0, 1_120_000]


@pytest.mark.parametrize(
    ("in_advance", "parts"),
    [((), (930_000, 120_000)), ((PRINCIPAL, PENALTY, FEE, INTEREST), (1_000_000, 50_000))],
)
def test_what_is_paid_ahead_has_an_order_of_its_own(in_advance, parts):
    events = [paid("02-15", 1_120_000), paid("02-20", 1_050_000)]
    state = look(FLAT, events, "02-20", in_advance=in_advance)

    assert split(state.transactions[1])[:2] == parts
    assert (state.lines[1].before, state.lines[1].late) == (1_050_000, 0)


def test_a_late_payment_is_told_as_late():
    state = look(FLAT, [paid("02-20", 1_120_000)], "02-20")

    assert (state.lines[0].before, state.lines[0].late) == (0, 1_120_000)


def test_events_of_later_days_are_not_seen():
    assert look(FLAT, [paid("02-15", 1_120_000)], "02-14").transactions == ()


# -- charges and waivers -------------------------------------------------------------------------------------------


def test_a_charge_belongs_to_the_first_instalment_due_on_or_after_its_day():
    fee = charged("01-20", 25_000, due_on="03-15")
    penalty = charged("01-20", 10_000, of=PENALTY, due_on="03-16")
    last = charged("01-20", 5_000, due_on="2027-06-01")
    state = look(FLAT, [fee, penalty, last], "01-20")

    assert due(state.lines[2 - 1]) == (1_000_000, 120_000, 25_000, 0)
    assert due(state.lines[3 - 1]) == (1_000_000, 120_000, 0, 10_000)
    assert due(state.lines[-1]) == (1_000_000, 120_000, 5_000, 0)


def test_penalty_and_fee_are_paid_before_interest():
    events = [
        charged("02-16", 25_000, due_on="02-15"),
        charged("02-16", 10_000, PENALTY, "02-15"),
        paid("02-16", 100_000),
    ]
    state = look(FLAT, events, "02-16")

    assert split(state.transactions[0]) == (0, 65_000, 25_000, 10_000)


def test_a_waiver_forgives_all_but_the_principal_the_oldest_first():
    events = [charged("02-16", 10_000, PENALTY, "02-15"), waived("02-16", 150_000)]
    state = look(FLAT, events, "02-16")

    assert state.lines[0].outstanding == 1_000_000
    assert state.lines[1].waived == {PENALTY: 0, FEE: 0, INTEREST: 20_000, PRINCIPAL: 0}
    assert state.transactions == ()


def test_more_than_is_open_beside_the_principal_is_not_forgiven():
    assert look(FLAT, [waived("02-16", 1_440_000)], "02-16").outstanding == 12_000_000
    with pytest.raises(EventRefusedError) as raised:
        look(FLAT, [waived("02-16", 1_440_001)], "02-16")

    assert (raised.value.facts["field"], raised.value.facts["wrong"]) == ("events[0].amount", "waive")


# -- being late ----------------------------------------------------------------------------------------------------


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


# -- settling early ------------------------------------------------------------------------------------------------


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


# -- interest that follows the payments ----------------------------------------------------------------------------

FOLLOWING = {"recalculate_interest": True}


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


# -- reschedules ---------------------------------------------------------------------------------------------------


def test_a_new_rate_holds_from_its_instalment_on():
    change = Change(from_on=day("08-01"), annual_rate=Fraction(6, 100))
    state = look(FLAT, [rescheduled("07-01", change)], "07-01")

    assert [due(one)[1] for one in state.lines] == [120_000] * 6 + [60_000] * 6
    assert {due(one)[0] for one in state.lines} == {1_000_000}
    declining = look(DECLINING, [rescheduled("07-01", change)], "07-01", **FOLLOWING)
    # 1,200,000 not paid until 1 July, then the plan: 6,000 a month at the old rate, 3,000 at the new one.
    assert due(declining.lines[6])[1] == 3_000


def test_more_instalments_and_a_pause():
    longer = look(DECLINING, [rescheduled("07-01", Change(from_on=day("08-01"), extend=6))], "07-01")
    assert len(longer.lines) == 18
    assert [due(one)[0] for one in longer.lines[5:8]] == [100_000, 50_000, 50_000]

    rested = look(DECLINING, [rescheduled("07-01", Change(from_on=day("08-01"), pause=2, extend=2))], "07-01")
    assert [due(one)[0] for one in rested.lines[5:9]] == [100_000, 0, 0, 100_000]
    assert [due(one)[1] for one in rested.lines[5:9]] == [7_000, 6_000, 6_000, 6_000]


def test_of_changes_from_the_same_instalment_the_last_gathers_the_others():
    changes = [
        rescheduled("07-01", Change(from_on=day("08-01"), extend=6)),
        rescheduled("07-02", Change(from_on=day("08-02"), annual_rate=Fraction(6, 100))),
    ]
    state = look(DECLINING, changes, "07-02")

    assert (len(state.lines), due(state.lines[6])[:2]) == (18, (50_000, 3_000))


def test_a_fixed_instalment_stays_at_another_rate_and_is_counted_anew_over_more():
    terms = replace(DECLINING, method=Method.ANNUITY, instalment_amount=110_000)
    cheaper = look(
        terms, [rescheduled("07-01", Change(from_on=day("08-01"), annual_rate=Fraction(0)))], "07-01"
    )
    longer = look(terms, [rescheduled("07-01", Change(from_on=day("08-01"), extend=6))], "07-01")

    assert sum(due(cheaper.lines[7])[:2]) == 110_000
    assert sum(due(longer.lines[7])[:2]) < 60_000


def test_a_new_rate_never_gives_back_what_roundings_took():
    # 39.5 a month is 40 each; without interest from the third on the exact total is 79, and 80 have fallen due.
    terms = replace(FLAT, principal=100_000, annual_rate=Fraction(474, 100_000), instalments=3)
    state = look(
        terms, [rescheduled("03-16", Change(from_on=day("03-16"), annual_rate=Fraction(0)))], "03-16"
    )

    assert [due(one)[1] for one in state.lines] == [40, 40, 0]


def test_parts_that_were_told_one_by_one_are_not_spread_anew():
    terms = replace(DECLINING, instalments=3, principal_parts=(400_000, 400_000, 400_000))
    with pytest.raises(TermsRefusedError) as raised:
        look(terms, [rescheduled("02-01", Change(from_on=day("02-01"), extend=1))], "02-01")

    assert raised.value.facts["wrong"] == "change"


@pytest.mark.parametrize(
    ("_case", "change", "wrong"),
    [
        ("after the end", Change(from_on=date(2027, 2, 1)), "change"),
        ("a pause to the end", Change(from_on=date(2026, 8, 1), pause=6), "change"),
        ("too long", Change(from_on=date(2026, 8, 1), extend=1200), "instalments"),
        ("less than none", Change(from_on=date(2026, 8, 1), extend=-1), "change"),
        ("a negative rate", Change(from_on=date(2026, 8, 1), annual_rate=Fraction(-1)), "rate"),
        ("an absurd rate", Change(from_on=date(2026, 8, 1), annual_rate=Fraction(13)), "rate"),
    ],
)
def test_a_reschedule_that_cannot_be(_case, change, wrong):
    with pytest.raises(TermsRefusedError) as raised:
        look(DECLINING, [rescheduled("07-01", change)], "07-01")

    assert raised.value.facts["wrong"] == wrong
    assert raised.value.facts["message"].endswith(".")


# -- what does not fit ---------------------------------------------------------------------------------------------

MOST = 2**63 - 1


@pytest.mark.parametrize(
    ("_case", "events", "wrong"),
    [
        ("before it was paid out", [paid("01-14", 1)], "early"),
        ("nothing", [paid("02-15", 0)], "amount"),
        ("less than nothing", [paid("02-15", -1)], "amount"),
        ("beyond a bigint", [paid("02-15", MOST + 1)], "amount"),
        ("a charge beyond a bigint", [charged("02-15", MOST)], "amount"),
        ("more than all", [paid("02-15", 13_440_001)], "overpaid"),
        ("after all was paid", [paid("02-15", 13_440_000), paid("02-16", 1)], "settled"),
        ("after the payoff", [payoff("02-15"), paid("02-16", 1)], "settled"),
        ("a charge after the payoff", [payoff("02-15"), charged("02-16", 1)], "settled"),
        ("a waiver after all was paid", [paid("02-15", 13_440_000), waived("02-16", 1)], "settled"),
        ("settled twice", [payoff("02-15"), payoff("02-16")], "settled"),
        ("taken back: nothing there", [reversed_at("02-15", 5)], "reversal"),
        ("taken back: before it", [paid("02-15", 1), reversed_at("02-14", 0)], "reversal"),
        (
            "taken back twice",
            [paid("02-15", 1), reversed_at("02-15", 0), reversed_at("02-15", 0)],
            "reversal",
        ),
        (
            "a taking back taken back",
            [paid("02-15", 1), reversed_at("02-15", 0), reversed_at("02-15", 1)],
            "reversal",
        ),
        ("taken back: no place", [reversed_at("02-15", None)], "reversal"),
        ("too many", [paid("02-15", 1)] * 10_001, "many"),
    ],
)
@pytest.mark.parametrize("servicing", [{}, FOLLOWING], ids=["standing", "following"])
def test_an_event_that_does_not_fit(_case, events, wrong, servicing):
    terms = replace(DECLINING, principal=12_000_000, annual_rate=Fraction(0)) if servicing else FLAT
    if servicing:
        events = [
            event | {"amount": event["amount"] - 1_440_000}
            if event.get("amount", 0) in {13_440_000, 13_440_001}
            else event
            for event in events
        ]
    with pytest.raises(EventRefusedError) as raised:
        look(terms, events, "03-01", **servicing)

    assert raised.value.facts["wrong"] == wrong
    assert raised.value.facts["message"].endswith(".")


@pytest.mark.parametrize(
    ("_case", "terms", "servicing", "wrong"),
    [
        ("no day", replace(FLAT, disbursed_on=None), {}, "dates"),
        ("a component missing", FLAT, {"allocation": (PENALTY, FEE, INTEREST)}, "allocation"),
        ("one twice ahead", FLAT, {"in_advance": (FEE, FEE, INTEREST, PRINCIPAL)}, "allocation"),
        ("a time missing", FLAT, {"timing": (Timing.DUE,)}, "timing"),
        ("a flat loan follows nothing", FLAT, FOLLOWING, "recalculate"),
        (
            "a contract that follows",
            DECLINING,
            {"payoff_interest": PayoffInterest.RULE_78, **FOLLOWING},
            "payoff",
        ),
        ("a rebate of more than all", FLAT, {"payoff_rebate": Fraction(2)}, "payoff"),
        ("two penalties", FLAT, {"penalty": Penalty(rate=Fraction(1, 9), amount=1)}, "penalty"),
        ("a penalty of more than all", FLAT, {"penalty": Penalty(rate=Fraction(2))}, "penalty"),
        ("a negative penalty", FLAT, {"penalty": Penalty(amount=-1)}, "penalty"),
        ("a rebate of less than nothing", FLAT, {"payoff_rebate": Fraction(-1, 2)}, "payoff"),
        ("a negative rate", FLAT, {"penalty": Penalty(rate=Fraction(-1, 2))}, "penalty"),
        ("a negative cap", FLAT, {"penalty": Penalty(amount=1, cap=Fraction(-1, 2))}, "penalty"),
        ("a penalty beyond a bigint", FLAT, {"penalty": Penalty(amount=MOST + 1)}, "penalty"),
        ("a negative grace", FLAT, {"penalty": Penalty(amount=1, grace_days=-1)}, "penalty"),
        ("a cap of more than all", FLAT, {"penalty": Penalty(amount=1, cap=Fraction(2))}, "penalty"),
    ],
)
def test_a_way_of_serving_that_does_not_fit(_case, terms, servicing, wrong):
    with pytest.raises(TermsRefusedError) as raised:
        look(terms, [], "03-01", **servicing)

    assert raised.value.facts["wrong"] == wrong
    assert raised.value.facts["message"].endswith(".")


def test_what_is_just_allowed():
    whole = Penalty(rate=Fraction(1), cap=Fraction(1))
    assert look(FLAT, [], "02-16", penalty=whole, payoff_rebate=Fraction(1)).payoff.penalty == 1_000_000
    assert look(FLAT, [paid("02-15", 1), reversed_at("02-15", 0)], "02-15").transactions == ()
    assert look(FLAT, [charged("02-15", MOST - 1_120_000)], "02-15").lines[0].outstanding == MOST
    assert look(FLAT, [charged("01-15", 1), paid("01-15", 1)], "01-15").lines[0].outstanding == 1_120_000
    # A rupiah that is open is overdue and bears its penalty.
    almost = [paid("02-15", 1_119_999)]
    late = look(FLAT, almost, "02-16", penalty=Penalty(amount=500))
    assert (late.arrears.amount, late.payoff.penalty) == (501, 500)
    daily = Penalty(amount=500, per=PenaltyPer.DAY)
    assert look(FLAT, almost, "02-17", penalty=daily).payoff.penalty == 1_000
    assert look(FLAT, [waived("02-15", 1)], "02-15").lines[0].outstanding == 1_119_999


def test_of_two_late_instalments_the_paid_one_costs_no_more():
    daily = Penalty(rate=Fraction(1, 1000), per=PenaltyPer.DAY)
    order = (Timing.DUE, Timing.OVERDUE, Timing.IN_ADVANCE)
    state = look(FLAT, [paid("03-15", 1_120_000)], "03-20", penalty=daily, timing=order)

    # March was paid on its day; February costs 33 days.
    assert [due(line)[3] for line in state.lines[:2]] == [33_000, 0]


def test_a_payoff_taken_back_lets_the_loan_go_on():
    events = [payoff("02-15"), reversed_at("02-20", 0), paid("03-15", 1_120_000)]

    assert look(FLAT, events, "03-15").outstanding == 11 * 1_120_000


# -- why -----------------------------------------------------------------------------------------------------------


def test_a_receipt_says_why():
    events = [charged("02-16", 10_000, PENALTY, "02-15"), paid("03-15", 2_500_000), payoff("03-20")]
    state = look(FLAT, events, "03-20")
    first, last = (explained(one).replace("\u00a0", " ") for one in state.transactions)

    assert first == (
        "Rp 2.500.000: angsuran 1 (lewat tempo 15 Feb 2026) denda Rp 10.000, jasa Rp 120.000, pokok Rp 1.000.000; "
        "angsuran 2 (jatuh tempo hari itu) jasa Rp 120.000, pokok Rp 1.000.000; angsuran 3 (jatuh tempo 15 Apr 2026, "
        "dibayar lebih awal) jasa Rp 120.000, pokok Rp 130.000. Sisa pokok Rp 9.870.000."
    )
    assert last.endswith("Lunas.")
    assert explained(state.transactions[0], digits=2).startswith("Rp\u00a025.000,00: ")
