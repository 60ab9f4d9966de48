"""The key of the last row that was seen, as an address carries it: the next page begins after it."""

from __future__ import annotations

import re
from datetime import date

_KEY = re.compile(r"(\d{4}-\d\d-\d\d)\.(\d{1,18})\.(\d{1,4})", re.ASCII)
Key = tuple[date, int, int]


def write_key(day: date, chain_no: int, line_no: int = 0) -> str:
    """Write a day in the books, a place in the chain and a line of the entry there."""
    return f"{day}.{chain_no}.{line_no}"


def read_key(text: str) -> Key | None:
    """Read a key back; None where it is none."""
    match = _KEY.fullmatch(text)
    try:
        return (date.fromisoformat(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None
