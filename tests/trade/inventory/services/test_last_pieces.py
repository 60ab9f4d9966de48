"""A hundred buyers of the last ten pieces: ten get one, and what lies there never falls below nothing."""

import pytest

from guyub.foundation.kernel.tenancy.scope import scope
from tests.trade.inventory.stock_work import StockWork, at_once
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_hundred_at_once_take_the_last_ten_exactly():
    shop = StockWork(World())
    shop.receive(shop.soap, 10, 30_000)
    said = []
    for _ in range(4):  # as many connections at a time as the server lends
        said += at_once(*[lambda: shop.issue(shop.soap, 1) and "sold"] * 25)
    assert (said.count("sold"), said.count("short")) == (10, 90)
    assert shop.stock(shop.soap) == (0, 0)
    assert shop.broken() == []


def test_where_a_product_may_fall_below_nothing_all_of_them_sell():
    shop = StockWork(World())
    with scope(shop.place.id):
        egg = shop.product("Telur", allows_negative=True)
    shop.receive(egg, 10, 20_000)
    said = at_once(*[lambda: shop.issue(egg, 1) and "sold"] * 25)
    assert said.count("sold") == 25
    assert shop.stock(egg) == (-15, -30_000)
    assert shop.broken() == []
