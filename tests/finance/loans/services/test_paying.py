import threading
from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.db import connection

from guyub.books.ledger.domain.entries import EntryRefusedError
from guyub.finance.loans.domain.events import EventRefusedError
from guyub.finance.loans.domain.servicing import Component, Penalty, PenaltyPer, Servicing
from guyub.finance.loans.selectors.invariants import INVARIANTS, RECONCILIATIONS
from guyub.finance.loans.services.serving import ServingRefusedError
from guyub.foundation.identity.domain.roles import Actor, Role
from guyub.foundation.identity.models import Membership
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.loans.loan_book import FLAT, LoanBook
from tests.finance.savings.jasa_world import JANUARY, TODAY
from tests.world import BEGAN, NOW, new_id

pytestmark = pytest.mark.django_db

FEBRUARY, MARCH = date(2026, 2, 1), date(2026, 3, 1)
LOANS = ("1.2.03", "1.2.04", "4.1.02", "4.1.04")


@pytest.fixture
def book(world):
    return LoanBook(world)


def whole(book):
    """Everything holds that must hold."""
    with scope(book.place.id):
        assert [found for rule in (*INVARIANTS, *RECONCILIATIONS) for found in rule(book.place.id)] == []


def wrong(act, refusal=ServingRefusedError):
    with pytest.raises(refusal) as caught:
        act()
    return caught.value.facts["wrong"]


def test_a_payment_pays_jasa_and_principal_of_the_instalment_that_is_due(book):
    loan = book.lends()

    paid = book.pays(loan, 112_000, FEBRUARY)

    assert paid.voucher.startswith("BKM-2026-")
    assert (paid.left_rp, paid.is_settled) == (1_100_000, False)
    assert "jasa Rp\u00a012.000, pokok Rp\u00a0100.000" in paid.said
    assert book.books(*LOANS) == (1_100_000, 0, -12_000, 0)
    first, second, *_ = book.lines(loan)
    assert (first.is_open, first.principal_settled_rp, first.interest_settled_rp) == (False, 100_000, 12_000)
    assert second.is_open
    # Today is in November: nine instalments are late.
    now = book.now(loan)
    assert (now.left_rp, now.overdue_since, now.overdue_rp) == (1_100_000, MARCH, 9 * 112_000)
    whole(book)


def test_what_comes_late_for_an_earlier_day_moves_later_payments_and_books_the_difference(book):
    """Principal is paid before penalties; 1 % a day of the unpaid principal, three days late."""
    penalty = Penalty(rate=Fraction(1, 1000), per=PenaltyPer.DAY)
    order = (Component.PENALTY, Component.FEE, Component.INTEREST, Component.PRINCIPAL)
    loan = book.lends(servicing=Servicing(penalty=penalty, allocation=order))
    book.pays(loan, 112_000, date(2026, 2, 4))  # 3 days: 300 of penalty first, so 300 of principal stays open
    assert book.books(*LOANS) == (1_200_000 - 99_700, 0, -12_000, -300)

    book.pays(loan, 112_000, FEBRUARY)  # had come on its day: the other one was an advance

    one, two = book.events(loan)
    assert (one.principal_rp, one.penalty_rp) == (99_700, 300)
    assert (two.principal_rp, two.interest_rp) == (100_000, 12_000)
    assert (two.moved_principal_rp, two.moved_penalty_rp) == (300, -300)
    assert two.adjusting_id is not None
    assert book.books(*LOANS) == (1_000_000, 0, -24_000, 0)
    whole(book)


def test_a_payment_taken_back_leaves_later_ones_which_count_anew(book):
    loan = book.lends()
    first = book.pays(loan, 112_000, FEBRUARY)
    book.pays(loan, 50_000, MARCH)

    back = book.takes_back(loan, first.event_id)

    assert back.voucher.startswith("BKM-2026-")
    # The 50,000 pay jasa 12,000 and 38,000 of the principal of the first instalment now.
    assert book.books(*LOANS) == (1_200_000 - 38_000, 0, -12_000, 0)
    assert book.now(loan).left_rp == 1_162_000
    assert [row.kind for row in book.events(loan)] == ["repayment", "repayment", "reversal"]
    assert wrong(lambda: book.takes_back(loan, first.event_id)) == "undone"
    assert wrong(lambda: book.takes_back(loan, back.event_id)) == "kind"
    assert wrong(lambda: book.takes_back(loan, new_id())) == "gone"
    whole(book)


def test_a_loan_is_settled_by_its_last_rupiah_and_runs_again_when_that_is_taken_back(book):
    loan = book.lends()
    for month in range(2, 12):
        book.pays(loan, 112_000, date(2026, month, 1))

    quoted = book.settles(loan)

    # Two instalments are left; of December's jasa 24 of 30 days have run: 12,000 x 24/30.
    assert quoted == 200_000 + 9_600
    now = book.now(loan)
    assert (now.state, now.left_rp, now.ended_on) == ("LUNAS", 0, TODAY)
    assert wrong(lambda: book.pays(loan, 1_000)) == "state"
    whole(book)

    book.takes_back(loan, book.events(loan)[-1].id)

    now = book.now(loan)
    assert (now.state, now.left_rp, now.ended_on) == ("BERJALAN", 200_000, None)
    whole(book)


