"""Reported figures: reading what people write, and finding what does not fit together."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.community.cooperatives.domain.indicators import (
    INDICATORS,
    Said,
    Value,
    contradictions,
    exactness,
    read_value,
)

DAY = date(2026, 8, 5)


@pytest.mark.parametrize(
    ("_case", "indicator", "written", "value"),
    [
        ("plain digits", "sales_value", "5220000", Value(5_220_000)),
        ("as people write rupiah", "sales_value", "Rp 5.220.000", Value(5_220_000)),
        ("a dot that parts no thousands", "sales_value", "5.22", None),
        ("a decimal comma", "sales_value", "5,5", None),
        ("less than nothing", "members", "-1", None),
        ("nothing", "members", " ", None),
        ("too large to be true", "sales_value", "9" * 17, None),
        ("zero is a figure", "savings_value", "0", Value(0)),
        ("yes", "nib", "Ya", Value(is_yes=True)),
        ("not yet is no", "nib", "belum", Value(is_yes=False)),
        ("perhaps is neither", "nib", "mungkin", None),
        ("words", "business_lines", "sembako,  LPG", Value(text="sembako, LPG")),
        ("no words", "business_lines", "", None),
        ("too many words", "business_lines", "x" * 201, None),
    ],
)
def test_reading_a_value(_case, indicator, written, value):
    assert read_value(INDICATORS[indicator], written) == value


@given(st.integers(0, 10**15))
def test_every_whole_amount_is_read_back_with_and_without_dots(number):
    known = INDICATORS["sales_value"]

    assert read_value(known, str(number)) == Value(number)
    assert read_value(known, f"Rp {number:,}".replace(",", ".")) == Value(number)


def said(indicator, value):
    return Said(indicator, value, DAY, "contoh")


@pytest.mark.parametrize(
    ("_case", "reports", "whys"),
    [
        ("nothing said", {}, []),
        (
            "operates without a NIB",
            {"operating": Value(is_yes=True), "nib": Value(is_yes=False)},
            ["disebut beroperasi, NIB belum tercatat"],
        ),
        ("operates with one", {"operating": Value(is_yes=True), "nib": Value(is_yes=True)}, []),
        (
            "members and nobody who paid",
            {"members": Value(130), "members_paid_simpanan_pokok": Value(0)},
            ["ada anggota, pembayar simpanan pokok nol"],
        ),
        (
            "sells and is said not to operate",
            {"operating": Value(is_yes=False), "sales_value": Value(2_410_000)},
            ["disebut belum beroperasi, ada penjualan tercatat"],
        ),
    ],
)
def test_what_does_not_fit_together(_case, reports, whys):
    newest = {indicator: said(indicator, value) for indicator, value in reports.items()}

    assert [clash.why for clash in contradictions(newest)] == whys


@pytest.mark.parametrize(
    ("unit", "words"),
    [
        ("rupiah (rounded to Rp 10,000)", "dibulatkan Rp\u00a010.000"),
        ("rupiah (rounded)", "dibulatkan"),
        ("members", ""),
    ],
)
def test_how_exact_a_published_figure_is(unit, words):
    assert exactness(unit) == words
