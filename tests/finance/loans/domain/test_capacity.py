"""What an instalment may be. Numbers worked by hand in docs/algorithms/loan_capacity.md."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.finance.loans.domain.applications import LoanApplicationRefusedError
from guyub.finance.loans.domain.capacity import Household, capacity_rp, check_household, monthly_rp
from guyub.finance.loans.domain.terms import Every, Unit

RUPIAH = st.integers(0, 10**9)


def month(**more):
    told = {"income_rp": 2_000_000, "business_rp": 1_500_000, "household_rp": 2_300_000, "other_rp": 200_000}
    return Household(**{**told, "own_rp": 0, **more})


@pytest.mark.parametrize(
    ("_case", "told", "left", "capacity"),
    [
        ("wages and a stall", {}, 1_000_000, 400_000),
        ("a loan here already", {"own_rp": 112_000}, 888_000, 355_200),
        ("a rupiah that does not divide", {"household_rp": 2_299_998}, 1_000_002, 400_000),
        ("nothing left", {"household_rp": 3_300_000}, 0, 0),
        ("more goes out than comes in", {"household_rp": 4_000_000}, -700_000, 0),
    ],
)
def test_the_month_of_a_household(_case, told, left, capacity):
    found = month(**told)

    assert found.left_rp == left
    assert capacity_rp(found.left_rp, share=Decimal("0.4")) == capacity


@pytest.mark.parametrize(
    ("instalment", "every", "a_month"),
    [
        (224_000, Every(), 224_000),
        (50_000, Every(Unit.WEEK), 216_667),  # 50,000 x 52 / 12 = 216,666.67, up
        (50_000, Every(Unit.WEEK, 2), 108_334),
        (10_000, Every(Unit.PASARAN), 60_834),  # x 73 / 12
        (5_000, Every(Unit.DAY), 152_084),  # x 365 / 12
        (3_000_000, Every(Unit.MONTH, 3), 1_000_000),
        (1_200_001, Every(Unit.YEAR), 100_001),
    ],
)
def test_what_an_instalment_takes_of_a_month(instalment, every, a_month):
    assert monthly_rp(instalment, every) == a_month


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"income_rp": -1}, "figures"),
        ({"own_rp": 10**13}, "figures"),
        ({"income_rp": 0, "business_rp": 0}, "income"),
    ],
)
def test_figures_that_cannot_be(told, said):
    with pytest.raises(LoanApplicationRefusedError) as caught:
        check_household(month(**told))
    assert caught.value.facts["wrong"] == said


def test_a_household_of_one_income():
    check_household(month(business_rp=0))
    check_household(month(income_rp=0, other_rp=10**13 - 1))


@given(RUPIAH, RUPIAH, RUPIAH, RUPIAH, RUPIAH, st.integers(0, 100), st.integers(0, 10**6))
def test_capacity_is_never_above_what_is_left_and_rises_with_income(
    one, two, living, other, own, share, more
):
    told = {"business_rp": two, "household_rp": living, "other_rp": other, "own_rp": own}
    part = Decimal(share) / 100

    low, high = (Household(income_rp=income, **told) for income in (one, one + more))

    assert 0 <= capacity_rp(low.left_rp, share=part) <= max(low.left_rp, 0)
    assert capacity_rp(low.left_rp, share=part) <= capacity_rp(high.left_rp, share=part)


@given(st.integers(1, 10**9), st.sampled_from(list(Unit)), st.integers(1, 12))
def test_a_years_instalments_are_covered_by_its_months(instalment, unit, count):
    every = Every(unit, count)
    a_month = monthly_rp(instalment, every)

    assert a_month * 12 >= instalment * every.a_year > (a_month - 1) * 12
