"""Bills: those that agree, those that differ, parts, transport and discount, taken back."""

from datetime import timedelta

import pytest

from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.procurement.domain.bills import BillLineTyped, BillRefusedError
from guyub.trade.procurement.models import Supply
from tests.journal_writing import wrong
from tests.trade.procurement.market import PHOTO, Market
from tests.world import new_id

pytestmark = pytest.mark.django_db


@pytest.fixture
def market(world):
    return Market(world)


def refused(act):
    return wrong(act, BillRefusedError)


def rice_of(market, order_id=None):
    order_id = order_id or market.ordered()
    return market.receives_all(order_id)


def test_a_bill_that_agrees_is_owed_at_once(market):
    receipt_id = rice_of(market)
    bill_id = market.billed(receipt_id, 1_200_000, document=PHOTO)
    bill = market.bill(bill_id)
    assert (bill.name, bill.total_rp, bill.differences) == ("TG-2026-0001", 1_200_000, "")
    assert bill.due_on == market.today + timedelta(days=14)
    assert bill.file_id is not None
    assert market.books("2.1.17", "2.1.01") == [0, -1_200_000]
    assert market.broken() == []


def test_a_little_dearer_is_booked_and_changes_the_cost(market):
    receipt_id = rice_of(market)
    # One per cent of 1,200,000 is 12,000.
    bill_id = market.billed(receipt_id, 1_212_000)
    assert market.bill(bill_id).differences == ""
    assert market.shop.stock(market.rice) == (100_000, 1_212_000)
    assert market.books("1.3.01", "2.1.17", "2.1.01") == [1_212_000, 0, -1_212_000]
    assert market.broken() == []


def test_dearer_than_that_waits_for_a_second_person_who_reads_why(market, world):
    receipt_id = rice_of(market)
    done = market.books_bill(*market.asked(receipt_id, 1_212_001))
    assert (done.bill_id, market.bills(), market.books("2.1.01")) == (None, 0, [0])

    market.approves(done.approval_id)
    assert market.books("2.1.01") == [-1_212_001]
    assert market.shop.stock(market.rice) == (100_000, 1_212_001)
    with scope(market.place.id):
        from guyub.trade.procurement.models import Bill

        bill = Bill.objects.get(cooperative=market.place)
    assert "menurut pesanan" in bill.differences
    assert bill.approval_id == done.approval_id
    assert market.broken() == []


def test_cheaper_is_booked_with_a_word(market):
    receipt_id = rice_of(market)
    market.shop.issue(market.rice, 50_000)
    bill_id = market.billed(receipt_id, 1_000_000)
    assert "kurang" in market.bill(bill_id).differences
    assert market.shop.stock(market.rice) == (50_000, 500_000)
    assert market.books("1.3.01", "5.1.01", "2.1.01") == [500_000, 500_000, -1_000_000]
    assert market.broken() == []


def test_more_than_came_waits_for_a_second_person(market):
    receipt_id = rice_of(market)
    lines = market.asked(receipt_id, 1_500_000, qty=125_000)
    done = market.books_bill(*lines)
    assert done.bill_id is None
    market.approves(done.approval_id)
    assert market.books("2.1.17", "2.1.01") == [0, -1_500_000]
    assert market.broken() == []


def test_a_bill_over_a_part_leaves_the_rest_waiting(market):
    receipt_id = rice_of(market)
    market.books_bill(*market.asked(receipt_id, 400_000, qty=33_333))
    assert market.books("2.1.17", "2.1.01") == [-800_004, -400_000]
    market.books_bill(*market.asked(receipt_id, 800_000, qty=66_667), paper_no="F-2")
    assert market.books("2.1.17", "2.1.01") == [0, -1_200_000]
    assert market.shop.stock(market.rice) == (100_000, 1_200_000)
    assert market.broken() == []


def test_what_is_never_billed_makes_the_goods_cheaper(market):
    receipt_id = rice_of(market)
    market.books_bill(*market.asked(receipt_id, 900_000, qty=75_000, is_last=True))
    assert market.shop.stock(market.rice) == (100_000, 900_000)
    assert market.books("2.1.17", "2.1.01") == [0, -900_000]
    assert market.broken() == []


def test_transport_and_discount_belong_to_the_goods(market):
    order_id = market.ordered(
        market.line(market.rice, market.sack, 1, 300_000), market.line(market.soap, market.carton, 1, 100_000)
    )
    receipt_id = market.receives_all(order_id)
    market.books_bill(*market.asked(receipt_id, 300_000, 100_000), extra_rp=4_000)
    assert market.shop.stock(market.rice) == (25_000, 303_000)
    assert market.shop.stock(market.soap) == (48, 101_000)
    assert market.books("2.1.01") == [-404_000]
    again = market.receives(market.came(market.soap, market.carton, 1, 100_000))
    done = market.books_bill(*market.asked(again, 100_000), extra_rp=5_001, paper_no="F-2")
    assert done.approval_id is not None
    market.books_bill(*market.asked(again, 100_000), discount_rp=10_000, paper_no="F-3")
    assert market.books("2.1.01") == [-494_000]
    assert market.broken() == []


