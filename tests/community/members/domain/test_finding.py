"""What a typed text looks for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.community.members.domain.finding import LookFor, Wanted, wanted

NUMBER, NAME, IDENTITY, PHONE = LookFor.NUMBER, LookFor.NAME, LookFor.IDENTITY, LookFor.PHONE


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("42", Wanted(NUMBER, "42")),
        ("A-0042", Wanted(NUMBER, "42")),
        ("a0042", Wanted(NUMBER, "42")),
        (" a - 42 ", Wanted(NUMBER, "42")),
        ("0812 3456 7890", Wanted(PHONE, "+6281234567890")),
        ("+62812-3456-7890", Wanted(PHONE, "+6281234567890")),
        ("81234567890", Wanted(PHONE, "+6281234567890")),
        ("3573034105900001", Wanted(IDENTITY, "3573034105900001")),
        ("'3573 0341 0590 0001", Wanted(IDENTITY, "3573034105900001")),
        ("siti  am", Wanted(NAME, words=("siti", "am"))),
        ("a b c d e f", Wanted(NAME, words=("a", "b", "c", "d", "e"))),
        ("Nur'aini", Wanted(NAME, words=("Nur'aini",))),
        ("si\x00ti", Wanted(NAME, words=("si", "ti"))),
        ("", Wanted(LookFor.NOTHING)),
        ("s", Wanted(LookFor.NOTHING)),
        ("0", Wanted(LookFor.NOTHING)),
        ("02112345678", Wanted(LookFor.NOTHING)),
        ("12345678901234567890", Wanted(LookFor.NOTHING)),
        ("٣٥٧٣٠٣٤١٠٥٩٠٠٠٠١", Wanted(NAME, words=("٣٥٧٣٠٣٤١٠٥٩٠٠٠٠١",))),
    ],
)
def test_what_is_looked_for(written, found):
    assert wanted(written) == found


def test_only_numbers_of_the_vault_are_secret():
    assert [wanted(text).is_secret for text in ("42", "siti", "081234567890", "3573034105900001")] == [
        False,
        False,
        True,
        True,
    ]


@given(st.text(max_size=200))
def test_no_text_breaks_it(written):
    found = wanted(written)

    assert len(found.words) <= 5
    assert sum(map(len, found.words)) <= 80
