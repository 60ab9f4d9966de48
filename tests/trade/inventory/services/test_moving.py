"""Goods come and go: what they cost, told in time or late, and what the books say of it."""

from datetime import date

import pytest

from guyub.books.ledger.selectors.moments import balances_now
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.inventory.domain.moves import Cause
from guyub.trade.inventory.models import StockMove
from guyub.trade.inventory.services.plans import Movement, StockRefusedError
from tests.trade.inventory.shop import DEBT, SOLD, SPOILT, Shop
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shop():
    return Shop(World())


def books(shop, *codes):
    with scope(shop.place.id):
        held = balances_now(cooperative_id=shop.place.id, codes=codes)
    return [held[code] for code in codes]


def test_what_comes_is_worth_its_price_and_what_goes_its_average(shop):
    shop.receive(shop.rice, 50_000, 600_000)
    shop.receive(shop.rice, 25_000, 330_000)
    shop.issue(shop.rice, 10_000)

    assert shop.stock(shop.rice) == (65_000, 806_000)
    assert books(shop, "1.3.01", DEBT, SOLD) == [806_000, -930_000, 124_000]
    assert shop.broken() == []


def test_fifo_takes_from_what_came_first(shop):
    shop.receive(shop.soap, 10, 30_000)
    shop.receive(shop.soap, 10, 40_000)
    shop.issue(shop.soap, 12)

    assert shop.stock(shop.soap) == (8, 32_000)
    assert shop.broken() == []


def test_a_receipt_told_late_changes_what_was_sold_by_the_difference_today(shop):
    shop.receive(shop.rice, 10, 100, on=date(2026, 11, 1))
    shop.issue(shop.rice, 5, on=date(2026, 11, 10))

    kept = shop.receive(shop.rice, 10, 300, on=date(2026, 11, 5))

    assert shop.moves(shop.rice)[2:] == [("TERIMA", 10, 300, DEBT), ("KOREKSI", 0, -50, SOLD)]
    assert shop.stock(shop.rice) == (15, 300)
    assert kept.entry.dated_on == date(2026, 11, 5)
    assert kept.correction.dated_on == shop.today
    assert books(shop, "1.3.01", SOLD) == [300, 100]
    assert shop.broken() == []


def test_what_is_sold_before_it_comes_costs_what_came_last_until_it_comes(shop):
    with scope(shop.place.id):
        egg = shop.product("Telur", allows_negative=True)
    shop.receive(egg, 10, 20_000)
    shop.issue(egg, 14)
    assert shop.stock(egg) == (-4, -8_000)

    shop.receive(egg, 10, 25_000)

    assert shop.stock(egg) == (6, 15_000)
    assert shop.moves(egg)[2:] == [("TERIMA", 10, 25_000, DEBT), ("KOREKSI", 0, -2_000, SOLD)]
    assert shop.broken() == []


def test_goods_that_are_not_there_do_not_leave(shop):
    shop.receive(shop.rice, 10, 100)
    with pytest.raises(StockRefusedError) as refused:
        shop.issue(shop.rice, 11)
    assert refused.value.facts == {"wrong": "short", "product": "Beras medium", "missing_qty": 1}
    assert shop.stock(shop.rice) == (10, 100)


def test_nor_on_a_day_on_which_they_were_not_there(shop):
    shop.receive(shop.rice, 10, 100, on=date(2026, 11, 1))
    shop.issue(shop.rice, 8, on=date(2026, 11, 10))
    shop.receive(shop.rice, 10, 100, on=date(2026, 11, 20))
    with pytest.raises(StockRefusedError) as refused:
        shop.issue(shop.rice, 5, on=date(2026, 11, 5))
    assert refused.value.facts["missing_qty"] == 3


def test_what_goes_to_another_shelf_takes_its_cost_along_also_when_told_late(shop):
    shop.receive(shop.rice, 10, 1_000, on=date(2026, 11, 1))
    shop.send(shop.rice, 5, shop.store, shop.shelf, on=date(2026, 11, 3))
    shop.issue(shop.rice, 2, at=shop.shelf, on=date(2026, 11, 4))
    assert shop.stock(shop.rice, shop.shelf) == (3, 300)

    shop.receive(shop.rice, 10, 3_000, on=date(2026, 11, 2))

    assert shop.stock(shop.rice) == (15, 3_000)
    assert shop.stock(shop.rice, shop.shelf) == (3, 600)
    assert books(shop, "1.3.01", SOLD) == [3_600, 400]
    assert shop.broken() == []


