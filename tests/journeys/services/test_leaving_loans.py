"""Nobody leaves the cooperative with a loan, or with a cover of a group on either side."""

import pytest

from guyub.finance.loans.domain.group_meetings import CoverHow
from guyub.journeys.domain.leaving import SettlementRefusedError
from guyub.journeys.services.leaving import SettleTyped, settle_exit
from tests.community.members.case_world import agreed_exit, seen
from tests.finance.loans.group_world import GroupWorld
from tests.finance.savings.jasa_world import TODAY
from tests.world import NOW, new_id

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def book(world):
    return GroupWorld(world, borrowers=("Budi Contoh",))


def settles(book, member, case_id):
    with pytest.raises(SettlementRefusedError) as refused:
        settle_exit(
            actor=book.treasurer,
            place=book.place,
            typed=SettleTyped(case_id=case_id, cash_place_id=book.cash, paid_to="", seen=""),
            today=TODAY,
            request_id=new_id(),
            now=NOW,
        )
    return refused.value.facts["wrong"], refused.value.facts.get("what", "").replace("\u00a0", " ")


def test_a_running_loan_and_one_that_was_agreed_to_hold_a_leaving_up(book):
    for name, said in (("Budi Contoh", "belum lunas, sisa pokok Rp 300.000"), ("Ani Contoh", "belum cair")):
        if name == "Ani Contoh":
            book.agrees_in(book.members[name])
        member = book.members[name]
        case_id = agreed_exit(book.world, member)
        before = book.everything()
        wrong, what = settles(book, member, case_id)
        assert wrong == "blocked"
        assert said in what
        assert book.everything() == before


def test_an_open_cover_holds_both_up_until_it_is_given_back(book):
    meeting = book.meets()
    book.notes(meeting, dewi=0)
    book.covers(meeting, "budi", CoverHow.KETIK, dewi=10_000)
    book.books_sheet(meeting)
    book.settles(book.loans["Budi Contoh"])
    said = ("talangan Rp\u00a010.000 untuk Budi Contoh dari Dewi Contoh belum diganti",)
    assert seen(book.world, book.members["Budi Contoh"]).obstacles == said
    assert seen(book.world, book.members["Dewi Contoh"]).obstacles == said
    assert (
        settles(book, book.members["Dewi Contoh"], agreed_exit(book.world, book.members["Dewi Contoh"]))[0]
        == "blocked"
    )

    book.gives_back(book.open()[0], 10_000)

    assert seen(book.world, book.members["Budi Contoh"]).obstacles == ()
    assert seen(book.world, book.members["Dewi Contoh"]).obstacles == ()


def test_a_loan_that_was_paid_off_holds_nobody(book):
    book.settles(book.loans["Budi Contoh"])
    assert seen(book.world, book.members["Budi Contoh"]).obstacles == ()
