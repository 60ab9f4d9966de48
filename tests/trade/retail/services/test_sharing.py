"""What came is shared: more than wished for stays, less is given back, what comes late is added."""

import pytest

from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.inventory.models import PriceRule
from guyub.trade.inventory.selectors.sales import sold_between
from guyub.trade.inventory.services.price_rules import load_rules
from guyub.trade.retail.domain.cycles import CycleRefusedError
from guyub.trade.retail.domain.selling import SaleRefusedError
from tests.journal_writing import wrong
from tests.trade.retail.buyers import Buyers
from tests.world import NOW, World

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def stands(standing):
    with standing():
        load_rules(now=NOW)
        yield Buyers(World())


@pytest.fixture
def buyers(stands, db):
    return stands


def test_a_tolerance_that_is_not_used_comes_back(buyers):
    _, (mine, other) = buyers.shared((2, 2), (1, 0))
    assert buyers.granted(mine, other) == [3, 1]
    buyers.refunds(mine)
    assert buyers.money(mine) == (4 * 320_000, 0, 320_000, 960_000)
    assert [line.released_qty for line in buyers.lines(mine)] == [1]
    assert buyers.broken() == []


def test_what_comes_late_is_added_and_takes_nothing_away(buyers):
    cycle_id, (mine, other) = buyers.shared(3, 3, sacks=3)
    assert buyers.granted(mine, other) == [2, 1]
    buyers.hands(mine)
    order_id = buyers.cycle(cycle_id).order_id
    buyers.receives_sacks(order_id, 2)
    buyers.shares(cycle_id)
    assert buyers.granted(mine, other) == [3, 2]
    buyers.refunds(other)
    buyers.receives_sacks(order_id, 1)
    buyers.shares(cycle_id)
    assert buyers.granted(mine, other) == [3, 2]
    assert [good.arrived_qty for good in buyers.goods(cycle_id)] == [6]
    assert buyers.broken() == []


def test_a_receipt_that_is_taken_back_takes_what_nobody_fetched(buyers):
    cycle_id, (mine, other) = buyers.shared(3, 3, sacks=2)
    order_id = buyers.cycle(cycle_id).order_id
    late = buyers.receives_sacks(order_id, 4)
    buyers.shares(cycle_id)
    assert buyers.granted(mine, other) == [3, 3]
    buyers.hands(mine, 2)
    buyers.takes_back(late)
    buyers.shares(cycle_id)
    assert buyers.granted(mine, other) == [2, 0]
    assert buyers.broken() == []
    buyers.receives_sacks(order_id, 1)
    buyers.shares(cycle_id)
    assert sum(buyers.granted(mine, other)) == 3


def test_more_was_handed_over_than_stands_as_received(buyers):
    cycle_id, (mine, _) = buyers.shared(3, 3, sacks=2)
    late = buyers.receives_sacks(buyers.cycle(cycle_id).order_id, 4)
    buyers.shares(cycle_id)
    buyers.receives(buyers.came(buyers.rice, buyers.sack, 9, 2_700_000))
    buyers.hands(mine)
    buyers.takes_back(late)
    assert wrong(lambda: buyers.shares(cycle_id), CycleRefusedError) == "less"


def test_an_order_that_never_came_gives_all_back(buyers):
    cycle_id = buyers.opens()
    order = buyers.takes(cycle_id, 2)
    order_id = buyers.closes(cycle_id)
    buyers.sends(order_id)
    buyers.finishes(order_id)
    buyers.shares(cycle_id)
    assert buyers.granted(order) == [0]
    buyers.refunds(order)
    assert buyers.state(cycle_id) == "SELESAI"
    buyers.refund_back(buyers.refund_of(order).id)
    assert buyers.state(cycle_id) == "DATANG"
    assert buyers.broken() == []


def test_a_ceiling_that_was_lowered_since_gives_the_difference_back(buyers):
    with scope(buyers.place.id):
        good = buyers.shop.product("Beras premium curah", base_unit="gram", good="BERAS_PREMIUM")
    kilo = buyers.unit(good, "kg", 1_000)
    cycle_id = buyers.opens(
        buyers.good(good, kilo, case_size=1, member_rp=14_900, other_rp=14_900, buying_rp=13_000)
    )
    order = buyers.takes(cycle_id, 50)
    order_id = buyers.closes(cycle_id)
    buyers.receives_all(order_id)
    buyers.shares(cycle_id)
    with scope(buyers.place.id):
        PriceRule.objects.filter(good="BERAS_PREMIUM", kind="HET").update(amount_rp=14_000)
    handing_id = buyers.hands(order)
    assert buyers.money(order) == (745_000, 700_000, 0, 45_000)
    with scope(buyers.place.id):
        (sold, *_) = sold_between(cooperative_id=buyers.place.id, since=buyers.today, until=buyers.today)
    assert (sold.qty, sold.sold_rp, sold.cost_rp) == (50_000, 700_000, 650_000)
    buyers.refunds(order)
    assert buyers.state(cycle_id) == "SELESAI"
    assert buyers.broken() == []
    assert wrong(lambda: buyers.hand_back(handing_id), Exception) == "refunded"
    buyers.refund_back(buyers.refund_of(order).id)
    buyers.hand_back(handing_id)
    with scope(buyers.place.id):
        (sold, *_) = sold_between(cooperative_id=buyers.place.id, since=buyers.today, until=buyers.today)
    assert (sold.qty, sold.sold_rp, sold.cost_rp) == (0, 0, 0)
    assert buyers.broken() == []


def test_a_rationed_good_whose_ceiling_is_gone_is_not_handed_over(buyers):
    with scope(buyers.place.id):
        good = buyers.shop.product("Minyakita", base_unit="botol", good="MINYAKITA", content=1_000)
    crate = buyers.unit(good, "dus", 12)
    cycle_id = buyers.opens(
        buyers.good(good, crate, case_size=1, member_rp=180_000, other_rp=188_000, buying_rp=170_000)
    )
    order = buyers.takes(cycle_id, 3)
    buyers.receives_all(buyers.closes(cycle_id))
    buyers.shares(cycle_id)
    with scope(buyers.place.id):
        PriceRule.objects.filter(good="MINYAKITA", kind="HET")._raw_delete("default")
    assert wrong(lambda: buyers.hands(order), SaleRefusedError) == "no_ceiling"
    assert buyers.broken() == []
