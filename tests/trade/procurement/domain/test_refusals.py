"""What a paper of buying is refused for before anything is written, in the order in which it is looked at."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from guyub.trade.procurement.domain.accounts import ORDERS, paper_name
from guyub.trade.procurement.domain.bills import (
    LONGEST_NUMBER,
    MOST_TERM_DAYS,
    BillLineTyped,
    BillRefusedError,
    BillTyped,
    checked_bill,
)
from guyub.trade.procurement.domain.market import (
    MarketLineTyped,
    MarketRefusedError,
    MarketTyped,
    amounts_of,
    checked_market,
)
from guyub.trade.procurement.domain.orders import (
    MOST_LINE_RP,
    MOST_LINES,
    MOST_QTY,
    MOST_TOLERANCE,
    OrderLine,
    OrderState,
    OrderStep,
    PurchaseRefusedError,
    Terms,
    checked_lines,
    checked_note,
    checked_why,
    refuse_step,
    refuse_terms,
    total_rp_of,
)

TODAY = date(2026, 11, 25)
RICE, SOAP, UNIT, PLACE = (UUID(int=number) for number in (1, 2, 3, 4))
NAMES = {RICE: "Beras", SOAP: "Sabun"}


def facts_of(refusal, call):
    with pytest.raises(refusal) as refused:
        call()
    return refused.value.facts


def order_line(**more):
    return OrderLine(**{"product_id": RICE, "unit_id": UNIT, "qty": 10, "price_rp": 1_000} | more)


def test_a_paper_has_series_year_and_number():
    assert paper_name(ORDERS, 2026, 12) == "PB-2026-0012"


@pytest.mark.parametrize(
    ("lines", "facts"),
    [
        ([], {"wrong": "lines"}),
        ([order_line()] * (MOST_LINES + 1), {"wrong": "lines"}),
        ([order_line(product_id=UNIT)], {"wrong": "product"}),
        ([order_line(qty=0)], {"wrong": "qty", "product": "Beras"}),
        ([order_line(qty=MOST_QTY + 1)], {"wrong": "qty", "product": "Beras"}),
        ([order_line(price_rp=0)], {"wrong": "price", "product": "Beras"}),
        ([order_line(price_rp=MOST_LINE_RP + 1)], {"wrong": "price", "product": "Beras"}),
        ([order_line(tolerance_percent=-1)], {"wrong": "tolerance", "product": "Beras"}),
        ([order_line(tolerance_percent=MOST_TOLERANCE + 1)], {"wrong": "tolerance", "product": "Beras"}),
        ([order_line(), order_line(product_id=SOAP), order_line()], {"wrong": "twice", "product": "Beras"}),
    ],
)
def test_an_order_that_says_nothing_or_too_much(lines, facts):
    assert facts_of(PurchaseRefusedError, lambda: checked_lines(lines, names=NAMES)) == facts


def test_an_order_at_its_bounds_is_taken():
    lines = [order_line(qty=MOST_QTY, price_rp=MOST_LINE_RP, tolerance_percent=MOST_TOLERANCE)]
    assert checked_lines(lines, names=NAMES) is lines
    assert total_rp_of([1, 2, 3]) == 6


@pytest.mark.parametrize(("qty", "wrong"), [(11, "least"), (13, "case")])
def test_what_the_supplier_does_not_deliver(qty, wrong):
    terms = Terms(case_qty=6, least_qty=12)
    told = {"product": "Beras", "case": "1 karton", "least": "2 karton"}
    assert (
        facts_of(PurchaseRefusedError, lambda: refuse_terms(qty=qty, terms=terms, **told))["wrong"] == wrong
    )
    refuse_terms(qty=12, terms=terms, **told)


def test_a_step_only_from_where_it_is_taken():
    refuse_step(OrderState.RANCANGAN, OrderStep.SUBMIT)
    assert facts_of(PurchaseRefusedError, lambda: refuse_step(OrderState.DIKIRIM, OrderStep.CHANGE)) == {
        "wrong": "step"
    }


def test_a_note_and_a_reason_have_their_length():
    assert checked_note("  antar   pagi ") == "antar pagi"
    assert checked_why(" salah  tulis ") == "salah tulis"
    assert facts_of(PurchaseRefusedError, lambda: checked_note("x" * 201)) == {"wrong": "note"}
    for why in ("ya", "x" * 201):
        assert facts_of(BillRefusedError, lambda why=why: checked_why(why, BillRefusedError)) == {
            "wrong": "why"
        }


def bill_line(**more):
    return BillLineTyped(**{"receipt_line_id": RICE, "qty": 10, "amount_rp": 1_000} | more)


def bill(**more):
    typed = {
        "partner_id": PLACE,
        "paper_no": "F-1",
        "billed_on": TODAY,
        "due_on": None,
        "lines": [bill_line()],
        "total_rp": 1_000,
    }
    return BillTyped(**typed | more)


@pytest.mark.parametrize(
    ("more", "wrong"),
    [
        ({"paper_no": ""}, "number"),
        ({"paper_no": "x" * (LONGEST_NUMBER + 1)}, "number"),
        ({"billed_on": TODAY + timedelta(days=1)}, "day"),
        ({"due_on": TODAY - timedelta(days=1)}, "due"),
        ({"due_on": TODAY + timedelta(days=MOST_TERM_DAYS + 1)}, "due"),
        ({"lines": []}, "lines"),
        ({"lines": [bill_line(qty=0)]}, "qty"),
        ({"lines": [bill_line(amount_rp=-1)]}, "amount"),
        ({"lines": [bill_line(), bill_line()]}, "twice"),
        ({"extra_rp": -1}, "extra"),
        ({"discount_rp": 1_001}, "discount"),
        ({"total_rp": 999}, "total"),
        ({"lines": [bill_line(amount_rp=0)], "total_rp": 0}, "nothing"),
    ],
)
def test_a_bill_whose_paper_makes_no_sense(more, wrong):
    assert facts_of(BillRefusedError, lambda: checked_bill(bill(**more), today=TODAY))["wrong"] == wrong


def test_a_bill_with_transport_and_discount_adds_up():
    typed = bill(extra_rp=150, discount_rp=50, total_rp=1_100, due_on=TODAY + timedelta(days=MOST_TERM_DAYS))
    assert checked_bill(typed, today=TODAY) is typed


def bought(**more):
    typed = {
        "location_id": PLACE,
        "bought_on": TODAY,
        "seller": "Pasar Gadang",
        "lines": [MarketLineTyped(product_id=RICE, qty=10, amount_rp=1_000)],
        "total_rp": 1_000,
        "cash_place_id": PLACE,
    }
    return MarketTyped(**typed | more)


def market_line(**more):
    return MarketLineTyped(**{"product_id": RICE, "qty": 10, "amount_rp": 1_000} | more)


@pytest.mark.parametrize(
    ("more", "wrong"),
    [
        ({"seller": ""}, "seller"),
        ({"seller": "x" * 81}, "seller"),
        ({"lines": []}, "lines"),
        ({"lines": [market_line(product_id=UNIT)]}, "product"),
        ({"lines": [market_line(qty=0)]}, "qty"),
        ({"lines": [market_line(amount_rp=0)]}, "amount"),
        ({"total_rp": 1_001}, "total"),
        ({"lines": [market_line(amount_rp=5_001)], "total_rp": 5_001}, "large"),
    ],
)
def test_a_purchase_that_its_paper_does_not_bear_out(more, wrong):
    check = {"names": NAMES, "most_rp": 5_000, "has_photo": True}
    assert facts_of(MarketRefusedError, lambda: checked_market(bought(**more), **check))["wrong"] == wrong


def test_a_purchase_needs_its_paper():
    check = {"names": NAMES, "most_rp": 1_000}
    checked_market(bought(), **check, has_photo=True)
    assert facts_of(MarketRefusedError, lambda: checked_market(bought(), **check, has_photo=False)) == {
        "wrong": "photo"
    }


def test_what_was_paid_goes_to_its_stock_account():
    assert amounts_of([("1.3.01", 5), ("1.3.02", 7), ("1.3.01", 3)]) == {"sembako": 8, "lpg": 7}
