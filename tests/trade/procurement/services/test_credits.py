"""Goods that go back, credit notes, money paid before, and which bills use them."""

import pytest

from guyub.trade.inventory.services.plans import StockRefusedError
from guyub.trade.procurement.domain.debts import DebtRefusedError
from guyub.trade.procurement.domain.returns import ReturnRefusedError
from tests.journal_writing import wrong
from tests.trade.procurement.market import Market
from tests.world import new_id

pytestmark = pytest.mark.django_db


@pytest.fixture
def market(world):
    return Market(world)


def billed(market, amount_rp=1_200_000):
    receipt_id = market.receives(market.came(market.rice, market.sack, 4, 1_200_000))
    (line,) = market.came_lines(receipt_id)
    return market.billed(receipt_id, amount_rp), line.id


def test_goods_that_were_billed_go_back_and_are_owed_back(market):
    bill_id, line_id = billed(market)
    # One sack of 300,000 goes back; the supplier agrees to 290,000: 10,000 are lost.
    market.returns((market.rice, 25_000, 290_000, line_id))
    assert market.shop.stock(market.rice) == (75_000, 900_000)
    assert market.books("1.3.01", "2.1.01", "5.3.01") == [900_000, -910_000, 10_000]
    assert market.broken() == []

    market.uses(market.credit().id, bill_id)
    assert market.bill(bill_id).settled_rp == 290_000
    assert market.books("2.1.01") == [-910_000]
    market.has_account()
    market.pays(910_000, kind="BANK")
    assert market.books("2.1.01") == [0]
    assert market.broken() == []


def test_goods_that_were_not_billed_are_not_owed_any_more(market):
    receipt_id = market.receives(market.came(market.rice, market.sack, 4, 1_200_000))
    (line,) = market.came_lines(receipt_id)
    market.returns((market.rice, 25_000, 0, line.id))
    assert market.books("1.3.01", "2.1.17", "2.1.01", "5.3.01") == [900_000, -900_000, 0, 0]
    assert market.credit() is None
    done = market.books_bill(*market.asked(receipt_id, 1_200_000))
    assert done.bill_id is None
    market.books_bill(*market.asked(receipt_id, 900_000, qty=75_000), paper_no="F-2")
    assert market.books("2.1.17", "2.1.01") == [0, -900_000]
    assert market.broken() == []


def test_goods_of_no_receipt_go_back_at_what_was_agreed(market):
    billed(market)
    market.returns((market.rice, 50_000, 650_000))
    assert market.books("1.3.01", "2.1.01", "5.3.01") == [600_000, -550_000, -50_000]
    assert market.broken() == []


def test_what_does_not_fit_does_not_go_back(market):
    _, line_id = billed(market)
    refused = lambda act: wrong(act, ReturnRefusedError)  # noqa: E731
    assert refused(lambda: market.returns((market.rice, 125_000, 1, line_id))) == "goods"
    assert refused(lambda: market.returns((market.soap, 1, 1, line_id))) == "goods"
    assert refused(lambda: market.returns((market.rice, 1, 1, new_id()))) == "goods"
    assert refused(lambda: market.returns((market.rice, 0, 1))) == "qty"
    assert refused(lambda: market.returns((market.rice, 1, -1))) == "amount"
    assert refused(market.returns) == "lines"
    assert refused(lambda: market.returns((market.rice, 1, 1), reason="x")) == "reason"
    assert refused(lambda: market.returns((market.rice, 1, 1), partner_id=new_id())) == "partner"
    assert refused(lambda: market.returns((market.rice, 1, 1), location_id=new_id())) == "location"
    ghost = type("Ghost", (), {"id": new_id()})
    assert refused(lambda: market.returns((ghost, 1, 1))) == "product"
    with pytest.raises(StockRefusedError):
        market.returns((market.rice, 100_001, 1))
    half = market.receives(market.came(market.soap, market.carton, 2, 100_000))
    (line,) = market.came_lines(half)
    market.books_bill(*market.asked(half, 50_000, qty=48), paper_no="F-2")
    assert refused(lambda: market.returns((market.soap, 60, 1, line.id))) == "split"
    assert market.broken() == []


def test_a_return_is_taken_back_while_no_bill_used_it(market):
    bill_id, line_id = billed(market)
    first = market.returns((market.rice, 25_000, 290_000, line_id))
    market.return_back(first)
    assert market.shop.stock(market.rice) == (100_000, 1_200_000)
    assert market.books("2.1.01", "5.3.01") == [-1_200_000, 0]
    second = market.returns((market.rice, 25_000, 290_000, line_id))
    market.uses(market.credit().id, bill_id)
    refused = lambda act: wrong(act, ReturnRefusedError)  # noqa: E731
    assert refused(lambda: market.return_back(second)) == "used"
    assert refused(lambda: market.return_back(first)) == "undone"
    assert refused(lambda: market.return_back(new_id())) == "gone"
    assert refused(lambda: market.return_back(second, why="")) == "why"
    open_ = market.receives(market.came(market.soap, market.carton, 1, 50_000))
    (line,) = market.came_lines(open_)
    third = market.returns((market.soap, 10, 0, line.id))
    market.return_back(third)
    assert market.books("2.1.17") == [-50_000]
    assert market.broken() == []


