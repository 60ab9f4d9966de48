"""A member's money at the till reaches savings, loans and bon by their own rules; what they do not take waits."""

from datetime import date, timedelta

import pytest

from guyub.books.treasury.services.shifts import close_shift
from guyub.finance.loans.models import LoanEvent
from guyub.finance.loans.selectors import invariants as loans
from guyub.finance.savings.models import SavingsMovement
from guyub.finance.savings.selectors import invariants as savings
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.selectors.own_data import Owner
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.retail.models import TillReceipt
from guyub.trade.retail.selectors.own_data import OWN_DATA
from tests.books.treasury.tills import pieces
from tests.finance.loans.loan_book import LoanBook
from tests.trade.retail.counter import Counter
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db


@pytest.fixture
def counter(world):
    made = Counter(world)
    made.book = LoanBook(world)
    made.siti = made.book.siti
    yield made
    assert made.broken() == []
    with scope(made.place.id):
        rules = [rule for one in (loans, savings) for rule in (*one.INVARIANTS, *one.RECONCILIATIONS)]
        assert [found for rule in rules for found in rule(made.place.id)] == []


def takes(counter, purpose, amount_rp, *, member=None, kind="CASH", **more):
    body = counter.of_shift(
        number=counter.number(),
        member_id=str((member or counter.siti).id),
        purpose=purpose,
        amount_rp=amount_rp,
        tenders=[{"kind": kind, "amount_rp": amount_rp}],
    )
    return counter.tells("dues.received", body | more)


def receipts(counter):
    with scope(counter.place.id):
        rows = TillReceipt.objects.filter(cooperative=counter.place).order_by("till_no")
        return [(row.purpose, row.till_no, row.amount_rp, row.way) for row in rows]


def test_dues_pay_the_oldest_months_and_what_is_too_much_waits(counter):
    answer = takes(counter, "DUES", 25_000)

    assert answer.answer.value == "ACCEPTED", answer
    assert counter.books("1.1.01") == [25_000]
    with scope(counter.place.id):
        (moved,) = SavingsMovement.objects.filter(cooperative=counter.place, account__kind="WAJIB")
    assert (moved.amount_rp, moved.on, moved.person_id) == (25_000, counter.today, counter.cashier.id)

    much = takes(counter, "DUES", 900_000_000)
    assert (much.answer.value, much.code) == ("REJECTED", "savings.dues.refused")
    assert takes(counter, "DUES", 1_000, kind="QRIS").facts == {"wrong": "way"}
    assert takes(counter, "DUES", 1_000, member_id=str(uuid7())).facts == {"wrong": "member"}
    again = takes(counter, "DUES", 1_000, number="K1-0001")
    assert again.facts == {"wrong": "number", "number": "K1-0001"}
    assert receipts(counter) == [("DUES", 1, 25_000, "CASH")]


def test_instalments_pay_what_is_due_first_over_all_loans(counter):
    first = counter.book.lends()
    later = counter.book.lends(on=date(2026, 6, 15))
    start_rp = counter.books("1.1.03")[0]
    answer = takes(counter, "INSTALMENT", 1_000_000, kind="TRANSFER")

    assert answer.answer.value == "ACCEPTED", answer
    assert counter.books("1.1.03") == [start_rp + 1_000_000]
    with scope(counter.place.id):
        paid = LoanEvent.objects.filter(cooperative=counter.place, kind="repayment").order_by(
            "loan__agreed_on"
        )
        shares = {row.loan_id: row.amount_rp for row in paid}
    assert sum(shares.values()) == 1_000_000
    assert shares[first.id] > shares[later.id] > 0

    much = takes(counter, "INSTALMENT", 5_000_000)
    assert (much.answer.value, much.facts["wrong"]) == ("REJECTED", "overpaid")
    other = takes(counter, "INSTALMENT", 1_000, member=counter.world.member("Budi Santoso"))
    assert other.facts["wrong"] == "gone"
    assert receipts(counter) == [("INSTALMENT", 1, 1_000_000, "TRANSFER")]


def test_bon_pays_the_oldest_receipt_and_the_member_takes_it_along(counter):
    sold = counter.sells_at_till(tenders={"CREDIT": 30_000}, member=counter.siti)
    answer = takes(counter, "CREDIT", 20_000)

    assert answer.answer.value == "ACCEPTED", answer
    assert counter.tenders(sold.event_id) == {"CREDIT": (30_000, 10_000)}
    assert counter.books("1.1.01", "1.2.01") == [20_000, 10_000]
    assert takes(counter, "CREDIT", 20_000).code == "retail.bon.refused"
    owner = Owner(counter.place.id, counter.siti.person_id)
    (part,) = [one for one in OWN_DATA if one.tables == (TillReceipt,)]
    with scope(counter.place.id):
        (told,) = part.rows(owner)
    assert (told["Nomor kasir"], told["Untuk"], told["Jumlah (rupiah)"]) == ("K1-0002", "Bayar bon", 20_000)


def test_what_the_office_counted_before_it_was_told_of_lies_there_once(counter, world):
    counter.opens_shift(0)
    told = {"actor": world.actor(Role.BENDAHARA), "place": counter.place, "today": counter.today}
    told |= {"shift_id": counter.shift_id, "now": NOW}
    counted = close_shift(pieces=pieces(25_000), request_id=new_id(), **told)
    close_shift(count_id=counted.count_id, reason="HP rusak", request_id=new_id(), **told)
    assert counter.books("1.1.01", "4.3.04") == [25_000, -25_000]

    body = {"number": counter.number(), "member_id": str(counter.siti.id), "purpose": "DUES"}
    paid = {"amount_rp": 25_000, "tenders": [{"kind": "CASH", "amount_rp": 25_000}]}
    at = {"at": NOW - timedelta(minutes=5), "now": NOW + timedelta(minutes=90)}
    assert counter.tells("dues.received", counter.of_shift(**body, **paid), **at).answer.value == "ACCEPTED"
    assert counter.books("1.1.01", "4.3.04", "6.1.13") == [25_000, -25_000, 25_000]


def test_nobody_takes_the_own_money(counter, world):
    counter.book.owns(world.person(Role.KASIR))
    counter.book.lends()
    for purpose in ("DUES", "INSTALMENT"):
        assert takes(counter, purpose, 10_000).facts == {"wrong": "own"}
