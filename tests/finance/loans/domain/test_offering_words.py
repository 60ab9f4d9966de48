"""Terms of a product in words."""

from dataclasses import replace
from fractions import Fraction

import pytest

from guyub.finance.loans.domain.offering import Dearest, dearest
from guyub.finance.loans.domain.offering_words import (
    METHOD_WORDS,
    MODE_WORDS,
    PAYOFF_WORDS,
    SHORT_METHODS,
    UNIT_WORDS,
    above_words,
    amount_words,
    dearest_words,
    every_words,
    fee_words,
    fees_words,
    month_words,
    offered_facts,
    penalty_words,
    range_words,
    rounding_words,
    times_words,
    year_words,
)
from guyub.finance.loans.domain.servicing import PayoffInterest, Penalty, PenaltyOf, PenaltyPer
from guyub.finance.loans.domain.terms import Every, Fee, FeeOf, FeeWhen, Method, Unit
from guyub.foundation.kernel.money import Rounding
from tests.finance.loans.domain.test_offering import FLAT, FULL


def said(words):
    return words.replace("\u00a0", " ")


def test_every_choice_has_words():
    assert set(METHOD_WORDS) == set(SHORT_METHODS) == set(Method)
    assert (set(UNIT_WORDS), set(MODE_WORDS), set(PAYOFF_WORDS)) == (
        set(Unit),
        set(Rounding),
        set(PayoffInterest),
    )


def test_rates_are_told_a_year_and_a_month():
    assert year_words(120_000) == "12% setahun (1% sebulan)"
    assert [month_words(ppm) for ppm in (100_000, 135_000, 0)] == ["0,833%", "1,125%", "0%"]
    assert range_words(FLAT) == "10,8% sampai 13,2% setahun"
    assert range_words(replace(FLAT, rate_from_ppm=120_000, rate_to_ppm=120_000)) == "12% setahun"


def test_amounts_and_times():
    assert said(amount_words(FLAT)) == "Rp 500.000 sampai Rp 10.000.000"
    assert said(amount_words(replace(FLAT, most_rp=500_000))) == "Rp 500.000"
    assert times_words(FLAT) == "3 sampai 24 kali, tiap bulan"
    assert times_words(replace(FLAT, least_instalments=24)) == "24 kali, tiap bulan"
    assert every_words(Every(Unit.WEEK, 2)) == "tiap 2 minggu"
    assert every_words(Every(Unit.PASARAN)) == "tiap pasaran (5 hari)"


@pytest.mark.parametrize(
    ("fee", "is_premium", "words"),
    [
        (Fee(name="Administrasi", amount=10_000), False, "Administrasi Rp 10.000, dipotong saat cair"),
        (Fee(name="Provisi", rate=Fraction(1, 100)), False, "Provisi 1% dari pinjaman, dipotong saat cair"),
        (
            Fee(name="Premi", rate=Fraction(2, 1000), when=FeeWhen.EACH, of=FeeOf.BALANCE),
            True,
            "Premi 0,2% dari sisa pinjaman, tiap angsuran, untuk asuransi",
        ),
    ],
)
def test_fees(fee, is_premium, words):
    assert said(fee_words(fee, is_premium=is_premium)) == words


def test_all_fees_in_one_line():
    assert fees_words(FLAT) == "tanpa biaya"
    assert said(fees_words(FULL)) == (
        "Provisi 1% dari pinjaman, dipotong saat cair; Premi Rp 2.000, tiap angsuran, untuk asuransi"
    )


@pytest.mark.parametrize(
    ("penalty", "words"),
    [
        (None, "tanpa denda"),
        (
            Penalty(rate=Fraction(1, 100), grace_days=3, cap=Fraction(2, 100), of=PenaltyOf.INSTALMENT),
            "1% dari angsuran yang terlambat, sekali, sesudah lewat 3 hari, paling banyak 2%",
        ),
        (
            Penalty(amount=5_000, per=PenaltyPer.DAY, cap=Fraction(5, 100)),
            "Rp 5.000, tiap hari, paling banyak 5% dari pokok yang terlambat",
        ),
        (Penalty(rate=Fraction(1, 1000)), "0,1% dari pokok yang terlambat, sekali"),
    ],
)
def test_penalties(penalty, words):
    assert said(penalty_words(penalty)) == words


def test_roundings_sureties_and_the_dearest():
    assert rounding_words(FLAT) == "rupiah penuh"
    assert said(rounding_words(FULL)) == "Rp 500 ke atas, sisanya di angsuran terakhir"
    assert [said(above_words(rp)) for rp in (None, 0, 2_000_000)] == [
        "tidak diminta", "selalu", "di atas Rp 2.000.000"
    ]  # fmt: skip
    found = Dearest(237_005, 500_000, 18)
    assert said(dearest_words(found)) == "23,70% setahun (Rp 500.000, 18 kali)"
    assert said(dearest_words(found._replace(ppm=237_050))).startswith("23,71%")


def test_all_lines():
    told = dict(offered_facts(FLAT, dearest(FLAT)))
    assert told["Cara menghitung"] == "Flat, dari pinjaman awal"
    assert told["Sebenarnya tertinggi"].startswith("23,70%")
    assert "Tanpa pokok" not in told
    assert len(told) == 12
    full = offered_facts(FULL, dearest(FULL))
    assert full[6] == ("Tanpa pokok", "1 angsuran pertama")
    assert dict(full)["Lunas lebih awal"] == "Jasa satu masa angsuran penuh"
