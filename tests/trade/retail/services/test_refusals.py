"""What a cycle, an order, a hand-over and a refund are refused for; nothing changes."""

from datetime import timedelta

import pytest

from guyub.books.treasury.domain.shifts import ShiftRefusedError
from guyub.finance.savings.services.till import TillRefusedError
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.inventory.services.plans import StockRefusedError
from guyub.trade.inventory.services.price_judging import PriceRefusedError
from guyub.trade.inventory.services.price_rules import load_rules
from guyub.trade.procurement.domain.ordering import OrderRefusedError
from guyub.trade.procurement.domain.orders import PurchaseRefusedError
from guyub.trade.retail.domain.claims import BuyerOrderRefusedError, WishTyped
from guyub.trade.retail.domain.cycles import CycleRefusedError
from tests.journal_writing import wrong
from tests.trade.retail.buyers import WHY, Buyers
from tests.world import NOW, World, new_id

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def stands(standing):
    with standing():
        load_rules(now=NOW)
        yield Buyers(World())


@pytest.fixture
def buyers(stands, db):
    return stands


def refused(act):
    return wrong(act, CycleRefusedError)


def order_refused(act):
    return wrong(act, BuyerOrderRefusedError)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"goods": []}, "goods"),
        ({"partner_id": new_id()}, "partner"),
        ({"location_id": new_id()}, "location"),
        ({"closes_on": Buyers.today - timedelta(days=1)}, "closes"),
        ({"expected_on": Buyers.today}, "expected"),
        ({"note": "x" * 201}, "note"),
    ],
)
def test_a_cycle_that_says_nothing_is_not_opened(buyers, fields, said):
    assert refused(lambda: buyers.opens(typed=buyers.offer(**fields))) == said


def test_goods_that_make_no_sense_are_not_offered(buyers):
    for fields, said in (
        ({"member_rp": 0}, "price"),
        ({"buying_rp": 0}, "price"),
        ({"case_size": 0}, "case"),
        ({"product_id": new_id()}, "product"),
        ({"unit_id": buyers.carton.id}, "unit"),
    ):
        assert refused(lambda fields=fields: buyers.opens(buyers.good(**fields))) == said
    assert refused(lambda: buyers.opens(buyers.good(), buyers.good())) == "twice"
    with pytest.raises(NotAllowedError):
        buyers.opens(actor=buyers.treasurer)


def test_a_price_above_its_ceiling_is_not_agreed(buyers):
    with scope(buyers.place.id):
        good = buyers.shop.product("Beras premium curah", base_unit="gram", good="BERAS_PREMIUM")
    kilo = buyers.unit(good, "kg", 1_000)
    with pytest.raises(PriceRefusedError) as said:
        buyers.opens(buyers.good(good, kilo, member_rp=14_900, other_rp=14_901, buying_rp=13_000))
    assert said.value.facts["wrong"] == "ceiling"
    buyers.opens(buyers.good(good, kilo, member_rp=14_900, other_rp=14_900, buying_rp=13_000))


def test_a_cycle_is_changed_while_nobody_has_paid(buyers):
    cycle_id = buyers.opens()
    buyers.changes_cycle(cycle_id, buyers.good(member_rp=305_000), buyers.soaps())
    assert [good.member_rp for good in buyers.goods(cycle_id)] == [305_000, 130_000]
    buyers.takes(cycle_id, 1, 0)
    assert refused(lambda: buyers.changes_cycle(cycle_id)) == "ordered"
    assert refused(lambda: buyers.changes_cycle(new_id())) == "gone"
    buyers.extends(cycle_id, 9)
    assert buyers.cycle(cycle_id).closes_on == buyers.today + timedelta(days=9)
    assert refused(lambda: buyers.extends(cycle_id, -1)) == "closes"


