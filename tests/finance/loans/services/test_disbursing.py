from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from guyub.books.ledger.domain.entries import EntryRefusedError
from guyub.books.treasury.domain.shifts import ShiftRefusedError
from guyub.community.members.models import Member
from guyub.finance.loans.domain.terms import Fee, TermsRefusedError
from guyub.finance.loans.models import Loan
from guyub.finance.loans.selectors.invariants import INVARIANTS, RECONCILIATIONS
from guyub.finance.loans.services.paying_out import DisbursementRefusedError, PaidOutTo
from guyub.finance.savings.models import UnitOverride
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.kernel.services.requests import RequestReusedError
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.loans.loan_book import FLAT
from tests.finance.loans.security_book import SecurityBook
from tests.finance.savings.jasa_world import JANUARY, TODAY, at_once
from tests.world import new_id

pytestmark = pytest.mark.django_db

WITH_FEES = replace(
    FLAT,
    fees=(Fee(name="Provisi", rate=Fraction(1, 100)), Fee(name="Asuransi", amount=5_000)),
)
FEBRUARY = date(2026, 2, 1)


@pytest.fixture
def book(world):
    return SecurityBook(world)


def whole(book):
    with scope(book.place.id):
        assert [found for rule in (*INVARIANTS, *RECONCILIATIONS) for found in rule(book.place.id)] == []


def wrong(act, refusal=DisbursementRefusedError):
    with pytest.raises(refusal) as caught:
        act()
    return caught.value.facts["wrong"]


def test_money_goes_out_and_the_loan_runs(book):
    loan = book.agrees(WITH_FEES, premiums=("Asuransi",))
    before = book.books("1.1.03")[0]

    paid = book.pays_out(loan)

    assert paid.voucher.startswith("BBK-2026-")
    assert paid.net_rp == 1_200_000 - 12_000 - 5_000
    now = book.now(loan)
    assert (now.state, now.left_rp, now.disbursed_on, now.way) == ("BERJALAN", 1_200_000, JANUARY, "TRANSFER")
    assert now.ends_on == date(2027, 1, 1)
    assert [line.due_on for line in book.lines(loan)][:2] == [FEBRUARY, date(2026, 3, 1)]
    # What is kept back: the provision is ours, the premium the insurer's.
    assert book.books("1.2.03", "4.1.03", "2.1.16") == (1_200_000, -12_000, -5_000)
    assert book.books("1.1.03")[0] == before - 1_183_000
    whole(book)


def test_money_goes_to_the_savings_of_the_borrower(book):
    book.move(book.siti, 10_000, JANUARY)
    account = book.account(book.siti)
    loan = book.agrees(WITH_FEES)

    paid = book.pays_out(loan, to=PaidOutTo(account_id=account.id), on=FEBRUARY)

    assert (paid.event_id, paid.net_rp) == (None, 1_183_000)
    assert paid.voucher.startswith("JU-2026-")
    assert book.account(book.siti).balance_rp == 1_193_000
    assert book.now(loan).way == "SIMPANAN"
    whole(book)
    assert wrong(lambda: book.takes_out_back(loan)) == "day"


def test_money_goes_to_the_seller_of_the_goods(book):
    loan = book.agrees()
    to = PaidOutTo(cash_place_id=book.bank, seller="Toko Mesin Jaya (contoh)", goods="mesin jahit")

    paid = book.pays_out(loan, to=to)

    assert paid.event_id is not None
    assert book.now(loan).left_rp == 1_200_000
    whole(book)


def test_the_first_due_date_is_as_told(book):
    loan = book.agrees()

    book.pays_out(loan, first_due_on=date(2026, 2, 10))

    assert book.lines(loan)[0].due_on == date(2026, 2, 10)
    assert book.lines(loan)[1].due_on == date(2026, 3, 10)


CASES = (
    ("before it was agreed", {"on": date(2025, 12, 31)}, "early"),
    ("tomorrow", {"on": date(2026, 11, 26)}, "late"),
    ("due on the day itself", {"first_due_on": JANUARY}, "first_due"),
    ("nowhere", {"to": PaidOutTo()}, "way"),
    ("a seller without goods", {"to": PaidOutTo(cash_place_id=new_id(), seller="Toko")}, "goods"),
    ("a seller's account", {"to": PaidOutTo(account_id=new_id(), seller="Toko", goods="kain")}, "goods"),
    ("an account of nobody", {"to": PaidOutTo(account_id=new_id())}, "account"),
)


