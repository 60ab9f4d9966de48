"""A budget: spread to the rupiah, beside what happened, looked ahead; docs/algorithms/budget.md."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.books.ledger.selectors.chart import chart
from guyub.books.planning.domain.budget import (
    Compared,
    Line,
    Section,
    amount_of,
    grown,
    is_budgeted,
    result_of,
    section_of,
    spread,
)

rupiah = st.integers(min_value=0, max_value=10**13)
months = st.lists(st.integers(min_value=-(10**12), max_value=10**12), min_size=12, max_size=12)
ELECTRICITY = Line(
    plan=(200_000,) * 12,
    actual=(210_000, 190_000, 200_000, 250_000, 0, 0, 0, 0, 0, 0, 0, 0),
)


@given(rupiah, months)
def test_a_spread_year_sums_to_its_amount(total_rp, season):
    for shares in (spread(total_rp), spread(total_rp, season)):
        assert sum(shares) == total_rp
        assert len(shares) == 12
        assert min(shares) >= 0
    assert max(spread(total_rp)) - min(spread(total_rp)) <= 1


@pytest.mark.parametrize(
    ("_case", "total", "season", "shares"),
    [
        ("evenly, the rest to the first months", 1_000_000, (), (83_334,) * 4 + (83_333,) * 8),
        ("as last year's months were", 300, (1, 2, *[0] * 10), (100, 200, *[0] * 10)),
        ("a month below nothing weighs nothing", 120, (-5, 1, *[0] * 10), (0, 120, *[0] * 10)),
        ("a year that moved nothing is spread evenly", 12, [0] * 12, (1,) * 12),
    ],
)
def test_the_spread_of_a_year(_case, total, season, shares):
    assert spread(total, season) == shares


@pytest.mark.parametrize(("amount", "percent", "after"), [(1_050, 5, 1_103), (1_000, -90, 100), (-7, 50, 0)])
def test_an_amount_grows_by_whole_percents(amount, percent, after):
    assert grown(amount, percent) == after


@pytest.mark.parametrize(
    ("through", "compared"),
    [
        (0, Compared(0, 0, 0, 0, 2_400_000, 2_400_000)),
        # January to March as they were, April above its budget already, eight months as planned.
        (4, Compared(200_000, 250_000, 800_000, 850_000, 2_400_000, 600_000 + 250_000 + 1_600_000)),
        (5, Compared(200_000, 0, 1_000_000, 850_000, 2_400_000, 850_000 + 1_600_000)),
        (12, Compared(200_000, 0, 2_400_000, 850_000, 2_400_000, 850_000 + 200_000)),
        (13, Compared(200_000, 0, 2_400_000, 850_000, 2_400_000, 850_000)),
    ],
)
def test_a_line_at_a_moment(through, compared):
    assert ELECTRICITY.compared(through) == compared


def test_what_goes_beyond_by_more_than_the_limit_is_exceeded():
    at_april = ELECTRICITY.compared(4)

    assert at_april.difference_rp == 50_000
    assert not at_april.is_exceeded(Decimal("0.1"))
    assert not at_april.is_exceeded(Decimal("0.0625"))  # exactly at it
    assert at_april.is_exceeded(Decimal("0.0624"))
    assert Line(actual=(1, *[0] * 11)).compared(1).is_exceeded(Decimal("0.1"))
    assert not Line().compared(1).is_exceeded(Decimal("0.1"))


@given(months, months, st.integers(min_value=0, max_value=13))
def test_a_forecast_never_forgets_what_happened(plan, actual, through):
    plan = [abs(month) for month in plan]
    compared = Line(tuple(plan), tuple(actual)).compared(through)

    assert compared.forecast_rp >= sum(actual[: max(through - 1, 0)]) + sum(plan[through:])
    assert compared.year_rp == sum(plan)
    if through > 12:
        assert compared.forecast_rp == sum(actual)


def test_what_is_left_over_is_income_less_costs_and_taxes_not_what_is_bought():
    def line(plan, actual):
        return Line((plan, *[0] * 11), (actual, *[0] * 11))

    lines = [
        (Section.PENDAPATAN, line(1_000, 900)),
        (Section.POKOK, line(600, 500)),
        (Section.BEBAN, line(200, 250)),
        (Section.PAJAK, line(5, 4)),
        (Section.INVESTASI, line(10_000, 10_000)),
    ]
    left = result_of(lines, Line())
    ahead = result_of([(section, one.compared(1)) for section, one in lines], Compared())

    assert (left.plan[0], left.actual[0]) == (195, 146)
    # Looked ahead line by line, not as one: 1,000 to come in, 600, 250 and 5 to go out.
    assert (ahead.plan_rp, ahead.actual_rp, ahead.forecast_rp) == (195, 146, 145)


def test_which_accounts_bear_a_budget_and_how_they_are_read():
    budgeted = {code for code, account in chart().accounts.items() if is_budgeted(account)}

    assert {"4.1.06", "5.1.03", "6.1.02", "7.1.01", "1.6.03"} <= budgeted
    assert not {"4.1.09", "1.1.01", "1.6.91", "1.6.81", "2.1.05", "3.1.01"} & budgeted
    assert section_of("1.6.03") is Section.INVESTASI
    assert section_of("4.1.06") is Section.PENDAPATAN
    assert amount_of("4.1.06", 10, 110) == 100
    assert amount_of("6.1.02", 110, 10) == 100
