"""What may be offered: names, codes, terms of months, rates as people write them, terms within the law."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.finance.savings.domain.kinds import SavingsKind
from guyub.finance.savings.domain.offering import (
    MOST_RP,
    ProductRefusedError,
    check_term,
    check_terms,
    checked_name,
    code_of_name,
    rate_ppm,
    rate_words,
)
from guyub.finance.savings.domain.terms import DayCount, JasaMethod, Terms

K = SavingsKind
NINE = 90_000
TERMS = Terms(
    from_on=date(2026, 1, 1),
    method=JasaMethod.HARIAN,
    day_count=DayCount.ACTUAL_365,
    tiers=((0, 40_000), (5_000_000, NINE)),
)
NONE = replace(TERMS, method=JasaMethod.TANPA, tiers=((0, 0),))


def wrong(act):
    with pytest.raises(ProductRefusedError) as refused:
        act()
    return refused.value.facts["wrong"]


def test_names_and_codes():
    assert checked_name("  Simpanan   hari raya ") == "Simpanan hari raya"
    assert wrong(lambda: checked_name("ab")) == "name"
    assert wrong(lambda: checked_name("a" * 61)) == "name"
    assert code_of_name("Simpanan hari raya") == "hari-raya"
    assert code_of_name("Simpanan") == "simpanan"
    assert code_of_name("Pendidikan anak sekolah dasar") == "pendidikan-anak-seko"
    assert code_of_name("!!!") == ""


@pytest.mark.parametrize("months", [None, 0, 61])
def test_a_simpanan_berjangka_has_a_term(months):
    assert wrong(lambda: check_term(K.BERJANGKA, months)) == "term"


def test_only_a_simpanan_berjangka_has_a_term():
    check_term(K.BERJANGKA, 1)
    check_term(K.BERJANGKA, 60)
    check_term(K.BERTUJUAN, None)
    assert wrong(lambda: check_term(K.BERTUJUAN, 12)) == "term"


@pytest.mark.parametrize(
    ("written", "ppm"), [("4,5", 45_000), (" 6 % ", 60_000), ("0.0001", 1), ("0", 0), ("99,9999", 999_999)]
)
def test_a_rate_is_read_as_percent(written, ppm):
    assert rate_ppm(written) == ppm


@pytest.mark.parametrize("written", ["", "empat", "-1", "100", "0,00001", "NaN", "1e1000000", "1" * 10])
def test_what_is_no_rate_is_refused(written):
    assert wrong(lambda: rate_ppm(written)) == "rate"


@given(st.integers(0, 999_999))
def test_a_written_rate_is_read_as_it_was(ppm):
    assert rate_ppm(rate_words(ppm)) == ppm


def test_rates_in_words():
    assert [rate_words(ppm) for ppm in (45_000, 100_000, 0)] == ["4,5 %", "10 %", "0 %"]


def test_terms_at_the_bound_are_taken():
    check_terms(K.SUKARELA, TERMS, most_ppm=NINE)
    check_terms(K.PENYERTAAN, NONE, most_ppm=NINE)
    check_terms(K.BERJANGKA, replace(TERMS, every_months=0, early_ppm=20_000), most_ppm=NINE)


@pytest.mark.parametrize(
    ("kind", "terms", "said"),
    [
        (K.SUKARELA, replace(TERMS, tiers=((0, NINE + 1),)), "cap"),
        (K.BERJANGKA, replace(TERMS, early_ppm=NINE + 1), "cap"),
        (K.SUKARELA, replace(TERMS, tiers=()), "tiers"),
        (K.SUKARELA, replace(TERMS, tiers=((1, 40_000),)), "tiers"),
        (K.SUKARELA, replace(TERMS, tiers=((0, 1), (9, 2), (9, 3))), "tiers"),
        (K.SUKARELA, replace(TERMS, tiers=tuple((at, 1) for at in range(5))), "tiers"),
        (K.SUKARELA, replace(TERMS, tiers=((0, 1), (MOST_RP, 2))), "tiers"),
        (K.SUKARELA, replace(TERMS, tiers=((0, 1_000_000),)), "rate"),
        (K.SUKARELA, replace(TERMS, early_ppm=1), "rate"),
        (K.SUKARELA, replace(TERMS, method=JasaMethod.TANPA), "method"),
        (K.SUKARELA, replace(TERMS, tiers=((0, 0),)), "method"),
        (K.PENYERTAAN, TERMS, "method"),
        (K.SUKARELA, replace(TERMS, every_months=0), "every"),
        (K.SUKARELA, replace(TERMS, every_months=2), "every"),
        (K.SUKARELA, replace(TERMS, minimum_rp=-1), "amount"),
        (K.SUKARELA, replace(TERMS, least_rp=MOST_RP), "amount"),
    ],
)
def test_terms_that_may_not_be_are_refused(kind, terms, said):
    assert wrong(lambda: check_terms(kind, terms, most_ppm=NINE)) == said
