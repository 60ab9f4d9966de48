import pytest

from guyub.finance.loans.domain.securities import SecurityRefusedError
from guyub.finance.loans.models import Loan
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.kernel.services.files import FileRefusedError
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.loans.security_book import SecurityBook
from tests.finance.savings.jasa_world import TODAY, at_once
from tests.pictures import photo
from tests.world import new_id

pytestmark = pytest.mark.django_db


@pytest.fixture
def book(world):
    return SecurityBook(world)


def wrong(act, refusal=SecurityRefusedError):
    with pytest.raises(refusal) as caught:
        act()
    return caught.value.facts["wrong"]


def test_a_thing_is_taken_into_keeping_and_a_part_of_its_value_counts(book):
    loan = book.agrees()

    row = book.thing(book.pledges(loan))

    assert (row.value_rp, row.share_ppm, row.counted_rp) == (9_000_001, 500_000, 4_500_000)
    assert (row.received_on, row.received_by_id) == (TODAY, book.treasurer.person_id)
    assert (row.returned_on, row.photo_id) == (None, None)


def test_what_does_not_fit_is_not_taken(book, world):
    loan, over = book.agrees(), book.agrees()
    with scope(book.place.id):
        Loan.objects.filter(cooperative=book.place, id=over.id).update(state="BATAL", ended_on=TODAY)
    before = book.stands()

    assert wrong(lambda: book.pledges(loan, pledge="KUCING")) == "kind"
    assert wrong(lambda: book.pledges(loan, paper_no="3573034105900001")) == "paper"
    assert wrong(lambda: book.pledges(over)) == "state"
    assert wrong(lambda: book.pledges(Loan(id=new_id()))) == "gone"
    assert wrong(lambda: book.pledges(loan, photo=("x.jpg", b"")), FileRefusedError) == "empty"
    with pytest.raises(NotAllowedError):
        book.pledges(loan, actor=world.actor(Role.KASIR))
    book.owns(world.person(Role.BENDAHARA))
    assert wrong(lambda: book.pledges(loan)) == "own"
    assert book.stands() == before


def test_what_is_owed_nothing_on_goes_back_at_once(book):
    loan = book.lends()
    thing_id = book.pledges(loan)
    book.settles(loan)
    # Settling lets guarantors go; a thing waits for who fetches it.
    assert book.thing(thing_id).returned_on is None

    assert book.gives_back(thing_id) is None

    row = book.thing(thing_id)
    assert (row.returned_on, row.returned_to, row.returned_by_id) == (
        TODAY,
        "Siti Aminah",
        book.treasurer.person_id,
    )
    assert wrong(lambda: book.gives_back(thing_id)) == "returned"
    assert wrong(lambda: book.gives_back(new_id())) == "gone"
    assert wrong(lambda: book.gives_back(thing_id, to=" ")) == "to"


def test_while_the_loan_runs_a_second_person_gives_a_thing_back(book):
    loan = book.lends()
    thing_id = book.pledges(loan)
    assert wrong(lambda: book.gives_back(thing_id)) == "reason"

    waits = book.gives_back(thing_id, reason="diganti emas")

    assert book.thing(thing_id).returned_on is None
    book.decides(waits)
    assert book.thing(thing_id).returned_to == "Siti Aminah"


def test_two_requests_give_back_once(book):
    loan = book.lends()
    thing_id = book.pledges(loan)
    first, second = (book.gives_back(thing_id, reason="diganti emas") for _ in range(2))
    book.decides(first)
    before = book.stands()

    assert wrong(lambda: book.decides(second)) == "returned"

    assert book.stands() == before


def test_a_retry_takes_once_and_a_picture_stays(book, settings, tmp_path):
    settings.FILES_FOLDER = tmp_path
    loan, request_id = book.agrees(), new_id()

    first = book.pledges(loan, photo=("motor.jpg", photo()), request_id=request_id)

    assert book.pledges(loan, photo=("motor.jpg", photo()), request_id=request_id) == first
    assert book.thing(first).photo_id is not None


@pytest.mark.django_db(transaction=True)
def test_of_six_who_give_back_at_once_one_does(book):
    thing_id = book.pledges(book.agrees())

    said = at_once(lambda: book.gives_back(thing_id), SecurityRefusedError)

    assert said == ["done", *["returned"] * 5]
