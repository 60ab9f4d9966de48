"""Who sees what of a count: the own alone, until nobody counts any more."""

from datetime import date

import pytest

from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.inventory.selectors.counts import count_seen, counts_page, repeated_differences
from tests.trade.inventory.stock_work import StockWork
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shop():
    shop = StockWork(World())
    shop.receive(shop.rice, 1_000, 12_000)
    shop.receive(shop.soap, 10, 30_000)
    return shop


def seen(shop, count, who):
    with scope(shop.place.id):
        return count_seen(cooperative_id=shop.place.id, count_id=count, person_id=who.person_id)


def test_a_person_sees_the_own_count_and_nothing_of_the_books(shop):
    count = shop.begin()
    shop.count(count, shop.rice, 990, shop.manager)
    mine, others = seen(shop, count, shop.manager), seen(shop, count, shop.cashier)
    assert [line.mine for line in mine.lines] == ["990", ""]
    assert [line.mine for line in others.lines] == ["", ""]
    assert all(not line.turns and line.difference is None for line in (*mine.lines, *others.lines))
    assert (mine.is_shown, mine.counted, len(mine.to_count), len(others.to_count)) == (False, 1, 1, 2)


def test_nor_does_who_counts_third(shop):
    count = shop.begin()
    for who, qty in ((shop.manager, 990), (shop.cashier, 995)):
        shop.count(count, shop.rice, qty, who)
        shop.count(count, shop.soap, 10, who)
    shop.compare(count)
    third, first = seen(shop, count, shop.treasurer), seen(shop, count, shop.manager)
    assert [line.name for line in third.to_count] == ["Beras medium"]
    assert (first.to_count, third.is_shown, third.waiting) == ([], False, 1)

    shop.count(count, shop.rice, 991, shop.treasurer)

    told = seen(shop, count, shop.cashier)
    assert told.is_shown
    assert [(line.name, line.difference_words) for line in told.differing] == [("Beras medium", "−9 gram")]
    assert [turn[:3] for turn in told.differing[0].turns] == [
        (1, "990 gram", "1 kg"),
        (2, "995 gram", "1 kg"),
        (3, "991 gram", "1 kg"),
    ]


def test_what_differs_again_and_again(shop):
    for found in (990, 980):
        count = shop.begin()
        for who in (shop.manager, shop.cashier):
            shop.count(count, shop.rice, found, who)
            shop.count(count, shop.soap, 10, who)
        shop.compare(count)
        shop.conclude(count)
    with scope(shop.place.id):
        rows = repeated_differences(cooperative_id=shop.place.id, since=date(2026, 1, 1))
        counts = counts_page(cooperative_id=shop.place.id)
    assert [(row.name, row.times, row.short_rp, row.over_rp) for row in rows] == [("Beras medium", 2, 240, 0)]
    assert [row.is_open for row in counts] == [False, False]
