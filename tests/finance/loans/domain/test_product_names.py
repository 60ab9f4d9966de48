"""Names and codes of loan products, and percents as people type them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guyub.finance.loans.domain.offering import rate_words
from guyub.finance.loans.domain.product_names import checked_name, checked_purpose, code_of_name, ppm_in
from tests.finance.loans.domain.test_offering import wrong


def test_names_and_codes():
    assert checked_name("  Pinjaman   usaha ") == "Pinjaman usaha"
    assert [wrong(lambda name=name: checked_name(name)) for name in ("ab", "a" * 61, "!!!")] == ["name"] * 3
    assert checked_name("abc") == "abc"
    assert checked_name("a" * 60) == "a" * 60
    assert code_of_name("Pinjaman usaha") == "usaha"
    assert code_of_name("Pinjaman") == "pinjaman"
    assert code_of_name("Modal pinjaman") == "modal-pinjaman"
    assert code_of_name("Pinjaman kebutuhan keluarga besar") == "kebutuhan-keluarga-b"
    assert checked_purpose("  modal \n dagang ") == "modal dagang"
    assert checked_purpose("a" * 200) == "a" * 200
    assert wrong(lambda: checked_purpose("a" * 201)) == "purpose"


@pytest.mark.parametrize(
    ("typed", "ppm"), [("1,5", 15_000), (" 12 % ", 120_000), ("0.0001", 1), ("0", 0), ("99,9999", 999_999)]
)
def test_a_percent_is_read(typed, ppm):
    assert ppm_in(typed) == ppm


@pytest.mark.parametrize("typed", ["", "satu", "-1", "100", "0,00001", "NaN", "1e1000000", "1" * 10])
def test_what_is_no_percent_is_refused(typed):
    assert wrong(lambda: ppm_in(typed)) == "percent"


@settings(deadline=None)
@given(st.integers(0, 999_999))
def test_a_written_percent_is_read_as_it_was(ppm):
    assert ppm_in(rate_words(ppm)) == ppm
