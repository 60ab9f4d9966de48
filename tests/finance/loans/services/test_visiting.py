from datetime import date

import pytest

from guyub.finance.loans.domain.promises import VisitRefusedError
from guyub.finance.loans.models import LoanVisit
from guyub.finance.loans.selectors.trouble import trouble_of
from guyub.finance.loans.services.visiting import note_visit
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.loans.trouble_book import TroubleBook, wrong
from tests.finance.savings.jasa_world import TODAY
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db


@pytest.fixture
def book(world):
    return TroubleBook(world)


def visits(book, loan, **more):
    told = {
        "loan_id": loan.id,
        "on": date(2026, 11, 10),
        "found": "SULIT",
        "note": "panen gagal",
        "promise_on": date(2026, 11, 20),
        "promise_rp": 100_000,
    }
    return note_visit(**book.told(**told | more))


def seen(book, loan, today=TODAY):
    with scope(book.place.id):
        return trouble_of(cooperative_id=book.place.id, loan_id=loan.id, today=today, now=NOW)


def test_a_collector_writes_a_visit_and_the_promise_is_judged_by_payments(book, world):
    loan = book.lends()
    visits(book, loan, actor=world.actor(Role.KOLEKTOR))
    (row,) = seen(book, loan, date(2026, 11, 15)).visits
    assert (row.promise, row.is_kept, row.is_broken) == ("menunggu", False, False)
    assert seen(book, loan).visits[0].is_broken

    paid = book.pays(loan, 100_000, date(2026, 11, 20))
    assert seen(book, loan).visits[0].is_kept
    book.takes_back(loan, paid.event_id)  # what was taken back was never paid
    assert seen(book, loan).visits[0].is_broken


def test_a_visit_without_a_promise_and_a_retry(book):
    loan, request_id = book.lends(), new_id()
    told = {"found": "TIDAK_ADA", "promise_on": None, "promise_rp": None, "request_id": request_id}
    assert visits(book, loan, **told) == visits(book, loan, **told)
    (row,) = seen(book, loan).visits
    assert (row.words, row.promise) == ("Tidak ada orang di rumah", "")
    with scope(book.place.id):
        assert LoanVisit.objects.filter(cooperative=book.place).count() == 1


def test_what_cannot_be_is_not_written(book, world):
    loan = book.lends()
    before = book.counts()
    refused = VisitRefusedError
    assert wrong(lambda: visits(book, loan, loan_id=new_id()), refused) == "gone"
    assert wrong(lambda: visits(book, loan, found="X"), refused) == "found"
    assert wrong(lambda: visits(book, loan, promise_rp=99_000_000), refused) == "promise_amount"
    with pytest.raises(NotAllowedError):
        visits(book, loan, actor=world.actor(Role.KASIR))
    book.owns(world.person(Role.KOLEKTOR))
    assert wrong(lambda: visits(book, loan, actor=world.actor(Role.KOLEKTOR)), refused) == "own"
    assert book.counts() == before
    book.settles(loan)
    assert wrong(lambda: visits(book, loan), refused) == "state"


def test_a_loan_that_was_never_paid_out_has_no_trouble(book):
    loan = book.agrees()
    assert seen(book, loan) is None