def test_orders_that_nobody_could_fill_are_not_taken(buyers, world):
    cycle_id = buyers.opens(buyers.good(), buyers.soaps())
    assert order_refused(lambda: buyers.takes(cycle_id, 0, 0)) == "nothing"
    assert order_refused(lambda: buyers.takes(cycle_id, -1, 0)) == "qty"
    assert order_refused(lambda: buyers.takes(cycle_id, 10_001, 0)) == "qty"
    assert order_refused(lambda: buyers.takes(cycle_id, (0, 1), 1)) == "tolerance"
    assert order_refused(lambda: buyers.takes(cycle_id, 10_000, (10_000, 10_000), buyer="B" * 61)) == "buyer"
    assert order_refused(lambda: buyers.takes(cycle_id, 1, 1, buyer=" ")) == "buyer"
    assert order_refused(lambda: buyers.takes(cycle_id, 1, 1, shown_rp=450_001)) == "changed"
    foreign = world.member("Budi", world.arjosari)
    assert order_refused(lambda: buyers.takes(cycle_id, 1, 1, member=foreign)) == "buyer"
    wishes = [WishTyped(good_id=new_id(), qty=1)]
    assert order_refused(lambda: buyers.takes(cycle_id, 1, 1, wishes=wishes)) == "good"
    big = buyers.opens(buyers.good(member_rp=10**9, other_rp=10**9))
    assert order_refused(lambda: buyers.takes(big, 11)) == "large"
    with pytest.raises(TillRefusedError):
        buyers.takes(cycle_id, 1, 1, actor=world.actor(Role.KASIR))
    late = buyers.today + timedelta(days=4)
    assert order_refused(lambda: buyers.takes(cycle_id, 1, 1, today=late)) == "closed"
    assert buyers.held() == 0


def test_a_cycle_that_fills_nothing_is_extended_or_cancelled(buyers):
    cycle_id = buyers.opens()
    assert refused(lambda: buyers.closes(cycle_id)) == "nothing"
    buyers.takes(cycle_id, 1)
    assert refused(lambda: buyers.closes(cycle_id)) == "nothing"
    buyers.takes(cycle_id, 1)
    assert refused(lambda: buyers.closes(cycle_id, 599_999)) == "changed"
    assert refused(lambda: buyers.shares(cycle_id)) == "step"
    with scope(buyers.place.id):
        partner = buyers.cycle(cycle_id).partner
        type(partner).objects.filter(cooperative=buyers.place, id=partner.id).update(minimum_rp=600_001)
    assert wrong(lambda: buyers.closes(cycle_id), OrderRefusedError) == "minimum"
    with scope(buyers.place.id):
        type(partner).objects.filter(cooperative=buyers.place, id=partner.id).update(minimum_rp=600_000)
    order_id = buyers.closes(cycle_id)
    assert refused(lambda: buyers.closes(cycle_id, 600_000)) == "step"
    assert refused(lambda: buyers.takes(cycle_id, 1)) == "step"
    assert refused(lambda: buyers.shares(cycle_id)) == "waiting"
    buyers.receives_sacks(order_id, 1)
    assert refused(lambda: buyers.cancels_cycle(cycle_id)) == "come"
    assert refused(lambda: buyers.cancels_cycle(cycle_id, "a")) == "why"


def test_a_cancelled_cycle_cancels_its_order_and_gives_all_back(buyers):
    cycle_id = buyers.opens()
    mine, other = buyers.takes(cycle_id, 20), buyers.takes(cycle_id, (1, 1), buyer="Pak Edi")
    order_id = buyers.closes(cycle_id)
    assert buyers.order(order_id).state == "MENUNGGU"
    assert order_refused(lambda: buyers.refunds(mine)) == "due"
    buyers.cancels_cycle(cycle_id)
    assert (buyers.state(cycle_id), buyers.order(order_id).state) == ("BATAL", "BATAL")
    assert refused(lambda: buyers.hands(mine, 1)) == "step"
    with pytest.raises(ShiftRefusedError):
        buyers.refunds(mine, "LACI", actor=buyers.buyer)
    buyers.refunds(mine)
    buyers.refunds(other)
    assert order_refused(lambda: buyers.refunds(other)) == "due"
    assert buyers.money(mine) == (6_400_000, 0, 6_400_000, 0)
    assert buyers.held() == 0
    assert buyers.broken() == []


