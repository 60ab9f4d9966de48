"""One way to write facts down as bytes, so that the same facts always give the same hash.

JSON with sorted keys, no blanks, UTF-8. Numbers are whole; a Decimal, a date, a moment or an id is its text.
A float is refused: two machines may print it differently, and no amount is ever one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from uuid import UUID

_PLAIN_ALREADY = frozenset({type(None), bool, int, str})


def _plain(value: object) -> object:  # noqa: C901  one case for each kind of fact
    """Bring a value to what JSON can say exactly."""
    if type(value) in _PLAIN_ALREADY:  # nearly all of them, and every posting writes some
        return value
    match value:
        case Enum():
            return _plain(value.value)
        case int() | str():  # of a kind of their own, such as text that is safe in HTML
            return value
        case Decimal():
            return format(value, "f")
        case datetime():
            if value.tzinfo is None:
                raise TypeError("a moment without a zone is not a fact")
            return value.isoformat()
        case date():
            return value.isoformat()
        case UUID():
            return str(value)
        case Mapping():
            if not all(isinstance(key, str) for key in value):
                raise TypeError("keys of facts are text")
            return {key: _plain(item) for key, item in value.items()}
        case bytes():
            return value.hex()
        case Sequence():
            return [_plain(item) for item in value]
        case _:
            raise TypeError(f"{type(value).__name__} cannot be a fact")


def canonical_bytes(facts: object) -> bytes:
    """Write facts as canonical JSON.

    Args:
        facts: Mappings with text keys, sequences, text, whole numbers, Decimals, dates, aware moments, ids, bytes.

    Raises:
        TypeError: Something in the facts is of another type (a float, a set, a naive moment).
    """
    return json.dumps(
        _plain(facts), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    ).encode()


def facts_hash(facts: object) -> bytes:
    """Hash facts: SHA-256 over their canonical bytes, 32 bytes. Raises TypeError as canonical_bytes does."""
    return hashlib.sha256(canonical_bytes(facts)).digest()