def test_goods_without_an_order_are_looked_at_above_the_threshold(market):
    small = market.receives(market.came(market.rice, market.sack, 10, 5_000_000))
    assert market.books_bill(*market.asked(small, 5_000_000)).bill_id is not None
    large = market.receives(market.came(market.rice, market.sack, 10, 5_000_001))
    assert market.books_bill(*market.asked(large, 5_000_001), paper_no="F-2").approval_id is not None


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"paper_no": ""}, "number"),
        ({"paper_no": "x" * 41}, "number"),
        ({"total_rp": 1}, "total"),
        ({"extra_rp": -1}, "extra"),
        ({"discount_rp": 1_200_001}, "discount"),
        ({"discount_rp": 1_200_000}, "nothing"),
        ({"partner_id": new_id()}, "partner"),
    ],
)
def test_a_paper_that_makes_no_sense_is_refused(market, fields, said):
    receipt_id = rice_of(market)
    assert refused(lambda: market.books_bill(*market.asked(receipt_id, 1_200_000), **fields)) == said
    assert market.books("2.1.01") == [0]


def test_days_and_lines_that_make_no_sense_are_refused(market):
    (line,) = market.asked(rice_of(market), 1_200_000)
    tomorrow = market.today + timedelta(days=1)
    assert refused(lambda: market.books_bill(line, billed_on=tomorrow)) == "day"
    assert refused(lambda: market.books_bill(line, due_on=market.today - timedelta(days=1))) == "due"
    assert refused(lambda: market.books_bill(line, due_on=market.today + timedelta(days=366))) == "due"
    assert refused(lambda: market.books_bill(line, line)) == "twice"
    assert refused(lambda: market.books_bill(total_rp=0)) == "lines"
    none = BillLineTyped(receipt_line_id=line.receipt_line_id, qty=0, amount_rp=5)
    assert refused(lambda: market.books_bill(none)) == "qty"
    low = BillLineTyped(receipt_line_id=line.receipt_line_id, qty=1, amount_rp=-5)
    assert refused(lambda: market.books_bill(low)) == "amount"
    gone = BillLineTyped(receipt_line_id=new_id(), qty=1, amount_rp=5)
    assert refused(lambda: market.books_bill(gone)) == "goods"


def test_a_paper_is_booked_once_and_goods_are_billed_once(market):
    receipt_id = rice_of(market)
    lines = market.asked(receipt_id, 1_200_000)
    market.books_bill(*lines)
    assert refused(lambda: market.books_bill(*lines)) == "again"
    assert refused(lambda: market.books_bill(*lines, paper_no="F-2")) == "goods"
    other = market.receives(market.came(market.soap, market.carton, 1, 120_000))
    another = market.another_partner()
    assert refused(lambda: market.books_bill(*market.asked(other, 120_000), partner_id=another)) == "goods"


def test_what_a_second_person_saw_is_what_is_booked(market):
    receipt_id = rice_of(market)
    done = market.books_bill(*market.asked(receipt_id, 1_300_000))
    market.books_bill(*market.asked(receipt_id, 600_000, qty=50_000), paper_no="F-2")
    assert refused(lambda: market.approves(done.approval_id)) == "moved"
    assert market.books("2.1.01") == [-600_000]


def test_a_bill_is_taken_back_with_the_cost_that_it_made(market):
    receipt_id = rice_of(market)
    market.shop.issue(market.rice, 50_000)
    bill_id = market.billed(receipt_id, 1_210_000)
    assert market.shop.stock(market.rice) == (50_000, 605_000)

    assert refused(lambda: market.bill_back(bill_id, why="")) == "why"
    market.bill_back(bill_id)
    assert market.shop.stock(market.rice) == (50_000, 600_000)
    assert market.books("5.1.01", "2.1.17", "2.1.01") == [600_000, -1_200_000, 0]
    assert refused(lambda: market.bill_back(bill_id)) == "undone"
    assert refused(lambda: market.bill_back(new_id())) == "gone"
    market.billed(receipt_id, 1_200_000)
    assert market.broken() == []


def test_not_one_of_which_something_is_paid(market):
    bill_id = market.billed(rice_of(market), 1_200_000)
    market.pays(100_000)
    assert refused(lambda: market.bill_back(bill_id)) == "paid"


def test_a_bill_teaches_what_a_supplier_asks(market):
    market.billed(rice_of(market), 1_212_000)
    with scope(market.place.id):
        row = Supply.objects.get(cooperative=market.place)
    assert (row.price_rp, row.unit_id, row.is_preferred) == (303_000, market.sack.id, True)
    other = market.another_partner()
    cheap = market.receives(market.came(market.rice, market.sack, 1, 250_000), partner_id=other)
    market.billed(cheap, 250_000, partner_id=other)
    with scope(market.place.id):
        rows = Supply.objects.filter(cooperative=market.place).order_by("price_rp")
        assert [(row.price_rp, row.is_preferred) for row in rows] == [(250_000, False), (303_000, True)]
