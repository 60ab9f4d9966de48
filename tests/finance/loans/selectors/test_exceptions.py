"""What of loans is shown to the pengawas, and what is not."""

from datetime import date, timedelta

import pytest

from guyub.books.oversight.selectors.exceptions import KINDS, Part, exceptions_of, watched_span
from guyub.finance.loans.models import LoanApplication
from guyub.finance.loans.selectors.exceptions import EXCEPTIONS
from guyub.finance.loans.services.disbursing import PaidOutTo
from guyub.foundation.approvals.models import ApprovalRequest
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.loans.book_world import BookWorld
from tests.finance.loans.loan_book import LoanBook
from tests.finance.loans.request_book import RequestBook
from tests.finance.savings.jasa_world import JANUARY, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(bare_world):
    """Worlds here begin their books themselves."""
    return bare_world


def found(book, since=JANUARY, until=TODAY):
    with scope(book.place.id):
        watched = watched_span(place=book.place, since=since, until=until, today=TODAY)
        return [(one.kind, one.amount_rp) for watch in EXCEPTIONS for one in watch(watched)]


def test_an_ordinary_loan_is_nothing_to_look_at(world):
    book = LoanBook(world)
    loan = book.lends()
    paid = book.pays(loan, 112_000)
    book.takes_back(loan, paid.event_id)  # on the same day

    assert found(book) == []


def test_what_was_taken_back_on_another_day(world):
    book = LoanBook(world)
    loan = book.lends()
    paid = book.pays(loan, 112_000, date(2026, 2, 1))
    book.takes_back(loan, paid.event_id)

    assert found(book) == [("loans.taken_back", 112_000)]
    assert found(book, until=TODAY - timedelta(days=1)) == []


def test_money_that_went_to_a_seller(world):
    book = LoanBook(world)
    loan = book.agrees()
    book.pays_out(loan, to=PaidOutTo(cash_place_id=book.bank, seller="Toko Contoh", goods="kulkas"))

    assert found(book) == [("loans.paid_to_seller", 1_200_000)]


def test_a_loan_becomes_macet_once(world):
    book = BookWorld(world)
    book.lends(on=JANUARY)
    for on in (date(2026, 2, 10), date(2026, 10, 31), TODAY - timedelta(days=1)):
        book.counts(on)

    assert found(book) == [("loans.macet", 1_200_000)]
    assert found(book, since=date(2026, 11, 1)) == []


def test_related_parties_and_full_limits(world):
    book = RequestBook(world)
    book.agreed()
    assert found(book) == []
    with scope(book.place.id):
        approval = LoanApplication.objects.get(cooperative=book.place).approval
        told = approval.facts | {"related": "pengurus: ketua", "limit_percent": 91}
        assert 0 < approval.facts["limit_percent"] <= 100
        ApprovalRequest.objects.filter(cooperative=book.place, id=approval.id).update(facts=told)

    assert [kind for kind, _ in found(book)] == ["loans.related", "loans.limit_nearly_used"]


def test_every_kind_has_words_and_stands_on_its_own_part(world):
    book = LoanBook(world)
    loan = book.lends()
    paid = book.pays(loan, 112_000, date(2026, 2, 1))
    book.takes_back(loan, paid.event_id)
    with scope(book.place.id):
        watched = watched_span(place=book.place, since=JANUARY, until=TODAY, today=TODAY)
        kinds = exceptions_of(watched, Part.PINJAMAN)

    assert [(kind.kind, kind.total_rp) for kind in kinds] == [("loans.taken_back", 112_000)]
    assert len([kind for kind in KINDS if kind.startswith("loans.")]) == 8