@pytest.mark.parametrize(("told", "why"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_what_does_not_fit_pays_nothing_out(book, told, why):
    loan = book.agrees()
    before = book.wrote()

    assert wrong(lambda: book.pays_out(loan, **told)) == why

    assert book.wrote() == before


def test_a_loan_that_is_not_here_and_two_ways_at_once(book):
    assert wrong(lambda: book.pays_out(Loan(id=new_id()))) == "gone"
    loan = book.agrees()
    to = PaidOutTo(cash_place_id=book.bank, account_id=book.savings)
    assert wrong(lambda: book.pays_out(loan, to=to)) == "way"


def test_a_loan_is_paid_out_once_and_a_cancelled_one_never(book):
    loan = book.lends()
    before = book.wrote()
    assert wrong(lambda: book.pays_out(loan)) == "paid"
    assert book.wrote() == before

    other = book.agrees()
    with scope(book.place.id):
        Loan.objects.filter(cooperative=book.place, id=other.id).update(state="BATAL", ended_on=JANUARY)
    assert wrong(lambda: book.pays_out(other)) == "state"


def test_nobody_pays_out_the_own_loan_and_a_cashier_none(book, world):
    loan = book.agrees()
    before = book.wrote()
    with pytest.raises(NotAllowedError):
        book.pays_out(loan, actor=world.actor(Role.KASIR))
    book.owns(world.person(Role.BENDAHARA))
    assert wrong(lambda: book.pays_out(loan)) == "own"
    assert book.wrote() == before


def test_who_has_left_gets_no_money(book):
    loan = book.agrees()
    with scope(book.place.id):
        rows = Member.objects.filter(cooperative=book.place, id=book.siti.id)
        rows.update(left_on=TODAY, left_why="MUNDUR", state="KELUAR", state_since=TODAY)
    before = book.wrote()

    assert wrong(lambda: book.pays_out(loan)) == "member"

    assert book.wrote() == before


def test_a_unit_whose_gate_is_closed_lends_nothing(book):
    loan = book.agrees()
    with scope(book.place.id):
        first = UnitOverride.objects.get(cooperative=book.place)
        UnitOverride.objects.create(
            cooperative=book.place, no=2, event="CABUT", on=TODAY, reason="Contoh: dicabut dinas.",
            person=book.treasurer_person, person_name="Kepala dinas (contoh)", recorded_at=first.recorded_at,
        )  # fmt: skip
    before = book.wrote()

    assert wrong(lambda: book.pays_out(loan)) == "gate"

    assert book.wrote() == before


def test_a_closed_month_takes_no_payment_out(book):
    loan = book.agrees()
    book.closes_books(date(2026, 2, 28))
    before = book.wrote()

    assert wrong(lambda: book.pays_out(loan), EntryRefusedError) == "closed"

    assert book.wrote() == before
    book.pays_out(loan, on=TODAY)


def test_a_drawer_without_a_shift_gives_nothing(book, world):
    loan = book.agrees()
    before = book.wrote()
    to = PaidOutTo(cash_place_id=world.cash()["LACI"])

    with pytest.raises(ShiftRefusedError):
        book.pays_out(loan, to=to)

    assert book.wrote() == before


def test_a_broken_schedule_pays_nothing_out(book):
    loan = book.agrees()
    with scope(book.place.id):
        row = Loan.objects.get(cooperative=book.place, id=loan.id)
        row.contract["terms"]["balloon"] = 5_000_000
        row.save()

    assert wrong(lambda: book.pays_out(loan), TermsRefusedError) == "balloon"


def test_a_retry_pays_out_once(book):
    loan, request_id = book.agrees(), new_id()
    first = book.pays_out(loan, request_id=request_id)

    assert book.pays_out(loan, request_id=request_id) == first
    with pytest.raises(RequestReusedError):
        book.pays_out(loan, on=FEBRUARY, request_id=request_id)

    assert book.books("1.2.03") == (1_200_000,)


@pytest.mark.django_db(transaction=True)
def test_of_six_who_pay_out_at_once_one_does(book):
    loan = book.agrees()

    said = at_once(lambda: book.pays_out(loan), DisbursementRefusedError)

    assert said == ["done", *["paid"] * 5]
    assert book.books("1.2.03") == (1_200_000,)
    whole(book)


def test_what_went_out_today_is_taken_back_and_may_go_out_again(book):
    loan = book.agrees()
    book.pays_out(loan, on=TODAY)

    book.takes_out_back(loan)

    now = book.now(loan)
    assert (now.state, now.left_rp, now.disbursed_on, now.way, now.entry_id) == (
        "DISETUJUI",
        0,
        None,
        "",
        None,
    )
    assert book.lines(loan) == []
    assert book.books("1.2.03") == (0,)
    whole(book)
    book.pays_out(loan, on=TODAY)
    assert book.now(loan).state == "BERJALAN"


def test_what_cannot_be_taken_back_stays(book, world):
    agreed, old = book.agrees(), book.lends()
    today = book.agrees()
    book.pays_out(today, on=TODAY)
    book.move(book.siti, 10_000, JANUARY)
    saved = book.agrees()
    book.pays_out(saved, on=TODAY, to=PaidOutTo(account_id=book.account(book.siti).id))
    book.pays(today, 50_000)
    before = book.wrote()

    assert wrong(lambda: book.takes_out_back(agreed)) == "state"
    assert wrong(lambda: book.takes_out_back(old)) == "day"
    assert wrong(lambda: book.takes_out_back(today)) == "served"
    assert wrong(lambda: book.takes_out_back(saved)) == "way"
    assert wrong(lambda: book.takes_out_back(Loan(id=new_id()))) == "gone"
    book.owns(world.person(Role.BENDAHARA))
    assert wrong(lambda: book.takes_out_back(old)) == "own"

    assert book.wrote() == before


def test_a_product_asks_for_a_guarantor_above_an_amount(book):
    loan = book.agrees()
    book.asks_for(loan, guarantor_above_rp=1_199_999)
    before = book.wrote()
    assert wrong(lambda: book.pays_out(loan)) == "guarantor"
    assert book.wrote() == before

    book.guarantees(loan)

    book.pays_out(loan)


def test_a_product_asks_for_collateral_above_an_amount(book):
    loan = book.agrees()
    book.asks_for(loan, guarantor_above_rp=1_200_000, collateral_above_rp=1_000_000)
    assert wrong(lambda: book.pays_out(loan)) == "collateral"
    thing_id = book.pledges(loan)
    book.gives_back(thing_id)
    assert wrong(lambda: book.pays_out(loan)) == "collateral"

    book.pledges(loan)

    book.pays_out(loan)
