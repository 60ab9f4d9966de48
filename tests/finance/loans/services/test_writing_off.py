import threading
from datetime import timedelta

import pytest
from django.db import connection

from guyub.finance.loans.domain.kolektibilitas_schemes import Kolektibilitas
from guyub.finance.loans.domain.lifecycle import LoanState
from guyub.finance.loans.models import Loan, LoanWriteOff
from guyub.finance.loans.services.serving import ServingRefusedError
from guyub.finance.loans.services.writing_off import WriteOffRefusedError
from guyub.foundation.approvals.services.requests import DecisionRefusedError
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.loans.trouble_book import TroubleBook, whole, wrong
from tests.finance.savings.jasa_world import JANUARY, TODAY
from tests.world import new_id

pytestmark = pytest.mark.django_db
BOOKED = ("1.2.03", "1.2.04", "1.2.05", "4.1.02", "4.3.06", "6.1.09")


@pytest.fixture
def book(world):
    return TroubleBook(world)


def written_off(book, loan):
    book.decides(book.asks_write_off(loan))
    return book.now(loan)


def test_the_provision_carries_what_it_can_and_the_rest_is_a_cost_and_the_debt_stays(book):
    loan = book.lends()
    book.pays(loan, 112_000)
    book.sets(loan, jasa_rp=24_000, provision_rp=800_000)
    assert book.books(*BOOKED) == (1_100_000, 24_000, -800_000, -36_000, 0, 800_000)

    now = written_off(book, loan)

    assert (now.state, now.left_rp, now.jasa_rp, now.provision_rp) == ("HAPUS_BUKU", 1_100_000, 0, 0)
    assert (now.ended_on, now.written_off_on, now.written_off_no) == (TODAY, TODAY, 1)
    # 800,000 were set aside, 300,000 more are a cost now; the jasa that never came is no income.
    assert book.books(*BOOKED) == (0, 0, 0, -12_000, 0, 1_100_000)
    with scope(book.place.id):
        row = LoanWriteOff.objects.get(cooperative=book.place)
    assert (row.principal_rp, row.provision_rp, row.cost_rp, row.jasa_rp) == (
        1_100_000,
        800_000,
        300_000,
        24_000,
    )
    whole(book)


def test_what_was_set_aside_beyond_the_principal_goes_back_to_its_cost(book):
    loan = book.lends()
    book.sets(loan, provision_rp=1_300_000)
    written_off(book, loan)
    assert book.books("1.2.03", "1.2.05", "6.1.09") == (0, 0, 1_200_000)
    whole(book)


def test_what_comes_later_is_income_of_its_own_in_money_and_from_savings(book):
    loan = book.lends()
    written_off(book, loan)
    book.move(book.siti, 300_000, JANUARY)

    paid = book.pays(loan, 50_000)
    book.shifts(loan, 100_000, book.account(book.siti).id)

    assert paid.voucher.startswith("BKM-2026-")
    assert book.books("1.2.03", "4.1.02", "4.3.06", "2.2.01") == (0, 0, -150_000, -200_000)
    # 50,000 and 100,000: jasa of the first and second instalment 24,000, the rest principal.
    assert book.now(loan).left_rp == 1_200_000 - 126_000
    whole(book)

    book.takes_back(loan, paid.event_id)

    assert book.books("4.3.06") == (-100_000,)
    assert book.now(loan).state == "HAPUS_BUKU"
    whole(book)


def test_a_loan_recovered_whole_is_settled_and_is_written_off_again_when_that_is_taken_back(book):
    loan = book.lends()
    written_off(book, loan)
    paid = book.pays(loan, 1_344_000)
    now = book.now(loan)
    assert (now.state, now.written_off_on, book.books("4.3.06")) == ("LUNAS", TODAY, (-1_344_000,))
    whole(book)

    book.takes_back(loan, paid.event_id)

    now = book.now(loan)
    assert (now.state, now.ended_on, now.left_rp) == ("HAPUS_BUKU", TODAY, 1_200_000)
    assert book.books("1.2.03", "4.3.06") == (0, 0)
    whole(book)


