"""Goods that come back are read strictly, and what goes back for them must tie."""

import pytest

from guyub.trade.retail.domain.told import TillEventUnreadError
from guyub.trade.retail.domain.told_returns import read_return
from tests.trade.retail.domain.test_told import void


def body(*lines, **more):
    rows = [{"line": at, "base_qty": qty, "amount_rp": rp} for at, qty, rp in lines or [(1, 2, 5_000)]]
    return void(lines=rows, tenders=[{"kind": "CASH", "amount_rp": 5_000}]) | more


def test_goods_that_come_back():
    told = read_return(body((1, 2, 3_000), (4, 1, 1_950), rounding_rp=50))

    assert [(one.line_no, one.base_qty) for one in told.lines] == [(1, 2), (4, 1)]
    assert (told.amount_rp, told.paid_rp, told.head.number) == (4_950, 5_000, 319)


@pytest.mark.parametrize(
    ("_case", "told", "facts"),
    [
        ("one line twice", body((1, 1, 2_500), (1, 1, 2_500)), ("field", "lines")),
        ("sums", body((1, 1, 4_999)), ("ties", "tenders")),
        ("line nought", body((0, 1, 5_000)), ("field", "line")),
    ],
)
def test_what_is_not_read(_case, told, facts):
    with pytest.raises(TillEventUnreadError) as refusal:
        read_return(told)
    assert (refusal.value.facts["wrong"], refusal.value.facts["name"]) == facts
