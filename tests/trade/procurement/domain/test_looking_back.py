from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.trade.procurement.domain.demand import Festival, History
from guyub.trade.procurement.domain.forecasting import Errors
from guyub.trade.procurement.domain.looking_back import WeekLookedBack, look_back

MONDAY = date(2026, 11, 2)


def history(sold, refused=None, out=()):
    days = range(len(sold))
    return History(
        first_on=MONDAY,
        sold=sold,
        refused=refused or [0] * len(sold),
        is_out=[at in out for at in days],
    )


def week(number, foretold, asked):
    return WeekLookedBack(
        first_on=MONDAY + timedelta(days=7 * number), foretold=Fraction(foretold), asked=asked
    )


# Weeks of 70, 70, 84, 70, 56. Foretold from the mean before: 70, 70, 7 x 224 / 21 = 74 2/3, 7 x 294 / 28 = 73,5.
def test_four_weeks_worked_by_hand():
    sold = [10] * 7 + [10] * 7 + [12] * 7 + [10] * 7 + [8] * 7
    weeks, errors = look_back(history(sold), effects=[])

    assert weeks == (
        week(1, 70, 70),
        week(2, 70, 84),
        week(3, Fraction(224, 3), 70),
        week(4, Fraction(147, 2), 56),
    )
    # 14 + 4 2/3 + 17 1/2 of 280, and -14 + 4 2/3 + 17 1/2
    assert errors == Errors(Fraction(217, 6) / 280, Fraction(49, 6) / 280, 4)


def test_days_without_stock_are_left_out_on_both_sides():
    sold = [10] * 7 + [10, 0, 10, 10, 10, 10, 10]
    weeks, errors = look_back(history(sold, out={8}), effects=[])

    assert weeks == (week(1, 60, 60),)
    assert errors == Errors(Fraction(0), Fraction(0), 1)


def test_what_was_refused_was_asked_for_and_festivals_are_foretold():
    festival = Festival("", MONDAY + timedelta(days=7), MONDAY + timedelta(days=8), Fraction(3, 2))
    refused = [0] * 9 + [5] + [0] * 4
    weeks, _ = look_back(history([10] * 7 + [15, 15, 10, 10, 10, 10, 10], refused), effects=[festival])

    assert weeks == (week(1, 80, 85),)


# Mondays sell 16, other days 9: four weeks tell weekdays apart, so a week with an empty Monday is foretold without it.
def test_weekdays_stand_where_they_fall():
    sold = [16, 9, 9, 9, 9, 9, 9] * 5
    sold[28] = 0
    weeks, _ = look_back(history(sold, out={28}), effects=[])

    assert weeks[-1] == week(4, 54, 54)


@pytest.mark.parametrize(
    ("days", "weeks"), [(0, 0), (7, 0), (8, 1), (14, 1), (15, 2), (28, 3), (29, 4), (90, 4)]
)
def test_a_week_needs_a_day_before_it(days, weeks):
    found, errors = look_back(history([1] * days), effects=[])

    assert (len(found), errors.periods) == (weeks, weeks)


@given(st.lists(st.integers(0, 50), min_size=8, max_size=70))
def test_what_came_later_changes_no_earlier_forecast(sold):
    first = look_back(history(sold), effects=[])[0][0]
    changed = sold[: (first.first_on - MONDAY).days] + [99] * (len(sold) - (first.first_on - MONDAY).days)

    assert look_back(history(changed), effects=[])[0][0].foretold == first.foretold
