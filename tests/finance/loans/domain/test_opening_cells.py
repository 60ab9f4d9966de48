"""What cooperatives write into the cells of a list of loans."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.finance.loans.domain.opening_cells import (
    METHOD_WORDS,
    MONTHS,
    annual_rate,
    count_in,
    every_in,
    method_in,
)
from guyub.finance.loans.domain.terms import Every, Method, Unit


@pytest.mark.parametrize(
    ("text", "a_year", "rate"),
    [
        ("1,5", MONTHS, Fraction(18, 100)),
        ("1.5 %", MONTHS, Fraction(18, 100)),
        ("1,5% per bulan", MONTHS, Fraction(18, 100)),
        ("2%/bln", MONTHS, Fraction(24, 100)),
        ("2 persen sebulan", MONTHS, Fraction(24, 100)),
        ("18", 1, Fraction(18, 100)),
        ("18 % setahun", 1, Fraction(18, 100)),
        ("18% p.a", 1, None),
        ("0", MONTHS, Fraction(0)),
        # Shown as percent by a spreadsheet.
        ("0.015", MONTHS, Fraction(18, 100)),
        ("0.016666666666666666", MONTHS, Fraction(20, 100)),
        ("0.18", 1, Fraction(18, 100)),
        ("0,5", MONTHS, Fraction(6, 100)),
        ("0,02%", MONTHS, Fraction(24, 10_000)),
        ("1,5% setahun", MONTHS, None),
        ("18 % sebulan", 1, None),
        ("", MONTHS, None),
        ("dua", MONTHS, None),
        ("-2", MONTHS, None),
        ("1.500.000", MONTHS, None),
    ],
)
def test_rates(text, a_year, rate):
    assert annual_rate(text, a_year=a_year) == rate


@given(st.integers(1_000, 99_999))
def test_a_rate_is_read_as_it_is_written(hundredths):
    written = f"{hundredths // 100},{hundredths % 100:02}"
    assert annual_rate(written, a_year=1) == Fraction(hundredths, 10_000)
    assert annual_rate(f"{written} %", a_year=MONTHS) == Fraction(hundredths * 12, 10_000)


@pytest.mark.parametrize(
    ("text", "method"),
    [
        ("Flat", Method.FLAT),
        ("Bunga Tetap", Method.FLAT),
        ("MENURUN", Method.DECLINING),
        ("anuitas", Method.ANNUITY),
        ("jasa saja", Method.INTEREST_ONLY),
        ("Yarnen", Method.BULLET),
        ("campuran", None),
    ],
)
def test_methods(text, method):
    assert method_in(text) is method


def test_every_method_is_read_by_its_own_word():
    assert {method_in(words) for words in METHOD_WORDS.values()} == set(Method)


@pytest.mark.parametrize(
    ("text", "every"),
    [
        ("bulanan", Every(Unit.MONTH)),
        ("Mingguan", Every(Unit.WEEK)),
        ("tiap minggu", Every(Unit.WEEK)),
        ("3 bulan", Every(Unit.MONTH, 3)),
        ("6 bulanan", Every(Unit.MONTH, 6)),
        ("pasaran", Every(Unit.PASARAN)),
        ("per hari", Every(Unit.DAY)),
        ("0 bulan", None),
        ("kadang", None),
        ("1", None),
    ],
)
def test_periods(text, every):
    assert every_in(text) == every


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("12", 12),
        ("12x", 12),
        ("24 bulan", 24),
        ("10 kali", 10),
        ("0", None),
        ("1201", None),
        ("", None),
        ("dua", None),
    ],
)
def test_counts(text, count):
    assert count_in(text) == count
