"""Characters that the house's font draws, and what becomes of the others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.foundation.kernel.documents.glyphs import characters, drawable


@pytest.mark.parametrize(
    ("written", "drawn"),
    [
        ("Siti Aminah", "Siti Aminah"),
        ("Nur’aini “Bu Nur” – Rp1.000", "Nur’aini “Bu Nur” – Rp1.000"),
        ("•••• 0042", "•••• 0042"),
        ("Siti 🙂", "Siti "),
        ("👩‍🌾 Tani", " Tani"),
        ("\u0100minah", "A\u0304minah"),
        ("ﬁtri", "fitri"),
        ("𝐒iti", "Siti"),
        ("ꦗꦮ Jawa", "?? Jawa"),
        ("baris\nbaru\t", "baris\nbaru\t"),
    ],
)
def test_what_is_drawn(written, drawn):
    assert drawable(written) == drawn


def test_the_font_holds_what_indonesian_needs():
    needed = set("ABCXYZabcxyz0189.,;:!?'\"()–—“”‘’•…·×−±½°€©éèêëÉÈÊË\u00a0")

    assert {one for one in needed if ord(one) not in characters()} == set()


@given(st.text(max_size=60))
def test_whatever_comes_can_be_drawn(written):
    assert all(one.isascii() or ord(one) in characters() for one in drawable(written))