def test_a_settled_loan_leaves_nothing_of_its_own_in_the_books(book):
    loan = book.lends()
    book.sets(loan, jasa_rp=12_000, provision_rp=9_000)
    rest_rp = 1_200_000 + 12 * 12_000

    paid = book.pays(loan, rest_rp)

    assert paid.is_settled
    assert book.books("1.2.03", "1.2.04", "1.2.05", "6.1.09") == (0, 0, 0, 0)
    assert book.books("4.1.02") == (-144_000,)
    whole(book)


def test_jasa_that_stood_as_receivable_is_not_income_again(book):
    loan = book.lends()
    book.sets(loan, jasa_rp=12_000)
    assert book.books("1.2.04", "4.1.02") == (12_000, -12_000)

    paid = book.pays(loan, 112_000, FEBRUARY)

    assert book.books("1.2.04", "4.1.02") == (0, -12_000)
    whole(book)
    book.takes_back(loan, paid.event_id)
    assert book.books("1.2.04", "4.1.02") == (12_000, -12_000)
    whole(book)


def test_savings_pay_an_instalment_and_get_it_back(book):
    loan = book.lends()
    book.move(book.siti, 300_000, JANUARY)
    account = book.account(book.siti)

    paid = book.shifts(loan, 112_000, account.id)

    assert paid.voucher.startswith("JU-2026-")
    assert book.account(book.siti).balance_rp == 188_000
    assert book.books("1.2.03", "2.2.01") == (1_100_000, -188_000)
    assert wrong(lambda: book.shifts(loan, 200_000, account.id)) == "short"
    assert wrong(lambda: book.shifts(loan, 1_000, new_id())) == "account"

    book.takes_back(loan, paid.event_id)

    assert book.account(book.siti).balance_rp == 300_000
    assert book.books("1.2.03", "2.2.01") == (1_200_000, -300_000)
    whole(book)


CASES = (
    ("nothing", lambda book, loan: book.pays(loan, 0), EventRefusedError, "amount"),
    ("more than is owed", lambda book, loan: book.pays(loan, 1_344_001), EventRefusedError, "overpaid"),
    ("tomorrow", lambda book, loan: book.pays(loan, 1, date(2026, 11, 26)), ServingRefusedError, "late"),
    ("before it was paid out", lambda book, loan: book.pays(loan, 1, date(2025, 12, 31)), ServingRefusedError, "early"),
    ("another loan", lambda book, loan: book.pays(loan, 1, loan_id=new_id()), ServingRefusedError, "gone"),
    ("a wrong quote", lambda book, loan: book.pays(loan, 1_000, is_payoff=True), EventRefusedError, "payoff"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("act", "refusal", "why"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_what_does_not_fit_changes_nothing(book, act, refusal, why):
    loan = book.lends()
    before = book.wrote()

    assert wrong(lambda: act(book, loan), refusal) == why

    assert book.wrote() == before


def test_a_day_of_a_closed_month_is_refused(book):
    loan = book.lends()
    book.closes_books(date(2026, 2, 28))
    before = book.wrote()

    assert wrong(lambda: book.pays(loan, 112_000, FEBRUARY), EntryRefusedError) == "closed"

    assert book.wrote() == before


def test_nobody_serves_the_own_loan_and_a_cashier_takes_today_alone(book, world):
    loan = book.lends()
    before = book.wrote()
    assert wrong(lambda: book.pays(loan, 1_000, FEBRUARY, actor=world.actor(Role.KASIR))) == "past"
    book.owns(world.person(Role.BENDAHARA))
    assert wrong(lambda: book.pays(loan, 1_000)) == "own"
    with pytest.raises(NotAllowedError):
        book.pays(loan, 1_000, actor=world.actor(Role.ANGGOTA))
    assert book.wrote() == before


def test_the_day_of_a_payment_is_the_cooperatives_own(book, world):
    """Half past one in the morning is yesterday in UTC, and today where the payment was taken."""
    night, morning = NOW.replace(hour=18, minute=30), NOW + timedelta(days=1)
    loan, today = book.lends(), TODAY + timedelta(days=1)
    person = world.person(Role.BENDAHARA)
    seat = Membership.objects.create(
        person=person, cooperative=book.place, role=Role.KASIR.value, starts_at=BEGAN
    )
    cashier = Actor(person.id, person.name, Role.KASIR, book.place.id, seat.id)
    paid = book.pays(loan, 112_000, today, today=today, now=night)

    book.takes_back(loan, paid.event_id, actor=cashier, today=today, now=morning)

    assert book.now(loan).left_rp == 1_200_000
    whole(book)


def test_a_retry_pays_once(book):
    loan, request_id = book.lends(), new_id()
    first = book.pays(loan, 112_000, request_id=request_id)
    assert book.pays(loan, 112_000, request_id=request_id) == first
    assert len(book.events(loan)) == 1
    whole(book)


@pytest.mark.django_db(transaction=True)
def test_fifty_who_pay_at_once_pay_one_after_the_other(book):
    loan = book.lends(FLAT)
    said = []

    def act():
        try:
            book.pays(loan, 30_000)
            said.append("paid")
        except (EventRefusedError, ServingRefusedError) as refused:
            said.append(refused.facts["wrong"])
        finally:
            connection.close()

    threads = [threading.Thread(target=act) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    # 1,344,000 are owed: 44 payments of 30,000 fit, six ask for more than is left.
    assert sorted(set(said)) == ["overpaid", "paid"]
    assert said.count("paid") == 44
    assert [row.no for row in book.events(loan)] == list(range(1, 45))
    assert sum(row.amount_rp for row in book.events(loan)) == 44 * 30_000
    whole(book)
