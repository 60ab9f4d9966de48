"""What a loan product may promise: names, percents, ranges, fees, ceilings on the rate as told and as it really is."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guyub.finance.loans.domain.contracts import KIND_ORDER
from guyub.finance.loans.domain.offering import (
    COLUMNS,
    Cap,
    Caps,
    Dearest,
    LoanProductRefusedError,
    Offered,
    check,
    contract_of,
    dearest,
    effective_ppm,
    fits,
    offered_of,
    rest_of,
)
from guyub.finance.loans.domain.schedules import schedule_of
from guyub.finance.loans.domain.servicing import PayoffInterest, Penalty, PenaltyPer, Servicing
from guyub.finance.loans.domain.terms import Every, Fee, FeeWhen, Method, Unit
from guyub.foundation.kernel.money import Rounding

CAPS = Caps(Cap(240_000, "Ps 27"), Cap(240_000, "pilihan"), Cap(50_000, "kebijakan"))
FLAT = Offered(
    from_on=date(2026, 1, 1),
    method=Method.FLAT,
    rate_ppm=120_000,
    rate_from_ppm=108_000,
    rate_to_ppm=132_000,
    least_rp=500_000,
    most_rp=10_000_000,
    least_instalments=3,
    most_instalments=24,
)
LATE = Penalty(rate=Fraction(1, 100), cap=Fraction(5, 100))
FEE = Fee(name="Provisi", rate=Fraction(1, 100))


def wrong(act):
    with pytest.raises(LoanProductRefusedError) as refused:
        act()
    return refused.value.facts["wrong"]


def refused(offered, caps=CAPS):
    return wrong(lambda: check(offered, caps=caps))


def served(**more):
    return Servicing(allocation=KIND_ORDER, **more)


# docs/algorithms/effective_rate.md: flat 1 % a month is 21.4572 % over twelve months, 26.4033 % with 2.5 % kept back.
def test_the_real_rate_is_the_engines_without_premiums():
    def real(offered):
        return effective_ppm(
            contract_of(offered, amount_rp=12_000_000, instalments=12, rate_ppm=offered.rate_ppm)
        )

    kept = Fee(name="Provisi", amount=300_000)
    assert real(FLAT) == 214_572
    assert real(replace(FLAT, fees=(kept,))) == 264_033
    assert real(replace(FLAT, fees=(kept,), premiums=("Provisi",))) == 214_572
    both = replace(FLAT, fees=(kept, Fee(name="Premi", amount=1_000_000)), premiums=("Premi",))
    assert real(both) == 264_033


# docs/algorithms/effective_rate.md, products against the ceiling.
@pytest.mark.parametrize(
    ("instalments", "ppm"),
    [(1, 132_000), (6, 222_869), (12, 235_322), (15, 236_725), (18, 237_000), (24, 235_900)],
)
def test_flat_loans_by_length(instalments, ppm):
    contract = contract_of(FLAT, amount_rp=12_000_000, instalments=instalments, rate_ppm=132_000)
    assert effective_ppm(contract) == ppm


def test_the_dearest_flat_loan_is_one_of_middle_length():
    assert dearest(FLAT) == Dearest(237_001, 500_000, 18)


def test_the_dearest_loan_with_a_fee_is_the_smallest_and_shortest():
    fee = Fee(name="Administrasi", amount=5_000)
    offered = replace(FLAT, method=Method.DECLINING, fees=(fee,), rate_to_ppm=180_000, most_instalments=12)
    found = dearest(replace(offered, least_instalments=1))
    # 500,000 × 1.015 / 495,000 − 1 = 2.525252… % a month.
    assert found == Dearest(303_030, 500_000, 1)
    assert dearest(offered) == Dearest(242_024, 500_000, 3)


def test_rounding_up_is_paying_earlier():
    offered = replace(FLAT, instalment_to=1000, mode=Rounding.UP)
    assert dearest(offered) == Dearest(242_543, 500_000, 22)


def test_a_fee_that_grows_with_the_loan_may_make_the_largest_the_dearest():
    # The smallest is free of the rounding that makes the largest pay a little earlier.
    offered = replace(FLAT, least_rp=1_200_000, most_rp=1_234_567, instalment_to=1000, mode=Rounding.UP)
    offered = replace(offered, rate_to_ppm=120_000, least_instalments=12, most_instalments=12)
    assert dearest(offered).amount_rp == 1_234_567


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine
@given(
    st.sampled_from([*Method]),
    st.integers(0, 200_000),
    st.integers(1, 8),
    st.integers(0, 8),
    st.integers(0, 20_000),
    st.sampled_from([1, 100, 500]),
)
def test_no_loan_within_the_terms_costs_more_than_the_dearest(method, ppm, least, more, fee, step):
    """Of both amounts and each number of instalments, at any rate of the range."""
    offered = replace(
        FLAT,
        method=method,
        rate_from_ppm=0,
        rate_ppm=ppm // 2,
        rate_to_ppm=ppm,
        least_instalments=least,
        most_instalments=least + more,
        fees=(Fee(name="Administrasi", amount=fee),) if fee else (),
        instalment_to=step,
    )
    top = dearest(offered)
    assert offered.least_instalments <= top.instalments <= offered.most_instalments
    for amount_rp in (offered.least_rp, offered.most_rp):
        for number in (least, least + more // 2, least + more):
            for rate_ppm in (ppm, ppm // 2):
                contract = contract_of(offered, amount_rp=amount_rp, instalments=number, rate_ppm=rate_ppm)
                assert effective_ppm(contract) <= top.ppm


def test_terms_at_the_ceilings_are_taken():
    check(FLAT, caps=CAPS)
    exactly = Caps(Cap(132_000, "a"), Cap(237_001, "b"), Cap(50_000, "c"))
    check(replace(FLAT, servicing=served(penalty=LATE)), caps=exactly)
    assert refused(FLAT, exactly._replace(nominal=Cap(131_999, "a"))) == "cap_nominal"
    assert refused(FLAT, exactly._replace(effective=Cap(237_000, "b"))) == "cap_effective"
    late = replace(FLAT, servicing=served(penalty=LATE))
    assert refused(late, exactly._replace(penalty=Cap(49_999, "c"))) == "penalty"


def test_a_refusal_says_which_ceiling_by_what_and_for_which_loan():
    with pytest.raises(LoanProductRefusedError) as caught:
        check(replace(FLAT, rate_to_ppm=134_400), caps=CAPS)
    assert caught.value.facts == {
        "wrong": "cap_effective",
        "found": "24,1103%",
        "most": "24%",
        "basis": "pilihan",
        "amount": "Rp\u00a0500.000",
        "times": "17",
    }
    with pytest.raises(LoanProductRefusedError) as caught:
        check(replace(FLAT, rate_to_ppm=240_001), caps=CAPS)
    assert caught.value.facts == {
        "wrong": "cap_nominal", "found": "24,0001%", "most": "24%", "basis": "Ps 27"
    }  # fmt: skip


def test_a_premium_of_an_insurer_is_not_held_against_the_ceiling():
    fee = Fee(name="Premi", rate=Fraction(2, 100))
    assert refused(replace(FLAT, fees=(fee,))) == "cap_effective"
    check(replace(FLAT, fees=(fee,), premiums=("Premi",)), caps=CAPS)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"rate_from_ppm": -1}, "percent"),
        ({"rate_ppm": 107_999}, "range"),
        ({"rate_ppm": 132_001}, "range"),
        ({"rate_from_ppm": 140_000}, "range"),
        ({"every": Every(Unit.MONTH, 0)}, "every"),
        ({"every": Every(Unit.MONTH, 13)}, "every"),
        ({"most_instalments": 366}, "numbers"),
        ({"least_instalments": 0}, "numbers"),
        ({"least_instalments": 25}, "numbers"),
        ({"least_rp": 0}, "amounts"),
        ({"least_rp": 10_000_001}, "amounts"),
        ({"most_rp": 10_000_000_000_000}, "amounts"),
        ({"fees": (FEE, FEE)}, "fee"),
        ({"fees": tuple(replace(FEE, name=str(at)) for at in range(4))}, "fee"),
        ({"premiums": ("Premi",)}, "fee"),
        ({"fees": (replace(FEE, name=""),)}, "fee"),
        ({"fees": (replace(FEE, name=" x"),)}, "fee"),
        ({"fees": (replace(FEE, name="x" * 31),)}, "fee"),
        ({"fees": (replace(FEE, rate=Fraction(0)),)}, "fee"),
        ({"fees": (replace(FEE, rate=Fraction(1)),)}, "fee"),
        ({"fees": (replace(FEE, rate=None),)}, "fee"),
        ({"fees": (replace(FEE, amount=1),)}, "fee"),
        ({"fees": (Fee(name="x", amount=0),)}, "fee"),
        ({"fees": (Fee(name="x", amount=10_000_000_000_000),)}, "fee"),
        ({"guarantor_above_rp": -1}, "guarantee"),
        ({"collateral_above_rp": 10_000_000_000_000}, "guarantee"),
        ({"servicing": served(penalty=Penalty(amount=5_000))}, "penalty"),
        ({"servicing": served(penalty=replace(LATE, cap=Fraction(6, 100)))}, "penalty"),
        ({"servicing": served(penalty=replace(LATE, amount=1))}, "terms"),
        ({"servicing": served(penalty=replace(LATE, grace_days=-1))}, "terms"),
        ({"servicing": served(recalculate_interest=True)}, "terms"),
        ({"grace_principal": 3}, "terms"),
        ({"instalment_to": 1_000_000}, "terms"),
        ({"fees": (Fee(name="x", amount=500_000),)}, "terms"),
    ],
)
def test_terms_that_may_not_be_are_refused(change, said):
    assert refused(replace(FLAT, **change)) == said


@pytest.mark.parametrize(
    "change",
    [
        {"rate_from_ppm": 0, "rate_ppm": 0},
        {"rate_ppm": 132_000},
        {"rate_ppm": 108_000},
        {"every": Every(Unit.WEEK, 12)},
        {"least_instalments": 1},
        {"least_instalments": 365, "most_instalments": 365},
        {"least_rp": 1, "most_rp": 1, "least_instalments": 1, "most_instalments": 1, "rate_to_ppm": 120_000},
        {"most_rp": 9_999_999_999_999},
        {"guarantor_above_rp": 0, "collateral_above_rp": 9_999_999_999_999},
        {"fees": tuple(Fee(name=name, amount=1) for name in ("a", "b", "c" * 30))},
        {"servicing": served(penalty=replace(LATE, grace_days=0))},
    ],
)
def test_the_ends_of_what_may_be_are_taken(change):
    check(replace(FLAT, **change), caps=CAPS)


def test_checks_come_in_their_order():
    """Each mistake put right shows the next one."""
    bad = {
        "percent": {"rate_from_ppm": -1},
        "range": {"rate_ppm": 300_000},
        "every": {"every": Every(Unit.WEEK, 0)},
        "numbers": {"least_instalments": 0},
        "amounts": {"least_rp": 0},
        "fee": {"fees": (FEE, FEE)},
        "guarantee": {"guarantor_above_rp": -1},
        "penalty": {"servicing": served(penalty=replace(LATE, cap=None))},
        "cap_nominal": {"rate_to_ppm": 250_000},
        "cap_effective": {"rate_to_ppm": 140_000},
    }
    said = [*bad]
    for at, name in enumerate(said):
        change = {}
        for later in reversed(said[at:]):
            change |= bad[later]
        assert refused(replace(FLAT, **change)) == name


def test_the_engines_refusal_is_told_in_its_words():
    with pytest.raises(LoanProductRefusedError) as caught:
        check(replace(FLAT, grace_principal=3), caps=CAPS)
    assert "Masa tenggang" in caught.value.facts["message"]


def test_a_loan_fits_within_both_ends():
    fits(FLAT, amount_rp=500_000, instalments=3, rate_ppm=108_000)
    fits(FLAT, amount_rp=10_000_000, instalments=24, rate_ppm=132_000, caps=CAPS)


@pytest.mark.parametrize(
    ("amount_rp", "instalments", "rate_ppm", "said"),
    [
        (499_999, 2, 0, "amount"),
        (10_000_001, 25, 0, "amount"),
        (500_000, 2, 107_999, "number"),
        (500_000, 25, 132_001, "number"),
        (500_000, 3, 107_999, "rate"),
        (500_000, 3, 132_001, "rate"),
    ],
)
def test_a_loan_that_does_not_fit_is_refused(amount_rp, instalments, rate_ppm, said):
    assert wrong(lambda: fits(FLAT, amount_rp=amount_rp, instalments=instalments, rate_ppm=rate_ppm)) == said


def test_a_loan_is_held_against_ceilings_that_fell():
    asked = {"amount_rp": 500_000, "instalments": 18, "rate_ppm": 132_000}
    fits(FLAT, **asked, caps=CAPS._replace(effective=Cap(237_001, "x")))
    assert (
        wrong(lambda: fits(FLAT, **asked, caps=CAPS._replace(effective=Cap(237_000, "x")))) == "cap_effective"
    )
    assert wrong(lambda: fits(FLAT, **asked, caps=CAPS._replace(nominal=Cap(131_999, "x")))) == "cap_nominal"
    tight = replace(FLAT, grace_principal=3)
    assert wrong(lambda: fits(tight, **asked | {"instalments": 3}, caps=CAPS)) == "terms"


def test_sureties_are_asked_for_above_an_amount():
    offered = replace(FLAT, guarantor_above_rp=2_000_000, collateral_above_rp=3_000_000)
    assert [offered.needs_guarantor(rp) for rp in (2_000_000, 2_000_001)] == [False, True]
    assert [offered.needs_collateral(rp) for rp in (3_000_000, 3_000_001)] == [False, True]
    assert replace(FLAT, collateral_above_rp=0).needs_collateral(1)
    assert not FLAT.needs_guarantor(10_000_000)
    assert not FLAT.needs_collateral(10_000_000)


FULL = replace(
    FLAT,
    method=Method.DECLINING,
    every=Every(Unit.WEEK, 2),
    guarantor_above_rp=0,
    collateral_above_rp=5_000_000,
    fees=(FEE, Fee(name="Premi", amount=2_000, when=FeeWhen.EACH)),
    premiums=("Premi",),
    grace_principal=1,
    instalment_to=500,
    mode=Rounding.UP,
    servicing=served(penalty=replace(LATE, per=PenaltyPer.DAY), payoff_interest=PayoffInterest.FULL_PERIOD),
)


@pytest.mark.parametrize("offered", [FLAT, FULL])
def test_terms_are_kept_and_read_whole(offered):
    columns = {name: getattr(offered, name) for name in COLUMNS}
    assert offered_of(from_on=offered.from_on, columns=columns, rest=rest_of(offered)) == offered


def test_a_contract_has_what_the_loan_tells_and_what_the_terms_say():
    days = {"disbursed_on": date(2026, 2, 10), "first_due_on": date(2026, 3, 1)}
    contract = contract_of(FULL, amount_rp=3_000_000, instalments=10, rate_ppm=115_000, **days)
    terms = contract.terms
    assert (terms.principal, terms.instalments, terms.annual_rate) == (3_000_000, 10, Fraction(115, 1000))
    assert (terms.disbursed_on, terms.first_due_on, terms.every) == (*days.values(), Every(Unit.WEEK, 2))
    assert (terms.grace_principal, terms.instalment_to, terms.mode) == (1, 500, Rounding.UP)
    assert (contract.servicing, contract.premiums) == (FULL.servicing, ("Premi",))
    assert sum(line.principal for line in schedule_of(terms).instalments) == 3_000_000
