from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.trade.procurement.domain.demand import Demand, Festival, calendar_of
from guyub.trade.procurement.domain.forecasting import (
    Errors,
    Method,
    Pattern,
    errors_of,
    forecast_of,
    mean,
    pattern_of,
    sba,
    tsb,
    variance_of,
)

MONDAY = date(2026, 11, 2)
SPARE = (0, 0, 5, 0, 0, 0, 4, 0, 3, 0)


def demand(series, scale=1, refused=0, skipped=0):
    return Demand(tuple(series), tuple(at % 7 for at in range(len(series))), scale, refused, skipped)


def textbook_sba(series, a):
    """Croston's recursion as the textbook has it, in fractions: z and p move by a part of what they were off."""
    z = p = None
    since = 0
    for asked in series:
        since += 1
        if asked:
            z = Fraction(asked) if z is None else z + a * (asked - z)
            p = Fraction(since) if p is None else p + a * (since - p)
            since = 0
    return Fraction(0) if z is None else (1 - a / 2) * z / p


def textbook_tsb(series, a, b):
    chance, z = None, None
    for asked in series:
        sign = Fraction(bool(asked))
        chance = sign if chance is None else chance + b * (sign - chance)
        if asked:
            z = Fraction(asked) if z is None else z + a * (asked - z)
    return Fraction(0) if z is None else chance * z


# 5 after 3 periods: z 5, p 3. 4 after 4: z 4,9, p 3,1. 3 after 2: z 4,71, p 2,99. 0,95 x 4,71 / 2,99 = 8.949 / 5.980.
def test_sba_worked_by_hand():
    assert sba(SPARE) == Fraction(95, 100) * Fraction(471, 100) / Fraction(299, 100) == Fraction(8949, 5980)


# The chance from 0: 0 0 0,1 0,09 0,081 0,0729 0,16561 0,149049 0,2341441 0,21072969; times 4,71.
def test_tsb_worked_by_hand():
    assert tsb(SPARE) == Fraction(21_072_969, 10**8) * Fraction(471, 100)


@pytest.mark.parametrize(
    ("series", "by_sba", "by_tsb"),
    [
        ((), 0, 0),
        ((0, 0, 0), 0, 0),
        ((6,), Fraction(57, 10), 6),
        ((0, 6), Fraction(57, 20), Fraction(6, 10)),
        ((6, 0), Fraction(57, 10), Fraction(54, 10)),
        ((4, 4, 4), Fraction(38, 10), 4),
    ],
)
def test_short_series(series, by_sba, by_tsb):
    assert (sba(series), tsb(series)) == (by_sba, by_tsb)


smoothings = st.fractions(min_value=Fraction(1, 20), max_value=1, max_denominator=20)
series_drawn = st.lists(st.integers(0, 9) | st.just(0) | st.integers(0, 10**6), max_size=60)


@given(series=series_drawn, a=smoothings, b=smoothings)
def test_7_13_13_sba_and_tsb_are_the_textbooks_to_the_last_digit(series, a, b):
    assert sba(series, smoothing=a) == textbook_sba(series, a)
    assert tsb(series, smoothing=a, chance=b) == textbook_tsb(series, a, b)


# 28 days, 25 with demand: ADI 1,12. 10 and 20 by turns: mean 15, variance 25, CV2 1/9.
@pytest.mark.parametrize(
    ("_case", "series", "pattern"),
    [
        ("nothing", [0] * 10, Pattern.NONE),
        ("no days", [], Pattern.NONE),
        ("even", [10, 20] * 14, Pattern.SMOOTH),
        ("uneven", [1, 30] * 14, Pattern.ERRATIC),
        ("seldom and even", [10, 0, 20, 0] * 7, Pattern.INTERMITTENT),
        ("seldom and uneven", [1, 0, 60, 0] * 7, Pattern.LUMPY),
        # 33 periods with 25 demands: ADI 1,32 is seldom; one period less is often
        ("at the limit of intervals", [5] * 25 + [0] * 8, Pattern.INTERMITTENT),
        ("below it", [5] * 25 + [0] * 7, Pattern.SMOOTH),
        ("1,3103", [5] * 29 + [0] * 9, Pattern.SMOOTH),
        # 3 and 17: mean 10, deviation 7, CV2 0,49 is uneven; 4 and 16: 0,36
        ("at the limit of amounts", [3, 17] * 5, Pattern.ERRATIC),
        ("below it", [4, 16] * 5, Pattern.SMOOTH),
    ],
)
def test_how_a_good_sells(_case, series, pattern):
    assert pattern_of(series) is pattern


@pytest.mark.parametrize(
    ("_case", "series", "method", "used"),
    [
        ("27 days are few", [10] * 27, Method.MEAN, 27),
        ("28 are enough", [10] * 28, Method.WEEKDAY, 28),
        ("eight weeks at most", [12] * 7 + [10] * 56, Method.WEEKDAY, 56),
        ("uneven", [1, 30] * 21, Method.MOVING, 28),
        ("nothing asked", [0] * 40, Method.MEAN, 40),
        ("seldom", [5, 0, 0, 0] * 10, Method.SBA, 40),
        # 4 demands in 40: an interval of 10; silent for 29 is not three of them, for 30 of 40 it is
        (
            "seldom, silent for less than three intervals",
            [5, 0, 0, 5, 0, 0, 5, 0, 0, 0, 5] + [0] * 29,
            Method.SBA,
            40,
        ),
        ("silent for three intervals", [5, 0, 0, 5, 0, 0, 5, 0, 0, 5] + [0] * 30, Method.TSB, 40),
        ("few days of a seldom good", [5, 0, 0] * 9, Method.MEAN, 27),
    ],
)
def test_which_method(_case, series, method, used):
    found = forecast_of(demand(series))

    assert (found.method, found.days_used) == (method, used)


