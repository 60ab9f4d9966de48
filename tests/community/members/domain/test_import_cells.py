"""Days, money and numbers as cooperatives write them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.community.members.domain.import_cells import (
    any_day,
    bare_number,
    birth,
    is_nothing,
    mobile,
    neighbourhood,
    own_number,
    rt_and_rw,
    rt_and_rw_within,
    rupiah,
)
from guyub.foundation.kernel.formats import rupiah as written

TODAY = date(2026, 11, 25)
MAY = date(1984, 5, 12)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        *(
            (text, MAY)
            for text in ("12 Mei 1984", "12/05/84", "12-5-1984", "30814", "12 mei '84", "1984-05-12")
        ),
        ("1984-05-12 00:00:00", MAY),
        ("12.05.1932", date(1932, 5, 12)),
        ("2 Peb. 1970", date(1970, 2, 2)),
        ("25/11/26", TODAY),
        ("26/11/26", date(1926, 11, 26)),  # not born tomorrow
        ("29/02/01", None),
        ("31/02/1980", None),
        ("12 Foo 1984", None),
        ("12/05/1899", None),
        ("Mei 1984", None),
        ("3652", None),
        ("99999", None),
        ("x", None),
    ],
)
def test_a_day_is_read_in_the_usual_spellings(text, day):
    assert any_day(text, today=TODAY) == day


@given(st.dates(date(1910, 1, 1), TODAY))
def test_a_day_comes_back_from_its_serial_and_its_words(day):
    assert any_day(str((day - date(1899, 12, 30)).days), today=TODAY) == day
    assert any_day(f"{day.day}/{day.month}/{day.year}", today=TODAY) == day
    if day > TODAY - timedelta(days=36_000):
        assert any_day(f"{day:%d-%m-%y}", today=TODAY) == day


@pytest.mark.parametrize(
    ("text", "place", "day"),
    [
        ("Malang, 12 Mei 1984", "Malang", MAY),
        ("Malang 12-05-1984", "Malang", MAY),
        ("Kab. Malang,12/05/84", "Kab. Malang", MAY),
        ("12 Mei 1984", "", MAY),
        ("Malang", "Malang", None),
        ("Malang, 12 Foo", "Malang", None),
    ],
)
def test_place_and_day_of_birth_stand_in_one_cell(text, place, day):
    assert birth(text, today=TODAY) == (place, day)


@pytest.mark.parametrize(
    ("text", "amount_rp"),
    [
        *(
            (text, 100_000)
            for text in ("Rp 100.000,-", "100.000", "100000", "100,000", "Rp. 100.000,00", "rp100.000.-")
        ),
        *((text, 0) for text in ("", "-", "Rp -", "Rp", "nihil", "0")),
        ("(5.000)", -5_000),
        ("-5000", -5_000),
        ("Rp -5.000", -5_000),
        ("1.00.0", None),
        ("100000.5", None),
        ("lunas", None),
        ("3573034101500001", None),
    ],
)
def test_money_is_read_in_the_usual_spellings(text, amount_rp):
    assert rupiah(text) == amount_rp


@given(st.integers(0, 10**12))
def test_money_comes_back_from_what_the_house_writes(amount_rp):
    assert rupiah(written(amount_rp)) == amount_rp
    assert rupiah(str(amount_rp)) == amount_rp


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("A-0042", 42),
        ("42", 42),
        ("042/KKMP", 42),
        ("12/2018", None),
        ("0", None),
        ("x", None),
        ("9" * 12, None),
    ],
)
def test_a_members_own_number_is_one_number(text, number):
    assert own_number(text) == number


def test_numbers_lose_what_makes_them_texts_and_keep_an_exponent():
    assert bare_number("'357303 410150.0001") == "3573034101500001"
    assert bare_number("3.57303E+15") == "3.57303E+15"
    assert is_nothing(" - ")
    assert not is_nothing("3")


@pytest.mark.parametrize(
    ("text", "found"),
    [("4", "004"), ("RT 04", "004"), ("rw.12", "012"), ("000", "000"), ("1234", None), ("IV", None)],
)
def test_an_rt_has_three_digits(text, found):
    assert neighbourhood(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        *(
            (text, ("003", "002"))
            for text in ("03/02", "RT 03 RW 02", "RT.3/RW.2", "3 / 2", "03-02", "RT3RW2")
        ),
        ("2026-02-03", None),  # a spreadsheet made a day of 03/02
        ("0302", None),
        ("x", None),
    ],
)
def test_rt_and_rw_stand_in_one_cell(text, found):
    assert rt_and_rw(text) == found


def test_rt_and_rw_are_found_in_an_address():
    assert rt_and_rw_within("Jl. Kyai Contoh 5 RT 03/RW 02 Bumiayu") == ("003", "002")
    assert rt_and_rw_within("Jl. Artha 3") == ("", "")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *(
            (text, "+6281234567890")
            for text in ("81234567890", "0812-3456-7890", "'081234567890", "+62 812 3456 7890")
        ),
        ("081234567890 / 085600000000", "+6281234567890"),
        ("0341-551234", None),
        ("ada", None),
    ],
)
def test_a_phone_gets_its_zero_back(text, number):
    assert mobile(text) == number
