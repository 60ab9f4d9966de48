from datetime import date, timedelta

import pytest

from guyub.community.members.services.register import StandingRefusedError
from guyub.finance.loans.domain.insurance import DeathRefusedError
from guyub.finance.loans.models import BorrowerDeath
from guyub.finance.loans.services.deaths import note_death, take_death_back
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.loans.trouble_book import BY_DAY, TroubleBook, whole, wrong
from tests.finance.savings.jasa_world import TODAY
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db
DIED = date(2026, 10, 11)


@pytest.fixture
def book(world):
    return TroubleBook(world)


def notes(book, **more):
    told = {"member_id": book.siti.id, "died_on": DIED, "told_by": "Ketua RT 004", "note": ""}
    return note_death(**book.told(**told | more))


def takes_back(book, why="orang lain", **more):
    return take_death_back(**book.told(**{"member_id": book.siti.id, "why": why} | more))


def test_from_the_day_of_the_death_no_penalty_is_counted(book):
    loan = book.lends(servicing=BY_DAY)
    for month in range(2, 11):
        book.pays(loan, 112_000, date(2026, month, 1))  # November is late, 24 days
    assert book.state(loan).payoff.penalty == 2_400

    notes(book)

    assert book.state(loan).payoff.penalty == 0
    assert book.state(loan, TODAY + timedelta(days=60)).payoff.penalty == 0
    assert sum(line.penalty_rp for line in book.lines(loan)) == 0
    # What is owed is owed as before; heirs pay at the counter like everybody.
    assert book.now(loan).overdue_rp == 112_000
    book.pays(loan, 112_000)
    whole(book)


def test_what_was_paid_after_the_death_stays_as_it_was_split(book):
    loan = book.lends(servicing=BY_DAY)
    book.pays(loan, 1_344_000 - 112_000 * 4, date(2026, 11, 20))  # with penalties, after the death
    before = book.books("1.2.03", "4.1.02", "4.1.04")

    notes(book)

    book.pays(loan, 50_000)
    assert book.events(loan)[-1].moved_penalty_rp == 0
    assert book.books("4.1.04")[0] <= before[2]
    whole(book)


def test_a_mistake_is_taken_back_and_penalties_run_as_before(book):
    loan = book.lends(servicing=BY_DAY)
    fined_rp = book.state(loan).payoff.penalty
    notes(book)
    assert book.state(loan).payoff.penalty < fined_rp

    takes_back(book)

    assert book.state(loan).payoff.penalty == fined_rp
    assert sum(line.penalty_rp for line in book.lines(loan)) == fined_rp
    assert wrong(lambda: takes_back(book), DeathRefusedError) == "gone"
    notes(book)
    whole(book)


def test_what_came_in_since_holds_the_note(book):
    loan = book.lends(servicing=BY_DAY)
    notes(book)
    book.pays(loan, 10_000, now=NOW + timedelta(minutes=5))
    before = book.counts()
    assert wrong(lambda: takes_back(book), DeathRefusedError) == "later"
    assert wrong(lambda: takes_back(book, why=""), DeathRefusedError) == "why"
    assert book.counts() == before


CASES = (
    ("tomorrow", {"died_on": TODAY + timedelta(days=1)}, DeathRefusedError, "day"),
    ("long ago", {"died_on": date(2025, 1, 1)}, DeathRefusedError, "day"),
    ("nobody told", {"told_by": " "}, DeathRefusedError, "told_by"),
    ("a long note", {"note": "x" * 201}, DeathRefusedError, "note"),
    ("a stranger", {"member_id": new_id()}, DeathRefusedError, "loans"),
)


@pytest.mark.parametrize(
    ("more", "refusal", "why"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_what_cannot_be_is_not_noted(book, more, refusal, why):
    book.lends()
    before = book.counts()

    assert wrong(lambda: notes(book, **more), refusal) == why

    assert book.counts() == before


def test_nobody_notes_the_own_nor_twice_nor_of_one_who_owes_nothing(book, world):
    assert wrong(lambda: notes(book), DeathRefusedError) == "loans"
    assert issubclass(StandingRefusedError, Exception)
    loan, request_id = book.lends(), new_id()
    assert notes(book, request_id=request_id) == notes(book, request_id=request_id)
    assert wrong(lambda: notes(book), DeathRefusedError) == "again"
    takes_back(book)
    book.owns(world.person(Role.BENDAHARA))
    assert wrong(lambda: notes(book), DeathRefusedError) == "own"
    with scope(book.place.id):
        assert BorrowerDeath.objects.filter(cooperative=book.place).count() == 1
    assert book.now(loan).state == "BERJALAN"
    whole(book)
