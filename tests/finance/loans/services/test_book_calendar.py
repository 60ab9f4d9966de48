"""The book is counted by itself: run twice, late, or for one who is refused, it ends the same."""

from datetime import UTC, date, datetime, timedelta

import pytest

from guyub.finance.loans.jobs import count_books_of_the_day
from guyub.finance.loans.models import LoanBookDay
from guyub.finance.loans.services import calendar
from guyub.finance.loans.services.book_day import LoanBookRefusedError
from guyub.finance.loans.services.calendar import count_due_books, days_to_count
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.loans.book_world import YESTERDAY, BookWorld
from tests.world import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def book(bare_world):
    return BookWorld(bare_world)


def days(book):
    with scope(book.place.id):
        rows = LoanBookDay.objects.filter(cooperative=book.place).order_by("on")
        return [row.on for row in rows]


@pytest.mark.parametrize(
    ("last", "found"),
    [
        (None, [YESTERDAY]),
        (YESTERDAY, []),
        (YESTERDAY + timedelta(days=1), []),
        (YESTERDAY - timedelta(days=1), [YESTERDAY]),
        (date(2026, 11, 1), [YESTERDAY]),
        (date(2026, 10, 31), [YESTERDAY]),
        (date(2026, 10, 30), [date(2026, 10, 31), YESTERDAY]),
        (date(2026, 8, 31), [date(2026, 9, 30), date(2026, 10, 31), YESTERDAY]),
    ],
)
def test_of_days_that_were_missed_the_ends_of_months_are_kept(last, found):
    assert days_to_count(last, YESTERDAY) == found


def test_the_end_of_a_month_is_counted_once():
    assert days_to_count(date(2026, 10, 15), date(2026, 10, 31)) == [date(2026, 10, 31)]


def test_a_job_counts_the_day_that_is_over_and_again_nothing(book):
    book.lends()

    assert [count_due_books(now=NOW), count_due_books(now=NOW)] == [1, 0]
    assert days(book) == [YESTERDAY]


@pytest.mark.parametrize(
    ("moment", "on"),
    [
        (datetime(2026, 11, 24, 16, 59, tzinfo=UTC), date(2026, 11, 23)),  # a minute to midnight in Malang
        (datetime(2026, 11, 24, 17, 0, tzinfo=UTC), date(2026, 11, 24)),
    ],
)
def test_a_day_is_over_at_midnight_of_the_cooperative(book, moment, on):
    book.lends()
    count_due_books(now=moment)

    assert days(book) == [on]


def test_the_job_takes_the_moment_at_which_it_was_due(book):
    book.lends()
    count_books_of_the_day(int(NOW.timestamp()))

    assert days(book) == [YESTERDAY]


def test_a_late_job_makes_up_for_months_one_by_one(book):
    loan = book.lends()
    book.counts(date(2026, 9, 15))

    assert count_due_books(now=NOW) == 3
    assert days(book) == [date(2026, 9, 15), date(2026, 9, 30), date(2026, 10, 31), YESTERDAY]
    assert [row.overdue_rp for row in book.days(loan)] == [8 * 112_000, 9 * 112_000, 10 * 112_000]
    book.whole()


def test_who_never_lent_is_not_counted(book):
    assert count_due_books(now=NOW) == 0
    assert days(book) == []


def test_who_is_refused_does_not_stop_the_others(book, monkeypatch):
    places = sorted((book.place, book.world.arjosari), key=lambda place: place.id)
    asked = []

    def count(*, place, on, **_):
        asked.append((place.id, on))
        if place == places[0]:
            raise LoanBookRefusedError(wrong="busy")

    monkeypatch.setattr(calendar, "count_loan_book", count)
    monkeypatch.setattr(calendar, "_due", lambda place_id, until: [until])

    assert count_due_books(now=NOW) == 1
    assert asked == [(place.id, YESTERDAY) for place in places]
