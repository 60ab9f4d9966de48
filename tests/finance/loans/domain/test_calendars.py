from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.finance.loans.domain.calendars import PASARAN, calendar_of, later, pasaran, share_of_days
from guyub.finance.loans.domain.terms import DayCount, Every, Method, Terms, TermsRefusedError, Unit

DAYS = st.dates(date(1901, 1, 1), date(2200, 12, 31))
UNITS = st.builds(Every, st.sampled_from(Unit), st.integers(1, 12))


def terms(**told):
    return Terms(
        **({"method": Method.DECLINING, "principal": 1_000_000, "annual_rate": Fraction(12, 100)} | told)
    )


def dues(number, *, every=None, **told):
    calendar = calendar_of(terms(every=every or Every(), **told), number)
    return [f"{due:%Y-%m-%d}" for due in calendar.dues]


def parts(calendar):
    return [Fraction(share, calendar.whole) for share in calendar.shares]


@pytest.mark.parametrize(
    ("_case", "first", "every", "wanted"),
    [
        ("a month's end", "2025-10-31", Every(), ["2025-10-31", "2025-11-30", "2025-12-31", "2026-01-31"]),
        ("past February", "2026-01-31", Every(), ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]),
        ("in a leap year", "2024-01-31", Every(), ["2024-01-31", "2024-02-29", "2024-03-31", "2024-04-30"]),
        ("the 30th", "2026-01-30", Every(), ["2026-01-30", "2026-02-28", "2026-03-30"]),
        ("the 29th", "2024-01-29", Every(), ["2024-01-29", "2024-02-29", "2024-03-29"]),
        ("the 29th, no leap year", "2026-01-29", Every(), ["2026-01-29", "2026-02-28", "2026-03-29"]),
        ("a day every month has", "2025-12-28", Every(), ["2025-12-28", "2026-01-28", "2026-02-28"]),
        ("the end of February", "2026-02-28", Every(), ["2026-02-28", "2026-03-28", "2026-04-28"]),
        ("quarters", "2025-11-30", Every(Unit.MONTH, 3), ["2025-11-30", "2026-02-28", "2026-05-30"]),
        (
            "leap days",
            "2024-02-29",
            Every(Unit.YEAR),
            ["2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"],
        ),
        ("a century without one", "2096-02-29", Every(Unit.YEAR, 4), ["2096-02-29", "2100-02-28"]),
        ("weeks", "2026-12-26", Every(Unit.WEEK), ["2026-12-26", "2027-01-02", "2027-01-09"]),
        ("two weeks", "2024-02-20", Every(Unit.WEEK, 2), ["2024-02-20", "2024-03-05"]),
        ("days", "2024-02-28", Every(Unit.DAY), ["2024-02-28", "2024-02-29", "2024-03-01"]),
        ("pasaran", "2026-08-17", Every(Unit.PASARAN), ["2026-08-17", "2026-08-22", "2026-08-27"]),
        ("seven pasaran", "2026-08-17", Every(Unit.PASARAN, 7), ["2026-08-17", "2026-09-21", "2026-10-26"]),
    ],
)
def test_due_dates_are_clipped_and_never_drift(_case, first, every, wanted):
    assert dues(len(wanted), every=every, first_due_on=date.fromisoformat(first)) == wanted


def test_defect_5_a_month_end_does_not_overflow():
    assert later(date(2026, 1, 31), Every(), 1) == date(2026, 2, 28)  # never 3 March
    assert later(date(2024, 1, 31), Every(), 1) == date(2024, 2, 29)
    assert later(date(2026, 3, 31), Every(), -1) == date(2026, 2, 28)
    assert dues(2, disbursed_on=date(2026, 1, 31)) == ["2026-02-28", "2026-03-28"]


def test_without_a_first_due_date_it_is_one_period_after_disbursement():
    assert dues(3, disbursed_on=date(2026, 3, 14)) == ["2026-04-14", "2026-05-14", "2026-06-14"]
    assert dues(2, disbursed_on=date(2026, 3, 14), every=Every(Unit.WEEK, 2)) == ["2026-03-28", "2026-04-11"]


def test_without_dates_there_are_periods_alone():
    calendar = calendar_of(terms(), 3)

    assert (calendar.starts, calendar.dues, parts(calendar)) == ([], [], [Fraction(1, 12)] * 3)


def test_the_first_period_starts_a_period_before_the_first_due_date_where_no_other_day_is_told():
    calendar = calendar_of(terms(first_due_on=date(2026, 3, 31)), 2)

    assert calendar.starts == [date(2026, 2, 28), date(2026, 3, 31)]


