"""Two at the same moment: one order taken in twice, one debt paid twice, one paper booked twice."""

import pytest

from tests.racing import together
from tests.trade.procurement.market import Market

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]


@pytest.fixture
def market(world):
    return Market(world)


def test_two_take_one_order_in(market):
    order_id = market.ordered()
    goods = market.left_of(order_id)
    assert together(*[lambda: market.receives(*goods, order_id=order_id)] * 2) == ["done", "over"]
    assert market.shop.stock(market.rice) == (100_000, 1_200_000)
    assert market.broken() == []


def test_two_take_one_delivery_note_in(market):
    goods = market.came(market.soap, market.carton, 1, 120_000)
    assert together(*[lambda: market.receives(goods, note_no="SJ-1")] * 2) == ["again", "done"]
    assert market.broken() == []


def test_two_bring_one_note_for_two_bills(market):
    bills = [billed(market, "F-1"), billed(market, "F-2")]
    notes = [lambda bill_id=bill_id: market.credits(bill_id, 5_000) for bill_id in bills]
    assert together(*notes) == ["again", "done"]
    assert market.broken() == []


def billed(market, paper_no):
    receipt_id = market.receives(market.came(market.soap, market.carton, 1, 120_000))
    return market.billed(receipt_id, 120_000, paper_no=paper_no)


def test_two_book_one_paper_and_two_bill_the_same_goods(market):
    receipt_id = market.receives(market.came(market.soap, market.carton, 1, 120_000))
    lines = market.asked(receipt_id, 120_000)
    assert together(*[lambda: market.books_bill(*lines)] * 2) == ["again", "done"]
    other = market.receives(market.came(market.soap, market.carton, 1, 120_000))
    lines = market.asked(other, 120_000)
    acts = [lambda paper=paper: market.books_bill(*lines, paper_no=paper) for paper in ("F-2", "F-3")]
    assert together(*acts) == ["done", "goods"]
    assert market.broken() == []


def test_two_pay_one_debt(market):
    receipt_id = market.receives(market.came(market.soap, market.carton, 1, 120_000))
    market.billed(receipt_id, 120_000)
    assert together(*[lambda: market.pays(120_000)] * 2) == ["done", "none"]
    assert market.books("2.1.01") == [0]
    assert market.broken() == []


def test_a_receipt_is_billed_while_it_is_taken_back(market):
    receipt_id = market.receives(market.came(market.soap, market.carton, 1, 120_000))
    lines = market.asked(receipt_id, 120_000)
    said = together(lambda: market.books_bill(*lines), lambda: market.takes_back(receipt_id))
    assert said in (["billed", "done"], ["done", "goods"])
    assert market.broken() == []
