from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.trade.inventory.domain.units import (
    MOST,
    BaseUnit,
    UnitRefusedError,
    UnitTold,
    quantity_words,
    read_quantity,
    resolve,
    unit_name,
)

GRAM, MILILITER, PIECE = BaseUnit
NOODLES = {"bungkus": 1, "pak": 10, "karton": 120}
RICE = {"gram": 1, "ons": 100, "kg": 1000, "kuintal": 100_000, "ton": 1_000_000, "sak": 25_000}


def told(*rows):
    return [UnitTold(name, Fraction(count), of) for name, count, of in rows]


def refusal(call):
    with pytest.raises(UnitRefusedError) as caught:
        call()
    return caught.value.facts


# 1 karton = 12 pak, 1 pak = 10 bungkus: a karton is 120 bungkus, in whatever order it is told.
@pytest.mark.parametrize(
    ("_case", "base", "piece", "rows", "sizes"),
    [
        ("one by another", PIECE, "bungkus", [("karton", 12, "pak"), ("pak", 10, "bungkus")], NOODLES),
        ("the other way round", PIECE, "bungkus", [("pak", 10, "bungkus"), ("karton", 12, "pak")], NOODLES),
        (
            "half a kilogram",
            GRAM,
            "",
            [("plastik", "1/2", "kg"), ("sak", 50, "plastik")],
            {"plastik": 500, "sak": 25_000},
        ),
        (
            "a fraction of a fraction",
            PIECE,
            "telur",
            [("papan", "5/2", "lusin"), ("lusin", 12, "telur")],
            {"papan": 30},
        ),
        ("other spellings", GRAM, "", [("Sak", 25, "Kilogram")], {"sak": 25_000, "kg": 1000, "gram": 1}),
        (
            "liters",
            MILILITER,
            "",
            [("jeriken", 5, "L"), ("botol", 600, "ml")],
            {"jeriken": 5000, "botol": 600},
        ),
        ("nothing of its own", PIECE, "buah", [], {"buah": 1}),
        ("the largest", PIECE, "buah", [("gunung", MOST, "buah")], {"gunung": MOST}),
    ],
)
def test_units_worked_by_hand(_case, base, piece, rows, sizes):
    found = resolve(base, piece=piece, told=told(*rows))

    assert {name: found[name] for name in sizes} == sizes
    assert [name for name in found if name in {unit_name(row[0]) for row in rows}] == [
        unit_name(row[0]) for row in rows
    ]


def test_measures_everybody_knows():
    assert resolve(GRAM, told=[]) == {"gram": 1, "ons": 100, "kg": 1000, "kuintal": 100_000, "ton": 1_000_000}
    assert resolve(MILILITER, told=[]) == {"ml": 1, "liter": 1000}
    assert resolve(PIECE, told=[]) == {"buah": 1}
    names = ["g", "gr", "kilo", "KG", " kw ", "l", "lt", "ltr", "Mililiter", "cc", "sak  besar"]
    assert [unit_name(name) for name in names] == [
        "gram", "gram", "kg", "kg", "kuintal", "liter", "liter", "liter", "ml", "ml", "sak besar",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("_case", "rows", "facts"),
    [
        ("by itself", [("pak", 10, "pak")], {"wrong": "loop", "unit": "pak"}),
        ("in a ring", [("karton", 12, "pak"), ("pak", 2, "karton")], {"wrong": "loop", "unit": "karton"}),
        ("into a ring", [("a", 2, "b"), ("b", 2, "c"), ("c", 2, "b")], {"wrong": "loop", "unit": "b"}),
        ("by nobody", [("karton", 12, "pak")], {"wrong": "unknown", "unit": "pak"}),
        ("by a measure of another kind", [("sak", 25, "kg")], {"wrong": "unknown", "unit": "kg"}),
        ("twice", [("pak", 10, "bungkus"), ("Pak", 12, "bungkus")], {"wrong": "twice", "unit": "pak"}),
        ("as the base", [("bungkus", 10, "bungkus")], {"wrong": "twice", "unit": "bungkus"}),
        ("half a piece", [("pak", "5/2", "bungkus")], {"wrong": "fraction", "unit": "pak"}),
        ("of nothing", [("pak", 0, "bungkus")], {"wrong": "count", "unit": "pak"}),
        ("below nothing", [("pak", -1, "bungkus")], {"wrong": "count", "unit": "pak"}),
        ("too large", [("pak", MOST + 1, "bungkus")], {"wrong": "large", "unit": "pak"}),
        ("without a name", [(" ", 1, "bungkus")], {"wrong": "name", "unit": " "}),
        ("a name with digits", [("pak10", 1, "bungkus")], {"wrong": "name", "unit": "pak10"}),
        ("too long a name", [("a" * 21, 1, "bungkus")], {"wrong": "name", "unit": "a" * 21}),
    ],
)
def test_units_that_do_not_fit_are_refused(_case, rows, facts):
    assert refusal(lambda: resolve(PIECE, piece="bungkus", told=told(*rows))) == facts


