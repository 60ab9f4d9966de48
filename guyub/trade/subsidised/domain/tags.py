"""How a device finds a buyer by a typed NIK without keeping any: a tag that fits the device's own salt alone.

A NIK has few unknown digits, so whoever holds the phone can try them all: the rounds make that slow, the salt makes it
of no use on another device, and a buyer is on few devices for few days. Source: docs/threat_model.md.
"""

from __future__ import annotations

import hashlib

ROUNDS = 20_000
TAG_LETTERS = 32
_SALT_BYTES = 16


def salt_of(hashed_key: bytes) -> bytes:
    """Give the salt of a device, the same for its whole life: 16 bytes.

    Args:
        hashed_key: The hash of its key, as the server keeps it.
    """
    return hashlib.sha256(b"guyub tags v1" + hashed_key).digest()[:_SALT_BYTES]


def tag_of(nik: str, *, salt: bytes) -> str:
    """Make the tag of a NIK for one device: 32 letters of PBKDF2-SHA-256 in hexadecimal."""
    made = hashlib.pbkdf2_hmac("sha256", nik.encode(), salt, ROUNDS)
    return made.hex()[:TAG_LETTERS]
