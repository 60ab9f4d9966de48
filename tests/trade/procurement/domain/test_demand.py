from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.trade.procurement.domain.demand import (
    ORDINARY,
    Demand,
    Festival,
    History,
    Payday,
    calendar_of,
    demand_of,
    weekly_means,
)

MONDAY = date(2026, 11, 2)
LEBARAN = Festival("Idul Fitri", date(2026, 3, 14), date(2026, 3, 19), Fraction(3, 2))
GAJIAN = Payday("Gajian", 25, 3, Fraction(6, 5))


def history(sold, refused=None, out=(), first_on=MONDAY):
    days = range(len(sold))
    return History(
        first_on=first_on,
        sold=sold,
        refused=refused or [0] * len(sold),
        is_out=[at in out for at in days],
    )


def calendar(*factors, first_on=MONDAY):
    """Days in a row with these factors, each a festival of its own."""
    days = [(first_on + timedelta(days=at), factor) for at, factor in enumerate(factors)]
    return calendar_of(
        first_on, days=len(days), effects=[Festival("", on, on, factor) for on, factor in days]
    )


def factors_of(first_on, *, days, effects):
    return calendar_of(first_on, days=days, effects=effects).factors


def test_what_was_sold_and_refused_was_wanted():
    assert demand_of(history([5, 0, 7], [1, 2, 0])) == Demand(
        scaled=(6, 2, 7), weekdays=(0, 1, 2), scale=1, refused=3, skipped=0
    )


@pytest.mark.parametrize(
    ("_case", "sold", "refused", "out", "taught", "counted", "skipped"),
    [
        ("an empty shelf says nothing", [10, 0, 12], [0, 0, 0], {1}, (10, 12), 0, 1),
        # the others' mean is 11: eleven asked for say no more than that, twelve do
        ("as many as the mean", [10, 3, 12], [0, 8, 0], {1}, (10, 12), 0, 1),
        ("more than the mean", [10, 3, 12], [0, 9, 0], {1}, (10, 12, 12), 9, 0),
        ("what was refused on a day with stock", [10, 0, 12], [2, 1, 0], {1}, (12, 12), 2, 1),
        ("never any stock", [0, 0, 0], [3, 0, 5], {0, 1, 2}, (3, 5), 8, 1),
        ("nothing at all", [0, 0], [0, 0], {0, 1}, (), 0, 2),
        ("nobody wanted it while it was there", [0, 0], [0, 1], {1}, (0, 1), 1, 0),
        ("no days", [], [], set(), (), 0, 0),
    ],
)
def test_days_without_stock(_case, sold, refused, out, taught, counted, skipped):
    found = demand_of(history(sold, refused, out))

    assert (found.scaled, found.refused, found.skipped) == (taught, counted, skipped)


def test_weekdays_stay_with_their_days():
    found = demand_of(history([1, 2, 3, 4, 5, 6, 7, 8], out={2}, first_on=MONDAY + timedelta(days=4)))

    assert (found.scaled, found.weekdays) == ((1, 2, 4, 5, 6, 7, 8), (4, 5, 0, 1, 2, 3, 4))


# 18 and 21 on days of one and a half are 12 and 14 ordinary ones; six fifths of ten is twelve.
def test_a_festival_is_brought_down_to_an_ordinary_day():
    factors = (ORDINARY, Fraction(3, 2), Fraction(3, 2), Fraction(6, 5), ORDINARY)
    found = demand_of(history([10, 18, 21, 12, 10]), calendar=calendar(*factors))

    assert found.scale == 6
    assert [Fraction(one, found.scale) for one in found.scaled] == [10, 12, 14, 10, 10]


def test_a_closed_day_does_not_teach_and_is_no_day_without_stock():
    found = demand_of(history([10, 3, 10]), calendar=calendar(ORDINARY, Fraction(0), ORDINARY))

    assert (found.scaled, found.weekdays, found.scale, found.skipped) == ((10, 10), (0, 2), 1, 0)
    assert demand_of(history([3]), calendar=calendar(Fraction(0))).scaled == ()


def test_a_shelf_that_was_empty_at_a_festival_is_judged_as_an_ordinary_day():
    factors = (ORDINARY, Fraction(2))

    assert demand_of(history([10, 20], out={1}), calendar=calendar(*factors)).skipped == 1
    assert demand_of(history([10, 21], out={1}), calendar=calendar(*factors)).skipped == 0


def test_ordinary_factors_change_nothing():
    sold = [4, 5, 6]

    assert demand_of(history(sold), calendar=calendar(ORDINARY, Fraction(1), ORDINARY)) == demand_of(
        history(sold)
    )