def test_a_credit_note_makes_goods_cheaper_and_those_that_were_sold(market):
    bill_id, line_id = billed(market)
    market.shop.issue(market.rice, 50_000)
    credit_id = market.credits(bill_id, 100_000, line_id)
    assert market.shop.stock(market.rice) == (50_000, 550_000)
    assert market.books("5.1.01", "2.1.17", "2.1.01") == [550_000, 0, -1_100_000]
    assert market.bill(bill_id).settled_rp == 100_000
    assert market.broken() == []
    market.credit_back(credit_id)
    assert market.shop.stock(market.rice) == (50_000, 600_000)
    assert market.books("5.1.01", "2.1.01") == [600_000, -1_200_000]
    assert market.broken() == []


def test_one_about_no_goods_is_a_gain(market):
    bill_id, _ = billed(market)
    market.pays(500_000)
    market.credits(bill_id, 800_000)
    assert market.books("5.3.01", "2.1.01") == [-800_000, 100_000]
    assert market.credit().used_rp == 700_000
    assert market.broken() == []


def test_a_credit_note_that_does_not_fit_is_refused(market):
    bill_id, _ = billed(market)
    refused = lambda act: wrong(act, DebtRefusedError)  # noqa: E731
    assert refused(lambda: market.credits(bill_id, 0)) == "amount"
    assert refused(lambda: market.credits(bill_id, 1_200_001)) == "amount"
    assert refused(lambda: market.credits(new_id(), 5)) == "gone"
    assert refused(lambda: market.credits(bill_id, 5, new_id())) == "gone"
    assert refused(lambda: market.credits(bill_id, 5, why="x")) == "why"
    assert refused(lambda: market.credits(bill_id, 5, paper_no="x" * 41)) == "number"
    assert market.books("2.1.01") == [-1_200_000]


def test_a_credit_note_with_a_number_that_stands_already_is_refused(market):
    bill_id, _ = billed(market)
    first = market.credits(bill_id, 5_000)
    assert wrong(lambda: market.credits(bill_id, 7_000), DebtRefusedError) == "again"
    assert market.books("2.1.01") == [-1_195_000]
    market.credits(bill_id, 7_000, paper_no="")
    market.credits(bill_id, 8_000, paper_no="")
    market.credit_back(first)
    market.credits(bill_id, 9_000)
    assert market.books("2.1.01") == [-1_176_000]
    assert market.broken() == []


def test_money_paid_before_is_used_by_the_bill(market):
    order_id = market.ordered()
    market.pays_before(400_000, order_id)
    assert market.books("1.4.03") == [400_000]
    bill_id = market.billed(market.receives_all(order_id), 1_200_000)
    market.uses(market.credit().id, bill_id)
    assert market.books("1.4.03", "2.1.01") == [0, -800_000]
    assert market.broken() == []
    refused = lambda act: wrong(act, DebtRefusedError)  # noqa: E731
    assert refused(lambda: market.uses(market.credit().id, bill_id)) == "credit"
    market.credit_back(market.credit().id)
    assert market.books("1.4.03", "2.1.01") == [0, -1_200_000]
    assert refused(lambda: market.credit_back(market.credit().id)) == "undone"
    assert refused(lambda: market.credit_back(new_id())) == "gone"
    assert market.broken() == []


def test_much_is_paid_before_for_an_order_that_holds_alone(market):
    refused = lambda act: wrong(act, DebtRefusedError)  # noqa: E731
    assert refused(lambda: market.pays_before(5_000_001)) == "order"
    assert refused(lambda: market.pays_before(1, market.writes())) == "order"
    assert refused(lambda: market.pays_before(1_200_001, market.ordered())) == "amount"
    assert refused(lambda: market.pays_before(0)) == "amount"
    assert refused(lambda: market.pays_before(5, kind="BANK")) == "account"
    assert refused(lambda: market.pays_before(5, partner_id=new_id())) == "partner"
    assert refused(lambda: market.pays_before(5, why="x")) == "why"
    market.pays_before(5_000)
    other = market.another_partner()
    receipt_id = market.receives(market.came(market.soap, market.carton, 1, 9_000), partner_id=other)
    bill_id = market.billed(receipt_id, 9_000, partner_id=other)
    assert refused(lambda: market.uses(market.credit().id, bill_id)) == "credit"
    assert market.books("1.4.03") == [5_000]


def test_what_a_return_is_worth_is_taken_back_with_the_return(market):
    _, line_id = billed(market)
    market.returns((market.rice, 25_000, 290_000, line_id))
    assert wrong(lambda: market.credit_back(market.credit().id), DebtRefusedError) == "credit"
