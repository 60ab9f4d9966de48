"""A loan that ran before Guyub keeps its contract and owes exactly what was told."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from guyub.finance.loans.domain.contracts import KIND_ORDER, Contract
from guyub.finance.loans.domain.openings import Told, contract_of, opening_of, standing_of
from guyub.finance.loans.domain.servicing import Component, Penalty, PenaltyPer, Servicing
from guyub.finance.loans.domain.states import state_of
from guyub.finance.loans.domain.terms import Every, Fee, FeeWhen, Method, Terms, TermsRefusedError, Unit
from guyub.foundation.kernel.money import Rounding
from tests.finance.loans.domain import loan_strategies as drawn

CUT = date(2025, 12, 31)
MAY = date(2025, 5, 12)
FLAT = Told(1_200_000, Fraction(12, 100), Method.FLAT, 12, MAY, 600_000)  # 100,000 and 12,000 on the 12th
KIND = Servicing(allocation=KIND_ORDER)


def usual(method=Method.FLAT, servicing=KIND, **more):
    """A contract of the product as it is lent now."""
    return Contract(
        Terms(method=method, annual_rate=Fraction(1, 10), principal=5_000_000, instalments=10, **more),
        servicing,
        ("Asuransi",),
    )


def paid(found):
    return [(event.on, event.amount) for event in found.events]


def parts(found):
    sums = dict.fromkeys(Component, 0)
    for one in found.state.transactions:
        for part in one.parts:
            sums[part.component] += part.amount
    return sums[Component.PRINCIPAL], sums[Component.INTEREST], sums[Component.FEE], sums[Component.PENALTY]


@pytest.mark.parametrize(
    ("_case", "left_rp", "amount_rp", "late", "overdue_rp", "ahead", "next_rp"),
    [
        ("seven were due and paid", 500_000, 784_000, 0, 0, 0, 112_000),
        ("two are late", 700_000, 560_000, 2, 224_000, 0, 112_000),
        ("half of one was paid", 640_000, 560_000 + 12_000 + 60_000, 2, 152_000, 0, 112_000),
        ("nothing was paid", 1_200_000, None, 7, 784_000, 0, 112_000),
        ("two ahead", 300_000, 1_008_000, 0, 0, 2, 112_000),
    ],
)
def test_a_flat_loan(_case, left_rp, amount_rp, late, overdue_rp, ahead, next_rp):
    found = opening_of(FLAT._replace(left_rp=left_rp), None, cut_off=CUT)

    assert paid(found) == ([(CUT, amount_rp)] if amount_rp else [])
    standing = standing_of(found.state, CUT)
    assert (standing.late, standing.overdue.amount_rp, standing.ahead, standing.next_rp) == (
        late,
        overdue_rp,
        ahead,
        next_rp,
    )
    assert not found.is_anew
    assert found.contract.terms.disbursed_on == MAY


def test_a_late_loan_says_since_when_and_what_of_it_is_jasa():
    standing = standing_of(opening_of(FLAT._replace(left_rp=700_000), None, cut_off=CUT).state, CUT)

    assert standing.overdue == (date(2025, 11, 12), 224_000)
    assert (standing.jasa_rp, standing.penalty_rp) == (24_000, 0)
    assert standing.next_on == date(2026, 1, 12)


def test_a_loan_past_its_end_owes_all_of_the_rest():
    found = opening_of(FLAT._replace(disbursed_on=date(2024, 5, 12)), None, cut_off=CUT)

    standing = standing_of(found.state, CUT)
    assert (standing.late, standing.overdue.amount_rp) == (6, 672_000)
    assert (standing.next_on, standing.next_rp) == (None, 0)


@pytest.mark.parametrize(
    ("_case", "jasa_rp", "amount_rp", "is_other"),
    [
        ("the list is silent: both jasa are owed", 0, 560_000, False),
        ("the list says both", 24_000, 560_000, False),
        ("one jasa was paid without its principal", 12_000, 572_000, False),
        ("half of one", 18_000, 566_000, False),
        ("less than can be", 1_000, 560_000, True),
        ("more than can be", 36_000, 560_000, True),
    ],
)
def test_the_jasa_that_the_list_tells_is_met_where_it_can_be(_case, jasa_rp, amount_rp, is_other):
    found = opening_of(FLAT._replace(left_rp=700_000, jasa_rp=jasa_rp), None, cut_off=CUT)

    assert paid(found) == [(CUT, amount_rp)]
    assert found.is_jasa_other is is_other


def test_jasa_of_a_loan_that_is_not_late_is_another():
    assert opening_of(FLAT._replace(left_rp=500_000, jasa_rp=5_000), None, cut_off=CUT).is_jasa_other


def test_instalments_of_jasa_alone_are_taken_as_paid_unless_the_list_says_otherwise():
    told = FLAT._replace(method=Method.INTEREST_ONLY, left_rp=1_200_000)

    assert parts(opening_of(told, None, cut_off=CUT)) == (0, 84_000, 0, 0)
    late = opening_of(told._replace(jasa_rp=24_000), None, cut_off=CUT)
    assert parts(late) == (0, 60_000, 0, 0)
    assert standing_of(late.state, CUT).late == 2


def test_fees_of_each_instalment_are_the_products_and_paid_on_the_way():
    fees = (
        Fee(name="Administrasi", amount=2_000, when=FeeWhen.EACH),
        Fee(name="Provisi", rate=Fraction(1, 100)),
        Fee(name="Asuransi", amount=9_000),
    )
    product = usual(method=Method.INTEREST_ONLY, fees=fees)

    found = opening_of(FLAT._replace(method=Method.INTEREST_ONLY, left_rp=1_200_000), product, cut_off=CUT)

    assert parts(found) == (0, 84_000, 14_000, 0)
    assert [fee.name for fee in found.contract.terms.fees] == ["Administrasi"]
    assert found.contract.premiums == ()


def test_a_loan_is_served_as_its_product_and_keeps_its_own_figures():
    product = usual(
        method=Method.DECLINING,
        servicing=replace(KIND, recalculate_interest=True),
        grace_principal=3,
        instalment_to=500,
    )
    own = contract_of(FLAT._replace(method=Method.DECLINING), product)
    assert own.terms.principal == 1_200_000
    assert (own.terms.grace_principal, own.terms.instalment_to) == (3, 500)
    assert own.servicing.recalculate_interest
    # What a flat loan costs follows nothing; the grace is of the product's own method, and shorter than the loan.
    assert not contract_of(FLAT, product).servicing.recalculate_interest
    assert contract_of(FLAT, product).terms.grace_principal == 0
    assert (
        contract_of(FLAT._replace(method=Method.DECLINING, instalments=3), product).terms.grace_principal == 0
    )


def test_where_the_rounding_of_today_does_not_fit_and_none_does_the_loan_had_none():
    product = usual(instalment_to=5_000, mode=Rounding.UP)  # 115,000: principal 103,000
    assert paid(opening_of(FLAT._replace(left_rp=700_000), product, cut_off=CUT)) == [(CUT, 560_000)]
    assert paid(opening_of(FLAT._replace(left_rp=685_000), product, cut_off=CUT)) == [(CUT, 575_000)]
    # Neither: as the product is today.
    other = opening_of(FLAT._replace(left_rp=690_000), product, cut_off=CUT)
    assert other.contract.terms.instalment_to == 5_000


def test_interest_that_follows_payments_is_counted_as_if_each_came_on_its_day():
    product = usual(method=Method.DECLINING, servicing=replace(KIND, recalculate_interest=True))
    told = FLAT._replace(method=Method.DECLINING, left_rp=700_000)

    found = opening_of(told, product, cut_off=CUT)

    assert paid(found) == [(date(2025, 6 + at, 12), 100_000 + 12_000 - 1_000 * at) for at in range(5)]
    standing = standing_of(found.state, CUT)
    assert (standing.late, standing.jasa_rp) == (2, 7_000 + 7_000)  # of what is really owed
    ahead = opening_of(told._replace(left_rp=450_000), product, cut_off=CUT)
    assert paid(ahead)[-1] == (CUT, 50_000)
    assert not ahead.is_anew


def test_a_penalty_for_each_day_is_of_the_late_instalments_alone():
    product = usual(servicing=replace(KIND, penalty=Penalty(rate=Fraction(1, 1000), per=PenaltyPer.DAY)))

    found = opening_of(FLAT._replace(left_rp=700_000), product, cut_off=CUT)

    assert len(found.events) == 5
    assert parts(found)[3] == 0
    assert standing_of(found.state, CUT).penalty_rp == 100 * (49 + 19)
    # Counted once, it is of what is late on the day of the look: one payment does.
    once = usual(servicing=replace(KIND, penalty=Penalty(amount=5_000)))
    found = opening_of(FLAT._replace(left_rp=700_000), once, cut_off=CUT)
    assert paid(found) == [(CUT, 560_000)]
    assert standing_of(found.state, CUT).penalty_rp == 10_000


@pytest.mark.parametrize(
    ("_case", "told", "dues", "principal", "interest"),
    [
        (
            "principal of a loan of jasa alone was paid before its end",
            FLAT._replace(method=Method.INTEREST_ONLY, left_rp=700_000),
            5,
            [0, 0, 0, 0, 700_000],
            [7_000] * 5,
        ),
        (
            "more was paid than the instalments of a declining loan",
            FLAT._replace(method=Method.DECLINING, left_rp=250_000),
            5,
            [50_000] * 5,
            [2_500, 2_000, 1_500, 1_000, 500],
        ),
        (
            "asked for: a flat loan costs as much as before",
            FLAT._replace(left_rp=700_000, is_anew=True),
            5,
            [140_000] * 5,
            [12_000] * 5,
        ),
        (
            "a part of an instalment ahead: its jasa was not paid",
            FLAT._replace(left_rp=499_000),
            5,
            [99_800] * 5,
            [12_000] * 5,
        ),
        (
            "all that is late is how somebody rounded",
            FLAT._replace(left_rp=502_000),
            5,
            [100_400] * 5,
            [12_000] * 5,
        ),
        (
            "a small rest of a flat loan",
            FLAT._replace(left_rp=5_000, is_anew=True),
            5,
            [1_000] * 5,
            [12_000] * 5,
        ),
        (
            "past its end",
            FLAT._replace(disbursed_on=date(2024, 5, 12), left_rp=700_000, is_anew=True),
            1,
            [700_000],
            [12_000],
        ),
    ],
)
def test_a_schedule_laid_out_anew(_case, told, dues, principal, interest):
    found = opening_of(told, None, cut_off=CUT)

    assert found.is_anew
    assert not found.events
    lines = found.state.lines
    assert len(lines) == dues
    assert [line.due[Component.PRINCIPAL] for line in lines] == principal
    assert [line.due[Component.INTEREST] for line in lines] == interest
    assert standing_of(found.state, CUT).late == 0
    assert lines[0].due_on == (date(2026, 1, 12) if dues == 5 else date(2026, 1, 31))


def test_a_schedule_anew_before_the_first_due_date_starts_where_the_loan_did():
    told = FLAT._replace(disbursed_on=date(2025, 12, 15), left_rp=900_000, is_anew=True)

    found = opening_of(told, None, cut_off=CUT)

    assert found.contract.terms.disbursed_on == date(2025, 12, 15)
    assert len(found.state.lines) == 12


def test_a_bullet_of_less_is_one_of_less_from_the_start():
    found = opening_of(FLAT._replace(method=Method.BULLET), None, cut_off=CUT)

    assert found.is_anew
    assert found.state.lines[-1].due[Component.INTEREST] == 72_000
    assert found.state.lines[-1].due_on == date(2026, 5, 12)


def test_a_declining_loan_may_be_one_instalment_early():
    early = opening_of(FLAT._replace(method=Method.DECLINING, left_rp=400_000), None, cut_off=CUT)
    assert not early.is_anew
    assert standing_of(early.state, CUT).ahead == 1
    grace = usual(grace_principal=9)
    # Of a flat loan too, jasa alone is not paid ahead.
    assert opening_of(FLAT._replace(left_rp=1_100_000), grace, cut_off=CUT).is_anew


def test_terms_of_which_no_schedule_can_be_made_are_refused():
    with pytest.raises(TermsRefusedError):
        opening_of(FLAT._replace(annual_rate=Fraction(13)), None, cut_off=CUT)


def test_a_trifle_after_the_end_stays_late():
    told = FLAT._replace(disbursed_on=date(2024, 5, 12), left_rp=500)

    assert standing_of(opening_of(told, None, cut_off=CUT).state, CUT).overdue.amount_rp == 500


def test_a_week_is_a_period_too():
    weekly = FLAT._replace(every=Every(Unit.WEEK), instalments=50, disbursed_on=date(2025, 10, 1))
    assert opening_of(weekly._replace(left_rp=888_000), None, cut_off=CUT).state.lines[-1].due_on.year == 2026


@st.composite
def loans(draw):
    terms = draw(drawn.terms(with_dates=True))
    assume(not terms.tranches)
    assume(terms.instalments)
    servicing = draw(drawn.servicing(terms.method))
    every = draw(st.sampled_from((terms.every, terms.every, Every(Unit.WEEK))))
    first = draw(
        st.one_of(st.none(), st.integers(1, 70).map(lambda days: terms.disbursed_on + timedelta(days=days)))
    )
    told = Told(
        principal_rp=terms.principal,
        annual_rate=terms.annual_rate,
        method=draw(st.sampled_from((terms.method, terms.method, *Method))),
        instalments=terms.instalments,
        disbursed_on=terms.disbursed_on,
        left_rp=draw(st.integers(1, terms.principal)),
        every=every,
        first_due_on=first,
        jasa_rp=draw(st.one_of(st.just(0), st.integers(0, terms.principal))),
        is_anew=draw(st.sampled_from((False, False, False, True))),
    )
    return told, Contract(terms, servicing), told.disbursed_on + timedelta(days=draw(st.integers(0, 1_500)))


@pytest.mark.watched
@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)
@given(loans(), st.integers(0, 400))
def test_exactly_what_was_told_is_left_whatever_the_contract(loan, later):
    told, product, cut_off = loan
    try:
        found = opening_of(told, product, cut_off=cut_off)
    except TermsRefusedError:
        assume(False)

    day = cut_off + timedelta(days=later)
    state = state_of(found.contract.terms, found.contract.servicing, found.events, day)
    paid_rp = sum(one.of(Component.PRINCIPAL) for one in state.transactions)
    assert found.contract.terms.lent - paid_rp == told.left_rp
    assert all(event.on <= cut_off and event.amount > 0 for event in found.events)
    standing = standing_of(found.state, cut_off)
    assert standing.overdue.amount_rp >= standing.jasa_rp >= 0
    if told.jasa_rp and not found.is_jasa_other:
        assert standing.jasa_rp == told.jasa_rp
    if found.is_anew:
        assert not found.events