def test_a_piece_has_a_name_and_the_longest_name_fits():
    assert refusal(lambda: resolve(PIECE, piece="", told=[])) == {"wrong": "name", "unit": ""}
    assert resolve(PIECE, told=told(("a" * 20, 2, "buah")))["a" * 20] == 2
    assert resolve(GRAM, piece="", told=[])["kg"] == 1000


@pytest.mark.parametrize(
    ("base_qty", "units", "words"),
    [
        (271, NOODLES, "2 karton 3 pak 1 bungkus"),
        (120, NOODLES, "1 karton"),
        (119, NOODLES, "11 pak 9 bungkus"),
        (0, NOODLES, "0 bungkus"),
        (-11, NOODLES, "−1 pak 1 bungkus"),
        (-1, NOODLES, "−1 bungkus"),
        (120_000 * 120, NOODLES, "120.000 karton"),
        (28_250, RICE, "1 sak 3 kg 250 gram"),
        (150_300, RICE, "6 sak 300 gram"),
        (10, {"buah": 1, "lusin kecil": 10, "dus": 10}, "1 lusin kecil"),
    ],
)
def test_a_quantity_in_words(base_qty, units, words):
    assert quantity_words(base_qty, units=units) == words


@pytest.mark.parametrize(
    ("written", "units", "usual", "base_qty"),
    [
        ("12", NOODLES, "pak", 120),
        ("0", NOODLES, "pak", 0),
        ("2 1/2 kg", RICE, "kg", 2_500),
        ("2½ kg", RICE, "gram", 2_500),
        ("¼", RICE, "kg", 250),
        ("¾ kg", RICE, "kg", 750),
        ("1/2", NOODLES, "pak", 5),
        ("0,5", RICE, "kg", 500),
        ("0,125 kg", RICE, "kg", 125),
        ("1.250", RICE, "gram", 1_250),
        ("1.250,5 kg", RICE, "kg", 1_250_500),
        ("12.345.678", NOODLES, "bungkus", 12_345_678),
        ("  2  Karton 3 PAK 1 ", NOODLES, "bungkus", 271),
        ("2karton3pak", NOODLES, "bungkus", 270),
        ("3 ons", RICE, "kg", 300),
        ("1 kilo 2 gr", RICE, "kg", 1_002),
        ("1.000.000.000 ton", RICE, "kg", MOST),
        ("1 sak besar 2", {"buah": 1, "sak besar": 7}, "buah", 9),
    ],
)
def test_a_quantity_as_typed(written, units, usual, base_qty):
    assert read_quantity(written, units=units, usual=usual) == base_qty


@pytest.mark.parametrize(
    ("written", "facts"),
    [
        *[
            (text, {"wrong": "written", "written": text})
            for text in (
                "", "  ", "pak", "-1", "+1", "1.25", "1.2500", "1,2,3", "1.250.5", "1/0", "1/00 pak", "1/2/3", "1,5/2",
                ",5", "5,", "٣", "1; 2", "1" * 81, "1 1/2.5",
            )
        ],
        ("12 lusin", {"wrong": "unit", "unit": "lusin"}),
        ("1e3", {"wrong": "unit", "unit": "e"}),
        ("2 pak 1 pak", {"wrong": "again", "unit": "pak"}),
        ("1 000", {"wrong": "again", "unit": "bungkus"}),
        ("0,55 pak", {"wrong": "part", "unit": "pak", "written": "0,55 pak"}),
        ("1/3 pak", {"wrong": "part", "unit": "pak", "written": "1/3 pak"}),
        (str(MOST + 1), {"wrong": "large", "written": str(MOST + 1)}),
    ],
)  # fmt: skip
def test_what_is_no_quantity_is_refused(written, facts):
    assert refusal(lambda: read_quantity(written, units=NOODLES, usual="bungkus")) == facts


def test_a_usual_unit_that_is_none_is_told():
    assert refusal(lambda: read_quantity("1", units=NOODLES, usual="kg")) == {"wrong": "unit", "unit": "kg"}


@given(base_qty=st.integers(0, 10**9), units=st.sampled_from([NOODLES, RICE]))
def test_words_are_read_back(base_qty, units):
    smallest = next(name for name, size in units.items() if size == 1)

    assert read_quantity(quantity_words(base_qty, units=units), units=units, usual=smallest) == base_qty


@given(counts=st.lists(st.integers(1, 50), min_size=1, max_size=6), order=st.randoms(use_true_random=False))
def test_a_chain_multiplies_in_whatever_order_it_is_told(counts, order):
    names = [f"u{'x' * at}" for at in range(len(counts))]
    rows = told(*zip(names, counts, ["buah", *names], strict=False))
    order.shuffle(rows)
    found, size = resolve(PIECE, told=rows), 1
    for name, count in zip(names, counts, strict=True):
        size *= count
        assert found[name] == size
