"""Money on bon settles the oldest receipts, is taken back whole, and never settles more than is owed."""

from datetime import timedelta

import pytest

from guyub.books.ledger.domain.entries import LineDraft
from guyub.finance.savings.services.till import TillRefusedError
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.retail.domain.baskets import TenderKind
from guyub.trade.retail.domain.bon import BonRefusedError
from guyub.trade.retail.models import BonPayment
from guyub.trade.retail.services.bon import BonMoney, receive_bon
from guyub.trade.retail.services.bon_paying import pay_bon, take_bon_back
from tests.racing import together
from tests.trade.procurement.market import WHY
from tests.trade.retail.counter import Counter
from tests.world import NOW

pytestmark = pytest.mark.django_db


class Creditor(Counter):
    """Siti bought rice for 30,000 the day before yesterday and for 20,000 today, soap for 12,000 between them."""

    def __init__(self, world):
        super().__init__(world)
        self.siti = world.member()
        self.sales = [
            self.sells_at_till(line, at=at, tenders={"CREDIT": rp}, member=self.siti).event_id
            for line, rp, at in (
                (self.rice_line(), 30_000, NOW - timedelta(days=2)),
                (self.soap_line(), 12_000, NOW - timedelta(days=1)),
                (self.soap_line(5), 20_000, NOW),
            )
        ]

    def pays(self, amount_rp, kind="BRANKAS", **more):
        told = {"member_id": self.siti.id, "amount_rp": amount_rp, "cash_place_id": self.cash[kind]}
        return pay_bon(**self.here(**told | {"actor": self.treasurer} | more))

    def takes_back(self, payment_id, **more):
        told = {"payment_id": payment_id, "why": WHY, "actor": self.treasurer}
        take_bon_back(**self.here(**told | more))

    def open(self):
        """Give what is open of the bon of each sale."""
        return [self.tenders(sale_id)["CREDIT"][1] for sale_id in self.sales]

    def payment(self, payment_id):
        with scope(self.place.id):
            rows = BonPayment.objects.select_related("entry")
            return rows.get(cooperative=self.place, id=payment_id)

    def refused(self, act, *args, **more):
        with pytest.raises(BonRefusedError) as refusal:
            act(*args, **more)
        return refusal.value.facts["wrong"]


@pytest.fixture
def creditor(world):
    made = Creditor(world)
    yield made
    assert made.broken() == []


def test_a_payment_settles_the_oldest_and_goes_back_whole(creditor):
    safe = creditor.books("1.1.02")[0]
    payment_id = creditor.pays(35_000)

    assert creditor.open() == [0, 7_000, 20_000]
    assert creditor.books("1.1.02", "1.2.01") == [safe + 35_000, 27_000]
    payment = creditor.payment(payment_id)
    assert (payment.left_rp, payment.way, payment.entry.series) == (27_000, "CASH", "BKM")
    assert creditor.payment(creditor.pays(27_000, "BANK")).entry.series == "BBM"
    assert (creditor.open(), creditor.books("1.2.01")) == ([0, 0, 0], [0])
    assert creditor.voids(creditor.sales[0]).facts == {"wrong": "settled"}

    creditor.takes_back(payment_id)
    assert creditor.open() == [30_000, 5_000, 0]
    assert creditor.books("1.1.02", "1.2.01") == [safe, 35_000]
    assert creditor.refused(creditor.takes_back, payment_id) == "undone"
    assert creditor.shop_acts()[-3:] == ["bon.paid", "bon.paid", "bon.undone"]


def test_what_is_no_payment(creditor, world):
    assert creditor.refused(creditor.pays, 62_001) == "over"
    assert creditor.refused(creditor.pays, 0) == "amount"
    assert creditor.refused(creditor.takes_back, uuid7()) == "gone"
    payment_id = creditor.pays(1_000)
    assert creditor.refused(creditor.takes_back, payment_id, why="ya") == "why"
    assert creditor.refused(creditor.takes_back, payment_id, actor=world.actor(Role.KASIR)) == "past"
    with pytest.raises(TillRefusedError):
        creditor.pays(1_000, actor=world.actor(Role.PENGELOLA_GERAI))
    assert creditor.open() == [29_000, 12_000, 20_000]


def test_a_till_takes_it_once(creditor, world):
    def told():
        with scope(creditor.place.id, durable=True):
            return receive_bon(
                place=creditor.place,
                actor=world.actor(Role.KASIR),
                member_id=creditor.siti.id,
                money=BonMoney(
                    amount_rp=30_000,
                    paid_by=[LineDraft("1.1.01", 30_000)],
                    way=TenderKind.CASH,
                    paid_on=creditor.today,
                    till_number="K1-0009",
                ),
                today=creditor.today,
                request_id=uuid7(),
                now=NOW,
                is_late=True,
            )

    assert told().till_number == "K1-0009"
    assert creditor.refused(told) == "number"
    assert creditor.open() == [0, 12_000, 20_000]


@pytest.mark.django_db(transaction=True)
@pytest.mark.database
def test_two_payments_at_once_settle_no_more_than_is_owed(creditor):
    assert together(*[lambda: creditor.pays(40_000)] * 2) == ["done", "over"]
    assert sum(creditor.open()) == 22_000
