import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.trade.procurement.domain.matching import Difference, Match, Priced, ThreeWay, Tolerance, match

UNITS = {"bungkus": 1, "karton": 40}
STRICT = Tolerance()
ORDER = Priced(400, 1_000_000)
NOT_ORDERED, SHORT, OVER, BILLED_MORE, BILLED_LESS, NOT_BILLED, PRICE_ABOVE, PRICE_BELOW = Difference


def line(ordered=ORDER, received_qty=400, billed=ORDER):
    return ThreeWay(title="Mi instan", units=UNITS, ordered=ordered, received_qty=received_qty, billed=billed)


def matched(*told, tolerance=STRICT):
    (found,) = match([line(*told)], tolerance=tolerance)
    return found


def test_three_that_agree():
    assert matched() == Match(title="Mi instan", verdicts=(), billed_rp=1_000_000, payable_rp=1_000_000)
    assert matched().agrees


# 400 bungkus for 1.000.000 are 2.500 each.
@pytest.mark.parametrize(
    ("_case", "ordered", "came", "billed", "differences", "payable_rp"),
    [
        ("less came and less is billed", ORDER, 360, Priced(360, 900_000), {SHORT: 40}, 900_000),
        ("less came, all is billed", ORDER, 360, ORDER, {SHORT: 40, BILLED_MORE: 40}, 900_000),
        ("more came and is billed", ORDER, 440, Priced(440, 1_100_000), {OVER: 40}, 1_000_000),
        ("more came, the order is billed", ORDER, 440, ORDER, {OVER: 40, BILLED_LESS: 40}, 1_000_000),
        ("less is billed than came", ORDER, 400, Priced(360, 900_000), {BILLED_LESS: 40}, 900_000),
        ("dearer", ORDER, 400, Priced(400, 1_040_000), {PRICE_ABOVE: 40_000}, 1_000_000),
        ("a rupiah dearer", ORDER, 400, Priced(400, 1_000_001), {PRICE_ABOVE: 1}, 1_000_000),
        ("cheaper", ORDER, 400, Priced(400, 960_000), {PRICE_BELOW: 40_000}, 960_000),
        ("less and dearer", ORDER, 360, Priced(360, 936_000), {SHORT: 40, PRICE_ABOVE: 36_000}, 900_000),
        ("more billed than came, dearer", ORDER, 400, Priced(440, 1_144_000),
         {BILLED_MORE: 40, PRICE_ABOVE: 44_000}, 1_000_000),
        ("more came, still more is billed", ORDER, 440, Priced(480, 1_200_000), {OVER: 40, BILLED_MORE: 40}, 1_000_000),
        ("nothing came", ORDER, 0, ORDER, {SHORT: 400, BILLED_MORE: 400}, 0),
        ("nothing came, nothing is billed", ORDER, 0, None, {SHORT: 400}, 0),
        ("not billed yet", ORDER, 400, None, {NOT_BILLED: 400}, 0),
        ("not ordered", None, 40, Priced(40, 100_000), {NOT_ORDERED: 40}, 0),
        ("not ordered, more billed than came", None, 40, Priced(80, 200_000), {NOT_ORDERED: 80, BILLED_MORE: 40}, 0),
        ("not ordered, not billed", None, 40, None, {NOT_ORDERED: 40, NOT_BILLED: 40}, 0),
        ("billed, not ordered, not come", None, 0, Priced(40, 100_000), {NOT_ORDERED: 40, BILLED_MORE: 40}, 0),
        ("nothing at all", None, 0, None, {}, 0),
        ("a gift", Priced(10, 0), 10, Priced(10, 0), {}, 0),
    ],
)  # fmt: skip
def test_differences_worked_by_hand(_case, ordered, came, billed, differences, payable_rp):
    found = matched(ordered, came, billed)

    assert {one.difference: one.by for one in found.verdicts} == differences
    assert (found.payable_rp, found.billed_rp) == (payable_rp, billed.amount_rp if billed else 0)
    assert found.agrees is (not differences)


@pytest.mark.parametrize(
    ("told", "sentences"),
    [
        ((ORDER, 350, Priced(360, 936_000)), [
            "Mi instan dipesan 10 karton, diterima 8 karton 30 bungkus, kurang 1 karton 10 bungkus.",
            "Mi instan ditagih 9 karton, diterima 8 karton 30 bungkus, lebih 10 bungkus.",
            "Mi instan ditagih Rp\u00a0936.000 untuk 9 karton; menurut pesanan Rp\u00a0900.000, lebih Rp\u00a036.000.",
        ]),
        ((ORDER, 401, Priced(400, 900_000)), [
            "Mi instan dipesan 10 karton, diterima 10 karton 1 bungkus, lebih 1 bungkus.",
            "Mi instan ditagih 10 karton, diterima 10 karton 1 bungkus, kurang 1 bungkus.",
            "Mi instan ditagih Rp\u00a0900.000 untuk 10 karton; "
            "menurut pesanan Rp\u00a01.000.000, kurang Rp\u00a0100.000.",
        ]),
        ((None, 40, None), [
            "Mi instan tidak dipesan; diterima 1 karton.",
            "Mi instan diterima 1 karton, belum ditagih.",
        ]),
    ],
)  # fmt: skip
def test_differences_in_words(told, sentences):
    assert [one.reason for one in matched(*told).verdicts] == sentences


