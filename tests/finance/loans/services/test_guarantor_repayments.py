"""A borrower gives back what a guarantor's savings paid: into those savings, in cash or from the own."""

from datetime import timedelta

import pytest

from guyub.community.members.models import Member
from guyub.finance.loans.domain.securities import SecurityRefusedError
from guyub.finance.loans.models import GuarantorRepayment
from guyub.finance.loans.selectors.guarantor_repayments import surety_debts_inquiry
from guyub.finance.loans.selectors.invariants import INVARIANTS
from guyub.finance.loans.selectors.staying import owed_by_leaver
from guyub.finance.loans.services.guarantor_repayments import repay_guarantor, take_repayment_back
from guyub.finance.loans.services.serving import ServingRefusedError
from guyub.finance.savings.models import SavingsAccount, SavingsMovement
from guyub.finance.savings.services.moving import SavingsRefusedError
from guyub.finance.savings.services.reversing import take_movement_back
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.kernel.selectors.together import asked
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.loans.security_book import SecurityBook
from tests.finance.loans.trouble_book import whole, wrong
from tests.finance.savings.jasa_world import JANUARY, at_once
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db


@pytest.fixture
def book(world):
    return SecurityBook(world)


@pytest.fixture
def surety_id(book):
    """Budi's savings of 800,000 paid 224,000 of Siti's arrears: 576,000 are left, of which 276,000 are held."""
    found = book.guarantees(book.lends())
    book.decides(book.calls(found, 224_000))
    return found


def repays(book, surety_id, amount_rp, **more):
    told = {"cash_place_id": book.cash, "account_id": None} | more
    return repay_guarantor(**book.told(guarantee_id=surety_id, amount_rp=amount_rp, **told))


def undoes(book, repayment_id, reason="salah jumlah", **more):
    return take_repayment_back(**book.told(repayment_id=repayment_id, reason=reason, **more))


def repayments(book):
    with scope(book.place.id):
        return list(GuarantorRepayment.objects.filter(cooperative=book.place).order_by("recorded_at", "id"))


def debts(book, member):
    with scope(book.place.id):
        (found,) = asked(surety_debts_inquiry(cooperative_id=book.place.id, member_id=member.id))
    return [(row.for_name, row.by_name, row.open_rp) for row in found]


def stands(book):
    with scope(book.place.id):
        moves = SavingsMovement.objects.filter(cooperative=book.place).count()
    return book.stands(), len(repayments(book)), moves


def saves(book, amount_rp=150_000):
    """Let Siti have savings of her own; gives the account."""
    book.move(book.siti, amount_rp, JANUARY)
    return book.account(book.siti).id


def test_cash_goes_into_the_guarantors_savings_and_the_rest_stays_owed(book, surety_id):
    loan_left = book.books("1.2.03")
    assert debts(book, book.siti) == debts(book, book.budi) == [("Siti Aminah", "Budi Santoso", 224_000)]
    before = book.books("2.2.01")

    assert repays(book, surety_id, 100_000) == 124_000

    assert book.held() == (276_000, 676_000)
    assert book.books("2.2.01") == (before[0] - 100_000,)
    assert book.books("1.2.03") == loan_left
    assert debts(book, book.siti) == [("Siti Aminah", "Budi Santoso", 124_000)]
    (row,) = repayments(book)
    with scope(book.place.id):
        moved = SavingsMovement.objects.get(cooperative=book.place, id=row.movement_id)
    assert (moved.amount_rp, moved.cause, moved.account_id) == (100_000, "SETOR", book.savings)
    whole(book)

    assert repays(book, surety_id, 124_000) == 0
    assert debts(book, book.budi) == []
    whole(book)


def test_the_borrowers_savings_may_give_it_without_cash(book, surety_id):
    account_id = saves(book)
    before = book.books("2.2.01", "1.1.01")

    repays(book, surety_id, 90_000, cash_place_id=None, account_id=account_id)

    assert book.books("2.2.01", "1.1.01") == before
    assert book.held() == (276_000, 666_000)
    with scope(book.place.id):
        assert SavingsAccount.objects.get(cooperative=book.place, id=account_id).balance_rp == 60_000
    whole(book)
    wants = {"cash_place_id": None, "account_id": account_id}
    assert wrong(lambda: repays(book, surety_id, 90_000, **wants), ServingRefusedError) == "short"
    assert (
        wrong(lambda: repays(book, surety_id, 1, **wants | {"account_id": book.savings}), ServingRefusedError)
        == "account"
    )

    undoes(book, repayments(book)[0].id)

    assert book.held() == (276_000, 576_000)
    with scope(book.place.id):
        assert SavingsAccount.objects.get(cooperative=book.place, id=account_id).balance_rp == 150_000
    assert debts(book, book.siti) == [("Siti Aminah", "Budi Santoso", 224_000)]
    whole(book)