@given(day=DAYS, every=UNITS, periods=st.integers(0, 60))
def test_going_on_and_back_is_going_nowhere_but_at_a_months_end(day, every, periods):
    there = later(day, every, periods)
    back = later(there, every, -periods)

    assert there >= day
    assert back == day or (back < day and there.day < day.day)


@given(day=DAYS, months=st.integers(0, 600))
def test_a_month_on_is_the_same_day_or_the_months_last(day, months):
    there = later(day, Every(), months)

    assert (there.year - day.year) * 12 + there.month - day.month == months
    assert there.day == day.day or (there + timedelta(days=1)).day == 1


# The Proclamation, 17 August 1945, was a Jumat Legi. The Javanese calendar began on a Jumat Legi, 8 July 1633:
# 113,995 days before, 22,799 market weeks. The others as told by the Museum Radya Pustaka, Solo (detik.com).
@pytest.mark.parametrize(
    ("_day", "day", "name"),
    [
        ("the Proclamation, Jumat", date(1945, 8, 17), "Legi"),
        ("the day before, Kamis", date(1945, 8, 16), "Kliwon"),
        ("the first of the Javanese calendar, Jumat", date(1633, 7, 8), "Legi"),
        ("Sabtu", date(2022, 3, 12), "Pahing"),
        ("Sabtu", date(2022, 4, 9), "Kliwon"),
        ("Sabtu", date(2022, 5, 28), "Wage"),
        ("Jumat", date(2022, 8, 19), "Pahing"),
        ("Minggu", date(2023, 3, 19), "Wage"),
    ],
)
def test_the_pasaran_of_a_day(_day, day, name):
    assert pasaran(day) == name


def test_the_market_week_of_35_days():
    assert [pasaran(date(1945, 8, 17) + timedelta(days=at)) for at in range(5)] == list(PASARAN)
    assert (date(1945, 8, 17) - date(1633, 7, 8)).days == 22_799 * 5


@given(day=DAYS, count=st.integers(1, 14))
def test_every_due_date_of_pasaran_has_the_same_name(day, count):
    calendar = calendar_of(terms(every=Every(Unit.PASARAN, count), first_due_on=day), 5)

    assert {pasaran(due) for due in calendar.dues} == {pasaran(day)}


@pytest.mark.parametrize(
    ("first", "last", "day_count", "part"),
    [
        ("2026-01-15", "2026-02-15", "actual/365", Fraction(31, 365)),
        ("2026-01-15", "2026-02-15", "actual/360", Fraction(31, 360)),
        ("2026-01-15", "2026-02-15", "actual/actual", Fraction(31, 365)),
        ("2024-01-31", "2024-02-29", "actual/365", Fraction(29, 365)),
        ("2024-01-31", "2024-02-29", "actual/actual", Fraction(29, 366)),
        # 16 days of December 2023 at 365, 15 of January 2024 at 366: from the day after the start to the end.
        ("2023-12-15", "2024-01-15", "actual/actual", Fraction(16, 365) + Fraction(15, 366)),
        ("2024-12-15", "2025-01-15", "actual/actual", Fraction(16, 366) + Fraction(15, 365)),
        ("2023-12-31", "2024-01-31", "actual/actual", Fraction(31, 366)),
        ("2023-12-30", "2023-12-31", "actual/actual", Fraction(1, 365)),
        ("2023-06-30", "2026-06-30", "actual/actual", 1 + 1 + Fraction(184, 365) + Fraction(181, 365)),
        ("2026-01-15", "2026-02-15", "30/360", Fraction(30, 360)),
        ("2026-01-31", "2026-02-28", "30/360", Fraction(28, 360)),
        ("2026-02-28", "2026-03-31", "30/360", Fraction(32, 360)),
        ("2026-03-30", "2026-03-31", "30/360", 0),
        ("2025-12-31", "2026-04-10", "30/360", Fraction(100, 360)),
    ],
)
def test_what_part_of_a_year_lies_between_two_days(first, last, day_count, part):
    found, whole = share_of_days(date.fromisoformat(first), date.fromisoformat(last), DayCount(day_count))

    assert Fraction(found, whole) == part


@pytest.mark.parametrize(
    ("every", "day_count", "part"),
    [
        (Every(), "period", Fraction(1, 12)),
        (Every(Unit.WEEK), "period", Fraction(1, 52)),
        (Every(Unit.DAY), "period", Fraction(1, 365)),
        (Every(Unit.PASARAN), "period", Fraction(1, 73)),
        (Every(Unit.YEAR), "period", Fraction(1)),
        (Every(Unit.MONTH, 3), "30/360", Fraction(3, 12)),
        (Every(Unit.YEAR, 2), "30/360", Fraction(2)),
        (Every(Unit.WEEK, 2), "30/360", Fraction(14, 360)),
        (Every(Unit.DAY), "30/360", Fraction(1, 360)),
        (Every(Unit.PASARAN), "30/360", Fraction(5, 360)),
    ],
)
@pytest.mark.parametrize("start", [None, date(2026, 1, 31)])
def test_what_part_of_a_year_a_full_period_is(every, day_count, part, start):
    calendar = calendar_of(terms(every=every, day_count=DayCount(day_count), disbursed_on=start), 3)

    assert parts(calendar) == [part] * 3


