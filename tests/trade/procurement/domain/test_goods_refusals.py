"""What a receipt and a return of goods are refused for before anything is written."""

from datetime import date
from uuid import UUID

import pytest

from guyub.trade.procurement.domain.orders import MOST_LINE_RP, MOST_QTY
from guyub.trade.procurement.domain.receipts import (
    LONGEST_BATCH,
    LONGEST_NUMBER,
    LONGEST_REASON,
    ReceiptLineTyped,
    ReceiptRefusedError,
    ReceiptTyped,
    Wanted,
    checked_receipt,
)
from guyub.trade.procurement.domain.returns import (
    ReturnLineTyped,
    ReturnRefusedError,
    ReturnTyped,
    checked_return,
    is_unbilled,
)

TODAY = date(2026, 11, 25)
RICE, MILK, UNIT, PLACE, ORDERED = (UUID(int=number) for number in range(1, 6))
NAMES = {RICE: "Beras", MILK: "Susu"}


def facts_of(refusal, call):
    with pytest.raises(refusal) as refused:
        call()
    return refused.value.facts


def came(**more):
    return ReceiptLineTyped(**{"product_id": RICE, "unit_id": UNIT, "qty": 10, "amount_rp": 1_000} | more)


def receipt(*lines, **more):
    typed = {"partner_id": PLACE, "location_id": PLACE, "received_on": TODAY, "lines": lines}
    return ReceiptTyped(**typed | more)


def check(typed, *, has_photo=False):
    checked_receipt(
        typed,
        names=NAMES,
        has_batches={RICE: False, MILK: True},
        wanted={ORDERED: Wanted(ordered_qty=100, received_qty=85, tolerance_percent=5)},
        has_photo=has_photo,
    )


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        (receipt(came(), note_no="x" * (LONGEST_NUMBER + 1)), "number"),
        (receipt(came(), note="x" * (LONGEST_REASON + 1)), "note"),
        (receipt(), "lines"),
        (receipt(came(qty=0, amount_rp=0)), "lines"),
        (receipt(came(product_id=UNIT)), "product"),
        (receipt(came(order_line_id=UNIT)), "order"),
        (receipt(came(qty=MOST_QTY + 1)), "qty"),
        (receipt(came(refused_qty=-1)), "qty"),
        (receipt(came(amount_rp=MOST_LINE_RP + 1)), "amount"),
        (receipt(came(), came(qty=0, amount_rp=1)), "amount"),
        (receipt(came(difference="APA", reason="sobek semua")), "difference"),
        (receipt(came(difference="KURANG", reason="ya")), "difference"),
        (receipt(came(refused_qty=1)), "difference"),
        (receipt(came(amount_rp=0)), "free"),
        (receipt(came(product_id=MILK, batch="x" * (LONGEST_BATCH + 1))), "batch"),
        (receipt(came(order_line_id=ORDERED), came(order_line_id=ORDERED, qty=11)), "over"),
        (receipt(came(batch="B1")), "batch"),
        (receipt(came(expires_on=TODAY)), "batch"),
        (receipt(came(difference="RUSAK", reason="karung sobek")), "photo"),
    ],
)
def test_goods_that_do_not_explain_themselves(typed, wrong):
    assert facts_of(ReceiptRefusedError, lambda: check(typed))["wrong"] == wrong


def test_goods_that_do():
    check(receipt(came(order_line_id=ORDERED, qty=20)))  # the tolerance: 105 in all
    check(receipt(came(order_line_id=ORDERED, qty=21, difference="LEBIH", reason="dikirim lebih")))
    check(receipt(came(difference="RUSAK", reason="karung sobek", refused_qty=2)), has_photo=True)
    check(receipt(came(amount_rp=0, difference="LAIN", reason="bonus pemasok")))
    check(receipt(came(product_id=MILK, batch="B1", expires_on=TODAY)))


def back(*lines, reason="  barang   apek "):
    return ReturnTyped(partner_id=PLACE, location_id=PLACE, returned_on=TODAY, reason=reason, lines=lines)


def gone(**more):
    return ReturnLineTyped(**{"product_id": RICE, "qty": 10, "amount_rp": 1_000} | more)


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        (back(gone(), reason="ya"), "reason"),
        (back(), "lines"),
        (back(gone(product_id=UNIT)), "product"),
        (back(gone(qty=0)), "qty"),
        (back(gone(amount_rp=-1)), "amount"),
    ],
)
def test_a_return_that_says_nothing(typed, wrong):
    assert facts_of(ReturnRefusedError, lambda: checked_return(typed, names=NAMES))["wrong"] == wrong


def test_a_return_keeps_its_reason_without_spare_spaces():
    assert checked_return(back(gone(amount_rp=0)), names=NAMES) == "barang apek"


@pytest.mark.parametrize(
    ("qty", "open_qty", "told"), [(4, 10, True), (10, 10, True), (5, 0, False), (8, 0, False)]
)
def test_goods_go_back_before_or_after_their_bill(qty, open_qty, told):
    given = {"came_qty": 10, "returned_qty": 0, "open_qty": open_qty, "product": "Beras"}
    assert is_unbilled(qty=qty, **given) is told


@pytest.mark.parametrize(
    ("qty", "returned_qty", "open_qty", "wrong"), [(8, 3, 7, "goods"), (5, 0, 4, "split")]
)
def test_more_than_came_and_half_of_it_billed(qty, returned_qty, open_qty, wrong):
    given = {"came_qty": 10, "returned_qty": returned_qty, "open_qty": open_qty, "product": "Beras"}
    assert facts_of(ReturnRefusedError, lambda: is_unbilled(qty=qty, **given)) == {
        "wrong": wrong,
        "product": "Beras",
    }