def test_it_is_taken_back_here_or_at_the_counter_of_savings_and_owed_again(book, surety_id):
    repays(book, surety_id, 100_000)
    repays(book, surety_id, 24_000)
    first, second = repayments(book)

    undoes(book, first.id)
    assert debts(book, book.budi) == [("Siti Aminah", "Budi Santoso", 200_000)]
    assert wrong(lambda: undoes(book, first.id), SavingsRefusedError) == "undone"
    told = {"member_id": book.budi.id, "movement_id": second.movement_id, "reason": "salah orang"}
    take_movement_back(**book.told(**told))

    assert debts(book, book.budi) == [("Siti Aminah", "Budi Santoso", 224_000)]
    assert book.held() == (276_000, 576_000)
    whole(book)


def test_a_payment_of_the_guarantor_stays_while_something_of_it_came_back(book, surety_id):
    with scope(book.place.id):
        loan = book.surety(surety_id).loan
    repays(book, surety_id, 50_000)
    before = stands(book)
    event_id = book.events(loan)[0].id
    assert wrong(lambda: book.takes_back(loan, event_id), ServingRefusedError) == "repaid"
    assert stands(book) == before
    undoes(book, repayments(book)[0].id)
    book.takes_back(loan, event_id)
    assert debts(book, book.siti) == []
    assert wrong(lambda: repays(book, surety_id, 1), SecurityRefusedError) == "over"
    whole(book)


def test_what_does_not_fit_changes_nothing(book, surety_id, world):
    repays(book, surety_id, 24_000, actor=book.treasurer)
    (row,) = repayments(book)
    before, refused = stands(book), SecurityRefusedError
    assert wrong(lambda: repays(book, new_id(), 1), refused) == "gone"
    assert wrong(lambda: repays(book, surety_id, 0), refused) == "amount"
    assert wrong(lambda: repays(book, surety_id, 200_001), refused) == "over"
    assert wrong(lambda: undoes(book, new_id()), refused) == "gone"
    assert wrong(lambda: undoes(book, row.id, reason=""), refused) == "reason"
    assert wrong(lambda: undoes(book, row.id, actor=world.actor(Role.KASIR)), refused) == "past"
    with pytest.raises(NotAllowedError):
        repays(book, surety_id, 1, actor=world.actor(Role.KETUA))
    request_id = new_id()
    repays(book, surety_id, 1_000, request_id=request_id)
    once = stands(book)
    assert repays(book, surety_id, 1_000, request_id=request_id) == 199_000
    assert stands(book) == once != before
    later = {"today": NOW.date() + timedelta(days=1), "now": NOW + timedelta(days=1)}
    undoes(book, row.id, **later)
    assert debts(book, book.siti) == [("Siti Aminah", "Budi Santoso", 223_000)]
    whole(book)


@pytest.mark.parametrize("whose", ["siti", "budi"])
def test_neither_borrower_nor_guarantor_writes_it_down(book, surety_id, world, whose):
    with scope(book.place.id):
        rows = Member.objects.filter(cooperative=book.place, id=getattr(book, whose).id)
        rows.update(person_id=world.person(Role.BENDAHARA).id)
    before = stands(book)
    assert wrong(lambda: repays(book, surety_id, 1), SecurityRefusedError) == "own"
    assert stands(book) == before


def test_neither_side_leaves_before_it_is_given_back(book, surety_id):
    said = "Rp 224.000 dari Siti Aminah kepada penjaminnya, Budi Santoso, belum diganti"
    with scope(book.place.id):
        both = [
            owed_by_leaver(cooperative_id=book.place.id, member_id=one.id, on=NOW.date())[1]
            for one in (book.siti, book.budi)
        ]
    assert [[one.replace("\u00a0", " ") for one in told] for told in both] == [[said], [said]]


@pytest.mark.django_db(transaction=True)
def test_two_who_take_the_last_of_it_at_once_take_it_once(book, surety_id):
    said = at_once(lambda: repays(book, surety_id, 224_000), SecurityRefusedError)
    assert sorted(set(said)) == ["done", "over"]
    assert said.count("done") == 1
    assert book.held() == (276_000, 800_000)
    whole(book)


def test_an_invariant_finds_what_is_another_movement(book, surety_id):
    saves(book)
    with scope(book.place.id):
        mine = SavingsMovement.objects.filter(cooperative=book.place, account__member=book.siti).first()
        GuarantorRepayment.objects.create(
            cooperative=book.place,
            guarantee_id=surety_id,
            movement=mine,
            amount_rp=300_000,
            on=NOW.date(),
            person_id=book.treasurer.person_id,
            recorded_at=NOW,
        )
        found = [one.rule for rule in INVARIANTS for one in rule(book.place.id)]
    assert found == ["loans.guarantee.repaid"] * 2
