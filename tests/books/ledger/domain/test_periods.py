import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.books.ledger.domain.periods import PeriodRefusedError, Periods
from guyub.foundation.kernel.dates import add_months, month_end

D = dt.date
DAY = dt.timedelta(days=1)


OPENED, CLOSED, YEAR = D(2025, 3, 10), D(2026, 2, 28), D(2025, 12, 31)


def periods(closed=CLOSED, year=YEAR):
    return Periods(OPENED, closed, year)


def wrong(act):
    with pytest.raises(PeriodRefusedError) as refusal:
        act()
    return refusal.value.facts["wrong"], refusal.value.facts.get("date")


NEW = periods(closed=D(2025, 3, 9), year=D(2025, 3, 9))


@pytest.mark.parametrize(
    ("_case", "stands", "month", "year", "due"),
    [
        ("begun within a month", NEW, D(2025, 3, 31), D(2025, 12, 31), False),
        ("two months into a year", periods(), D(2026, 3, 31), D(2026, 12, 31), False),
        ("a year to be closed", periods(year=D(2025, 3, 9)), D(2026, 3, 31), D(2025, 12, 31), True),
        ("a leap year", periods(closed=D(2028, 1, 31)), D(2028, 2, 29), D(2026, 12, 31), True),
    ],
)
def test_what_comes_next(_case, stands, month, year, due):
    assert (stands.next_month, stands.next_year, stands.is_year_due) == (month, year, due)


def test_a_month_closes_on_the_day_after_its_last():
    periods().check_month(D(2026, 3, 31), today=D(2026, 4, 1))

    assert periods().month_is_over(today=D(2026, 4, 1))
    assert not periods().month_is_over(today=D(2026, 3, 31))


@pytest.mark.parametrize(
    ("through", "today", "refusal"),
    [
        (D(2026, 3, 30), D(2026, 5, 1), ("month", None)),
        (D(2026, 2, 28), D(2026, 5, 1), ("closed", D(2026, 2, 28))),
        (D(2026, 4, 30), D(2026, 5, 1), ("missing", D(2026, 3, 31))),
        (D(2026, 3, 31), D(2026, 3, 31), ("early", D(2026, 3, 31))),
    ],
)
def test_a_month_that_does_not_close(through, today, refusal):
    assert wrong(lambda: periods().check_month(through, today=today)) == refusal


def test_a_year_closes_after_its_december():
    periods(closed=D(2026, 12, 31)).check_year(2026)


@pytest.mark.parametrize(
    ("year", "refusal"),
    [
        (2025, ("closed", D(2025, 12, 31))),
        (2027, ("missing", D(2026, 12, 31))),
        (2026, ("months", D(2026, 3, 31))),
    ],
)
def test_a_year_that_does_not_close(year, refusal):
    assert wrong(lambda: periods().check_year(year)) == refusal


@pytest.mark.parametrize(
    ("_case", "day", "closed", "year", "years"),
    [
        ("a month of the open year", D(2026, 1, 20), D(2025, 12, 31), D(2025, 12, 31), []),
        ("a month of the closed year", D(2025, 12, 1), D(2025, 11, 30), D(2025, 3, 9), [2025]),
        ("the first month, begun within", D(2025, 3, 10), D(2025, 3, 9), D(2025, 3, 9), [2025]),
    ],
)
def test_what_opening_a_day_means(_case, day, closed, year, years):
    assert periods().reopened_from(day) == periods(closed=closed, year=year)
    assert periods().years_reopened_from(day) == years


def test_several_years_open_the_last_first():
    stands = periods(closed=D(2028, 3, 31), year=D(2027, 12, 31))

    assert stands.years_reopened_from(D(2026, 5, 5)) == [2027, 2026]
    assert NEW.years_reopened_from(D(2025, 3, 10)) == []


@pytest.mark.parametrize("day", [D(2026, 3, 1), D(2025, 3, 9)])
def test_what_is_open_or_unknown_does_not_open(day):
    assert wrong(lambda: periods().reopened_from(day)) == ("open", D(2026, 2, 28))


@given(
    opened=st.dates(D(2015, 1, 1), D(2030, 12, 31)),
    steps=st.lists(
        st.one_of(st.just("month"), st.just("month"), st.just("year"), st.integers(0, 2_000)), max_size=60
    ),
)
def test_however_people_close_and_open_closed_months_are_a_prefix(opened, steps):
    """Months and years end on their last day, years never run ahead, and closing again leads back where it was."""
    today = D(2045, 1, 1)
    stands = Periods(opened, opened - DAY, opened - DAY)
    for step in steps:
        before = stands
        if step == "month":
            stands.check_month(stands.next_month, today=today)
            stands = Periods(opened, stands.next_month, stands.year_closed_through)
        elif step == "year" and stands.is_year_due:
            stands.check_year(stands.next_year.year)
            stands = Periods(opened, stands.closed_through, stands.next_year)
        elif isinstance(step, int) and opened <= stands.closed_through:
            day = opened + dt.timedelta(days=step % ((stands.closed_through - opened).days + 1))
            gone = stands.years_reopened_from(day)
            stands = stands.reopened_from(day)
            assert stands.closed_through < day <= before.closed_through
            assert stands.closed_through in {opened - DAY, month_end(add_months(day, -1))}
            assert all(D(year, 12, 31) > stands.year_closed_through for year in gone)
        for through in (stands.closed_through, stands.year_closed_through):
            assert through == opened - DAY or through == month_end(through)
        assert opened - DAY <= stands.year_closed_through <= stands.closed_through
