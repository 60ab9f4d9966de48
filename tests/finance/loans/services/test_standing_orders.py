from datetime import UTC, date, datetime

import pytest

from guyub.finance.loans.models import LoanOrder
from guyub.finance.loans.services.standing_orders import (
    OrderRefusedError,
    follow_loan_orders,
    set_loan_order,
)
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.formats import day
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.loans.loan_book import LoanBook
from tests.finance.loans.services.test_paying import whole, wrong
from tests.finance.savings.jasa_world import JANUARY
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db


@pytest.fixture
def book(world):
    return LoanBook(world)


def orders(book, loan, account_id, **more):
    set_loan_order(**book.told(**{"loan_id": loan.id, "account_id": account_id} | more))


def follow(on=25):
    return follow_loan_orders(now=datetime(2026, 11, on, 3, 0, tzinfo=UTC))


def told(book, loan):
    with scope(book.place.id):
        row = LoanOrder.objects.get(cooperative=book.place, loan_id=loan.id, until__isnull=True)
        return row.last_try_on, row.last_said


def test_whole_instalments_are_taken_when_they_are_due_as_far_as_savings_reach(book):
    loan = book.lends()
    for month in range(2, 10):
        book.pays(loan, 112_000, date(2026, month, 1))
    book.move(book.siti, 300_000, JANUARY)
    orders(book, loan, book.account(book.siti).id)

    assert follow() == 1

    # October and November are due; 224,000 of 300,000 are taken, by nobody's hand.
    last = book.events(loan)[-1]
    assert (last.amount_rp, last.way, last.person_id) == (224_000, "SIMPANAN", None)
    assert book.account(book.siti).balance_rp == 76_000
    assert book.now(loan).overdue_rp == 0
    assert follow() == 0
    whole(book)


def test_what_savings_do_not_reach_is_said_and_tried_again(book):
    loan = book.lends()
    book.move(book.siti, 200_000, JANUARY)
    orders(book, loan, book.account(book.siti).id)

    assert follow() == 1
    assert told(book, loan) == (NOW.date(), f"isi rekening kurang untuk angsuran {day(date(2026, 3, 1))}")
    assert book.events(loan)[-1].amount_rp == 112_000
    assert follow() == 0
    assert follow(26) == 0  # tried again the next day; still too little
    assert told(book, loan)[0] == date(2026, 11, 26)
    whole(book)


def test_an_order_ends_and_another_takes_its_place(book):
    loan = book.lends()
    book.move(book.siti, 200_000, JANUARY)
    account_id = book.account(book.siti).id
    orders(book, loan, account_id)
    orders(book, loan, account_id)
    orders(book, loan, None)

    assert follow() == 0
    with scope(book.place.id):
        assert LoanOrder.objects.filter(cooperative=book.place, until__isnull=True).count() == 0
    assert len(book.events(loan)) == 0


def test_who_may_set_which_order(book, world):
    loan, other = book.lends(), book.agrees()
    book.move(book.siti, 200_000, JANUARY)
    account_id = book.account(book.siti).id
    budi = world.member("Budi Santoso")
    book.move(budi, 10_000, JANUARY)

    assert wrong(lambda: orders(book, loan, book.account(budi).id), OrderRefusedError) == "account"
    assert wrong(lambda: orders(book, loan, account_id, loan_id=new_id()), OrderRefusedError) == "gone"
    assert wrong(lambda: orders(book, other, account_id), OrderRefusedError) == "state"
    member = world.actor(Role.ANGGOTA)
    assert wrong(lambda: orders(book, loan, account_id, actor=member), OrderRefusedError) == "own"
    book.owns(world.person(Role.ANGGOTA))
    orders(book, loan, account_id, actor=member)
    book.owns(world.person(Role.BENDAHARA))
    assert wrong(lambda: orders(book, loan, account_id), OrderRefusedError) == "own"