@pytest.mark.parametrize(
    ("_case", "on", "factor"),
    [
        ("the day before", date(2026, 3, 13), 1),
        ("the first day", date(2026, 3, 14), Fraction(3, 2)),
        ("the last day", date(2026, 3, 19), Fraction(3, 2)),
        ("the day after", date(2026, 3, 20), 1),
        ("before payday", date(2026, 3, 24), 1),
        ("payday", date(2026, 3, 25), Fraction(6, 5)),
        ("past the end of the month", date(2026, 4, 3), Fraction(6, 5)),
        ("spent", date(2026, 4, 4), 1),
    ],
)
def test_days_that_are_not_ordinary(_case, on, factor):
    assert factors_of(on, days=1, effects=[LEBARAN, GAJIAN]) == (factor,)


@pytest.mark.parametrize(
    "effect", [Festival("", MONDAY, MONDAY, Fraction(-1)), Payday("", 1, 2, Fraction(-1, 2))]
)
def test_a_day_wants_nothing_or_more(effect):
    with pytest.raises(ValueError, match="nothing or more"):
        calendar_of(MONDAY, days=1, effects=[effect])


def test_what_falls_together_multiplies():
    inside = Payday("Gajian", 15, 15, Fraction(6, 5))

    assert factors_of(date(2026, 3, 14), days=3, effects=[LEBARAN, inside]) == (
        Fraction(3, 2),
        Fraction(9, 5),
        Fraction(3, 2),
    )
    assert factors_of(MONDAY, days=2, effects=[]) == (1, 1)
    assert factors_of(MONDAY, days=0, effects=[LEBARAN]) == ()


def test_a_calendar_is_made_once():
    found = calendar(Fraction(3, 2), ORDINARY, Fraction(0), *[ORDINARY] * 4, Fraction(6, 5))

    assert (found.first_on, found.scale) == (MONDAY, 6)
    assert found.parts == (4, 6, 0, 6, 6, 6, 6, 5)
    assert found.weekday_totals == (Fraction(27, 10), 1, 0, 1, 1, 1, 1)


@pytest.mark.parametrize(
    "other", [calendar(ORDINARY), calendar(ORDINARY, ORDINARY, first_on=date(2026, 11, 3))]
)
def test_a_calendar_of_other_days_is_our_own_mistake(other):
    with pytest.raises(ValueError, match="days of the history"):
        demand_of(history([1, 2]), calendar=other)


@pytest.mark.parametrize(
    ("sold", "refused", "out", "words"),
    [
        ([1], [1, 2], [False], "one element"),
        ([1], [1], [False, True], "one element"),
        ([-1, 5], [0, 0], [False, False], "zero or more"),
        ([1, 5], [3, -1], [False, False], "zero or more"),
        ([-1], [0], [False], "zero or more"),
        ([0], [-1], [False], "zero or more"),
    ],
)
def test_a_history_that_is_none_is_our_own_mistake(sold, refused, out, words):
    with pytest.raises(ValueError, match=words):
        demand_of(History(first_on=MONDAY, sold=sold, refused=refused, is_out=out))


def test_weeks_are_counted_from_the_last_day_back():
    assert weekly_means(demand_of(history([100] + [1] * 7 + [2] * 7))) == (7, 14)
    assert weekly_means(demand_of(history([1] * 6))) == ()
    halves = demand_of(history([3] * 7), calendar=calendar(*[Fraction(2)] * 7))
    assert weekly_means(halves) == (Fraction(21, 2),)


days = st.lists(st.tuples(st.integers(0, 500), st.integers(0, 50), st.booleans()), max_size=40)


@given(told=days, halves=st.lists(st.integers(0, 6), min_size=40, max_size=40))
def test_every_day_teaches_or_is_told_to_be_left_out(told, halves):
    factors = tuple(Fraction(one, 2) for one in halves[: len(told)])
    sold, refused, out = ([one[at] for one in told] for at in range(3))
    found = demand_of(
        History(first_on=MONDAY, sold=sold, refused=refused, is_out=out), calendar=calendar(*factors)
    )

    closed = sum(not factor for factor in factors)
    assert len(found.scaled) + found.skipped + closed == len(told)
    assert len(found.weekdays) == len(found.scaled)
    assert found.refused <= sum(refused)
    exact = [Fraction(one, found.scale) for one in found.scaled]
    open_days = [at for at, factor in enumerate(factors) if factor and not out[at]]
    assert all((sold[at] + refused[at]) / factors[at] in exact for at in open_days)
