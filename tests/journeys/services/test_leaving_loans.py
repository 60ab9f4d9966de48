"""A member leaves with a loan: it is paid off with the savings, or that waits; covers come back first."""

from datetime import date

import pytest

from guyub.books.treasury.selectors.places import places_of
from guyub.finance.loans.domain.events import EventRefusedError
from guyub.finance.loans.domain.group_meetings import CoverHow
from guyub.finance.loans.services.claims import make_claim
from guyub.finance.loans.services.serving import ServingRefusedError
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.domain.leaving import SettlementRefusedError
from guyub.journeys.selectors.invariants import Examination, broken_rules
from guyub.journeys.services.leaving import SettleTyped, settle_exit
from tests.community.members.case_world import again, agreed_exit, saved, seen
from tests.finance.loans.group_world import GroupWorld
from tests.finance.loans.loan_book import LoanBook
from tests.finance.savings.jasa_world import TODAY, at_once
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db
LETTER = "surat 20 November 2026"


@pytest.fixture
def book(world):
    return GroupWorld(world, borrowers=("Budi Contoh",))


def settle(book, member, case_id, *, agreement=LETTER, mark=None, request_id=None):
    settle_exit(
        actor=book.treasurer,
        place=book.place,
        typed=SettleTyped(
            case_id=case_id,
            cash_place_id=book.bank,
            paid_to="",
            seen=seen(book.world, member).mark if mark is None else mark,
            agreement=agreement,
        ),
        today=TODAY,
        request_id=request_id or new_id(),
        now=NOW,
    )


def settles(book, member, case_id, **more):
    with pytest.raises(SettlementRefusedError) as refused:
        settle(book, member, case_id, **more)
    return refused.value.facts["wrong"], str(refused.value.facts.get("what", "")).replace("\u00a0", " ")


def bank_rp(book):
    with scope(book.place.id):
        found = {row.kind.value: row.balance_rp for row in places_of(cooperative_id=book.place.id)}
    return found["BANK"]


def holds(book):
    with scope(book.place.id):
        return list(broken_rules(cooperative_id=book.place.id, examination=Examination.AUDIT))


@pytest.fixture
def lent(world):
    """Siti owes two instalments of 100,000 and 12,000, of which one's jasa is not due yet; she has 250,000."""
    book = LoanBook(world)
    book.loan = book.lends()
    for month in range(2, 12):
        book.pays(book.loan, 112_000, date(2026, month, 1))
    saved(world, book.siti, "WAJIB", 150_000)
    saved(world, book.siti, "POKOK", 100_000)
    return book


def test_a_loan_is_paid_off_with_the_savings_and_the_difference_leaves_the_bank(lent):
    payoff_rp = seen(lent.world, lent.siti).debts_rp
    case_id = agreed_exit(lent.world, lent.siti)
    before_rp, books = bank_rp(lent), lent.books("1.2.03", "3.1.01", "3.1.02")
    assert 200_000 <= payoff_rp < 224_000
    assert books == (200_000, -100_000, -150_000)

    settle(lent, lent.siti, case_id)

    assert bank_rp(lent) == before_rp - (250_000 - payoff_rp)
    assert lent.books("1.2.03", "3.1.01", "3.1.02") == (0, 0, 0)
    loan = lent.now(lent.loan)
    assert (loan.state, loan.left_rp, loan.ended_on) == ("LUNAS", 0, TODAY)
    last = lent.events(lent.loan)[-1]
    with pytest.raises(ServingRefusedError) as refused:
        lent.takes_back(lent.loan, last.id)
    assert refused.value.facts["wrong"] == "left"
    assert (last.kind, last.way, last.amount_rp) == ("payoff", "SIMPANAN", payoff_rp)
    assert again(lent.world, lent.siti).state == "KELUAR"
    with scope(lent.place.id):
        (line,) = [
            one for one in lent.siti.exit_cases.filter(cooperative=lent.place).get().settlement
            if one["side"] == "UTANG"
        ]  # fmt: skip
    assert (line["words"], line["amount_rp"]) == (
        f"Pinjaman {loan.name}, persetujuan {LETTER}",
        payoff_rp,
    )
    assert holds(lent) == []


def test_without_a_written_agreement_or_enough_savings_nothing_is_set_off(lent):
    case_id = agreed_exit(lent.world, lent.siti)
    before = lent.wrote()
    assert settles(lent, lent.siti, case_id, agreement="  ")[0] == "agreement"
    assert settles(lent, lent.siti, case_id, agreement="x" * 61)[0] == "agreement"
    mark = seen(lent.world, lent.siti).mark
    lent.takes_back(lent.loan, lent.events(lent.loan)[-1].id)
    assert settles(lent, lent.siti, case_id, mark=mark)[0] == "owes"
    assert lent.now(lent.loan).state == "BERJALAN"
    lent.pays(lent.loan, 112_000)
    assert lent.wrote()[0] == before[0]
    settle(lent, lent.siti, case_id)
    assert lent.now(lent.loan).state == "LUNAS"
    assert holds(lent) == []


def test_an_insurer_answers_first(lent):
    case_id = agreed_exit(lent.world, lent.siti, "MENINGGAL")
    told = {"loan_id": lent.loan.id, "insurer": "Asuransi Contoh", "amount_rp": 100_000}
    make_claim(**lent.told(**told))
    before = lent.wrote()
    wrong, what = settles(lent, lent.siti, case_id)
    assert (wrong, what) == ("blocked", f"klaim asuransi pinjaman {lent.loan.name} menunggu jawaban")
    assert lent.wrote() == before


def test_a_loan_above_the_savings_and_one_that_was_agreed_to_hold_a_leaving_up(book):
    for name, wrong in (("Budi Contoh", "owes"), ("Ani Contoh", "blocked")):
        if name == "Ani Contoh":
            book.agrees_in(book.members[name])
        member = book.members[name]
        case_id = agreed_exit(book.world, member)
        before = book.everything()
        said, what = settles(book, member, case_id)
        assert said == wrong
        assert ("belum cair" in what) == (wrong == "blocked")
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


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_a_payment_and_the_settlement_at_once_take_turns(lent):
    case_id = agreed_exit(lent.world, lent.siti)
    mark = seen(lent.world, lent.siti).mark
    acts = [lambda: settle(lent, lent.siti, case_id, mark=mark), lambda: lent.pays(lent.loan, 50_000)]

    def one():
        acts.pop()()

    said = at_once(one, (SettlementRefusedError, ServingRefusedError, EventRefusedError), times=2)

    # Whoever comes second finds another loan than it looked at.
    assert sorted(said) in (["changed", "done"], ["done", "state"])
    assert holds(lent) == []
