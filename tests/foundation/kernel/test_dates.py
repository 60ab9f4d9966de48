from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.foundation.kernel import dates
from guyub.foundation.kernel.dates import Zone, add_months, business_date, due_moment, month_end, utc_now


@pytest.mark.parametrize(
    ("_case", "moment", "zone", "day"),
    [
        (
            "an hour before midnight in Malang",
            datetime(2026, 11, 24, 16, tzinfo=UTC),
            Zone.WIB,
            date(2026, 11, 24),
        ),
        (
            "the same moment in Makassar",
            datetime(2026, 11, 24, 16, tzinfo=UTC),
            Zone.WITA,
            date(2026, 11, 25),
        ),
        ("midnight in Malang", datetime(2026, 11, 24, 17, tzinfo=UTC), Zone.WIB, date(2026, 11, 25)),
        (
            "an hour before midnight in Jayapura",
            datetime(2026, 11, 24, 14, tzinfo=UTC),
            Zone.WIT,
            date(2026, 11, 24),
        ),
    ],
)
def test_the_date_is_that_of_the_cooperative(_case, moment, zone, day):
    assert business_date(moment, zone) == day


def test_a_moment_without_a_zone_has_no_date():
    with pytest.raises(ValueError, match="zone"):
        business_date(datetime(2026, 11, 24), Zone.WIB)  # noqa: DTZ001  the point


def test_the_clock_is_aware():
    assert utc_now().utcoffset() == timedelta(0)


def test_a_demonstrations_clock_stands_apart_for_doors_and_for_jobs(monkeypatch):
    real, due = utc_now(), due_moment(1_795_000_000)
    monkeypatch.setattr(dates, "CLOCK_OFFSET_S", -86_400)

    assert real - timedelta(days=1) <= utc_now() < real
    assert (due, due_moment(1_795_000_000)) == (
        datetime(2026, 11, 18, 11, 6, 40, tzinfo=UTC),
        datetime(2026, 11, 17, 11, 6, 40, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 10, 31), 2, date(2026, 12, 31)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 3, 31), -15, date(2024, 12, 31)),
    ],
)
def test_months_are_clipped_to_their_end(day, months, later):
    assert add_months(day, months) == later


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(-600, 600))
def test_adding_months_moves_by_just_so_many(day, months):
    later = add_months(day, months)

    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == min(day.day, month_end(later).day)
