"""Hapus tagih: the members' meeting ends the claim on a written-off loan, and the books stay as they are."""

import threading
from datetime import date, timedelta

import pytest
from django.db import connection

from guyub.finance.loans.models import Guarantee, Loan, LoanForgiven
from guyub.finance.loans.selectors.flows import flows_of
from guyub.finance.loans.selectors.invariants import INVARIANTS
from guyub.finance.loans.services.forgiving import ForgivingRefusedError
from guyub.finance.loans.services.guarantees import add_guarantor
from guyub.finance.loans.services.serving import ServingRefusedError
from guyub.foundation.approvals.services.requests import DecisionRefusedError
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.loans.trouble_book import TroubleBook, whole, wrong
from tests.finance.savings.jasa_world import TODAY
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db
BOOKED = ("1.2.03", "1.2.05", "4.3.06", "6.1.09")


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.FILES_FOLDER = tmp_path


@pytest.fixture
def book(world):
    return TroubleBook(world)


@pytest.fixture
def loan(book):
    """One instalment was paid, 1,100,000 were written off, 150,000 came since: 126,000 of principal."""
    found = book.lends()
    book.pays(found, 112_000)
    book.decides(book.asks_write_off(found))
    book.pays(found, 150_000)
    return found


def test_nothing_is_owed_any_more_and_the_books_do_not_move(book, loan):
    before, left_rp = book.books(*BOOKED), book.now(loan).left_rp
    owed_rp = book.state(loan).payoff.total
    entries = book.wrote()[2]

    book.decides(book.asks_forgive(loan))

    now = book.now(loan)
    assert (now.state, now.left_rp, now.overdue_rp, now.overdue_since) == ("HAPUS_TAGIH", 0, 0, None)
    assert now.ended_on == now.written_off_on == TODAY
    assert (book.books(*BOOKED), book.wrote()[2]) == (before, entries)
    assert before == (0, 0, -150_000, 1_100_000)
    with scope(book.place.id):
        row = LoanForgiven.objects.get(cooperative=book.place)
        flows = flows_of(cooperative_id=book.place.id, since=date(2026, 11, 1), until=TODAY)
    assert (row.principal_rp, row.owed_rp, row.forgiven_on) == (left_rp, owed_rp, TODAY)
    assert (flows.written_off_rp, flows.recovered_rp, flows.forgiven, flows.forgiven_rp) == (
        1_100_000, 150_000, 1, left_rp,
    )  # fmt: skip
    whole(book)


def test_no_payment_comes_or_goes_back_and_a_mistake_is_undone_on_its_day(book, loan):
    before = book.now(loan)
    book.decides(book.asks_forgive(loan))
    after = book.counts()
    last = book.events(loan)[-1].id
    assert wrong(lambda: book.pays(loan, 10_000), ServingRefusedError) == "forgiven"
    assert wrong(lambda: book.takes_back(loan, last), ServingRefusedError) == "forgiven"
    assert wrong(lambda: book.asks_forgive(loan), ForgivingRefusedError) == "state"
    tomorrow = {"today": TODAY + timedelta(days=1), "now": NOW + timedelta(days=1)}
    assert wrong(lambda: book.undoes_forgiving(loan, **tomorrow), ForgivingRefusedError) == "day"
    assert wrong(lambda: book.undoes_forgiving(loan, reason=""), ForgivingRefusedError) == "reason"
    assert book.counts() == after

    book.undoes_forgiving(loan)

    now = book.now(loan)
    for field in ("state", "left_rp", "overdue_rp", "overdue_since", "ended_on", "written_off_on"):
        assert getattr(now, field) == getattr(before, field)
    assert wrong(lambda: book.undoes_forgiving(loan), ForgivingRefusedError) == "state"
    book.pays(loan, 10_000)
    book.decides(book.asks_forgive(loan))
    whole(book)


def test_guarantors_are_free_and_the_member_owes_nothing(book, loan):
    budi = book.world.member("Budi Santoso", sex="L")
    told = {"loan_id": loan.id, "member_id": budi.id, "amount_rp": 100_000, "account_id": None}
    add_guarantor(**book.told(**told))

    book.decides(book.asks_forgive(loan))

    with scope(book.place.id):
        assert Guarantee.objects.get(cooperative=book.place).released_on == TODAY
    whole(book)


def test_only_the_members_meeting_with_its_document_and_after_writing_off(book, world, loan):
    running = book.lends()
    before, refused = book.counts(), ForgivingRefusedError
    assert wrong(lambda: book.asks_forgive(running), refused) == "state"
    assert wrong(lambda: book.asks_forgive(loan, decision_id=new_id()), refused) == "decision"
    assert (
        wrong(lambda: book.asks_forgive(loan, decision_id=book.meets(body="PENGURUS")), refused) == "decision"
    )
    assert wrong(lambda: book.asks_forgive(loan, decision_id=book.decision.id), refused) == "document"
    assert wrong(lambda: book.asks_forgive(loan, reason=" "), refused) == "reason"
    assert wrong(lambda: book.asks_forgive(loan, loan_id=new_id()), refused) == "gone"
    asked = book.asks_forgive(loan)
    book.owns(world.person(Role.BENDAHARA))
    assert wrong(lambda: book.asks_forgive(loan), refused) == "own"
    book.owns(world.person(Role.KETUA))
    assert wrong(lambda: book.decides(book.asks_forgive(loan)), DecisionRefusedError) == "concerned"
    assert book.counts()[:4] == before[:4]
    assert asked


def test_an_invariant_finds_a_loan_that_nobody_forgave(book, loan):
    with scope(book.place.id):
        Loan.objects.filter(cooperative=book.place, id=loan.id).update(state="HAPUS_TAGIH", left_rp=0)
        found = [one.rule for rule in INVARIANTS for one in rule(book.place.id)]
    assert found == ["loans.forgiven"]


@pytest.mark.django_db(transaction=True)
def test_a_payment_and_the_second_persons_word_at_once_take_turns(book, loan):
    asked = book.asks_forgive(loan)
    said = []

    def act(what):
        try:
            what()
            said.append("done")
        except ServingRefusedError as refused:
            said.append(refused.facts["wrong"])
        finally:
            connection.close()

    threads = [
        threading.Thread(target=act, args=(what,))
        for what in (lambda: book.pays(loan, 10_000), lambda: book.decides(asked))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(said) in (["done", "done"], ["done", "forgiven"])
    assert book.now(loan).state == "HAPUS_TAGIH"
    whole(book)
