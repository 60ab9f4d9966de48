"""Reads of the catalogue: pages, what wants attention, and prices of many at once in one query."""

from datetime import timedelta

import pytest

from guyub.foundation.kernel.selectors.together import asked
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.inventory.selectors.catalogue import catalogue, counts_inquiry, products_after
from guyub.trade.inventory.selectors.prices import price_of
from guyub.trade.inventory.services.prices import withdraw_price
from guyub.trade.inventory.services.starting import begin_catalogue
from tests.trade.inventory.counter import KILO, SUGAR, TODAY, Counter
from tests.world import new_id

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop(world):
    return Counter(world)


def read(shop, **more):
    with scope(shop.place.id):
        return catalogue(cooperative_id=shop.place.id, on=TODAY, **more)


def names(page):
    return [row.name for row in page.rows]


def test_pages_of_the_whole_list_hold_each_product_once(shop):
    keys = ["beras-medium", "telur", "lpg-3", "korek", "kornet"]
    begin_catalogue(**shop.given(keys=keys))
    pages = [read(shop, after=after, most=3) for after in (0, 3, 6)]
    assert [page.total for page in pages] == [7, 7, 7]
    assert len({name for page in pages for name in names(page)}) == 7
    with scope(shop.place.id):
        first = products_after(cooperative_id=shop.place.id, on=TODAY, after=None, most=4)
        rest = products_after(cooperative_id=shop.place.id, on=TODAY, after=first[-1].product_id, most=9)
    assert len({row.product_id for row in (*first, *rest)}) == 7


def test_a_search_takes_signs_as_they_are(shop):
    shop.add()
    assert names(read(shop, looked_for="MINYAK")) == ["Minyakita 1 liter"]
    assert names(read(shop, looked_for="b0001")) == ["Minyakita 1 liter"]
    for sign in ("%", "_", "\\", "8991002101105"):
        assert names(read(shop, looked_for=sign)) == []


def test_what_wants_attention_is_counted_and_listed(shop):
    oil, sugar = shop.add(), shop.add(SUGAR, (KILO,))
    shop.price(sugar, 17_000, "kg")
    shop.receive(shop.kept(sugar), 4_000, 60_000)
    with scope(shop.place.id):
        type(shop.kept(oil)).objects.filter(cooperative=shop.place, id=sugar).update(least_qty=5_000)
        (counts,) = asked(counts_inquiry(cooperative_id=shop.place.id, on=TODAY))
    assert (counts.open, counts.low, counts.unpriced, counts.closed) == (4, 1, 3, 0)
    (low,) = read(shop, state="kurang").rows
    assert (low.name, low.held, low.is_low) == ("Gula pasir curah", "4 kg", True)
    given = {"product_id": sugar, "unit_id": shop.unit(sugar, "kg").id, "audience": "UMUM"}
    withdraw_price(**shop.given(**given, outlet_id=None, from_on=TODAY, today=TODAY))
    assert "Gula pasir curah" in names(read(shop, state="tanpa-harga"))
    assert read(shop, looked_for="gula").rows[0].priced == []


def test_prices_of_many_products_come_in_one_query(shop, django_assert_num_queries):
    oil, sugar = shop.add(), shop.add(SUGAR, (KILO,))
    shop.price(oil, 15_500)
    shop.price(oil, 15_000, audience="ANGGOTA")
    shop.price(sugar, 17_000, "kg", until_on=TODAY)
    with scope(shop.place.id), django_assert_num_queries(1):
        prices = price_of(
            cooperative_id=shop.place.id, product_ids=[oil, sugar, new_id()], on=TODAY, is_member=True
        )
    assert sorted(one.amount_rp for one in prices.values()) == [15_000, 17_000]
    with scope(shop.place.id):
        later = price_of(cooperative_id=shop.place.id, product_ids=[oil, sugar], on=TODAY + timedelta(days=1))
    assert [one.amount_rp for one in later.values()] == [15_500]
