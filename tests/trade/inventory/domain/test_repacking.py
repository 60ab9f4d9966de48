"""Repacking by content: what the packs carry, what is lost beyond it."""

from decimal import Decimal

import pytest
from hypothesis import given as tried
from hypothesis import strategies as st

from guyub.trade.inventory.domain.documents import PaperRefusedError
from guyub.trade.inventory.domain.repacking import Lost, Part, lost_of, part_of

PERCENT = Decimal("0.01")
SACK = part_of(qty=50_000, base_unit="gram", content=1, content_unit="BUAH")
KILO = part_of(qty=40, base_unit="bungkus", content=1000, content_unit="G")
BAGS = part_of(qty=60, base_unit="lembar", content=1, content_unit="BUAH")


def halves(qty):
    return part_of(qty=qty, base_unit="bungkus", content=500, content_unit="G")


def test_what_is_counted_by_the_gram_holds_a_gram():
    assert Part(50_000, 1, "G") == SACK
    assert part_of(qty=2, base_unit="ml", content=7, content_unit="BUAH").whole == 2
    assert KILO.whole == 40_000


@pytest.mark.parametrize(
    ("_case", "given", "made", "lost"),
    [
        ("all of it", [SACK], [KILO, halves(20)], Lost(0, 50_000, (0,))),
        ("a spill of one percent", [SACK], [KILO, halves(19)], Lost(500, 50_000, (0,))),
        ("twice that: half of it is beyond", [SACK], [KILO, halves(18)], Lost(1_000, 50_000, (500,))),
        ("bags lose nothing", [BAGS, SACK], [KILO, halves(18)], Lost(1_000, 50_000, (0, 500))),
        (
            "shared by content",
            [Part(30_000, 1, "G"), Part(20_000, 1, "G")],
            [KILO],
            Lost(10_000, 50_000, (5_700, 3_800)),
        ),
        (
            "whole sacks alone are told apart",
            [Part(1, 50_000, "G")],
            [KILO],
            Lost(10_000, 50_000, (0,)),
        ),
    ],
)
def test_what_is_lost(_case, given, made, lost):
    assert lost_of(given, made, normal=PERCENT) == lost


@pytest.mark.parametrize(
    ("_case", "given", "made", "wrong"),
    [
        ("nothing comes out", [SACK], [], "output"),
        ("litres of kilograms", [SACK], [Part(1, 1000, "ML")], "unit"),
        ("two measures come out", [SACK], [KILO, Part(1, 1000, "ML")], "unit"),
        ("more than went in", [SACK], [halves(101)], "content"),
    ],
)
def test_what_is_no_repacking(_case, given, made, wrong):
    with pytest.raises(PaperRefusedError) as error:
        lost_of(given, made, normal=PERCENT)
    assert error.value.facts["wrong"] == wrong


@tried(
    st.lists(st.integers(1, 10**6), min_size=1, max_size=4),
    st.integers(0, 10**6),
    st.sampled_from([Decimal(0), PERCENT, Decimal("0.05"), Decimal(1)]),
)
def test_what_is_beyond_is_never_more_than_is_lost(sizes, lost, normal):
    whole = sum(sizes)
    made = Part(max(whole - lost, 1), 1, "G")
    told = lost_of([Part(size, 1, "G") for size in sizes], [made], normal=normal)
    assert told.content == whole - made.qty
    assert sum(told.beyond) == max(told.content - int(whole * normal), 0)
    assert all(0 <= part <= size for part, size in zip(told.beyond, sizes, strict=True))
