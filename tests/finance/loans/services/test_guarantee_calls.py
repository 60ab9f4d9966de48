from datetime import date, timedelta

import pytest

from guyub.community.members.models import Member
from guyub.finance.loans.domain.securities import SecurityRefusedError
from guyub.finance.loans.models import Guarantee
from guyub.finance.loans.selectors.invariants import INVARIANTS, RECONCILIATIONS
from guyub.finance.loans.selectors.securities import securities_inquiry, standing_calls
from guyub.foundation.approvals.services.requests import DecisionRefusedError
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.kernel.selectors.together import asked
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.loans.security_book import SecurityBook
from tests.finance.savings.jasa_world import at_once
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db

FEBRUARY = date(2026, 2, 1)
LATE_RP = 10 * 112_000  # on 25 November ten of twelve instalments are past


@pytest.fixture
def book(world):
    return SecurityBook(world)


def whole(book):
    with scope(book.place.id):
        assert [found for rule in (*INVARIANTS, *RECONCILIATIONS) for found in rule(book.place.id)] == []


def wrong(act, refusal=SecurityRefusedError):
    with pytest.raises(refusal) as caught:
        act()
    return caught.value.facts["wrong"]


def securities(book, loan):
    with scope(book.place.id):
        (found,) = asked(securities_inquiry(cooperative_id=book.place.id, loan_id=loan.id))
    return found


def test_held_savings_pay_arrears_and_the_borrower_owes_the_guarantor(book):
    loan = book.lends()
    surety_id = book.guarantees(loan)

    waits = book.calls(surety_id, 224_000)

    assert book.held() == (500_000, 800_000)
    assert book.now(loan).left_rp == 1_200_000
    book.decides(waits)

    assert book.held() == (276_000, 576_000)
    (event,) = book.events(loan)
    assert (event.way, event.principal_rp, event.interest_rp) == ("PENJAMIN", 200_000, 24_000)
    assert book.books("1.2.03", "2.2.01", "4.1.02") == (1_000_000, -576_000, -24_000)
    (call,) = book.called()
    assert (call.amount_rp, call.event_id, call.asked_by_id) == (224_000, event.id, book.treasurer.person_id)
    (row,) = securities(book, loan).guarantees
    assert (row.paid_rp, row.held_rp, row.is_live) == (224_000, 276_000, True)
    whole(book)


def test_what_is_taken_back_is_owed_to_nobody(book):
    loan = book.lends()
    book.decides(book.calls(book.guarantees(loan), 224_000))

    book.takes_back(loan, book.events(loan)[0].id)

    assert book.held() == (276_000, 800_000)
    assert securities(book, loan).guarantees[0].paid_rp == 0
    with scope(book.place.id):
        assert not standing_calls(book.place.id).exists()
    whole(book)


def test_all_that_is_held_may_be_called(book):
    loan = book.lends()
    surety_id = book.guarantees(loan)

    book.decides(book.calls(surety_id, 500_000))

    assert book.held() == (0, 300_000)
    assert book.surety(surety_id).hold_id is None
    assert wrong(lambda: book.calls(surety_id, 1)) == "held"
    whole(book)


def test_a_call_that_settles_the_loan_lets_the_guarantor_go(book):
    loan = book.lends()
    surety_id = book.guarantees(loan)
    for month in range(2, 12):
        book.pays(loan, 112_000, date(2026, month, 1))
    assert wrong(lambda: book.calls(surety_id, 112_000)) == "arrears"
    book.pays(loan, 112_000)
    # The last one fell due and was not paid: on 15 January the surety pays it.
    later = date(2027, 1, 15)
    now = NOW + (later - NOW.date())
    waits = book.calls(surety_id, 112_000, today=later, now=now)

    book.decides(waits, now=now)

    assert book.now(loan).state == "LUNAS"
    assert book.held() == (0, 688_000)
    assert book.surety(surety_id).released_on == later
    whole(book)