# 2 % of 400 are 8; 2 % of 400 that came is 8 too, of 408 it is 8,16.
@pytest.mark.parametrize(
    ("came", "billed_qty", "differences"),
    [
        (392, 392, set()),
        (391, 391, {SHORT}),
        (408, 408, set()),
        (409, 409, {OVER}),
        (400, 408, set()),
        (400, 409, {BILLED_MORE}),
        (408, 400, set()),
        (400, 391, {BILLED_LESS}),
        (400, 392, set()),
    ],
)
def test_what_goods_lose_on_the_way_may_be_let_pass(came, billed_qty, differences):
    found = matched(ORDER, came, Priced(billed_qty, billed_qty * 2_500), tolerance=Tolerance(qty_ppm=20_000))

    assert {one.difference for one in found.verdicts} == differences


@pytest.mark.parametrize(
    ("ordered_qty", "qty_ppm", "differences"),
    [
        (2_000_000, 0, {SHORT}),
        (1_000_000, 1, set()),
        (999_999, 1, {SHORT}),
        (500_000, 2, set()),
        (499_999, 2, {SHORT}),
    ],
)
def test_a_millionth_is_a_millionth(ordered_qty, qty_ppm, differences):
    tolerance = Tolerance(qty_ppm=qty_ppm)
    found = matched(Priced(ordered_qty, 0), ordered_qty - 1, Priced(ordered_qty - 1, 0), tolerance=tolerance)

    assert {one.difference for one in found.verdicts} == differences


@pytest.mark.parametrize(
    ("amount_rp", "tolerance", "differences"),
    [
        (1_010_000, {"price_ppm": 10_000}, set()),
        (1_010_001, {"price_ppm": 10_000}, {PRICE_ABOVE}),
        (990_000, {"price_ppm": 10_000}, set()),
        (989_999, {"price_ppm": 10_000}, {PRICE_BELOW}),
        (1_000_500, {"price_rp": 500}, set()),
        (1_000_501, {"price_rp": 500}, {PRICE_ABOVE}),
        (1_000_501, {"price_rp": 500, "price_ppm": 501}, set()),
        (1_000_501, {"price_rp": 501, "price_ppm": 1}, set()),
    ],
)
def test_a_small_difference_of_price_may_be_let_pass(amount_rp, tolerance, differences):
    found = matched(ORDER, 400, Priced(400, amount_rp), tolerance=Tolerance(**tolerance))

    assert {one.difference for one in found.verdicts} == differences
    assert found.payable_rp == (1_000_000 if differences == {PRICE_ABOVE} else amount_rp)


# A third of 100 rupiah: 33 is cheaper by a third of a rupiah, told as one.
def test_less_than_a_rupiah_is_still_a_difference():
    (verdict,) = matched(Priced(3, 100), 1, Priced(1, 33), tolerance=Tolerance(qty_ppm=1_000_000)).verdicts

    assert (verdict.difference, verdict.by) == (PRICE_BELOW, 1)
    assert verdict.reason.endswith("menurut pesanan Rp\u00a033, kurang Rp\u00a01.")


def test_each_product_is_answered_in_its_place():
    found = match([line(), line(None, 0, Priced(1, 1)), line()], tolerance=STRICT)

    assert [one.agrees for one in found] == [True, False, True]
    assert match([], tolerance=STRICT) == ()


@pytest.mark.parametrize(
    "told",
    [
        (ORDER, -1, ORDER),
        (Priced(0, 1), 1, ORDER),
        (ORDER, 1, Priced(0, 1)),
        (ORDER, 1, Priced(1, -1)),
        (Priced(1, -1), 1, None),
    ],
)
def test_a_line_of_nothing_is_our_own_mistake(told):
    with pytest.raises(ValueError, match="quantity"):
        matched(*told)


priced = st.builds(Priced, st.integers(1, 500), st.integers(0, 10**6))


@given(
    ordered=st.none() | priced,
    came=st.integers(0, 500),
    billed=st.none() | priced,
    tolerance=st.builds(
        Tolerance,
        qty_ppm=st.integers(0, 10**5),
        price_ppm=st.integers(0, 10**5),
        price_rp=st.integers(0, 999),
    ),
)
def test_no_more_may_be_paid_than_is_billed_and_a_wider_tolerance_finds_no_more(
    ordered, came, billed, tolerance
):
    strict, wide = matched(ordered, came, billed), matched(ordered, came, billed, tolerance=tolerance)

    assert {one.difference for one in wide.verdicts} <= {one.difference for one in strict.verdicts}
    assert all(one.by > 0 and one.reason.endswith(".") for one in strict.verdicts)
    for found in (strict, wide):
        assert 0 <= found.payable_rp <= found.billed_rp
    if ordered and billed and not wide.verdicts:
        assert wide.payable_rp == billed.amount_rp
