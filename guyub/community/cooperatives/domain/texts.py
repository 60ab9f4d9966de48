"""What people type into one line of a form."""

from __future__ import annotations

import unicodedata

# Controls, right-to-left marks and halves of letters: invisible, and the database refuses some of them.
_CONTROLS = {"Cc", "Cf", "Co", "Cs"}


def one_line(written: str) -> str:
    """Bring a text to the form in which it is kept: composed letters, single blanks, nothing invisible."""
    composed = unicodedata.normalize("NFC", written)
    visible = (
        " " if letter.isspace() else letter
        for letter in composed
        if letter.isspace() or unicodedata.category(letter) not in _CONTROLS
    )
    return " ".join("".join(visible).split())
