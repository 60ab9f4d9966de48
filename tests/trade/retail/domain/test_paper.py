import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.trade.retail.domain.paper import (
    BROAD,
    NARROW,
    Divider,
    Pair,
    Square,
    Words,
    lines_of,
    plain,
    text_of,
)


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("Café “Bu Siti” – 1½ kg", 'Cafe "Bu Siti" - 1 1/2 kg'),
        ("½ kg, 3 × 60.000 = −5…", "1/2 kg, 3 x 60.000 = -5..."),
        ("Rp\u00a018.000 •••• 0042", "Rp 18.000 **** 0042"),
        ("Łódź Straße Æsir", "Lodz Strasse AEsir"),
        ("最佳 🛒 ok", "?? ? ok"),
        ("a\x1b@b\x1d\x00c\nd\te\x7ff\x9bg", "a @b c d e f g"),
        ("a\u200bb\u200d\ufe0f", "ab"),
        ("  spare   blanks ", "spare blanks"),
        ("ﬁ ² ™ Ⅳ", "fi 2 TM IV"),
        ("", ""),
    ],
)
def test_letters_that_every_printer_has(written, printed):
    assert plain(written) == printed


@given(st.text())
def test_plain_is_plain(text):
    told = plain(text)

    assert all(" " <= sign <= "~" for sign in told)
    assert plain(told) == " ".join(told.replace("`", "'").split())


@pytest.mark.parametrize(
    ("_case", "pair", "lines"),
    [
        ("beside each other", Pair(left="Tunai", right="20.000"), ["Tunai   20.000"]),
        ("just beside", Pair(left="Tunaiku", right="20.000"), ["Tunaiku 20.000"]),
        ("one too many", Pair(left="Tunai ku", right="20.000"), ["Tunai ku", "        20.000"]),
        ("on the last line", Pair(left="Potongan anggota", right="-5"), ["Potongan", "anggota     -5"]),
        ("set in", Pair(left="2 x 5.000", right="10.000", indent=2), ["  2 x 5.000", "        10.000"]),
        ("nothing at the left", Pair(left="", right="5"), ["             5"]),
        ("a long word", Pair(left="Pneumonoultramikro", right="1"), ["Pneumonoultram", "ikro         1"]),
        (
            "a long right",
            Pair(left="Nota", right="JL/2026/000917/X"),
            ["Nota", "JL/2026/000917", "            /X"],
        ),
    ],
)
def test_a_pair_in_fourteen_letters(_case, pair, lines):
    assert list(lines_of(pair, columns=14)) == lines


def test_elements_as_text():
    elements = [
        Words(text="Toko", is_centred=True),
        Divider(),
        Words(text="Gula pasir putih", indent=1),
        Pair(left="A", right="1"),
        Square("x"),
        Words(text=""),
    ]

    assert text_of(elements, columns=10) == "   Toko\n----------\n Gula\n pasir\n putih\nA        1\n"


def test_papers_and_what_is_not_said_of_an_element():
    assert (NARROW, BROAD) == (32, 48)
    assert Words(text="") == Words(text="", indent=0, is_centred=False, is_bold=False, is_wide=False)
    assert Pair(left="", right="") == Pair(left="", right="", indent=0, is_bold=False, is_wide=False)


def test_a_word_with_a_hyphen_stays_whole():
    assert list(lines_of(Words(text="gula-gula pasir-putih"), columns=14)) == ["gula-gula", "pasir-putih"]
