"""The names by which a person gets in: e-mail, phone, member number; and how they are written down."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from typing import ClassVar

from guyub.foundation.kernel.errors import DomainError

_PHONE = re.compile(r"(?:\+?62|0)(8[0-9]{8,11})")
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_MEMBER_NUMBER = re.compile(r"[A-Z][A-Z-]{1,40}-[0-9]{4,8}")
LONGEST_NAME = 120
# Right-to-left marks and other controls make a name look like another one.
_CONTROLS = {"Cc", "Cf", "Co", "Cs"}


class LoginKind(StrEnum):
    """What kind of name a login name is."""

    EMAIL = "EMAIL"
    PHONE = "PHONE"
    MEMBER_NUMBER = "MEMBER_NUMBER"


class PhoneNotUnderstoodError(DomainError):
    """What was typed is not an Indonesian mobile number. No fact repeats it: it may be a person's."""

    code: ClassVar[str] = "identity.phone.not_understood"


class NameRefusedError(DomainError):
    """A person's name cannot be kept; ``wrong`` is ``empty``, ``too_long`` (fact ``most``) or ``letters``."""

    code: ClassVar[str] = "identity.name.refused"


def phone_number(written: str) -> str:
    """Bring a mobile number to its one form: ``+62812…``.

    Args:
        written: As typed: blanks, dots, hyphens and brackets are dropped; ``0``, ``62`` and ``+62`` begin it.

    Raises:
        PhoneNotUnderstoodError: It is not an Indonesian mobile number of 10 to 13 digits.
    """
    match = _PHONE.fullmatch(re.sub(r"[\s.()-]", "", written)) if written.isascii() else None
    if match is None:
        raise PhoneNotUnderstoodError
    return f"+62{match[1]}"


def login_name(written: str) -> tuple[LoginKind, str] | None:
    """Recognise what somebody types to get in.

    Returns:
        Kind and the one form of it: an e-mail in lower case, a phone as ``+62…``, a member number in capitals; None
        when it is none of them.
    """
    text = written.strip()
    if _EMAIL.fullmatch(text):
        return LoginKind.EMAIL, text.lower()
    if _MEMBER_NUMBER.fullmatch(text.upper()):
        return LoginKind.MEMBER_NUMBER, text.upper()
    try:
        return LoginKind.PHONE, phone_number(text)
    except PhoneNotUnderstoodError:
        return None


def person_name(written: str) -> str:
    """Bring a person's name to the form in which it is kept: composed letters, single blanks, nothing invisible.

    Raises:
        NameRefusedError: Nothing is left, it is longer than 120 letters, or it holds no letter at all.
    """
    composed = unicodedata.normalize("NFC", written[: LONGEST_NAME * 8])
    visible = "".join(
        " " if letter.isspace() else letter
        for letter in composed
        if letter.isspace() or unicodedata.category(letter) not in _CONTROLS
    )
    name = " ".join(visible.split())
    if not name:
        raise NameRefusedError(wrong="empty")
    if len(name) > LONGEST_NAME or len(written) > LONGEST_NAME * 8:
        raise NameRefusedError(wrong="too_long", most=LONGEST_NAME)
    if not any(letter.isalpha() for letter in name):
        raise NameRefusedError(wrong="letters")
    return name


def initials(name: str) -> str:
    """Give one or two letters that stand for a name."""
    words = [word for word in name.split() if word[0].isalpha()] or [name]
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()