def test_an_order_that_ended_elsewhere_can_be_cancelled_with_its_cycle(buyers):
    cycle_id = buyers.opens()
    buyers.takes(cycle_id, 2)
    order_id = buyers.closes(cycle_id)
    buyers.cancels(order_id)
    buyers.cancels_cycle(cycle_id)
    assert buyers.state(cycle_id) == "BATAL"


def test_a_buyer_withdraws_while_the_cycle_is_open(buyers):
    cycle_id = buyers.opens()
    order_id = buyers.takes(cycle_id, (2, 1))
    buyers.withdraws(order_id)
    assert buyers.money(order_id) == (960_000, 0, 960_000, 0)
    assert order_refused(lambda: buyers.withdraws(order_id)) == "withdrawn"
    assert order_refused(lambda: buyers.withdraws(new_id())) == "gone"
    assert refused(lambda: buyers.closes(cycle_id)) == "nothing"
    refund = buyers.refund_of(order_id)
    buyers.refund_back(refund.id)
    assert order_refused(lambda: buyers.refund_back(refund.id)) == "undone"
    assert order_refused(lambda: buyers.refund_back(new_id())) == "gone"
    assert order_refused(lambda: buyers.refund_back(refund.id, "")) == "why"
    assert buyers.held() == 960_000
    buyers.refunds(order_id)
    other = buyers.takes(cycle_id, 2)
    buyers.closes(cycle_id)
    assert refused(lambda: buyers.withdraws(other)) == "step"
    assert buyers.broken() == []


def test_nobody_gives_money_back_to_oneself(buyers, world):
    siti = world.member()
    cycle_id = buyers.opens()
    order_id = buyers.takes(cycle_id, 1, member=siti)
    with scope(buyers.place.id):
        person_id = siti.person_id
    own = type(buyers.treasurer)(person_id, "Siti", Role.BENDAHARA, buyers.place.id, new_id())
    from guyub.trade.retail.services import refunds

    with scope(buyers.place.id):
        order = refunds.locked_order(cooperative_id=buyers.place.id, order_id=order_id)
        assert order_refused(lambda: refunds._refuse_own(own, order)) == "own"


def test_no_more_is_handed_over_than_is_set_aside_and_there(buyers):
    _, (mine, other) = buyers.shared(2, 2, sacks=3)
    assert buyers.granted(mine, other) == [2, 1]
    assert order_refused(lambda: buyers.hands(other, 2)) == "granted"
    assert order_refused(lambda: buyers.hands(other, 0)) == "nothing"
    assert order_refused(lambda: buyers.hands(mine, quantities={new_id(): 1})) == "nothing"
    buyers.shop.issue(buyers.rice, 74_000)
    with pytest.raises(StockRefusedError):
        buyers.hands(other)
    assert buyers.money(other) == (640_000, 0, 0, 640_000)
    assert buyers.broken() == []


def test_a_hand_over_is_taken_back_on_its_day_before_its_refund(buyers):
    cycle_id, (mine, other) = buyers.shared(2, 2, sacks=3)
    assert order_refused(lambda: buyers.refunds(mine)) == "due"
    handing_id = buyers.hands(other, refund=True)
    assert buyers.money(other) == (640_000, 320_000, 320_000, 0)
    tomorrow = buyers.today + timedelta(days=1)
    assert order_refused(lambda: buyers.hand_back(handing_id, today=tomorrow)) == "day"
    assert order_refused(lambda: buyers.hand_back(handing_id, "")) == "why"
    assert order_refused(lambda: buyers.hand_back(new_id())) == "gone"
    buyers.hand_back(handing_id)
    assert buyers.money(other) == (640_000, 0, 320_000, 320_000)
    assert order_refused(lambda: buyers.hand_back(handing_id)) == "undone"
    assert buyers.books("4.2.01", "5.2.01") == [0, 0]
    assert buyers.state(cycle_id) == "DATANG"
    assert buyers.broken() == []
    buyers.hands(mine)
    buyers.hands(other)
    assert buyers.state(cycle_id) == "SELESAI"
    with pytest.raises(PurchaseRefusedError):
        buyers.cancels(buyers.cycle(cycle_id).order_id)
    assert WHY
