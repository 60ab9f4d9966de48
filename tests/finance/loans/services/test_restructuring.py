import threading
from datetime import date
from fractions import Fraction

import pytest
from django.db import connection

from guyub.finance.loans.domain.plans import Change
from guyub.finance.loans.domain.restructuring import RestructureRefusedError, sheet_read
from guyub.finance.loans.domain.servicing import Component
from guyub.finance.loans.domain.terms import TermsRefusedError
from guyub.finance.loans.models import LoanRestructure
from guyub.finance.loans.services.serving import ServingRefusedError
from guyub.foundation.approvals.services.requests import DecisionRefusedError
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.loans.trouble_book import BY_DAY, TroubleBook, whole, wrong
from tests.finance.savings.jasa_world import TODAY
from tests.world import new_id

pytestmark = pytest.mark.django_db
DECEMBER = date(2026, 12, 1)
BOOKED = ("1.2.03", "1.2.04", "4.1.02", "4.1.04")


@pytest.fixture
def book(world):
    return TroubleBook(world)


def row_of(book, approval_id):
    with scope(book.place.id):
        return LoanRestructure.objects.get(cooperative=book.place, approval_id=approval_id)


def test_other_terms_hold_from_the_second_persons_word_and_the_sheet_is_kept(book):
    loan = book.lends()
    for month in range(2, 12):
        book.pays(loan, 112_000, date(2026, month, 1))  # ten of twelve
    asked = book.asks(loan, Change(from_on=DECEMBER, extend=2, pause=2))
    assert [line.due_on for line in book.lines(loan)][-1] == date(2027, 1, 1)

    book.decides(asked)

    row = row_of(book, asked)
    before, after = sheet_read(row.before), sheet_read(row.after)
    # Two of 100,000 are left; two months rest, with jasa alone; two more follow. Flat: each month costs 12,000.
    assert [line.principal_rp for line in before.lines] == [100_000, 100_000]
    assert [line.principal_rp for line in after.lines] == [0, 0, 100_000, 100_000]
    assert (before.total_rp, after.total_rp) == (224_000, 248_000)
    assert (before.last_due_on, after.last_due_on) == (date(2027, 1, 1), date(2027, 3, 1))
    assert [line.principal_rp for line in book.lines(loan)][-4:] == [0, 0, 100_000, 100_000]
    now = book.now(loan)
    assert (now.left_rp, now.ends_on, row.done_on) == (200_000, date(2027, 3, 1), TODAY)
    assert book.events(loan)[-1].id == row.event_id
    whole(book)


def test_what_is_late_rests_where_the_change_begins_with_it_and_what_was_forgiven_is_gone(book):
    loan = book.lends(servicing=BY_DAY)
    for month in range(2, 10):
        book.pays(loan, 112_000, date(2026, month, 1))  # October and November are late
    assert book.now(loan).overdue_rp == 2 * 112_000
    fined_rp = book.state(loan).payoff.penalty
    # 1 in 1,000 a day of 100,000: 55 days since October the 1st, 24 since November the 1st.
    assert fined_rp == 5_500 + 2_400

    asked = book.asks(
        loan, Change(from_on=date(2026, 10, 1), extend=3, pause=3), waives_penalty=True, waives_jasa=True
    )
    book.decides(asked)

    state = book.state(loan)
    assert (state.payoff.penalty, book.now(loan).overdue_rp, book.now(loan).overdue_since) == (0, 0, None)
    assert [row.kind for row in book.events(loan)][-2:] == [
        "reschedule",
        "waive",
    ]  # no penalty was left to forgive
    assert book.events(loan)[-1].amount_rp == 24_000
    assert sheet_read(row_of(book, asked).after).total_rp == state.outstanding
    assert book.now(loan).left_rp == 400_000
    whole(book)


def test_a_lower_rate_may_come_and_a_dearer_one_may_not(book):
    loan = book.lends()
    book.decides(book.asks(loan, Change(from_on=DECEMBER, annual_rate=Fraction(6, 100))))
    assert [line.interest_rp for line in book.lines(loan)][-2:] == [6_000, 6_000]
    before = book.counts()

    dear = Change(from_on=DECEMBER, annual_rate=Fraction(25, 100))
    assert wrong(lambda: book.asks(loan, dear), RestructureRefusedError) == "cap_nominal"
    # 24 % flat a year costs far more than 24 % on what is owed.
    costly = Change(from_on=date(2026, 2, 1), annual_rate=Fraction(24, 100))
    assert wrong(lambda: book.asks(loan, costly), RestructureRefusedError) == "cap_effective"
    assert book.counts() == before


CASES = (
    ("no change", Change(from_on=DECEMBER), {}, RestructureRefusedError, "nothing"),
    ("too long", Change(from_on=DECEMBER, extend=25), {}, RestructureRefusedError, "many"),
    ("history", Change(from_on=date(2026, 1, 20), extend=1), {}, RestructureRefusedError, "from"),
    ("to the end", Change(from_on=DECEMBER, pause=2), {}, TermsRefusedError, "change"),
    ("after the end", Change(from_on=date(2027, 6, 1), extend=1), {}, TermsRefusedError, "change"),
    ("no reason", None, {"reason": " "}, RestructureRefusedError, "reason"),
    ("another loan", None, {"loan_id": new_id()}, RestructureRefusedError, "gone"),
)


