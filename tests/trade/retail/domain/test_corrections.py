"""What a person puts right in a sale: other goods, as many units of them, at the same amounts."""

import uuid

import pytest

from guyub.trade.retail.domain.corrections import CorrectionRefusedError, Goods, with_goods

GOOD = Goods(uuid.UUID(int=7), uuid.UUID(int=8), "Beras medium", "kg", 1_000)


def body(**more):
    line = {"product_id": "x", "unit_id": "y", "name": "?", "unit": "pak", "factor": 2, "base_qty": 3}
    return {
        "lines": [line | {"gross_rp": 45_000, "price_rp": 30_000} | more, {"name": "lain"}],
        "total_rp": 45_000,
    }


def test_a_line_is_of_other_goods_in_as_many_units():
    told = with_goods(body(), {1: GOOD})

    assert told["lines"][0] == {
        "product_id": str(GOOD.product_id),
        "unit_id": str(GOOD.unit_id),
        "name": "Beras medium",
        "unit": "kg",
        "factor": 1_000,
        "base_qty": 1_500,
        "price_qty": 1_000,
        "gross_rp": 45_000,
        "price_rp": 30_000,
    }
    assert (told["lines"][1], told["total_rp"]) == ({"name": "lain"}, 45_000)


@pytest.mark.parametrize(
    ("_case", "told", "at", "good", "wrong"),
    [
        ("no such line", body(), 3, GOOD, "line"),
        ("line nought", body(), 0, GOOD, "line"),
        ("no lines at all", {"lines": "x"}, 1, GOOD, "line"),
        ("half a piece", body(), 1, Goods(GOOD.product_id, GOOD.unit_id, "Sabun", "buah", 1), "unit"),
    ],
)
def test_what_is_not_put_right_so(_case, told, at, good, wrong):
    with pytest.raises(CorrectionRefusedError) as refusal:
        with_goods(told, {at: good})
    assert refusal.value.facts["wrong"] == wrong