def test_what_is_on_its_way_is_on_an_account_of_its_own(shop):
    shop.receive(shop.rice, 10, 1_000)
    shop.send(shop.rice, 4, shop.store, shop.way)
    assert books(shop, "1.3.01", "1.3.06") == [600, 400]
    assert shop.broken() == []


def test_a_receipt_that_is_taken_back_never_was(shop):
    shop.receive(shop.rice, 10, 100)
    dear = shop.receive(shop.rice, 10, 300)
    shop.issue(shop.rice, 5)
    assert shop.stock(shop.rice) == (15, 300)

    shop.back(dear.move_ids)

    assert shop.stock(shop.rice) == (5, 50)
    assert books(shop, "1.3.01", DEBT, SOLD) == [50, -100, 50]
    assert shop.broken() == []
    with pytest.raises(StockRefusedError) as refused:
        shop.back(dear.move_ids)
    assert refused.value.facts == {"wrong": "undone"}


def test_a_receipt_whose_goods_have_left_is_not_taken_back(shop):
    kept = shop.receive(shop.rice, 10, 100)
    shop.issue(shop.rice, 5)
    with pytest.raises(StockRefusedError) as refused:
        shop.back(kept.move_ids)
    assert refused.value.facts["missing_qty"] == 5


def test_what_is_free_moves_without_an_entry(shop):
    kept = shop.receive(shop.soap, 3, 0)
    shop.issue(shop.soap, 1, cause=Cause.RUSAK, counter=SPOILT)
    assert kept.entry is None
    assert shop.stock(shop.soap) == (2, 0)
    assert shop.broken() == []


def test_a_bill_with_another_price_changes_what_is_left_and_what_was_sold(shop):
    kept = shop.receive(shop.rice, 10, 1_000)
    shop.issue(shop.rice, 4)

    shop.bill(kept.move_ids[0], 500)

    assert shop.stock(shop.rice) == (6, 900)
    assert shop.moves(shop.rice)[2:] == [("HARGA", 0, 500, DEBT), ("KOREKSI", 0, -200, SOLD)]
    assert books(shop, "1.3.01", DEBT, SOLD) == [900, -1_500, 600]
    assert shop.broken() == []


def test_a_receipt_goes_back_with_all_its_bills(shop):
    kept = shop.receive(shop.rice, 10, 1_000)
    shop.bill(kept.move_ids[0], 500)
    shop.bill(kept.move_ids[0], -100)
    shop.back(kept.move_ids)
    assert shop.stock(shop.rice) == (0, 0)
    assert books(shop, "1.3.01", DEBT) == [0, 0]
    assert shop.broken() == []


@pytest.mark.parametrize(("more_rp", "wrong"), [(0, "nothing"), (-1_001, "cost")])
def test_goods_do_not_cost_less_than_nothing(shop, more_rp, wrong):
    kept = shop.receive(shop.rice, 10, 1_000)
    with pytest.raises(StockRefusedError) as refused:
        shop.bill(kept.move_ids[0], more_rp)
    assert refused.value.facts == {"wrong": wrong}


def test_only_what_came_with_a_price_gets_another(shop):
    kept = shop.receive(shop.rice, 10, 1_000)
    sold = shop.issue(shop.rice, 4)
    with pytest.raises(StockRefusedError) as refused:
        shop.bill(sold.move_ids[0], 5)
    assert refused.value.facts == {"wrong": "gone"}
    shop.back(sold.move_ids)
    shop.back(kept.move_ids)
    with pytest.raises(StockRefusedError) as refused:
        shop.bill(kept.move_ids[0], 5)
    assert refused.value.facts == {"wrong": "undone"}


def test_what_was_sold_comes_back_with_what_it_was_sold_for(shop):
    shop.receive(shop.rice, 10, 1_000)
    kept = shop.issue(shop.rice, 4, sold_rp=600)
    shop.back(kept.move_ids)
    with scope(shop.place.id):
        moves = StockMove.objects.filter(cooperative=shop.place).order_by("seq")
        assert [move.sold_rp for move in moves] == [None, 600, -600]


def test_what_a_buyer_brings_back_costs_what_it_cost(shop):
    shop.receive(shop.rice, 10, 1_000)
    sold = shop.issue(shop.rice, 4)
    shop.receive(shop.rice, 10, 3_000)
    back = Movement(
        product_id=shop.rice.id,
        location_id=shop.store.id,
        cause=Cause.KEMBALI,
        qty=1,
        counter=SOLD,
        of_id=sold.move_ids[0],
    )
    shop.move(back)
    assert shop.moves(shop.rice)[-1] == ("KEMBALI", 1, 100, SOLD)
    assert shop.stock(shop.rice) == (17, 3_700)
    assert shop.broken() == []
