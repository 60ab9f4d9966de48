"""What buyers paid by QRIS stands apart until the bank shows it; what never came is decided by people."""

from datetime import timedelta

import pytest

from guyub.books.oversight.selectors.exceptions import watched_span
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.retail.domain.qris_settling import QrisSettlementRefusedError
from guyub.trade.retail.models import QrisSettlement
from guyub.trade.retail.selectors.exceptions_sales import qris_not_come
from guyub.trade.retail.selectors.qris_waiting import qris_waiting, settlements_of
from guyub.trade.retail.services.qris_missing import ask_loss, owe_missing, pay_missing
from guyub.trade.retail.services.qris_settling import QrisTyped, settle_qris, undo_settlement
from tests.journal_writing import approve
from tests.trade.retail.counter import Counter
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db
BANK_RP = 20_500_000  # what lies there before


class Desk(Counter):
    def here(self, **more):
        return {
            "actor": self.treasurer, "place": self.place, "request_id": new_id(), "now": NOW,
            "today": self.today,
        } | more  # fmt: skip

    def settles(self, *ids, fee_rp=0, **more):
        fields = {"tender_ids": ids, "bank_id": self.cash["BANK"], "settled_on": self.today, "fee_rp": fee_rp}
        return settle_qris(**self.here(typed=QrisTyped(**fields | more)))

    def waiting(self):
        with scope(self.place.id):
            days = qris_waiting(cooperative_id=self.place.id, asked_before=self.today)
            return [(row.tender_id, row.left_rp) for day in days for row in day.rows]

    def undoes(self, settlement_id, why="salah centang"):
        undo_settlement(**self.here(settlement_id=settlement_id, why=why))

    def money(self):
        """Tell where QRIS money lies: on its way, bank, what the bank kept."""
        way, bank, cost = self.books("1.1.06", "1.1.03", "6.1.10")
        return [way, bank - BANK_RP, cost]


@pytest.fixture
def counter(world):
    made = Desk(world)
    yield made
    assert made.broken() == []


def wrong(act, *args, **more):
    with pytest.raises(QrisSettlementRefusedError) as refusal:
        act(*args, **more)
    return refusal.value.facts["wrong"]


def test_what_the_bank_shows_is_confirmed_in_one_entry_and_can_be_opened_again(counter):
    sales = [counter.sells_at_till(tenders={"QRIS": 30_000}) for _ in range(3)]
    ids = [id_ for id_, _ in counter.waiting()]
    assert counter.money() == [90_000, 0, 0]

    assert wrong(counter.settles) == "empty"
    assert wrong(counter.settles, *(uuid7() for _ in range(501))) == "many"
    assert wrong(counter.settles, ids[0], bank_id=counter.cash["LACI"]) == "bank"
    assert wrong(counter.settles, ids[0], uuid7()) == "gone"
    for days in (-1, 1):
        assert wrong(counter.settles, ids[0], settled_on=counter.today + timedelta(days=days)) == "day"
    assert [wrong(counter.settles, ids[0], fee_rp=fee_rp) for fee_rp in (-1, 30_000)] == ["fee", "fee"]

    made = counter.settles(*ids[:2], fee_rp=421)
    assert counter.money() == [30_000, 60_000 - 421, 421]
    assert counter.tenders(sales[0].event_id) == {"QRIS": (30_000, 0)}
    assert wrong(counter.settles, ids[0]) == "gone"
    assert counter.voids(sales[0].event_id).facts == {"wrong": "settled"}

    counter.undoes(made)
    assert counter.money() == [90_000, 0, 0]
    assert [
        wrong(counter.undoes, made),
        wrong(counter.undoes, made, "x"),
        wrong(counter.undoes, uuid7()),
    ] == [
        "undone",
        "why",
        "gone",
    ]
    assert counter.voids(sales[0].event_id).answer.value == "ACCEPTED"
    assert counter.shop_acts()[-4:] == ["sale.made", "qris.settled", "qris.opened_again", "sale.voided"]


def test_what_never_came_is_paid_otherwise_owed_or_lost(counter, world):
    member = world.member()
    sold = [counter.sells_at_till(tenders={"QRIS": 30_000}, member=who) for who in (None, None, None, member)]
    other, owed, lost, bon = (one.event_id for one in sold)
    with scope(counter.place.id):
        for today, many in ((counter.today + timedelta(days=3), 0), (counter.today + timedelta(days=4), 4)):
            span = {"since": counter.today, "until": today, "today": today}
            assert len(list(qris_not_come(watched_span(place=counter.place, **span)))) == many

    def pays(sale_id, kind=None, why="bayar lagi"):
        told = counter.here(sale_id=sale_id, cash_place_id=counter.cash[kind] if kind else None, why=why)
        del told["today"]
        return pay_missing(**told)

    assert [wrong(pays, other), wrong(pays, uuid7(), "BRANKAS"), wrong(pays, other, "BRANKAS", " ")] == [
        "nobody",
        "gone",
        "why",
    ]
    safe_rp = counter.books("1.1.02")[0]
    mended = counter.sale(pays(other, "BRANKAS"))
    assert (mended.kind, mended.of_id, mended.cashier_id) == ("GANTI", other, counter.treasurer.person_id)
    pays(bon)
    assert counter.books("1.1.02", "1.2.01", "1.1.06") == [safe_rp + 30_000, 30_000, 60_000]
    assert wrong(pays, other, "BRANKAS") == "gone"

    assert wrong(owe_missing, **counter.here(sale_id=bon, why="Bu Ani, RT 3")) == "gone"
    made = owe_missing(**counter.here(sale_id=owed, why="Bu Ani, RT 3"))
    assert counter.books("1.2.02", "1.1.06") == [30_000, 30_000]

    def asks(sale_id):
        told = counter.here(sale_id=sale_id, why="tidak pernah masuk")
        del told["today"]
        return ask_loss(**told)

    first, second = asks(lost), asks(lost)
    approve(world, first, Role.KETUA)
    assert counter.books("6.1.19", "1.1.06") == [30_000, 0]
    assert wrong(approve, world, second, Role.KETUA) == "gone"
    with scope(counter.place.id):
        assert [one.how for one in settlements_of(cooperative_id=counter.place.id)] == ["RUGI", "PIUTANG"]
        loss = QrisSettlement.objects.get(cooperative=counter.place, how="RUGI")
    for settlement_id in (made, loss.id):
        counter.undoes(settlement_id)
    assert counter.books("1.2.02", "6.1.19", "1.1.06") == [0, 0, 60_000]
    assert (
        wrong(owe_missing, **counter.here(sale_id=asked_of_a_member(counter, member), why="bon")) == "member"
    )


def asked_of_a_member(counter, member):
    return counter.sells_at_till(tenders={"QRIS": 30_000}, member=member).event_id
