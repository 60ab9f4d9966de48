"""What must hold of the ends of days is missed when it does not."""

from datetime import timedelta

import pytest
from django.db.models import F

from guyub.finance.loans.models import Loan, LoanBookDay, LoanDay
from guyub.finance.loans.selectors.invariants_book import BOOK_INVARIANTS
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.loans.book_world import YESTERDAY, BookWorld

pytestmark = pytest.mark.django_db


def add_row(mine, on):
    """Write one more row of a loan."""
    row = LoanDay.objects.get(**mine)
    row.id, row.on, row.left_rp = uuid7(), on, row.left_rp + 1
    row.save(force_insert=True)


def add_day(mine, **more):
    """Write one more day of the book."""
    day = LoanBookDay.objects.get(**mine)
    day.id, day.on, day.changed, day.entry = uuid7(), day.on + timedelta(days=1), 0, None
    day.jasa_moved_rp = day.added_rp = day.released_rp = 0
    for name, value in more.items():
        setattr(day, name, value)
    day.save(force_insert=True)


def loans(mine, **columns):
    Loan.objects.filter(**mine).update(**columns)


BREAKS = [
    (lambda mine: loans(mine, overdue_rp=F("overdue_rp") + 1), "loans.book.history"),
    (lambda mine: loans(mine, kolektibilitas="KL"), "loans.book.receivable"),
    (lambda mine: loans(mine, provision_rp=F("left_rp") + 1), "loans.book.receivable"),
    (lambda mine: add_row(mine, YESTERDAY + timedelta(days=1)), "loans.book.changed"),
    (lambda mine: add_row(mine, YESTERDAY + timedelta(days=1)), "loans.book.history"),
    (lambda mine: add_day(mine, changed=1), "loans.book.changed"),
    (lambda mine: add_day(mine, loans=2), "loans.book.classes"),
    (lambda mine: add_day(mine, jasa_rp=1), "loans.book.classes"),
]


@pytest.mark.parametrize(("spoil", "name"), BREAKS)
def test_what_is_spoilt_is_told(bare_world, spoil, name):
    book = BookWorld(bare_world)
    book.lends(on=YESTERDAY - timedelta(days=60))
    book.counts()
    with scope(book.place.id):
        mine = {"cooperative": book.place}
        assert [found for rule in BOOK_INVARIANTS for found in rule(book.place.id)] == []
        spoil(mine)
        found = {one.rule for rule in BOOK_INVARIANTS for one in rule(book.place.id)}

    assert name in found


def test_a_loan_to_which_something_happened_may_differ_until_the_next_count(bare_world):
    book = BookWorld(bare_world)
    book.lends(on=YESTERDAY - timedelta(days=60))
    book.counts()
    with scope(book.place.id):
        loans({"cooperative": book.place}, last_no=5, overdue_rp=0, overdue_since=None)
        assert [found for rule in BOOK_INVARIANTS for found in rule(book.place.id)] == []
