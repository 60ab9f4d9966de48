"""Other terms and pauses that were a mistake, taken back: the loan counts on as if they had never been."""

import threading
from datetime import date
from fractions import Fraction

import pytest
from django.db import connection

from guyub.finance.loans.domain.pausing import PauseRefusedError
from guyub.finance.loans.domain.plans import Change
from guyub.finance.loans.domain.restructuring import RestructureRefusedError
from guyub.finance.loans.selectors.pauses import pause_lines, pauses_of
from guyub.finance.loans.selectors.trouble import restructures_of
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.models import AuditEntry
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.loans.trouble_book import BY_DAY, TroubleBook, whole, wrong
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db
DECEMBER, JANUARY_1 = date(2026, 12, 1), date(2027, 1, 1)
BOOKED = ("1.2.03", "1.2.04", "4.1.02", "4.1.04")
STRETCHED = Change(from_on=DECEMBER, extend=2, pause=2)


@pytest.fixture
def book(world):
    return TroubleBook(world)


def ten_of_twelve(book, loan):
    for month in range(2, 12):
        book.pays(loan, 112_000, date(2026, month, 1))


def paused(book, **more):
    asked = new_id()
    pause_id = book.asks_pause(request_id=asked, **more)
    book.decides(asked)
    return pause_id


def last_act(book):
    with scope(book.place.id):
        row = AuditEntry.objects.filter(cooperative=book.place).order_by("-position").first()
    return row.act, row.facts


def test_terms_of_before_hold_again_and_a_payment_in_between_counts_by_them(book):
    loan = book.lends()
    ten_of_twelve(book, loan)
    before = book.state(loan).lines
    asked = book.asks(loan, STRETCHED)
    book.decides(asked)
    book.pays(loan, 112_000)
    # December, January and February have 12,000 of jasa each; the rest is principal of February.
    assert book.now(loan).left_rp == 200_000 - 76_000
    assert book.books(*BOOKED) == (124_000, 0, -156_000, 0)

    book.undoes_change(loan, asked)

    # Now it was December's instalment, paid ahead.
    now = book.now(loan)
    assert (now.left_rp, now.ends_on) == (100_000, JANUARY_1)
    assert book.books(*BOOKED) == (100_000, 0, -132_000, 0)
    assert [line.due for line in book.state(loan).lines] == [line.due for line in before]
    last = book.events(loan)[-1]
    assert (last.kind, last.moved_principal_rp, last.moved_interest_rp) == ("reversal", 24_000, -24_000)
    with scope(book.place.id):
        (row,) = restructures_of(cooperative_id=book.place.id, loan_id=loan.id, now=NOW)
    assert (row.words, row.is_done, row.is_undone) == ("dibatalkan", False, True)
    act, facts = last_act(book)
    assert (act, facts["reason"]) == ("loans.loan.restructuring_taken_back", "salah pinjaman")
    whole(book)


def test_what_was_forgiven_with_it_counts_again(book):
    loan = book.lends(servicing=BY_DAY)
    before = book.state(loan)
    change = Change(from_on=DECEMBER, annual_rate=Fraction(6, 100))
    asked = book.asks(loan, change, waives_penalty=True, waives_jasa=True)
    book.decides(asked)
    assert book.state(loan).payoff.penalty == 0
    assert [row.kind for row in book.events(loan)] == ["reschedule", "waive", "waive"]

    book.undoes_change(loan, asked)

    after = book.state(loan)
    assert (after.payoff, after.arrears) == (before.payoff, before.arrears)
    assert [row.kind for row in book.events(loan)][3:] == ["reversal"] * 3
    assert [row.undoes_id for row in book.events(loan)][3:] == [row.id for row in book.events(loan)[:3]]
    whole(book)


def test_what_was_forgiven_on_its_own_counts_again(book, world):
    loan = book.lends(servicing=BY_DAY)
    before = book.state(loan).payoff
    book.decides(book.asks_waiver(loan, 5_000))
    waived = book.events(loan)[-1]
    assert book.state(loan).payoff.penalty == before.penalty - 5_000
    book.pays(loan, 50_000)

    book.undoes_waiver(loan, waived.id)

    assert book.state(loan).payoff.total == before.total - 50_000
    act, facts = last_act(book)
    assert (act, facts["reason"]) == ("loans.loan.waiver_taken_back", "salah pinjaman")
    whole(book)
    counted, refused = book.counts(), RestructureRefusedError
    assert wrong(lambda: book.undoes_waiver(loan, waived.id), refused) == "undone"
    assert wrong(lambda: book.undoes_waiver(loan, book.events(loan)[1].id), refused) == "gone"
    assert wrong(lambda: book.undoes_waiver(loan, waived.id, reason=" "), refused) == "reason"
    book.owns(world.person(Role.BENDAHARA))
    assert wrong(lambda: book.undoes_waiver(loan, waived.id), refused) == "own"
    assert book.counts() == counted


def test_what_was_forgiven_with_other_terms_comes_back_with_them_alone(book):
    loan = book.lends(servicing=BY_DAY)
    book.decides(book.asks(loan, Change(from_on=DECEMBER, extend=1), waives_penalty=True))
    waived = book.events(loan)[-1]

    assert waived.kind == "waive"
    assert wrong(lambda: book.undoes_waiver(loan, waived.id), RestructureRefusedError) == "gone"


