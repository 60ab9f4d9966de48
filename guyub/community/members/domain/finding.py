"""What somebody looks for in the register: a number, a name, or a number of a person that is kept in the vault."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from guyub.foundation.identity.domain.names import PhoneNotUnderstoodError, phone_number

LONGEST, MOST_WORDS, SHORTEST_NAME = 80, 5, 2
_NUMBER = re.compile(r"(?:a\s*-?\s*)?0*([1-9]\d{0,6})", re.IGNORECASE)
_CARD_DIGITS = 16  # of a NIK, and of a KK
_SHORTEST_PHONE = 8
_BETWEEN = re.compile(r"[\s.\-'’()]")


class LookFor(StrEnum):
    """What a text names."""

    NOTHING = "NOTHING"
    NUMBER = "NUMBER"  # of a member
    NAME = "NAME"  # words that a name holds
    IDENTITY = "IDENTITY"  # sixteen digits: a NIK or a KK, found whole or not at all
    PHONE = "PHONE"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: ``value`` is a member's number, a phone in its one form, or sixteen digits."""

    kind: LookFor
    value: str = ""
    words: tuple[str, ...] = ()

    @property
    def is_secret(self) -> bool:
        """It names a number that only the vault keeps."""
        return self.kind in {LookFor.IDENTITY, LookFor.PHONE}


def wanted(written: str) -> Wanted:
    """Tell what a typed text looks for.

    Args:
        written: ``42``, ``A-0042``, ``siti am``, ``0812 3456 7890`` or sixteen digits; at most 80 letters are read.
    """
    text = " ".join(written.replace("\x00", " ").split())[:LONGEST]
    number = _NUMBER.fullmatch(text)
    if number:
        return Wanted(LookFor.NUMBER, str(int(number[1])))
    digits = _BETWEEN.sub("", text).removeprefix("+")
    if digits.isascii() and digits.isdigit():
        return _of_digits(digits)
    if len(text) < SHORTEST_NAME:
        return Wanted(LookFor.NOTHING)
    return Wanted(LookFor.NAME, words=tuple(text.split()[:MOST_WORDS]))


def _of_digits(digits: str) -> Wanted:
    if len(digits) == _CARD_DIGITS:
        return Wanted(LookFor.IDENTITY, digits)
    if len(digits) < _SHORTEST_PHONE:
        return Wanted(LookFor.NOTHING)
    try:
        return Wanted(LookFor.PHONE, phone_number(digits if digits.startswith(("0", "62")) else f"0{digits}"))
    except PhoneNotUnderstoodError:
        return Wanted(LookFor.NOTHING)
