"""A sack becomes packs: what they cost, what was spilt, what was spilt beyond the ordinary."""

from datetime import date

import pytest

from guyub.books.ledger.selectors.moments import balances_now
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.inventory.domain.documents import PaperRefusedError
from guyub.trade.inventory.models import Repack, RepackLine, StockBatch
from guyub.trade.inventory.services.plans import StockRefusedError
from tests.trade.inventory.stock_work import StockWork
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shop():
    shop = StockWork(World())
    with scope(shop.place.id):
        shop.kilo = shop.product("Beras 1 kg", base_unit="bungkus", content=1000, content_unit="G")
        shop.half = shop.product("Beras 1/2 kg", base_unit="bungkus", content=500, content_unit="G")
        shop.bags = shop.product("Plastik", base_unit="lembar")
    shop.receive(shop.rice, 50_000, 600_000)
    return shop


def books(shop, *codes):
    with scope(shop.place.id):
        held = balances_now(cooperative_id=shop.place.id, codes=codes)
    return [held[code] for code in codes]


def refused(work):
    with pytest.raises((PaperRefusedError, StockRefusedError)) as error:
        work()
    return error.value.facts["wrong"]


def test_a_sack_becomes_packs_by_weight(shop):
    shop.pack([(shop.rice, 50_000)], [(shop.kilo, 40), (shop.half, 20)])
    assert shop.stock(shop.rice) == (0, 0)
    assert shop.stock(shop.kilo) == (40, 480_000)
    assert shop.stock(shop.half) == (20, 120_000)
    assert books(shop, "1.3.01", "5.3.01") == [600_000, 0]
    assert shop.broken() == []


def test_an_ordinary_spill_is_carried_by_the_packs(shop):
    shop.pack([(shop.rice, 50_000)], [(shop.kilo, 40), (shop.half, 19)])
    assert books(shop, "1.3.01", "5.3.01") == [600_000, 0]
    assert shop.stock(shop.kilo)[1] + shop.stock(shop.half)[1] == 600_000
    assert shop.broken() == []


def test_what_is_spilt_beyond_it_is_an_expense(shop):
    kept = shop.pack([(shop.rice, 50_000)], [(shop.kilo, 48)])
    # 2 kg of 50 are lost, half a kilogram is ordinary: 1,500 g at 12 rupiah are an expense.
    assert books(shop, "1.3.01", "5.3.01") == [582_000, 18_000]
    assert shop.stock(shop.kilo) == (48, 582_000)
    with scope(shop.place.id):
        paper = Repack.objects.get(cooperative=shop.place, id=kept)
        lines = RepackLine.objects.filter(cooperative=shop.place, repack=paper).order_by("rank")
        assert (str(paper), paper.lost, paper.beyond_rp) == ("KM-2026-0001", 2_000, 18_000)
        assert list(lines.values_list("is_output", "qty", "value_rp")) == [
            (False, 50_000, 600_000),
            (True, 48, 582_000),
        ]
    assert shop.broken() == []


def test_bags_are_a_cost_of_the_packs(shop):
    shop.receive(shop.bags, 50, 5_000)
    shop.pack([(shop.rice, 50_000), (shop.bags, 50)], [(shop.kilo, 50)])
    assert shop.stock(shop.kilo) == (50, 605_000)
    assert shop.broken() == []


def test_packs_of_a_batch_bear_their_day(shop):
    with scope(shop.place.id):
        oil = shop.product(
            "Minyak 1 l", base_unit="bungkus", content=1000, content_unit="G", has_batches=True
        )
    shop.pack([(shop.rice, 10_000)], [(oil, 10, "KM1")], expires_on=date(2027, 5, 1))
    with scope(shop.place.id):
        rows = StockBatch.objects.filter(cooperative=shop.place, stock__product=oil)
        assert list(rows.values_list("code", "expires_on", "qty")) == [("KM1", date(2027, 5, 1), 10)]
    assert shop.broken() == []


def test_told_on_an_earlier_day_the_sale_of_packs_costs_otherwise_since(shop):
    with scope(shop.place.id):
        other = shop.product("Beras lama", base_unit="gram")
    shop.receive(other, 10_000, 100_000, on=date(2026, 11, 1))
    shop.pack([(other, 10_000)], [(shop.kilo, 10)], on=date(2026, 11, 3))
    shop.issue(shop.kilo, 5, on=date(2026, 11, 4))
    shop.receive(other, 10_000, 200_000, on=date(2026, 11, 2))
    assert shop.stock(shop.kilo) == (5, 75_000)
    assert shop.broken() == []


def test_one_that_is_taken_back_never_was(shop):
    kept = shop.pack([(shop.rice, 50_000)], [(shop.kilo, 48)])
    shop.unpack(kept)
    assert shop.stock(shop.rice) == (50_000, 600_000)
    assert books(shop, "1.3.01", "5.3.01") == [600_000, 0]
    assert refused(lambda: shop.unpack(kept)) == "gone"
    assert shop.broken() == []


def test_not_where_packs_have_left(shop):
    kept = shop.pack([(shop.rice, 50_000)], [(shop.kilo, 50)])
    shop.issue(shop.kilo, 1)
    assert refused(lambda: shop.unpack(kept)) == "short"
    assert shop.broken() == []


def test_what_is_no_repacking(shop):
    assert refused(lambda: shop.pack([(shop.rice, 50_000)], [(shop.kilo, 51)])) == "content"
    assert refused(lambda: shop.pack([(shop.rice, 50_000)], [])) == "output"
    assert refused(lambda: shop.pack([], [(shop.kilo, 1)])) == "goods"
    assert refused(lambda: shop.pack([(shop.rice, 1)], [(shop.rice, 1)])) == "same"
    assert refused(lambda: shop.pack([(shop.rice, 1_000)], [(shop.soap, 1)])) == "unit"
    assert refused(lambda: shop.pack([(shop.rice, 51_000)], [(shop.kilo, 50)])) == "short"
    assert refused(lambda: shop.pack([(shop.rice, 1_000)], [(shop.kilo, 1)], at=shop.way)) == "location"
    assert shop.stock(shop.rice) == (50_000, 600_000)
    assert shop.broken() == []