def test_a_payment_of_before_stays_where_the_books_put_it(book):
    loan = book.lends()
    paid = book.pays(loan, 112_000)
    written_off(book, loan)
    before = book.counts()

    assert wrong(lambda: book.takes_back(loan, paid.event_id), ServingRefusedError) == "written_off"

    assert book.counts() == before


def test_a_mistake_is_undone_on_its_day_and_everything_stands_as_before(book):
    loan = book.lends()
    book.sets(loan, jasa_rp=12_000, provision_rp=600_000)
    before = book.books(*BOOKED)
    written_off(book, loan)

    told = book.undoes_write_off(loan)

    assert told.startswith("JU-2026-")
    now = book.now(loan)
    assert (now.state, now.ended_on, now.written_off_on, now.written_off_no) == ("BERJALAN", None, None, None)
    assert (now.jasa_rp, now.provision_rp, book.books(*BOOKED)) == (12_000, 600_000, before)
    whole(book)
    assert wrong(lambda: book.undoes_write_off(loan), WriteOffRefusedError) == "state"
    written_off(book, loan)  # and it may be written off again
    whole(book)


def test_what_happened_since_or_another_day_is_not_undone(book):
    loan = book.lends()
    written_off(book, loan)
    before = book.counts()
    tomorrow = TODAY + timedelta(days=1)
    assert wrong(lambda: book.undoes_write_off(loan, today=tomorrow), WriteOffRefusedError) == "day"
    assert wrong(lambda: book.undoes_write_off(loan, reason=""), WriteOffRefusedError) == "reason"
    assert book.counts() == before
    book.pays(loan, 10_000)
    after = book.counts()
    assert wrong(lambda: book.undoes_write_off(loan), WriteOffRefusedError) == "served"
    assert book.counts() == after


def test_what_cannot_be_is_not_asked(book, world):
    loan = book.lends()
    before = book.counts()
    refused = WriteOffRefusedError
    assert wrong(lambda: book.asks_write_off(loan, decision_id=new_id()), refused) == "decision"
    assert wrong(lambda: book.asks_write_off(loan, reason=" "), refused) == "reason"
    assert wrong(lambda: book.asks_write_off(loan, loan_id=new_id()), refused) == "gone"
    book.owns(world.person(Role.BENDAHARA))
    assert wrong(lambda: book.asks_write_off(loan), refused) == "own"
    assert book.counts() == before


def test_nobody_decides_on_the_own_loan_and_who_decides_sees_the_class(book, world):
    loan = book.lends()
    book.owns(world.person(Role.KETUA))
    asked = book.asks_write_off(loan)
    assert wrong(lambda: book.decides(asked), DecisionRefusedError) == "concerned"
    assert Kolektibilitas(book.now(loan).kolektibilitas) is Kolektibilitas.LANCAR
    whole(book)


@pytest.mark.django_db(transaction=True)
def test_two_words_at_once_write_off_once(book, world):
    loan = book.lends()
    asked = [book.asks_write_off(loan), book.asks_write_off(loan)]
    deputy = world.actor(Role.WAKIL_KETUA_USAHA)
    book.knows_pin(deputy)
    said = []

    def act(approval_id, actor):
        try:
            book.decides(approval_id, actor=actor)
            said.append("done")
        except WriteOffRefusedError as refused:
            said.append(refused.facts["wrong"])
        finally:
            connection.close()

    threads = [
        threading.Thread(target=act, args=pair) for pair in zip(asked, (book.chair, deputy), strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(said) == ["done", "state"]
    with scope(book.place.id):
        assert Loan.objects.get(cooperative=book.place).state == LoanState.HAPUS_BUKU
        assert LoanWriteOff.objects.filter(cooperative=book.place).count() == 1
    whole(book)
