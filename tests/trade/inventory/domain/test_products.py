"""What is told of a product and its units, brought to one form or refused."""

from dataclasses import replace

import pytest

from guyub.trade.inventory.domain.products import (
    MOST_UNITS,
    ProductRefusedError,
    ProductTyped,
    UnitTyped,
    base_of,
    checked_product,
    unit_sizes,
)
from guyub.trade.inventory.domain.units import BaseUnit, UnitRefusedError

OIL = ProductTyped(
    name="Minyak 1 liter",
    category="SEMBAKO",
    base_unit="botol",
    content=1000,
    content_unit="ML",
    good="MINYAKITA",
)


def wrong(act, refusal=ProductRefusedError):
    with pytest.raises(refusal) as caught:
        act()
    return caught.value.facts["wrong"]


def test_texts_get_single_blanks_and_codes_capitals():
    kept = checked_product(replace(OIL, name="  Minyak   1 liter ", code=" mk 1 "))
    assert (kept.name, kept.code) == ("Minyak 1 liter", "MK1")


def test_loose_goods_hold_one_of_their_measure_whatever_was_typed():
    rice = replace(OIL, base_unit="gram", good="BERAS_MEDIUM", content=500)
    assert (checked_product(rice).content, checked_product(rice).content_unit) == (1, "G")
    assert base_of("gram") is BaseUnit.GRAM
    assert base_of("ml") is BaseUnit.MILILITER
    assert base_of("botol") is BaseUnit.PIECE


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"name": "ab"}, "name"),
        ({"name": "a" * 81}, "name"),
        ({"code": "a" * 21}, "code"),
        ({"code": "b?"}, "code"),
        ({"category": "EMAS"}, "category"),
        ({"base_unit": "peti"}, "base_unit"),
        ({"content": 0}, "content"),
        ({"content": 1_000_001}, "content"),
        ({"content_unit": "TON"}, "content"),
        ({"good": "EMAS"}, "good"),
        ({"good": "GULA"}, "content"),
        ({"good": "LPG_3KG"}, "content"),
        ({"least_qty": -1}, "least"),
        ({"cost_method": "LIFO"}, "cost"),
    ],
)
def test_what_cannot_be_kept_says_what(more, said):
    assert wrong(lambda: checked_product(replace(OIL, **more))) == said


def test_without_a_good_the_content_is_free():
    assert checked_product(replace(OIL, good="", content=1, content_unit="BUAH")).content_unit == "BUAH"


@pytest.mark.parametrize(
    ("holds", "size"),
    [("12", 12), ("12 botol", 12), ("1.200", 1200), ("2 pak", 12), ("1,5 pak", 9), ("½ pak", 3)],
)
def test_a_unit_is_told_by_the_smallest_or_another(holds, size):
    unit = UnitTyped(name="dus", holds=holds)
    assert unit_sizes("botol", units=[unit], kept={"botol": 1, "pak": 6}) == {"dus": size}


def test_units_told_by_each_other_come_in_any_order():
    units = [UnitTyped(name="karton", holds="4 pak"), UnitTyped(name="pak", holds="6")]
    assert unit_sizes("botol", units=units, kept={"botol": 1}) == {"karton": 24, "pak": 6}


def test_a_measure_needs_no_size():
    units = [UnitTyped(name="Kilogram"), UnitTyped(name="karung", holds="50 kg")]
    assert unit_sizes("gram", units=units, kept={"gram": 1}) == {"kg": 1000, "karung": 50_000}
    kept = {"gram": 1, "kg": 1000}
    assert unit_sizes("gram", units=[UnitTyped(name="sak", holds="5 kg")], kept=kept) == {"sak": 5000}


@pytest.mark.parametrize(
    ("units", "said"),
    [
        ([UnitTyped(name="dus", holds="banyak")], "count"),
        ([UnitTyped(name="dus", holds="1/0")], "count"),
        ([UnitTyped(name="dus", holds="")], "count"),
        ([UnitTyped(name="pak", holds="3")], "twice"),
        ([UnitTyped(name="a", holds="2 b"), UnitTyped(name="b", holds="2 a")], "loop"),
        ([UnitTyped(name="dus", holds="2 peti")], "unknown"),
        ([UnitTyped(name="separuh", holds="1/2")], "fraction"),
        ([UnitTyped(name="botol", holds="2")], "twice"),
    ],
)
def test_units_that_do_not_fit_say_why(units, said):
    kept = {"botol": 1, "pak": 6}
    assert wrong(lambda: unit_sizes("botol", units=units, kept=kept), UnitRefusedError) == said


def test_a_product_has_a_bound_of_units():
    kept = {f"satuan{'x' * no}": no + 1 for no in range(MOST_UNITS)}
    assert wrong(lambda: unit_sizes("botol", units=[UnitTyped(name="dus", holds="2")], kept=kept)) == "many"