def test_a_weekday_seen_twice_is_not_told_apart():
    weekdays = (*(at % 6 for at in range(28)), 6, 6)
    seldom = Demand((10,) * 30, weekdays, 1, 0, 0)
    thrice = Demand((10,) * 31, (*weekdays, 6), 1, 0, 0)

    assert forecast_of(seldom).method is Method.MOVING
    assert forecast_of(thrice).method is Method.WEEKDAY


# Monday 7, Tuesday 8 … Sunday 13 for four weeks, one more on each day of the last two: means 7,5 to 13,5.
def test_by_weekday_worked_by_hand():
    week = list(range(7, 14))
    found = forecast_of(demand(week * 2 + [one + 1 for one in week] * 2, refused=6, skipped=2))

    assert found.method is Method.WEEKDAY
    assert found.by_weekday == tuple(Fraction(one * 2 + 1, 2) for one in week)
    assert found.daily == Fraction(21, 2)
    # each of 28 days is half a unit off its weekday: 28 x 1/4 / (28 - 7) = 1/3
    assert found.variance == Fraction(1, 3)
    assert (found.refused, found.skipped, found.pattern) == (6, 2, Pattern.SMOOTH)
    # Saturday and Sunday, and a Monday with twice as many: 12,5 + 13,5 + 15
    saturday, monday = date(2026, 11, 7), date(2026, 11, 9)
    twice = Festival("", monday, monday, Fraction(2))
    assert found.over(calendar_of(saturday, days=3, effects=[twice])) == 41
    assert found.over(calendar_of(saturday, days=0, effects=[twice])) == 0


def test_a_moving_mean_looks_at_four_weeks():
    found = forecast_of(demand([500] * 10 + [1, 30] * 14))

    assert found.by_weekday == (Fraction(31, 2),) * 7
    assert found.daily == Fraction(31, 2)
    assert found.variance == Fraction(28 * 841, 4 * 27)
    half_more = Festival("", MONDAY, MONDAY, Fraction(3, 2))
    assert found.over(calendar_of(MONDAY, days=2, effects=[half_more])) == Fraction(31, 2) * Fraction(5, 2)


def test_a_few_days_are_their_mean():
    found = forecast_of(demand([1, 2, 4]))

    assert (found.daily, found.variance) == (Fraction(7, 3), Fraction(7, 3))
    assert forecast_of(demand([])).daily == 0


def test_goods_that_sell_now_and_then():
    by_sba, by_tsb = [5, 0, 0, 0] * 10, [5, 0, 0, 5, 0, 0, 5, 0, 0, 5] + [0] * 30

    assert forecast_of(demand(by_sba)).daily == textbook_sba(by_sba, Fraction(1, 10))
    assert forecast_of(demand(by_tsb)).daily == textbook_tsb(by_tsb, Fraction(1, 10), Fraction(1, 10))


@pytest.mark.parametrize(
    "series", [[1, 2, 4], [7, 8, 9, 10, 11, 12, 13] * 5, [1, 30] * 20, [5, 0, 0, 0] * 10]
)
def test_a_scale_changes_nothing(series):
    plain, scaled = forecast_of(demand(series)), forecast_of(demand([one * 6 for one in series], scale=6))

    assert (plain.by_weekday, plain.variance, plain.method) == (
        scaled.by_weekday,
        scaled.variance,
        scaled.method,
    )


def test_means_and_variances():
    assert (mean([]), mean([1, 2]), variance_of([]), variance_of([5]), variance_of([1, 3])) == (
        0,
        Fraction(3, 2),
        0,
        0,
        2,
    )


# 10 10 10 10 foretold, 8 12 10 10 asked for: off by 2 2 0 0 of 40; 5 % and no bias. The fifth last is not looked at.
@pytest.mark.parametrize(
    ("foretold", "asked", "errors"),
    [
        ([10, 10, 10, 10], [8, 12, 10, 10], Errors(Fraction(1, 10), Fraction(0), 4)),
        ([99, 10, 10, 10, 10], [0, 8, 12, 10, 10], Errors(Fraction(1, 10), Fraction(0), 4)),
        ([12, 12], [10, 10], Errors(Fraction(1, 5), Fraction(1, 5), 2)),
        ([Fraction(17, 2)], [10], Errors(Fraction(3, 20), Fraction(-3, 20), 1)),
        ([1, 1], [0, 0], Errors(None, None, 2)),
        ([], [], Errors(None, None, 0)),
    ],
)
def test_how_far_the_last_forecasts_were_off(foretold, asked, errors):
    assert errors_of([Fraction(one) for one in foretold], asked) == errors


def test_forecasts_and_what_happened_go_in_pairs():
    with pytest.raises(ValueError, match="zip"):
        errors_of([Fraction(1)], [])


@given(series=series_drawn)
def test_a_forecast_lies_within_what_was_asked_for(series):
    found = forecast_of(demand(series))

    assert 0 <= found.daily <= max(series, default=0)
    assert found.variance >= 0
    assert found == forecast_of(demand(series))
    week = found.over(calendar_of(MONDAY, days=7, effects=[]))
    assert week == 7 * found.daily