def test_what_does_not_fit_is_not_asked(book, world):
    loan, agreed = book.lends(), book.agrees()
    surety_id, word_id = book.guarantees(loan), book.guarantees(agreed, is_held=False)
    before = book.stands()

    assert wrong(lambda: book.calls(new_id(), 1)) == "gone"
    assert wrong(lambda: book.calls(word_id, 1)) == "state"
    assert wrong(lambda: book.calls(surety_id, 0)) == "amount"
    assert wrong(lambda: book.calls(surety_id, 500_001)) == "held"
    assert wrong(lambda: book.calls(surety_id, 1, reason="")) == "reason"
    with pytest.raises(NotAllowedError):
        book.calls(surety_id, 1, actor=world.actor(Role.KASIR))
    book.owns(world.person(Role.BENDAHARA))
    assert wrong(lambda: book.calls(surety_id, 1)) == "own"
    assert book.stands() == before


def test_the_word_alone_is_not_called(book):
    loan = book.lends()
    word_id = book.guarantees(loan, is_held=False)
    assert wrong(lambda: book.calls(word_id, 1)) == "held"


def test_a_surety_that_was_let_go_is_not_called(book):
    loan = book.lends()
    surety_id = book.guarantees(loan)
    waits = book.calls(surety_id, 112_000)
    book.decides(book.lets_go(surety_id))
    assert wrong(lambda: book.calls(surety_id, 1)) == "released"
    before = book.stands()

    assert wrong(lambda: book.decides(waits)) == "released"

    assert book.stands() == before


def test_what_was_paid_meanwhile_is_not_paid_again(book):
    loan = book.lends()
    waits = book.calls(book.guarantees(loan), 500_000)
    book.pays(loan, 9 * 112_000)
    before = book.stands()

    assert wrong(lambda: book.decides(waits)) == "arrears"

    assert book.stands() == before


def test_neither_guarantor_nor_borrower_decides_a_call(book, world):
    loan = book.lends()
    with scope(book.place.id):
        rows = Member.objects.filter(cooperative=book.place, id=book.budi.id)
        rows.update(person_id=world.person(Role.KETUA).id)
    waits = book.calls(book.guarantees(loan), 112_000)
    book.owns(world.person(Role.SEKRETARIS))
    before = book.stands()

    assert wrong(lambda: book.decides(waits), DecisionRefusedError) == "concerned"
    assert wrong(lambda: book.decides(waits, Role.SEKRETARIS)) == "own"

    assert book.stands() == before


def test_a_call_waits_a_week(book):
    loan = book.lends()
    waits = book.calls(book.guarantees(loan), 112_000)
    late = NOW + timedelta(days=8)
    assert wrong(lambda: book.decides(waits, now=late), DecisionRefusedError) == "expired"


@pytest.mark.django_db(transaction=True)
def test_a_call_that_is_approved_and_payments_at_once_stay_whole(book, world):
    loan = book.lends()
    waits = book.calls(book.guarantees(loan), 500_000)
    world.seat(Role.KETUA)
    acts = [lambda: book.decides(waits), *[lambda: book.pays(loan, 112_000)] * 5]

    def one():
        acts.pop()()

    said = at_once(one, SecurityRefusedError)

    # Ten instalments are late: after five payments the call still fits.
    assert said == ["done"] * 6
    assert book.held() == (0, 300_000)
    assert book.now(loan).left_rp == sum(
        line.principal_rp - line.principal_settled_rp for line in book.lines(loan)
    )
    whole(book)


def test_an_invariant_finds_a_surety_that_holds_too_little(book):
    loan = book.lends()
    surety_id = book.guarantees(loan)
    with scope(book.place.id):
        Guarantee.objects.filter(cooperative=book.place, id=surety_id).update(amount_rp=600_000)
        found = [one.rule for rule in INVARIANTS for one in rule(book.place.id)]
    assert found == ["loans.guarantee.hold"]
