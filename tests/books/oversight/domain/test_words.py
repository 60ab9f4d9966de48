"""Texts that the pengawas write."""

import pytest

from guyub.books.oversight.domain.words import tidied


@pytest.mark.parametrize(
    ("_case", "text", "tidy"),
    [
        ("spare spaces go", "  Mana   nota\tnya? ", "Mana nota nya?"),
        ("lines stay", "Satu\r\n\n dua  ", "Satu\n\ndua"),
        ("a zero byte is no letter", "a\0b", "a b"),
        ("exactly as long as it may be", "x" * 20, "x" * 20),
        ("one too many", "x" * 21, None),
        ("nothing", " \n ", None),
    ],
)
def test_a_text_is_tidied_or_refused(_case, text, tidy):
    assert tidied(text, most=20) == tidy
