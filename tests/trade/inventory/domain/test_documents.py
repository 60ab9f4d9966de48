"""Papers of stock: lines that are none, reasons, accounts of what is lost or used, numbers."""

import pytest

from guyub.foundation.kernel.ids import uuid7
from guyub.trade.inventory.domain.documents import (
    GoodsTyped,
    LossKind,
    PaperRefusedError,
    check_goods,
    checked_reason,
    paper_number,
    way_out,
)
from guyub.trade.inventory.domain.moves import Cause

ONE, OTHER = uuid7(), uuid7()


def refused(work):
    with pytest.raises(PaperRefusedError) as error:
        work()
    return error.value.facts["wrong"]


@pytest.mark.parametrize(
    ("_case", "goods", "wrong"),
    [
        ("none", [], "goods"),
        ("too many", [GoodsTyped(uuid7(), 1) for _ in range(101)], "lines"),
        ("nothing of it", [GoodsTyped(ONE, 0)], "qty"),
        ("below nothing", [GoodsTyped(ONE, -1)], "qty"),
        ("one product twice", [GoodsTyped(ONE, 1), GoodsTyped(ONE, 2)], "twice"),
        ("one batch twice", [GoodsTyped(ONE, 1, "A"), GoodsTyped(ONE, 2, "A")], "twice"),
    ],
)
def test_lines_that_are_none(_case, goods, wrong):
    assert refused(lambda: check_goods(goods)) == wrong


def test_two_batches_of_one_product_are_two_lines():
    check_goods([GoodsTyped(ONE, 1, "A"), GoodsTyped(ONE, 2, "B"), GoodsTyped(OTHER, 1)])


def test_a_reason_is_said_in_few_words():
    assert checked_reason("  kena   hujan ") == "kena hujan"
    assert checked_reason("x" * 120) == "x" * 120
    assert refused(lambda: checked_reason(" ")) == "reason"
    assert refused(lambda: checked_reason("x" * 121)) == "reason"


@pytest.mark.parametrize(
    ("kind", "purpose", "way"),
    [
        (LossKind.RUSAK, "", (Cause.RUSAK, "5.3.01")),
        (LossKind.KEDALUWARSA, "", (Cause.RUSAK, "5.3.01")),
        (LossKind.HILANG, "RAPAT", (Cause.RUSAK, "5.3.01")),
        (LossKind.PAKAI, "RAPAT", (Cause.PAKAI, "6.2.05")),
        (LossKind.PAKAI, "KEBERSIHAN", (Cause.PAKAI, "6.1.19")),
        (LossKind.PAKAI, "PROMOSI", (Cause.PAKAI, "6.1.14")),
    ],
)
def test_where_the_cost_of_what_is_lost_or_used_goes(kind, purpose, way):
    assert way_out(kind, purpose) == way


def test_own_use_has_a_purpose():
    assert refused(lambda: way_out(LossKind.PAKAI, "")) == "purpose"


def test_the_number_of_a_paper():
    assert paper_number("PG", 2026, 1) == "PG-2026-0001"
    assert paper_number("PG", 2026, 12_345) == "PG-2026-12345"
