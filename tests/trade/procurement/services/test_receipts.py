"""Goods come: what differs, what comes twice, late, in batches; taken off the list again."""

from datetime import date

import pytest
from django.db import connection

from guyub.books.ledger.domain.entries import EntryRefusedError
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.inventory.models import StockBatch
from guyub.trade.inventory.services.plans import StockRefusedError
from guyub.trade.procurement.domain.receipts import ReceiptRefusedError
from guyub.trade.procurement.models import GoodsReceipt
from tests.journal_writing import wrong
from tests.trade.procurement.market import PHOTO, Market, of_november
from tests.world import new_id

pytestmark = pytest.mark.django_db


@pytest.fixture
def market(world):
    return Market(world)


def count(market):
    with scope(market.place.id):
        return GoodsReceipt.objects.filter(cooperative=market.place).count()


def refused(act):
    return wrong(act, ReceiptRefusedError)


def test_goods_come_at_the_price_of_the_order(market):
    order_id = market.ordered()
    receipt_id = market.receives_all(order_id, note_no="SJ-1")

    receipt = market.receipt(receipt_id)
    assert (receipt.name, receipt.total_rp) == ("TB-2026-0001", 1_200_000)
    assert market.shop.stock(market.rice) == (100_000, 1_200_000)
    assert market.books("1.3.01", "2.1.17") == [1_200_000, -1_200_000]
    assert market.order_lines(order_id)[0].received_qty == 100_000
    assert market.broken() == []


def test_goods_come_without_an_order(market):
    market.receives(market.came(market.soap, market.carton, 1, 120_000))
    assert market.shop.stock(market.soap) == (48, 120_000)
    assert market.broken() == []


def test_more_than_was_ordered_needs_a_word_beyond_the_tolerance(market):
    order_id = market.ordered(market.line(market.rice, market.kg, 100, 12_000, tolerance_percent=5))
    (line,) = market.order_lines(order_id)

    def more(kg, **fields):
        goods = market.came(market.rice, market.kg, kg, kg * 12_000, order_line_id=line.id, **fields)
        return market.receives(goods, order_id=order_id)

    assert refused(lambda: more(106)) == "over"
    more(100)
    assert refused(lambda: more(6)) == "over"
    more(5)
    more(10, difference="LEBIH", reason="pemasok menambah bonus timbang")
    assert market.order_lines(order_id)[0].received_qty == 115_000
    assert market.broken() == []


def test_one_delivery_note_is_taken_in_once(market):
    goods = market.came(market.soap, market.carton, 1, 120_000)
    receipt_id = market.receives(goods, note_no="SJ-9")
    assert refused(lambda: market.receives(goods, note_no="SJ-9")) == "again"
    market.receives(goods, note_no="SJ-9", partner_id=market.another_partner())
    market.takes_back(receipt_id)
    market.receives(goods, note_no="SJ-9")
    assert count(market) == 3


def test_the_same_press_twice_takes_in_once(market):
    from guyub.trade.procurement.domain.receipts import ReceiptTyped
    from guyub.trade.procurement.services.receipts import receive_goods

    typed = ReceiptTyped(
        partner_id=market.partner_id,
        location_id=market.store.id,
        received_on=market.today,
        lines=[market.came(market.soap, market.carton, 1, 120_000)],
    )
    told = market.here(typed=typed)
    assert receive_goods(**told) == receive_goods(**told)
    assert market.shop.stock(market.soap) == (48, 120_000)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"qty": -1}, "qty"),
        ({"amount_rp": -1}, "amount"),
        ({"qty": 0, "amount_rp": 5, "difference": "KURANG", "reason": "tidak ada"}, "lines"),
        ({"amount_rp": 0}, "free"),
        ({"difference": "RUSAK", "reason": "pecah di jalan"}, "photo"),
        ({"difference": "RUSAK", "reason": "x"}, "difference"),
        ({"difference": "APA", "reason": "entah mengapa"}, "difference"),
        ({"refused_qty": 5}, "difference"),
        ({"batch": "A1"}, "batch"),
        ({"batch": "A" * 31}, "batch"),
        ({"product_id": new_id()}, "product"),
        ({"order_line_id": new_id()}, "order"),
    ],
)
def test_a_line_that_does_not_explain_itself_is_refused(market, fields, said):
    goods = market.came(market.soap, market.carton, 1, 120_000)
    told = {key: getattr(goods, key) for key in ("product_id", "unit_id", "qty", "amount_rp")}
    assert refused(lambda: market.receives(goods.__class__(**told | fields))) == said
    assert count(market) == 0
    assert market.books("2.1.17") == [0]


