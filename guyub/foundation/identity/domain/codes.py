"""One-time codes that people read from paper and type on a phone."""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uuid import UUID

# No 0 O 1 I L U V: what is read aloud or written by hand is not mistaken.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTWXYZ"
LENGTH = 10


def code_for(source: UUID, *, secret: str) -> str:
    """Derive the code of an invitation: always the same for the same invitation, and kept nowhere.

    Returns:
        Ten letters and digits, about 48 bits.
    """
    number = int.from_bytes(hmac.new(secret.encode(), b"code\0" + source.bytes, hashlib.sha256).digest())
    letters = []
    for _ in range(LENGTH):
        number, place = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[place])
    return "".join(letters)


def grouped(code: str) -> str:
    """Write a code as people read it: ``ABCDE-FGHJK``."""
    return f"{code[: LENGTH // 2]}-{code[LENGTH // 2 :]}"


def plain_code(written: str) -> str:
    """Bring what was typed to the form of a code: capitals, without blanks and hyphens."""
    return "".join(letter for letter in written.upper() if letter.isalnum())


def code_hash(code: str, *, secret: str) -> str:
    """Compute what the database keeps of a code: a keyed hash, in hex."""
    return hmac.new(secret.encode(), b"code hash\0" + code.encode(), hashlib.sha256).hexdigest()
