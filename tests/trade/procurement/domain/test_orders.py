"""Orders: amounts, tolerances, and where one stands."""

import pytest

from guyub.trade.procurement.domain.orders import (
    OrderState,
    Progress,
    Standing,
    least_received,
    line_amount_rp,
    most_received,
    standing_of,
)

S = OrderState


@pytest.mark.parametrize(
    ("_case", "qty", "price_rp", "factor", "amount_rp"),
    [
        ("whole units", 10, 500, 1, 5_000),
        ("sacks", 100_000, 300_000, 25_000, 1_200_000),
        ("a half is rounded up", 1, 1, 2, 1),
        ("less than a half is nothing", 1, 1, 3, 0),
    ],
)
def test_a_line_comes_to_its_price_by_its_units(_case, qty, price_rp, factor, amount_rp):
    assert line_amount_rp(qty=qty, price_rp=price_rp, factor=factor) == amount_rp


def test_a_tolerance_is_rounded_down_both_ways():
    assert most_received(ordered_qty=99, tolerance_percent=5) == 103
    assert least_received(ordered_qty=99, tolerance_percent=5) == 95


@pytest.mark.parametrize(
    ("_case", "state", "progress", "standing"),
    [
        ("a draft", S.RANCANGAN, Progress(), Standing.RANCANGAN),
        ("nothing came", S.DIKIRIM, Progress(), Standing.DIKIRIM),
        ("a part came", S.DIKIRIM, Progress(has_come=True, unbilled_rp=5), Standing.SEBAGIAN),
        ("all came", S.DIKIRIM, Progress(True, True, 5, 1), Standing.DITERIMA),
        ("free goods wait for a bill too", S.DIKIRIM, Progress(True, True, 0, 1), Standing.DITERIMA),
        ("billed", S.DISETUJUI, Progress(True, True, 0, 0, 9), Standing.DITAGIH),
        ("paid", S.DIKIRIM, Progress(True, True), Standing.LUNAS),
        ("the rest was given up", S.SELESAI, Progress(True, False), Standing.LUNAS),
        ("closed before anything came", S.SELESAI, Progress(), Standing.SELESAI),
        ("cancelled", S.BATAL, Progress(), Standing.BATAL),
    ],
)
def test_an_order_stands_where_what_came_of_it_does(_case, state, progress, standing):
    assert standing_of(state, progress) is standing