def test_what_does_not_fit_the_terms_of_before_is_refused_and_changes_nothing(book):
    loan = book.lends()
    ten_of_twelve(book, loan)
    asked = book.asks(loan, STRETCHED)
    book.decides(asked)
    late = book.asks(loan, Change(from_on=date(2027, 3, 1), annual_rate=Fraction(6, 100)))
    book.decides(late)
    before = book.counts()
    # The later change begins with an instalment that the loan would not have.
    assert wrong(lambda: book.undoes_change(loan, asked), RestructureRefusedError) == "newer"
    assert book.counts() == before
    book.undoes_change(loan, late)
    book.pays(loan, 236_000)  # 224,000 were owed before
    before = book.counts()
    assert wrong(lambda: book.undoes_change(loan, asked), RestructureRefusedError) == "paid"
    assert book.counts() == before
    book.takes_back(loan, book.events(loan)[-1].id)
    book.undoes_change(loan, asked)
    assert book.now(loan).ends_on == JANUARY_1
    whole(book)


def test_who_may_not_and_what_cannot_be(book, world):
    loan = book.lends()
    asked = book.asks(loan)
    refused = RestructureRefusedError
    assert wrong(lambda: book.undoes_change(loan, asked), refused) == "undone"  # nobody agreed to it yet
    book.decides(asked)
    before = book.counts()
    assert wrong(lambda: book.undoes_change(loan, asked, reason=" "), refused) == "reason"
    assert wrong(lambda: book.undoes_change(loan, asked, loan_id=new_id()), refused) == "gone"
    assert wrong(lambda: book.undoes_change(loan, asked, restructure_id=new_id()), refused) == "undone"
    with pytest.raises(NotAllowedError):
        book.undoes_change(loan, asked, actor=world.actor(Role.KASIR))
    assert book.counts() == before
    request_id = new_id()
    book.undoes_change(loan, asked, request_id=request_id)
    once = book.counts()
    book.undoes_change(loan, asked, request_id=request_id)
    assert book.counts() == once
    assert wrong(lambda: book.undoes_change(loan, asked), refused) == "undone"
    book.owns(world.person(Role.BENDAHARA))
    assert wrong(lambda: book.undoes_change(loan, asked), refused) == "own"


def test_one_loan_is_taken_out_of_a_pause_and_the_other_rests_on(book, world):
    """Free of jasa a pause writes two events: neither alone is a state of the loan."""
    mine, other = book.lends(), book.lends()
    for loan in (mine, other):
        ten_of_twelve(book, loan)
    pause_id = paused(book)
    book.pays(mine, 100_000)

    assert book.undoes_pause(pause_id, mine) == 1

    assert (book.now(mine).ends_on, book.now(other).ends_on) == (JANUARY_1, date(2027, 4, 1))
    assert [row.kind for row in book.events(mine)][-2:] == ["reversal", "reversal"]
    # Under the pause the payment was jasa of March and principal; now it is jasa and principal of December.
    assert book.now(mine).left_rp == 200_000 - 88_000
    with scope(book.place.id):
        (pause,) = pauses_of(cooperative_id=book.place.id, now=NOW, pause_id=pause_id)
        lines = pause_lines(cooperative_id=book.place.id, pause_id=pause_id, is_left_out=False)
    assert (pause.words, pause.resting, pause.taken_out) == ("berlaku", 1, 1)
    assert {line.loan_id: line.is_out for line in lines} == {mine.id: True, other.id: False}
    before = book.counts()
    assert wrong(lambda: book.undoes_pause(pause_id, mine), PauseRefusedError) == "undone"
    assert wrong(lambda: book.undoes_pause(pause_id, reason=""), PauseRefusedError) == "reason"
    assert wrong(lambda: book.undoes_pause(new_id()), PauseRefusedError) == "gone"
    assert wrong(lambda: book.undoes_pause(pause_id, loan_id=new_id()), PauseRefusedError) == "gone"
    book.owns(world.person(Role.BENDAHARA))
    assert wrong(lambda: book.undoes_pause(pause_id, other), PauseRefusedError) == "own"
    assert book.counts() == before
    whole(book)


def test_a_pause_is_taken_back_whole_but_for_loans_that_ended(book):
    loans = [book.lends() for _ in range(3)]
    pause_id = paused(book)
    book.settles(loans[2])

    assert book.undoes_pause(pause_id) == 2

    assert [book.now(loan).ends_on for loan in loans[:2]] == [JANUARY_1] * 2
    assert last_act(book)[1]["count"] == 2
    with scope(book.place.id):
        (pause,) = pauses_of(cooperative_id=book.place.id, now=NOW, pause_id=pause_id)
    assert (pause.resting, pause.taken_out) == (1, 2)
    assert wrong(lambda: book.undoes_pause(pause_id), PauseRefusedError) == "kept"
    assert wrong(lambda: book.undoes_pause(pause_id, loans[2]), PauseRefusedError) == "state"
    whole(book)


@pytest.mark.django_db(transaction=True)
def test_two_who_take_the_same_change_back_at_once_do_it_once(book):
    loan = book.lends()
    asked = book.asks(loan)
    book.decides(asked)
    said = []

    def act():
        try:
            book.undoes_change(loan, asked)
            said.append("done")
        except RestructureRefusedError as refused:
            said.append(refused.facts["wrong"])
        finally:
            connection.close()

    threads = [threading.Thread(target=act) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(said) == ["done", "undone"]
    assert [row.kind for row in book.events(loan)] == ["reschedule", "reversal"]
    whole(book)