@pytest.mark.parametrize(
    ("_case", "start", "due", "every", "factor"),
    [
        ("18 days of 31", "2026-03-14", "2026-04-01", Every(), Fraction(18, 31)),
        ("52 days of 28", "2026-01-12", "2026-03-05", Every(), Fraction(52, 28)),
        ("a whole month, clipped at the end", "2026-01-31", "2026-02-28", Every(), Fraction(1)),
        ("a whole month, clipped at the start", "2026-02-28", "2026-03-31", Every(), Fraction(1)),
        ("a day short of a month", "2026-01-29", "2026-02-27", Every(), Fraction(29, 31)),
        ("18 days of 7", "2026-05-01", "2026-05-19", Every(Unit.WEEK), Fraction(18, 7)),
        ("400 days of 366", "2023-01-26", "2024-03-01", Every(Unit.YEAR), Fraction(400, 366)),
    ],
)
@pytest.mark.parametrize("day_count", ["period", "30/360"])
def test_a_broken_first_span(_case, start, due, every, factor, day_count):
    told = {"every": every, "day_count": DayCount(day_count), "disbursed_on": date.fromisoformat(start)}
    calendar = calendar_of(terms(first_due_on=date.fromisoformat(due), **told), 3)
    full = parts(calendar_of(terms(**told), 1))[0]

    assert parts(calendar) == [full * factor, full, full]


def test_dates_of_their_own_are_counted_by_their_days():
    days = (date(2026, 4, 10), date(2026, 8, 5))
    told = {"disbursed_on": date(2025, 12, 31), "due_dates": days, "instalments": 2}

    actual = calendar_of(terms(day_count=DayCount.ACTUAL_365, **told), 2)
    thirties = calendar_of(terms(day_count=DayCount.THIRTY_360, **told), 2)

    assert parts(actual) == [Fraction(100, 365), Fraction(117, 365)]
    assert parts(thirties) == [Fraction(100, 360), Fraction(115, 360)]
    assert actual.starts == [date(2025, 12, 31), date(2026, 4, 10)]


@given(
    start=st.dates(date(1990, 1, 1), date(2060, 1, 1)),
    wait=st.integers(1, 500),
    every=UNITS,
    day_count=st.sampled_from(DayCount),
    at=st.integers(0, 3),
    cut=st.integers(0, 10**6),
)
def test_the_pieces_of_a_period_sum_to_it(start, wait, every, day_count, at, cut):
    told = {"every": every, "day_count": day_count, "disbursed_on": start}
    calendar = calendar_of(terms(first_due_on=start + timedelta(days=wait), **told), 4)
    first, last = calendar.starts[at], calendar.dues[at]
    middle = first + timedelta(days=cut % ((last - first).days + 1))

    pieces = [Fraction(*calendar.piece(at, *ends)) for ends in ((first, middle), (middle, last))]
    assert sum(pieces) == parts(calendar)[at]


@given(days=st.lists(DAYS, min_size=3, max_size=3).map(sorted), day_count=st.sampled_from(DayCount))
def test_spans_of_days_add_up(days, day_count):
    if day_count is DayCount.PERIOD:
        day_count = DayCount.THIRTY_360
    first, middle, last = days

    assert Fraction(*share_of_days(first, middle, day_count)) + Fraction(
        *share_of_days(middle, last, day_count)
    ) == Fraction(*share_of_days(first, last, day_count))


@pytest.mark.parametrize("day", [date(1899, 12, 31), date(9998, 6, 1)])
@pytest.mark.parametrize("name", ["disbursed_on", "first_due_on"])
def test_a_year_out_of_reach_is_refused(name, day):
    with pytest.raises(TermsRefusedError) as refusal:
        calendar_of(terms(**{name: day}), 2)

    facts = refusal.value.facts
    assert (facts["field"], facts["wrong"]) == (name, "dates")
    assert facts["message"].endswith(".")


def test_the_years_in_reach():
    assert dues(1, disbursed_on=date(1900, 1, 1)) == ["1900-02-01"]
    assert dues(12, disbursed_on=date(9996, 12, 1))[-1] == "9997-12-01"
