"""What lies where, a product's card, what stock was worth on a day, what lies too long."""

from datetime import date, timedelta

import pytest

from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.inventory.models import Barcode, ProductUnit
from guyub.trade.inventory.selectors.ageing import batches_left, slow_movers
from guyub.trade.inventory.selectors.cards import card_of
from guyub.trade.inventory.selectors.moves_book import moves_page
from guyub.trade.inventory.selectors.stocks import StocksAsked, stocks_page
from guyub.trade.inventory.selectors.unit_words import find_product, product_words
from guyub.trade.inventory.selectors.valuation import date_after_month, valuation_of
from guyub.trade.inventory.services.plans import BatchTold
from tests.trade.inventory.stock_work import StockWork
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shop():
    shop = StockWork(World())
    with scope(shop.place.id):
        shop.milk = shop.product("Susu UHT", has_batches=True)
        shop.egg = shop.product("Telur", allows_negative=True, least_qty=30)
        kilo = ProductUnit.objects.create(cooperative=shop.place, product=shop.rice, name="kg", factor=1_000)
        ProductUnit.objects.create(cooperative=shop.place, product=shop.rice, name="setengah kg", factor=500)
        Barcode.objects.create(cooperative=shop.place, code="8990000000019", product=shop.rice, unit=kilo)
    shop.receive(shop.rice, 10_000, 120_000, on=date(2026, 9, 10))
    shop.issue(shop.rice, 2_500, on=date(2026, 10, 5))
    shop.receive(shop.rice, 5_000, 75_000, at=shop.shelf, on=date(2026, 11, 20))
    shop.receive(shop.milk, 10, 50_000, batch=BatchTold("A", date(2026, 12, 1)), on=date(2026, 11, 1))
    shop.receive(shop.egg, 10, 20_000, on=date(2026, 11, 1))
    shop.issue(shop.egg, 12)
    return shop


def asked(shop, **more):
    with scope(shop.place.id):
        return stocks_page(cooperative_id=shop.place.id, asked=StocksAsked(**more), today=shop.today)


def test_what_lies_there_in_words_and_what_needs_a_look(shop):
    told = asked(shop)
    rows = {row.name: row for row in told.rows}
    assert (told.total, told.low, told.negative, told.expiring, told.value_rp) == (3, 1, 1, 1, 211_000)
    assert (rows["Beras medium"].words, rows["Beras medium"].value_rp) == ("12 kg 500 gram", 165_000)
    assert (rows["Telur"].qty, rows["Telur"].is_negative, rows["Telur"].least_words) == (-2, True, "30 buah")
    assert rows["Susu UHT"].expires_on == date(2026, 12, 1)


@pytest.mark.parametrize(
    ("more", "names"),
    [
        ({"words": "beras"}, ["Beras medium"]),
        ({"words": "8990000000019"}, ["Beras medium"]),
        ({"words": "100%"}, []),
        ({"state": "kurang"}, ["Telur"]),
        ({"state": "minus"}, ["Telur"]),
        ({"state": "kedaluwarsa"}, ["Susu UHT"]),
        ({"category": "OBAT"}, []),
    ],
)
def test_a_part_of_the_list(shop, more, names):
    assert [row.name for row in asked(shop, **more).rows] == names


def test_in_one_location_and_while_it_is_counted(shop):
    shop.begin(at=shop.shelf)
    told = asked(shop, location_id=shop.shelf.id)
    assert [(row.words, row.is_counted) for row in told.rows if row.qty] == [("5 kg", True)]


def test_a_card_runs_from_what_lay_there_before(shop):
    with scope(shop.place.id):
        card = card_of(
            cooperative_id=shop.place.id,
            product_id=shop.rice.id,
            since=date(2026, 10, 1),
            until=date(2026, 11, 30),
        )
    assert (card.before_qty, card.before_rp, card.after_qty, card.after_rp, card.total) == (
        10_000, 120_000, 12_500, 165_000, 2,
    )  # fmt: skip
    assert [(move.qty, move.left_qty, move.left_rp) for move in card.moves] == [
        (5_000, 12_500, 165_000),
        (-2_500, 7_500, 90_000),
    ]


def test_a_card_that_begins_within_a_month(shop):
    with scope(shop.place.id):
        card = card_of(
            cooperative_id=shop.place.id,
            product_id=shop.rice.id,
            since=date(2026, 11, 21),
            until=date(2026, 11, 30),
            location_id=shop.shelf.id,
        )
    assert (card.before_qty, card.after_qty, card.moves) == (5_000, 5_000, [])


@pytest.mark.parametrize(
    ("on", "total_rp"),
    [
        (date(2026, 9, 9), 0),
        (date(2026, 9, 10), 120_000),
        (date(2026, 10, 4), 120_000),
        (date(2026, 10, 5), 90_000),
        (date(2026, 11, 19), 160_000),
        (date(2026, 11, 24), 235_000),
        (date(2026, 11, 25), 211_000),
    ],
)
def test_what_stock_was_worth_on_a_day(shop, on, total_rp):
    with scope(shop.place.id):
        told = valuation_of(cooperative_id=shop.place.id, on=on)
    assert told.total_rp == total_rp
    assert sum(one.value_rp for one in told.by_category) == total_rp
    assert sum(one.value_rp for one in told.by_location) == total_rp
    assert sum(one.value_rp for one in told.by_account) == total_rp
    assert sum(one.value_rp for one in told.products) == total_rp


def test_the_month_after_december_is_january():
    assert date_after_month(date(2026, 12, 31)) == date(2027, 1, 1)
    assert date_after_month(date(2026, 1, 31)) == date(2026, 2, 1)


def test_what_lies_too_long(shop):
    with scope(shop.place.id):
        batches = batches_left(cooperative_id=shop.place.id, today=shop.today)
        slow = slow_movers(
            cooperative_id=shop.place.id, today=shop.today, since=shop.today - timedelta(days=20)
        )
    assert [(one.code, one.days, one.words) for one in batches] == [("A", 6, "10 buah")]
    assert [(one.name, one.location, one.days) for one in slow] == [
        ("Beras medium", "Gudang", 51),
        ("Susu UHT", "Gudang", 24),
    ]


def test_the_book_of_moves(shop):
    with scope(shop.place.id):
        rows, total = moves_page(
            cooperative_id=shop.place.id, since=date(2026, 11, 1), until=shop.today, cause="TERIMA"
        )
        here, _ = moves_page(
            cooperative_id=shop.place.id, since=date(2026, 11, 1), until=shop.today, location_id=shop.shelf.id
        )
    assert total == 3
    assert (rows[0].product, rows[0].words) == ("Beras medium", "5 kg")
    assert [row.location for row in here] == ["Rak depan"]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("B001", "Beras medium"),
        ("b001 beras medium", "Beras medium"),
        ("8990000000019", "Beras medium"),
        ("medium", "Beras medium"),
        ("SUSU uht", "Susu UHT"),
        ("u", None),
        ("tidak ada", None),
        (" ", None),
    ],
)
def test_a_product_is_found_as_people_name_it(shop, written, name):
    with scope(shop.place.id):
        found = find_product(cooperative_id=shop.place.id, written=written)
        words = product_words(cooperative_id=shop.place.id, product_ids=[found] if found else [])
    assert (words[found].name if found else None) == name