@pytest.mark.parametrize(
    ("change", "more", "refusal", "why"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_what_cannot_be_is_not_asked(book, change, more, refusal, why):
    loan = book.lends()
    before = book.counts()

    assert wrong(lambda: book.asks(loan, change, **more), refusal) == why

    assert book.counts() == before


def test_nobody_asks_for_the_own_loan_nor_decides_it_and_a_settled_one_is_past(book, world):
    loan = book.lends()
    book.owns(world.person(Role.BENDAHARA))
    assert wrong(lambda: book.asks(loan), RestructureRefusedError) == "own"
    book.owns(world.person(Role.KETUA))
    asked = book.asks(loan)
    assert wrong(lambda: book.decides(asked), DecisionRefusedError) == "concerned"
    with pytest.raises(NotAllowedError):
        book.asks(loan, actor=world.actor(Role.KASIR))
    book.settles(loan)
    assert wrong(lambda: book.asks(loan), RestructureRefusedError) == "state"


def test_a_payment_in_between_makes_the_sheet_stale(book):
    loan = book.lends()
    asked = book.asks(loan)
    book.pays(loan, 112_000)
    before = book.counts()

    assert wrong(lambda: book.decides(asked), RestructureRefusedError) == "changed"

    assert book.counts() == before
    assert row_of(book, asked).event_id is None


@pytest.mark.django_db(transaction=True)
def test_a_payment_and_the_second_persons_word_at_once_take_turns(book):
    loan = book.lends()
    asked = book.asks(loan)
    said = []

    def act(what):
        try:
            what()
            said.append("done")
        except (RestructureRefusedError, ServingRefusedError) as refused:
            said.append(refused.facts["wrong"])
        finally:
            connection.close()

    threads = [
        threading.Thread(target=act, args=(what,))
        for what in (lambda: book.pays(loan, 112_000), lambda: book.decides(asked))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    kinds = [row.kind for row in book.events(loan)]
    if "changed" in said:  # the payment was first
        assert kinds == ["repayment"]
    else:
        assert (sorted(said), kinds) == (["done", "done"], ["reschedule", "repayment"])
    assert book.now(loan).left_rp == 1_100_000
    whole(book)


def test_what_was_paid_ahead_counts_for_other_parts_and_the_books_follow(book):
    loan = book.lends()
    for month in range(2, 12):
        book.pays(loan, 112_000, date(2026, month, 1))
    book.pays(loan, 162_000, TODAY)  # December, and of January 12,000 of jasa and 38,000 of principal
    assert book.books(*BOOKED) == (62_000, 0, -144_000, 0)

    book.decides(book.asks(loan, Change(from_on=date(2027, 1, 1), extend=1, pause=1)))

    # January rests: of the 38,000 now 12,000 are the jasa of February, 26,000 its principal.
    assert book.now(loan).left_rp == 74_000
    assert book.books(*BOOKED) == (74_000, 0, -156_000, 0)
    last = book.events(loan)[-1]
    assert (last.moved_principal_rp, last.moved_interest_rp) == (-12_000, 12_000)
    whole(book)


def test_a_flat_loan_that_is_stretched_costs_more_and_the_ceiling_holds(book):
    """Each month more costs 1 % of what was lent, however little of it is left."""
    loan = book.lends()
    before = book.counts()

    stretched = Change(from_on=DECEMBER, extend=6)
    assert wrong(lambda: book.asks(loan, stretched), RestructureRefusedError) == "cap_effective"

    assert book.counts() == before
    book.decides(book.asks(loan, Change(from_on=DECEMBER, extend=6, annual_rate=Fraction(2, 100))))
    whole(book)


def test_a_penalty_is_forgiven_alone_by_a_second_person(book):
    loan = book.lends(servicing=BY_DAY)
    open_rp = book.state(loan).payoff.penalty
    assert open_rp > 50_000
    asked = book.asks_waiver(loan, 50_000)
    assert book.state(loan).payoff.penalty == open_rp

    book.decides(asked)

    state = book.state(loan)
    assert state.payoff.penalty == open_rp - 50_000
    assert sum(line.waived[Component.INTEREST] for line in state.lines) == 0
    assert book.now(loan).left_rp == 1_200_000
    whole(book)


def test_a_waiver_is_never_above_what_is_open_not_even_later(book):
    loan = book.lends(servicing=BY_DAY)
    open_rp = book.state(loan).payoff.penalty
    before = book.counts()
    refused = RestructureRefusedError
    assert wrong(lambda: book.asks_waiver(loan, open_rp + 1), refused) == "over"
    assert wrong(lambda: book.asks_waiver(loan, 0), refused) == "amount"
    assert wrong(lambda: book.asks_waiver(loan, 1, Component.PRINCIPAL), refused) == "component"
    assert wrong(lambda: book.asks_waiver(loan, 1, reason=""), refused) == "reason"
    assert wrong(lambda: book.asks_waiver(loan, 1, loan_id=new_id()), refused) == "gone"
    assert book.counts() == before

    first, second = book.asks_waiver(loan, open_rp), book.asks_waiver(loan, open_rp)
    book.decides(first)
    after = book.counts()
    assert wrong(lambda: book.decides(second), refused) == "over"
    assert book.counts() == after
    whole(book)


def test_jasa_that_is_forgiven_is_no_income_and_asks_twice_does_once(book):
    loan, request_id = book.lends(), new_id()
    asked = book.asks_waiver(loan, 12_000, Component.INTEREST, request_id=request_id)
    assert book.asks_waiver(loan, 12_000, Component.INTEREST, request_id=request_id) == asked == request_id
    book.decides(asked)

    book.pays(loan, 100_000)

    assert book.books(*BOOKED) == (1_100_000, 0, 0, 0)
    whole(book)
