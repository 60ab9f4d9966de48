"""Amounts and days as banks write them; long numbers are masked."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.books.treasury.domain.bank_cells import (
    DaysUnclearError,
    digits_of,
    flags_in,
    masked,
    read_amount,
    read_days,
    read_flag,
)

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("text", "amount_rp", "is_said"),
    [
        ("1.234.567,00", 1_234_567, False),
        ("1,234,567.00", 1_234_567, False),
        ("1234567", 1_234_567, False),
        ("1234567.0", 1_234_567, False),
        ("Rp 50.000", 50_000, False),
        ("IDR 50,000.00", 50_000, False),
        (".00", 0, False),
        ("0", 0, False),
        ("+50.000", 50_000, True),
        ("-50.000", -50_000, True),
        ("\u221250.000", -50_000, True),
        ("Rp -50.000", -50_000, True),
        ("50.000,00-", -50_000, True),
        ("(50,000.00)", -50_000, True),
        ("50,000.00 DB", -50_000, True),
        ("50.000 D", -50_000, True),
        ("50.000,00 CR", 50_000, True),
        ("50.000 k", 50_000, True),
        ("1 234 567", 1_234_567, False),
    ],
)
def test_amounts_as_banks_write_them(text, amount_rp, is_said):
    assert read_amount(text) == (amount_rp, is_said)


@pytest.mark.parametrize(
    "text",
    ["", "Rp", "1.234,50", "1,234.5", "0,01", "1.23.456", "1.234.00", "1.234,567", "=1+1", "@SUM(A1)", "abc", "5 XX",
     "1E+15", "9999999999999999", "(50.000", "١٢"],
)  # fmt: skip
def test_what_is_no_whole_amount_is_not_read(text):
    assert read_amount(text) is None


@given(st.integers(-(10**14), 10**14))
def test_both_ways_of_dots_and_commas_say_the_same(amount_rp):
    english = f"{amount_rp:,}.00"
    indonesian = english.translate(str.maketrans(",.", ".,"))

    assert read_amount(english)[0] == read_amount(indonesian)[0] == amount_rp


@pytest.mark.parametrize(
    ("texts", "order", "days"),
    [
        (["2026-11-01", "2026-11-02 08:15:00"], "", [date(2026, 11, 1), date(2026, 11, 2)]),
        (["20261101"], "", [date(2026, 11, 1)]),
        (["1 Nov 2026", "02-Nov-26", "3 Nopember 2026", "4 November 2026 10:00"], "",
         [date(2026, 11, day) for day in (1, 2, 3, 4)]),
        (["01/11/26", "13/11/26"], "", [date(2026, 11, 1), date(2026, 11, 13)]),
        (["11/01/2026", "11/13/2026"], "", [date(2026, 11, 1), date(2026, 11, 13)]),
        # Both orders are days, but only one of them goes in time.
        (["30/09/2026", "01/10/2026"], "", [date(2026, 9, 30), date(2026, 10, 1)]),
        (["02/10/2026", "03/10/2026", "04/09/2026"], "bulan",
         [date(2026, 2, 10), date(2026, 3, 10), date(2026, 4, 9)]),
        (["03/09/2026", "05/10/2026", "01/11/2026"], "",
         [date(2026, 9, 3), date(2026, 10, 5), date(2026, 11, 1)]),
        # 12 November as 11 December has not come yet.
        (["11/12/2026"], "", [date(2026, 11, 12)]),
        (["11/11/2026"], "", [date(2026, 11, 11)]),
        (["01/11/2026"], "hari", [date(2026, 11, 1)]),
        (["31/02/2026", "x"], "", [None, None]),
        (["01/11/2027"], "", [None]),
        (["1 Foo 2026", "01/11/1999"], "", [None, None]),
    ],
)  # fmt: skip
def test_which_of_day_and_month_comes_first_is_decided_over_the_column(texts, order, days):
    assert read_days(texts, latest=TODAY, order=order) == days


@pytest.mark.parametrize(
    "texts",
    [
        ["01/11/2026"],
        ["03/09/2026", "01/10/2026"],
        ["01/10/2026", "02/10/2026"],
        ["05/04/2026", "04/05/2026", "05/04/2026"],
    ],
)
def test_a_column_that_can_be_read_both_ways_is_not_guessed(texts):
    with pytest.raises(DaysUnclearError):
        read_days(texts, latest=TODAY)


def test_flags():
    assert [read_flag(word) for word in ("DB", "k", "CR.", "", "x")] == [-1, 1, 1, 0, 0]
    assert flags_in({"Kolom 1": ["a"], "Kolom 2": ["DB", "", "CR"], "Kolom 3": ["", ""]}) == "Kolom 2"
    assert flags_in({}) == ""


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("TRF 081234567890 BAYAR", "TRF 08•••••••890 BAYAR"),
        ("0812-3456-7890", "08•••••••890"),
        ("3573034105900001", "35•••••••••••001"),
        ("123456789", "123456789"),
        ("BBK-2026-0012", "BBK-2026-0012"),
    ],
)
def test_a_number_that_may_be_a_persons_is_masked(text, kept):
    assert masked(text) == kept


def test_the_digits_of_an_account():
    assert digits_of("0051-01-000123-30-4") == "005101000123304"
