"""What a till tells is read strictly, and its sums must tie."""

import pytest

from guyub.foundation.kernel.ids import uuid7
from guyub.trade.retail.domain.baskets import TenderKind
from guyub.trade.retail.domain.told import TillEventUnreadError, read_sale, read_shift, read_void

SHIFT, CASHIER, PRODUCT, UNIT, MEMBER = (str(uuid7()) for _ in range(5))


def line(**more):
    fields = {
        "product_id": PRODUCT,
        "name": "Beras",
        "unit_id": UNIT,
        "unit": "kg",
        "factor": 1000,
        "base_qty": 2000,
        "price_rp": 15_000,
        "gross_rp": 30_000,
        "net_rp": 30_000,
    }
    return fields | more


def sale(*lines, **more):
    fields = {
        "number": "K1-0318",
        "shift_id": SHIFT,
        "cashier_id": CASHIER,
        "cashier_name": "Rina",
        "member_id": None,
        "lines": list(lines) or [line()],
        "subtotal_rp": 30_000,
        "total_rp": 30_000,
        "tenders": [{"kind": "CASH", "amount_rp": 30_000}],
        "change_rp": 20_000,
    }
    return fields | more


def void(**more):
    fields = {"number": "K1-0319", "shift_id": SHIFT, "cashier_id": CASHIER, "sale_id": PRODUCT}
    return fields | {"reason": "salah  ketik"} | more


def wrong(act):
    with pytest.raises(TillEventUnreadError) as refusal:
        act()
    return refusal.value.facts["wrong"], refusal.value.facts["name"]


def test_a_sale_as_the_till_writes_it():
    told = read_sale(sale())

    assert (told.series, told.number, str(told.shift_id), told.member_id) == (1, 318, SHIFT, None)
    assert (told.paid_rp, told.change_rp, told.tenders) == (30_000, 20_000, {TenderKind.CASH: 30_000})
    (one,) = told.lines
    assert (one.price_qty, one.audience, one.discount_rp, one.reason) == (1000, "UMUM", 0, "")


def test_discounts_of_line_and_whole_and_rounding_tie():
    two = [
        line(own_discount_rp=500, discount_rp=1_000, net_rp=28_950, rounding_rp=-50, discount={"reason": "rusak"}),
        line(discount_rp=500, net_rp=29_450, rounding_rp=-50, audience="ANGGOTA"),
    ]  # fmt: skip
    told = read_sale(
        sale(
            *two,
            subtotal_rp=60_000,
            discount_rp=1_000,
            discount={"amount_rp": 1_000, "reason": "hari ulang tahun"},
            total_rp=58_500,
            rounding_rp=-100,
            tenders=[{"kind": "CREDIT", "amount_rp": 50_000}, {"kind": "CASH", "amount_rp": 8_400}],
            member_id=MEMBER,
            change_rp=0,
        )
    )

    assert (told.paid_rp, told.reason, str(told.member_id)) == (58_400, "hari ulang tahun", MEMBER)
    assert [one.reason for one in told.lines] == ["rusak", ""]


@pytest.mark.parametrize(
    ("_case", "more", "name"),
    [
        ("no number", {"number": "318"}, "number"),
        ("number nought", {"number": "K1-0"}, "number"),
        ("no shift", {"shift_id": None}, "shift_id"),
        ("no id", {"cashier_id": "rina"}, "cashier_id"),
        ("a text where an amount stands", {"total_rp": "30000"}, "total_rp"),
        ("yes where an amount stands", {"total_rp": True}, "total_rp"),
        ("below nothing", {"change_rp": -1}, "change_rp"),
        ("no lines", {"lines": []}, "lines"),
        ("lines that are none", {"lines": {}}, "lines"),
        ("a line that is none", {"lines": [1]}, "body"),
        ("too many lines", {"lines": [line()] * 201}, "lines"),
        ("no such way of paying", {"tenders": [{"kind": "GOLD", "amount_rp": 1}]}, "tenders"),
        ("one way twice", {"tenders": [{"kind": "CASH", "amount_rp": 15_000}] * 2}, "tenders"),
        ("bon of nobody", {"tenders": [{"kind": "CREDIT", "amount_rp": 30_000}]}, "member_id"),
        ("a long text", {"reference": "x" * 81}, "reference"),
        ("a text that is none", {"reference": 7}, "reference"),
    ],
)
def test_a_field_that_is_not_what_it_must_be(_case, more, name):
    assert wrong(lambda: read_sale(sale(**more))) == ("field", name)


@pytest.mark.parametrize(
    ("_case", "more", "name"),
    [
        ("quantity nought", {"base_qty": 0}, "base_qty"),
        ("another buyer", {"audience": "TETANGGA"}, "audience"),
    ],
)
def test_a_line_that_is_not_what_it_must_be(_case, more, name):
    assert wrong(lambda: read_sale(sale(line(**more)))) == ("field", name)


@pytest.mark.parametrize(
    ("_case", "body", "name"),
    [
        ("quantity times price", sale(line(gross_rp=30_001, net_rp=30_001)), "gross_rp"),
        ("what is left", sale(line(net_rp=29_999)), "net_rp"),
        ("own discount above all", sale(line(own_discount_rp=1)), "own_discount_rp"),
        ("lines", sale(subtotal_rp=29_000), "subtotal_rp"),
        ("discount of the whole", sale(discount_rp=1), "discount_rp"),
        ("what was owed", sale(total_rp=29_000), "total_rp"),
        ("rounding", sale(rounding_rp=1), "rounding_rp"),
        ("paid", sale(tenders=[{"kind": "CASH", "amount_rp": 29_999}]), "tenders"),
    ],
)
def test_sums_that_do_not_tie(_case, body, name):
    assert wrong(lambda: read_sale(body)) == ("ties", name)


def test_a_third_of_a_price_may_be_rounded_either_way():
    for gross in (5_827, 5_828):
        one = line(base_qty=333, price_rp=17_500, gross_rp=gross, net_rp=gross)
        told = read_sale(
            sale(one, subtotal_rp=gross, total_rp=gross, tenders=[{"kind": "QRIS", "amount_rp": gross}])
        )
        assert told.paid_rp == gross


def test_a_void_names_its_sale_and_a_second_person():
    told = read_void(void(agreed_by=MEMBER))

    assert (told.number, told.reason, str(told.agreed_by)) == (319, "salah ketik", MEMBER)
    assert read_void(void()).agreed_by is None
    assert wrong(lambda: read_void(void(reason="x"))) == ("field", "reason")
    assert read_void(void(agreed_by=CASHIER)).agreed_by is None
    assert wrong(lambda: read_void([])) == ("field", "body")


def test_a_shift_has_one_amount_or_none():
    body = {"shift_id": SHIFT, "cashier_id": CASHIER, "float_rp": 200_000, "note": "pagi"}

    assert read_shift(body, amount="float_rp").amount_rp == 200_000
    assert (read_shift(body).amount_rp, read_shift(body).note) == (0, "pagi")
    assert wrong(lambda: read_shift(body, amount="counted_rp")) == ("field", "counted_rp")
