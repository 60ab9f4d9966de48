from datetime import date

import pytest

from guyub.community.members.models import Member
from guyub.community.members.services.register import StandingRefusedError
from guyub.finance.loans.domain.securities import SecurityRefusedError
from guyub.finance.loans.models import Loan
from guyub.finance.loans.selectors.invariants import INVARIANTS, RECONCILIATIONS
from guyub.finance.savings.models import Hold
from guyub.foundation.approvals.services.requests import DecisionRefusedError
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.loans.security_book import SecurityBook
from tests.finance.savings.jasa_world import TODAY, at_once
from tests.world import new_id

pytestmark = pytest.mark.django_db

FEBRUARY = date(2026, 2, 1)


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


def test_savings_of_a_guarantor_are_held_until_the_loan_ends(book):
    loan = book.lends()

    surety_id = book.guarantees(loan)

    assert book.held() == (500_000, 800_000)
    assert book.surety(surety_id).hold.reason == f"jaminan pinjaman {loan.name}"
    whole(book)

    book.pays(loan, 112_000, FEBRUARY)
    assert book.held() == (500_000, 800_000)

    book.settles(loan)

    assert book.held() == (0, 800_000)
    surety = book.surety(surety_id)
    assert (surety.released_on, surety.released_by_id) == (TODAY, book.treasurer.person_id)
    whole(book)


def test_the_word_alone_holds_nothing(book):
    loan = book.agrees()

    surety_id = book.guarantees(loan, is_held=False)

    assert book.held() == (0, 800_000)
    assert book.surety(surety_id).account_id is None
    whole(book)


def test_a_loan_that_runs_again_has_no_guarantor_until_somebody_signs(book):
    loan = book.lends()
    first = book.guarantees(loan)
    book.settles(loan)

    book.takes_back(loan, book.events(loan)[-1].id)

    assert book.now(loan).state == "BERJALAN"
    assert book.surety(first).released_on == TODAY
    assert book.held() == (0, 800_000)
    book.guarantees(loan)
    assert book.held() == (500_000, 800_000)
    whole(book)


CASES = (
    ("another loan", {"loan_id": new_id()}, SecurityRefusedError, "gone"),
    ("another member", {"member_id": new_id()}, StandingRefusedError, "gone"),
    ("nothing", {"amount_rp": 0}, SecurityRefusedError, "amount"),
    ("more than is lent", {"amount_rp": 1_200_001}, SecurityRefusedError, "amount"),
    ("more than is there", {"amount_rp": 800_001}, SecurityRefusedError, "short"),
    ("another account", {"account_id": new_id()}, SecurityRefusedError, "account"),
)


@pytest.mark.parametrize(
    ("told", "refusal", "why"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_what_does_not_fit_holds_nothing(book, told, refusal, why):
    loan = book.agrees()
    before = book.stands()

    assert wrong(lambda: book.guarantees(loan, **told), refusal) == why

    assert book.stands() == before


def test_who_cannot_stand_surety(book, world):
    loan, over = book.agrees(), book.agrees()
    book.guarantees(loan, amount_rp=100_000)
    book.move(book.siti, 200_000, FEBRUARY)
    own = {"member": book.siti, "amount_rp": 100_000, "account_id": book.account(book.siti).id}
    candidate = world.candidate("Calon Anggota")
    with scope(book.place.id):
        Loan.objects.filter(cooperative=book.place, id=over.id).update(state="BATAL", ended_on=TODAY)
    before = book.stands()

    assert wrong(lambda: book.guarantees(loan, amount_rp=100_000)) == "twice"
    assert wrong(lambda: book.guarantees(loan, **own)) == "borrower"
    assert wrong(lambda: book.guarantees(loan, member=candidate, is_held=False)) == "member"
    assert wrong(lambda: book.guarantees(over)) == "state"
    with pytest.raises(NotAllowedError):
        book.guarantees(loan, actor=world.actor(Role.KASIR))
    assert book.stands() == before


def test_nobody_takes_the_own_surety_or_one_for_the_own_loan(book, world):
    loan = book.agrees()
    with scope(book.place.id):
        Member.objects.filter(cooperative=book.place, id=book.budi.id).update(
            person_id=world.person(Role.BENDAHARA).id
        )
    before = book.stands()
    assert wrong(lambda: book.guarantees(loan)) == "own"
    assert book.stands() == before
    with scope(book.place.id):
        Member.objects.filter(cooperative=book.place, id=book.budi.id).update(
            person_id=world.person(Role.KASIR).id
        )
    book.owns(world.person(Role.BENDAHARA))
    assert wrong(lambda: book.guarantees(loan)) == "own"
    assert book.stands() == before


def test_a_guarantor_is_let_go_before_the_loan_is_paid_out(book):
    loan = book.agrees()
    surety_id = book.guarantees(loan)

    assert book.lets_go(surety_id) is None

    assert book.held() == (0, 800_000)
    assert wrong(lambda: book.lets_go(surety_id)) == "released"
    assert wrong(lambda: book.lets_go(new_id())) == "gone"
    assert wrong(lambda: book.lets_go(surety_id, reason="")) == "reason"


def test_while_the_loan_runs_a_second_person_lets_a_guarantor_go(book, world):
    loan = book.lends()
    surety_id = book.guarantees(loan)

    waits = book.lets_go(surety_id)

    assert book.held() == (500_000, 800_000)
    # The pinjaman's own board member may not decide it, nor who is surety.
    with scope(book.place.id):
        Member.objects.filter(cooperative=book.place, id=book.budi.id).update(
            person_id=world.person(Role.SEKRETARIS).id
        )
    assert wrong(lambda: book.decides(waits, Role.SEKRETARIS)) == "own"
    book.owns(world.person(Role.PENGAWAS))
    assert wrong(lambda: book.decides(waits, Role.PENGAWAS)) == "own"
    assert book.held() == (500_000, 800_000)

    book.decides(waits)

    assert book.held() == (0, 800_000)
    whole(book)


def test_a_refused_release_leaves_the_guarantor(book):
    loan = book.lends()
    waits = book.lets_go(book.guarantees(loan))

    book.decides(waits, is_approved=False)

    assert book.held() == (500_000, 800_000)
    assert wrong(lambda: book.decides(waits), DecisionRefusedError) == "closed"


def test_a_retry_holds_once(book):
    loan, request_id = book.agrees(), new_id()

    first = book.guarantees(loan, request_id=request_id)

    assert book.guarantees(loan, request_id=request_id) == first
    assert book.held() == (500_000, 800_000)


@pytest.mark.django_db(transaction=True)
def test_of_six_who_take_a_surety_at_once_one_does(book):
    loan = book.agrees()

    said = at_once(lambda: book.guarantees(loan, amount_rp=100_000), SecurityRefusedError)

    assert said == ["done", *["twice"] * 5]
    assert book.held() == (100_000, 800_000)
    with scope(book.place.id):
        assert Hold.objects.filter(cooperative=book.place).count() == 1
