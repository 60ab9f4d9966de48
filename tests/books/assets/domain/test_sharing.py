"""Straight parts: to the rupiah, never too much, never backwards. Numbers by hand: docs/algorithms/depreciation.md."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.books.assets.domain.sharing import Plan, first_month, last_month, month_of, months_between
from guyub.foundation.kernel.dates import add_months
from guyub.foundation.kernel.money import allocate_rp

JAN = date(2026, 1, 1)
PLANS = st.builds(Plan, st.integers(0, 10**12), st.just(JAN), st.integers(1, 600))


@pytest.mark.parametrize(
    ("total_rp", "months", "shares"),
    [
        (6_000_000, 48, [125_000] * 48),
        (1_000, 3, [334, 333, 333]),
        (2, 4, [1, 1, 0, 0]),
        (0, 3, [0, 0, 0]),
    ],
)
def test_numbers_by_hand(total_rp, months, shares):
    plan = Plan(total_rp, JAN, months)

    assert [plan.share(add_months(JAN, at)) for at in range(months)] == shares


@pytest.mark.watched
@given(PLANS)
def test_the_parts_sum_to_the_total_and_are_those_of_the_house(plan):
    shares = [plan.share(add_months(JAN, at)) for at in range(plan.months)]

    assert sum(shares) == plan.total_rp
    assert tuple(shares) == allocate_rp(plan.total_rp, [1] * plan.months)


@pytest.mark.watched
@given(PLANS, st.integers(-5, 610))
def test_what_is_shared_grows_and_never_passes_the_total(plan, at):
    month = add_months(JAN, at)

    assert 0 <= plan.shared(month) <= plan.shared(add_months(month, 1)) <= plan.total_rp
    assert plan.shared(add_months(month, 1)) - plan.shared(month) == plan.share(add_months(month, 1))
    assert plan.until(month) == [one for one in plan.until(date(2090, 1, 1)) if one <= month]
    assert all(plan.share(one) for one in plan.until(month))


def test_nothing_is_shared_outside_its_months_and_land_loses_nothing():
    plan = Plan(1_000, JAN, 3)

    assert plan.share(date(2025, 12, 1)) == plan.share(date(2026, 4, 1)) == 0
    assert plan.last == date(2026, 3, 1)
    assert Plan(2, JAN, 4).last == date(2026, 2, 1)
    assert Plan(0, JAN, 4).last == JAN
    land = Plan(50_000_000, JAN, 0)
    assert (land.share(JAN), land.shared(JAN), land.until(date(2030, 1, 1)), land.last) == (0, 0, [], JAN)


@pytest.mark.parametrize(
    ("delay", "first", "last"),
    [(1, date(2026, 2, 1), date(2026, 6, 1)), (0, date(2026, 1, 1), date(2026, 5, 1))],
)
def test_an_asset_bears_as_many_months_as_it_was_there(delay, first, last):
    begins, ends = first_month(date(2026, 1, 20), delay=delay), last_month(date(2026, 6, 3), delay=delay)

    assert (begins, ends) == (first, last)
    assert months_between(begins, ends) + 1 == months_between(JAN, date(2026, 6, 1))


def test_a_month_is_named_by_its_first_day():
    assert month_of(date(2026, 11, 26)) == date(2026, 11, 1)
