"""Units, quantities, costs and days of goods, as shops write them."""

from datetime import date
from fractions import Fraction

import pytest

from guyub.trade.inventory.domain.costing import CostMethod
from guyub.trade.inventory.domain.opening_cells import (
    Base,
    CodeWritten,
    base_in,
    category_in,
    codes_in,
    expiry_in,
    good_in,
    is_doubtful,
    is_free,
    method_in,
    spelt,
    unit_cost,
    units_in,
    with_commas,
)
from guyub.trade.inventory.domain.units import UnitTold

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("_case", "written", "given", "said"),
    [
        ("short names", "2 CTN 3  pcs", {}, "2 karton 3 buah"),
        ("measures", "2 Kg 3 gr", {}, "2 kg 3 gram"),
        ("a product's own name stays", "2 box", {"known": {"box"}}, "2 box"),
        ("a piece of noodles is a packet", "3 pcs", {"piece": "bungkus"}, "3 bungkus"),
        ("unless pieces are another unit", "3 pcs", {"piece": "bungkus", "known": {"buah"}}, "3 buah"),
    ],
)
def test_units_have_one_spelling(_case, written, given, said):
    assert spelt(written, **given) == said


@pytest.mark.parametrize(
    ("written", "base"),
    [
        ("bks", Base("bungkus", "bungkus")),
        ("KG", Base("gram", "kg")),
        ("Ltr.", Base("ml", "liter")),
        ("gram", Base("gram", "gram")),
        ("sak", Base("karung", "karung")),
        ("lusin", None),
        ("", None),
    ],
)
def test_the_smallest_unit_is_read(written, base):
    assert base_in(written) == base


@pytest.mark.parametrize(
    ("_case", "written", "told"),
    [
        (
            "as units are told",
            "1 karton = 24 bks; 1 dus=6 karton",
            [("karton", 24, "bungkus"), ("dus", 6, "karton")],
        ),
        ("in other words", "karton isi 24, renteng @ 6", [("karton", 24, "kg"), ("renteng", 6, "kg")]),
        ("short", "ctn 24", [("karton", 24, "kg")]),
        ("glued", "1karton:1.200 ml", [("karton", 1200, "ml")]),
        ("with decimals", "sak = 2,5 kg", [("karung", Fraction(5, 2), "kg")]),
        ("nothing between", "karton 24; ;", [("karton", 24, "kg")]),
        ("no number", "karton penuh", None),
        ("a number alone", "24", None),
    ],
)
def test_what_units_hold_is_read(_case, written, told):
    read = units_in(written, usual="kg")
    assert read == (told and [UnitTold(name, Fraction(count), of) for name, count, of in told])


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("8990000000013", [("8990000000013", "")]),
        ("'8990-0000 00013", [("8990000000013", "")]),
        ("8990000000013; ctn 18990000000010", [("8990000000013", ""), ("18990000000010", "karton")]),
        ("8990000000013 (pcs) / 18990000000010 dus,", [("8990000000013", "buah"), ("18990000000010", "dus")]),
        ("tidak jelas", None),
        ("8", None),
    ],
)
def test_numbers_for_scanners_are_read_with_their_units(written, read):
    assert codes_in(written) == (read and [CodeWritten(*one) for one in read])


@pytest.mark.parametrize(
    ("written", "base", "doubtful"),
    [("1.250", "gram", True), ("1.250 kg", "gram", True), ("0.250", "gram", False), ("1.250", "buah", False)],
)
def test_a_dot_of_loose_goods_is_doubtful(written, base, doubtful):
    assert is_doubtful(written, base=base) is doubtful


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("12.5", "12,5"),
        ("0.125", "0,125"),
        ("1.250", "1.250"),
        ("1234.567", "1234,567"),
        ("1.250,5", "1.250,5"),
        ("2 kg", "2 kg"),
    ],
)
def test_the_point_of_a_spreadsheet_becomes_a_comma(written, said):
    assert with_commas(written) == said


@pytest.mark.parametrize(
    ("written", "cost"),
    [
        ("2.500", 2500),
        ("Rp 2.500,-", 2500),
        ("", 0),
        ("2333,33", Fraction(233333, 100)),
        ("2333.3333333", Fraction(23333333333, 10**7)),
        ("Rp 1.234.567,8", Fraction(12345678, 10)),
        ("-5", -5),
        ("mahal", None),
        ("9999999999999,5", None),
    ],
)
def test_what_one_unit_cost_is_read_exactly(written, cost):
    assert unit_cost(written) == cost


def test_free_goods_say_so():
    assert is_free(" Gratis ")
    assert is_free("cuma-cuma")
    assert not is_free("0")


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("31/08/2027", date(2027, 8, 31)),
        ("31-8-27", date(2027, 8, 31)),
        ("31 Agustus 2027", date(2027, 8, 31)),
        ("2027-08-31", date(2027, 8, 31)),
        ("08/2027", date(2027, 8, 31)),
        ("Feb 28", date(2028, 2, 29)),
        ("Agt. 2027", date(2027, 8, 31)),
        ("13/2027", None),
        ("zzz 2027", None),
        ("01/0000", None),
        ("nanti", None),
    ],
)
def test_the_day_of_expiry_is_read(written, day):
    assert expiry_in(written, today=TODAY) == day


def test_methods_categories_and_goods_are_read_by_their_names():
    assert method_in("Rata-rata") is CostMethod.AVERAGE
    assert method_in("FIFO") is CostMethod.FIFO
    assert method_in("LIFO") is None
    assert category_in("Sembako").code == "SEMBAKO"
    assert category_in("Kopi, teh, susu, dan minuman").code == "MINUMAN"
    assert category_in("elpiji").account == "1.3.02"
    assert category_in("entah") is None
    assert good_in("minyakita") == "MINYAKITA"
    assert good_in("LPG 3 kg") == "LPG_3KG"
    assert good_in("emas") is None
