"""A cashier's PIN at the till: a number of its own, which a till checks without a network.

It is not the PIN by which people approve: what lies on a phone can be tried out by whoever holds the phone.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

from guyub.foundation.kernel.errors import DomainError

ROUNDS = 100_000  # half a second on a cheap phone
SALT_BYTES = 16
_DIGITS = 6


class TillPinRefusedError(DomainError):
    """A PIN for the till is not taken; ``wrong``: ``digits`` (not six), ``simple`` (all alike, or in a row)."""

    code: ClassVar[str] = "retail.till_pin.refused"


@dataclass(frozen=True, slots=True)
class PinKept:
    """What is kept of a PIN: salt and hash in hexadecimal, and how often it was hashed."""

    salt: str
    rounds: int
    hash: str


def checked_pin(written: str) -> str:
    """Give a PIN that may be taken.

    Raises:
        TillPinRefusedError: ``digits simple``.
    """
    pin = written.strip()
    if len(pin) != _DIGITS or not (pin.isascii() and pin.isdigit()):
        raise TillPinRefusedError(wrong="digits")
    steps = {int(after) - int(before) for before, after in pairwise(pin)}
    if len(steps) == 1 and steps <= {-1, 0, 1}:
        raise TillPinRefusedError(wrong="simple")
    return pin


def pin_kept(pin: str, *, salt: bytes, rounds: int = ROUNDS) -> PinKept:
    """Give what is kept of a PIN: PBKDF2 over SHA-256, as the till works it out again.

    Args:
        pin: Six digits.
        salt: Drawn for it.
        rounds: How often it is hashed.
    """
    hashed = hashlib.pbkdf2_hmac("sha256", pin.encode(), salt, rounds)
    return PinKept(salt.hex(), rounds, hashed.hex())