def test_what_is_kept_refuses_too(market):
    goods = market.came(market.soap, market.carton, 1, 120_000)
    order_id = market.ordered()
    another = market.another_partner()
    assert refused(market.receives) == "lines"
    assert refused(lambda: market.receives(goods, order_id=new_id())) == "order"
    assert refused(lambda: market.receives(goods, order_id=order_id, partner_id=another)) == "order"
    assert refused(lambda: market.receives(goods, partner_id=new_id())) == "partner"
    assert refused(lambda: market.receives(goods, location_id=new_id())) == "location"
    assert refused(lambda: market.receives(goods, note_no="x" * 41)) == "number"
    assert refused(lambda: market.receives(goods, note="x" * 121)) == "note"
    (line,) = market.order_lines(order_id)
    other = market.came(market.soap, market.carton, 1, 120_000, order_line_id=line.id)
    assert refused(lambda: market.receives(other, order_id=order_id)) == "order"
    assert count(market) == 0


def test_a_bonus_is_free_with_a_reason_and_what_did_not_come_is_told(market):
    free = market.came(market.soap, market.carton, 1, 0, difference="LAIN", reason="bonus pemasok")
    none = market.came(market.rice, market.sack, 0, 0, difference="KURANG", reason="kosong di gudangnya")
    receipt_id = market.receives(free, none)
    assert market.shop.stock(market.soap) == (48, 0)
    assert market.receipt(receipt_id).entry_id is None
    assert [line.move_id is None for line in market.came_lines(receipt_id)] == [False, True]
    assert market.broken() == []


def test_a_day_in_the_past_is_taken_while_its_month_is_open(market):
    goods = market.came(market.soap, market.carton, 1, 120_000)
    market.receives(goods, on=of_november(3))
    with pytest.raises(StockRefusedError):
        market.receives(goods, on=date(2026, 11, 26))
    with pytest.raises(EntryRefusedError):
        market.receives(goods, on=date(2020, 1, 1))
    assert count(market) == 1
    assert market.broken() == []


def test_batches_come_with_their_mark_and_expiry(market):
    with scope(market.place.id):
        milk = market.shop.product("Susu kotak", has_batches=True)
        piece = milk.units.get(name="buah")
    marked = market.came(milk, piece, 12, 60_000, batch="B7", expires_on=date(2027, 1, 5))
    dated = market.came(milk, piece, 12, 60_000, expires_on=date(2027, 2, 5))
    market.receives(marked, dated)
    with scope(market.place.id):
        rows = StockBatch.objects.filter(cooperative=market.place).order_by("expires_on")
        assert [(row.code, row.qty) for row in rows] == [("B7", 12), ("ED 2027-02-05", 12)]
    assert market.broken() == []


def test_a_photo_of_the_damage_is_kept(market):
    torn = market.came(
        market.rice, market.sack, 1, 300_000, refused_qty=25_000, difference="RUSAK", reason="karung robek"
    )
    receipt_id = market.receives(torn, document=PHOTO)
    assert market.receipt(receipt_id).file_id is not None


def test_a_receipt_is_taken_off_the_list_and_its_order_waits_again(market):
    order_id = market.ordered()
    receipt_id = market.receives_all(order_id)
    assert refused(lambda: market.takes_back(receipt_id, why="x")) == "why"
    assert refused(lambda: market.takes_back(new_id())) == "gone"
    market.takes_back(receipt_id)
    assert market.shop.stock(market.rice) == (0, 0)
    assert market.books("1.3.01", "2.1.17") == [0, 0]
    assert market.order_lines(order_id)[0].received_qty == 0
    assert refused(lambda: market.takes_back(receipt_id)) == "undone"
    assert market.broken() == []


def test_not_one_that_is_billed_nor_one_whose_goods_left(market):
    billed = market.receives(market.came(market.soap, market.carton, 1, 120_000))
    market.billed(billed, 120_000)
    assert refused(lambda: market.takes_back(billed)) == "billed"
    sold = market.receives(market.came(market.rice, market.sack, 1, 300_000))
    market.shop.issue(market.rice, 1)
    with pytest.raises(StockRefusedError):
        market.takes_back(sold)
    assert market.books("2.1.17") == [-300_000]
    assert market.broken() == []
    connection.check_constraints()
