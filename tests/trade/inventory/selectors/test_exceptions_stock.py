"""What the pengawas is shown of stock."""

from datetime import date, timedelta

import pytest

from guyub.books.oversight.selectors.exceptions import KINDS, Part, exceptions_of, watched_span
from guyub.foundation.kernel.tenancy.scope import scope
from tests.trade.inventory.stock_work import StockWork
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)


def test_large_losses_what_is_below_nothing_what_does_not_arrive_and_counts_alone():
    shop = StockWork(World())
    with scope(shop.place.id):
        egg = shop.product("Telur", allows_negative=True)
    shop.receive(shop.rice, 1_000, 2_000_000, on=date(2026, 11, 1))
    shop.receive(egg, 1, 2_000, on=date(2026, 11, 1))
    shop.issue(egg, 3, on=date(2026, 11, 10))
    shop.lose((shop.rice, 300))
    shop.lose((shop.rice, 1))
    shop.transfer((shop.rice, 100), on=date(2026, 11, 15))
    alone = shop.transfer((shop.rice, 100))
    shop.arrive(alone, actor=shop.manager)
    count = shop.begin()
    shop.count(count, shop.rice, 500, shop.manager)
    later = shop.today + timedelta(days=4)
    with scope(shop.place.id):
        watched = watched_span(place=shop.place, since=date(2026, 11, 1), until=later, today=later)
        found = {kind.kind: [one.said for one in kind.found] for kind in exceptions_of(watched, Part.STOK)}

    assert found == {
        "inventory.large_loss": ["RS-2026-0001, rusak, Gudang: Kena hujan"],
        "inventory.negative": ["Telur, Gudang: di bawah nol, 19 hari tanpa gerak"],
        "inventory.on_its_way": ["PG-2026-0001, Gudang ke Rak depan, 14 hari belum tiba"],
        "inventory.alone": ["PG-2026-0002, Gudang ke Rak depan, pengirim menerima sendiri"],
        "inventory.count_alone": ["HS-2026-0001, Gudang: baru dihitung satu orang, 4 hari"],
    }
    assert set(found) <= set(KINDS)
