from dataclasses import replace
from fractions import Fraction

import pytest

from guyub.finance.loans.domain.events import EventRefusedError
from guyub.finance.loans.domain.explanations import explained
from guyub.finance.loans.domain.servicing import (
    Across,
    Component,
    PayoffInterest,
    Penalty,
    PenaltyPer,
    Timing,
)
from guyub.finance.loans.domain.terms import TermsRefusedError, Tranche
from tests.finance.loans.domain.loan_world import (
    DECLINING,
    FLAT,
    FOLLOWING,
    START,
    charged,
    day,
    due,
    look,
    paid,
    payoff,
    reversed_at,
    split,
    waived,
)

PENALTY, FEE, INTEREST, PRINCIPAL = Component


# -- what a payment pays ----------------------------------------------------------------------------------------------


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


# -- charges and waivers ----------------------------------------------------------------------------------------------


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


# -- what does not fit ------------------------------------------------------------------------------------------------

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


def test_what_was_not_paid_out_cannot_be_paid_back():
    later = Tranche(day("02-01"), 600_000)
    terms = replace(DECLINING, principal=0, tranches=(Tranche(START, 600_000), later))
    for servicing in ({}, FOLLOWING):
        with pytest.raises(EventRefusedError) as raised:
            look(terms, [paid("01-20", 700_000)], "01-20", **servicing)
        assert raised.value.facts["wrong"] == "overpaid"
    assert look(terms, [paid("01-20", 600_000)], "01-20").payoff.principal == 53_709


def test_a_little_that_is_left_is_paid_by_the_step_and_not_refused():
    """27,000 in parts of 1,000: after 26,400 at once 600 are left, and a 26th part of them rounds to nothing."""
    terms = replace(DECLINING, principal=27_000, annual_rate=Fraction(0), instalments=27, instalment_to=1_000)
    state = look(terms, [paid("02-15", 26_400)], "02-15", **FOLLOWING)

    assert state.payoff.principal == 600
    assert [line.due[PRINCIPAL] for line in state.lines if line.outstanding] == [600]


def test_a_payoff_taken_back_lets_the_loan_go_on():
    events = [payoff("02-15"), reversed_at("02-20", 0), paid("03-15", 1_120_000)]

    assert look(FLAT, events, "03-15").outstanding == 11 * 1_120_000


# -- why --------------------------------------------------------------------------------------------------------------


def test_a_receipt_says_why():
    events = [charged("02-16", 10_000, PENALTY, "02-15"), paid("03-15", 2_500_000), payoff("03-20")]
    state = look(FLAT, events, "03-20")
    first, last = (explained(one).replace("\u00a0", " ") for one in state.transactions)

    assert first == (
        "Rp 2.500.000: angsuran 1 (lewat tempo 15 Feb 2026) denda Rp 10.000, jasa Rp 120.000, pokok Rp 1.000.000; "
        "angsuran 2 (jatuh tempo hari itu) jasa Rp 120.000, pokok Rp 1.000.000; angsuran 3 (jatuh tempo 15 Apr 2026, "
        "dibayar lebih awal) jasa Rp 120.000, pokok Rp 130.000. Sisa pokok Rp 9.870.000."
    )
    # What is settled before it is due is no instalment's; the jasa of the third was paid already.
    assert last == "Rp 9.870.000: sisanya dibayar sekaligus pokok Rp 9.870.000. Lunas."
    assert explained(state.transactions[0], digits=2).startswith("Rp\u00a025.000,00: ")
