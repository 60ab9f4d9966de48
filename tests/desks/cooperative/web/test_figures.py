"""The chart of the home, without a database."""

import datetime as dt

import pytest

from guyub.books.ledger.selectors.cash_days import CashDay
from guyub.books.treasury.selectors.today import BanksNow
from guyub.desks.cooperative.selectors.home import Money
from guyub.desks.cooperative.web.figures import chart_of

FIRST = dt.date(2026, 10, 29)


def money(before, *shown):
    """28 days: what came in on the day before the chart begins, then on its last days."""
    amounts = [0] * 13 + [before] + [0] * (14 - len(shown)) + list(shown)
    days = [CashDay(FIRST + dt.timedelta(days=at), rp, 0) for at, rp in enumerate(amounts)]
    return Money({}, BanksNow(0, None), days)


def test_columns_stand_beside_the_highest_and_words_say_the_same():
    chart = chart_of(money(0, 2_670_000, 0, 1_335_000))

    assert [(one["label"], one["share"], one["top"], one["on"]) for one in chart["columns"][-3:]] == [
        (23, 100, 0, False), (24, 0, 100, False), (25, 50, 50, True),
    ]  # fmt: skip
    assert chart["total_rp"] == 4_005_000
    assert chart["text"].replace("\u00a0", " ") == (
        "Tertinggi Sen, 23 Nov, Rp 2,67 juta. Hari ini Rp 1,34 juta. 12 hari tanpa uang masuk."
    )


@pytest.mark.parametrize(
    ("_case", "before", "now", "said"),
    [
        ("more", 100_000, 108_000, "naik 8%"),
        ("less", 100_000, 80_400, "turun 20%"),
        ("the same", 100_000, 100_000, ""),
        ("nothing before", 0, 100_000, ""),
        ("more was taken back than came in", -5_000, 100_000, ""),
    ],
)
def test_the_change_is_said_where_there_is_something_to_compare_with(_case, before, now, said):
    assert chart_of(money(before, now))["change"] == said


def test_a_day_on_which_more_was_taken_back_has_no_column_below_the_line():
    assert [one["share"] for one in chart_of(money(0, 100, -40))["columns"][-2:]] == [100, 0]


def test_four_quiet_weeks_have_no_chart():
    assert chart_of(money(0, 0)) is None
    assert chart_of(None) is None
