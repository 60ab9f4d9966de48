"""Rupiah in words, against cases written by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.books.treasury.domain.terbilang import MOST_RP, terbilang

CASES = {
    0: "nol",
    1: "satu",
    10: "sepuluh",
    11: "sebelas",
    12: "dua belas",
    19: "sembilan belas",
    20: "dua puluh",
    21: "dua puluh satu",
    100: "seratus",
    101: "seratus satu",
    111: "seratus sebelas",
    115: "seratus lima belas",
    199: "seratus sembilan puluh sembilan",
    200: "dua ratus",
    999: "sembilan ratus sembilan puluh sembilan",
    1_000: "seribu",
    1_001: "seribu satu",
    1_100: "seribu seratus",
    1_999: "seribu sembilan ratus sembilan puluh sembilan",
    2_000: "dua ribu",
    11_000: "sebelas ribu",
    100_000: "seratus ribu",
    101_000: "seratus satu ribu",
    111_111: "seratus sebelas ribu seratus sebelas",
    1_000_000: "satu juta",
    1_001_000: "satu juta seribu",
    1_150_000: "satu juta seratus lima puluh ribu",
    20_500_000: "dua puluh juta lima ratus ribu",
    1_000_000_000: "satu miliar",
    1_011_000_100: "satu miliar sebelas juta seratus",
    2_001_001_001: "dua miliar satu juta seribu satu",
    1_000_000_000_000: "satu triliun",
    111_000_000_001_000: "seratus sebelas triliun seribu",
}


@pytest.mark.parametrize(("amount_rp", "words"), CASES.items())
def test_cases_by_hand(amount_rp, words):
    assert terbilang(amount_rp) == f"{words} rupiah"


ONES = dict(zip("satu dua tiga empat lima enam tujuh delapan sembilan".split(), range(1, 10), strict=True))


def read(words):
    """Read words back as a number, word by word."""
    total, group, last = 0, 0, 0
    for word in words.replace("seratus", "satu ratus").replace("seribu", "satu ribu").split():
        match word:
            case "nol" | "rupiah":
                pass
            case "sepuluh" | "sebelas":
                group += 10 + (word == "sebelas")
            case "belas":
                group += 10
            case "puluh":
                group += last * 9
            case "ratus":
                group += last * 99
            case "ribu" | "juta" | "miliar" | "triliun":
                power = {"ribu": 3, "juta": 6, "miliar": 9, "triliun": 12}[word]
                total, group = total + group * 10**power, 0
            case _:
                group += ONES[word]
        last = ONES.get(word, 0)
    return total + group


@given(st.integers(0, MOST_RP))
def test_words_say_the_amount_and_no_other(amount_rp):
    assert read(terbilang(amount_rp)) == amount_rp


@pytest.mark.parametrize("amount_rp", [-1, MOST_RP + 1])
def test_what_no_paper_says_is_refused(amount_rp):
    with pytest.raises(ValueError, match=str(abs(amount_rp))):
        terbilang(amount_rp)
