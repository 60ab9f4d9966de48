from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from guyub.trade.retail.domain.baskets import Basket, BasketLine, Tender, TenderKind, settle
from guyub.trade.retail.domain.day_sheets import (
    CashierDifferences,
    DayLine,
    DayPayment,
    DrawerShift,
    Sum,
    cashier_differences,
    day_sheet,
    taken_off_rp,
)

CASH, QRIS, TRANSFER, CREDIT = TenderKind


def line(
    receipt, net_rp, *, hour=9, cashier="Rina", unit="TOKO", product="beras", member=False, qty=1, cost_rp=0
):
    return DayLine(
        receipt=receipt,
        at=datetime(2026, 11, 24, hour, 30),  # noqa: DTZ001  the clock on the wall
        cashier=cashier,
        unit=unit,
        product=product,
        is_member=member,
        base_qty=qty,
        net_rp=net_rp,
        cost_rp=cost_rp,
    )


def payment(receipt, amount_rp, kind=CASH, rounding_rp=0):
    return DayPayment(receipt=receipt, kind=kind, amount_rp=amount_rp, rounding_rp=rounding_rp)


def nets(sums):
    return {name: one.net_rp for name, one in sums.items()}


# docs/algorithms/till.md, "The day".
LINES = [
    line("K1-1", 119_731, member=True, qty=2, cost_rp=110_000),
    line("K1-1", 31_330, member=True, product="minyak", qty=2, cost_rp=28_000),
    line("K1-1", 26_939, member=True, product="telur", qty=1_000, cost_rp=24_000),
    line("K1-2", 18_000, hour=10, cashier="Budi", unit="LPG", product="lpg", cost_rp=16_000),
    line("K1-3", -59_866, hour=10, member=True, qty=-1, cost_rp=-55_000),
]
PAYMENTS = [
    payment("K1-1", 148_000),
    payment("K1-1", 30_000, CREDIT),
    payment("K1-2", 18_000, QRIS),
    payment("K1-3", -50_000, rounding_rp=-224),
    payment("K1-3", -10_090, CREDIT),
]


def test_the_worked_day():
    sheet = day_sheet(lines=LINES, payments=PAYMENTS)

    assert sheet.total == Sum(receipts=3, net_rp=136_134, cost_rp=123_000, base_qty=1_004)
    assert sheet.total.margin_rp == 13_134
    assert nets(sheet.by_unit) == {"TOKO": 118_134, "LPG": 18_000}
    assert nets(sheet.by_member) == {True: 118_134, False: 18_000}
    assert list(nets(sheet.by_product).items()) == [
        ("beras", 59_865),
        ("minyak", 31_330),
        ("telur", 26_939),
        ("lpg", 18_000),
    ]
    assert list(nets(sheet.by_hour).items()) == [(9, 178_000), (10, -41_866)]
    assert nets(sheet.by_cashier) == {"Rina": 118_134, "Budi": 18_000}
    assert sheet.by_cashier["Rina"].receipts == 2
    assert sheet.by_product["beras"].base_qty == 1
    assert list(sheet.by_kind.items()) == [(CASH, 98_000), (QRIS, 18_000), (CREDIT, 19_910)]
    assert (sheet.rounding_rp, sheet.untied) == (-224, {})


def test_a_receipt_that_does_not_tie_is_named():
    sheet = day_sheet(lines=LINES, payments=[*PAYMENTS[1:], payment("K1-9", 500)])

    assert sheet.untied == {"K1-1": 148_000, "K1-9": -500}


def test_an_empty_day():
    sheet = day_sheet(lines=[], payments=[])

    assert (sheet.total, sheet.by_hour, sheet.by_kind) == (
        Sum(receipts=0, net_rp=0, cost_rp=0, base_qty=0),
        {},
        {},
    )


def shift(counted_rp, cashier="Rina"):
    return DrawerShift(cashier=cashier, opening_rp=200_000, counted_rp=counted_rp)


def test_what_a_drawer_should_hold():
    told = DrawerShift(
        cashier="Rina",
        opening_rp=200_000,
        sales_rp=98_000,
        receipts_rp=50_000,
        added_rp=20_000,
        dropped_rp=150_000,
        counted_rp=217_500,
    )

    assert (told.expected_rp, told.difference_rp) == (218_000, -500)
    assert shift(None).difference_rp == 0


def test_over_and_short_do_not_make_up_for_each_other():
    shifts = [shift(199_500), shift(200_500), shift(200_000), shift(None), shift(199_000), shift(199_900)]
    rina, budi = cashier_differences([shift(200_100, "Budi"), *shifts])

    assert rina == CashierDifferences(
        cashier="Rina", shifts=5, exact=1, over_rp=500, short_rp=1_600, largest_rp=1_000, short_in_a_row=2
    )
    assert (budi.over_rp, budi.short_rp, budi.short_in_a_row) == (100, 0, 0)
    assert cashier_differences([shift(None)]) == ()


def test_a_rupiah_short_is_short_and_the_row_begins_at_nothing():
    (told,) = cashier_differences([shift(199_999)])

    assert (told.short_rp, told.short_in_a_row) == (1, 1)


def test_products_of_one_sum_stand_by_name():
    sheet = day_sheet(
        lines=[line("1", 5, product="teh", qty=1), line("1", 5, product="gula", qty=9)], payments=[]
    )

    assert list(sheet.by_product) == ["gula", "teh"]


def test_among_equals_names_order():
    told = cashier_differences([shift(200_000, name) for name in ("Wati", "Budi")])

    assert [one.cashier for one in told] == ["Budi", "Wati"]


goods = st.lists(
    st.builds(BasketLine, name=st.just("x"), base_qty=st.integers(1, 9), price_rp=st.integers(1, 99_999)),
    min_size=1,
    max_size=4,
)


def test_of_anothers_goods_the_share_alone_is_gained():
    assert taken_off_rp(net_rp=20_000, sold_rp=20_000, value_rp=-12_500) == 12_500
    assert taken_off_rp(net_rp=20_000, sold_rp=4_000, value_rp=0) == 16_000
    assert taken_off_rp(net_rp=-20_000, sold_rp=-4_000, value_rp=0) == -16_000
    assert taken_off_rp(net_rp=20_000, sold_rp=None, value_rp=None) == 0


@given(st.lists(goods, max_size=6), st.sampled_from([1, 100, 500]))
def test_what_was_sold_ties_whatever_was_rounded(baskets, step_rp):
    lines, payments = [], []
    for number, told in enumerate(baskets):
        settled = settle(Basket(lines=told), [Tender(kind=CASH, amount_rp=10**7)], step_rp=step_rp)
        lines += [
            line(str(number), one.net_rp, hour=number, product=str(at))
            for at, one in enumerate(settled.lines)
        ]
        payments += [payment(str(number), one.amount_rp) for one in settled.kept]
    sheet = day_sheet(lines=lines, payments=payments)

    assert sheet.untied == {}
    for sums in (sheet.by_unit, sheet.by_member, sheet.by_product, sheet.by_hour, sheet.by_cashier):
        assert sum(nets(sums).values()) == sheet.total.net_rp == sum(sheet.by_kind.values())
