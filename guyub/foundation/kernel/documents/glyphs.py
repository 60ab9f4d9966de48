"""Which characters the house's font can draw. One that it cannot would stop a whole document (PDF/UA-1)."""

from __future__ import annotations

import struct
import unicodedata
from functools import cache
from pathlib import Path

FONT = Path(__file__).resolve().parent / "fonts" / "PlusJakartaSans-400.ttf"
UNKNOWN = "?"
_CONTROLS = "\t\n\r"
# Pictures, and what only joins or colours them: a name is as readable without.
_DROPPED = {"So", "Sk", "Cf", "Cs", "Co", "Cn", "Mn", "Me", "Cc"}
_SEGMENTS = 4  # the format of a table of characters that this font has


def drawable(text: str) -> str:
    """Give a text in which every character can be drawn.

    Args:
        text: Any; an emoji is left out, a letter of another script loses its marks or becomes ``?``.
    """
    if text.isascii():
        return text
    known = characters()
    return "".join(one if ord(one) in known else _instead(one, known) for one in text)


@cache
def characters() -> frozenset[int]:
    """Read from the font which characters it holds."""
    content = FONT.read_bytes()
    found: set[int] = {ord(one) for one in _CONTROLS}
    for begin in _tables(content):
        (form,) = struct.unpack_from(">H", content, begin)
        if form == _SEGMENTS:
            found.update(_of_segments(content, begin))
    return frozenset(found)


def _instead(one: str, known: frozenset[int]) -> str:
    bare = "".join(part for part in unicodedata.normalize("NFKD", one) if ord(part) in known)
    if bare or unicodedata.category(one) in _DROPPED:
        return bare
    return UNKNOWN


def _tables(content: bytes) -> list[int]:
    """Find where the font's tables of characters begin."""
    (count,) = struct.unpack_from(">H", content, 4)
    for n in range(count):
        name, _, begin, _ = struct.unpack_from(">4sLLL", content, 12 + 16 * n)
        if name == b"cmap":
            (tables,) = struct.unpack_from(">H", content, begin + 2)
            return [
                begin + struct.unpack_from(">HHL", content, begin + 4 + 8 * table)[2]
                for table in range(tables)
            ]
    raise AssertionError(f"no characters in {FONT.name}")


def _of_segments(content: bytes, begin: int) -> set[int]:
    (double,) = struct.unpack_from(">H", content, begin + 6)
    count = double // 2
    ends = struct.unpack_from(f">{count}H", content, begin + 14)
    starts = struct.unpack_from(f">{count}H", content, begin + 16 + double)
    spans = zip(starts, ends, strict=True)
    return {code for start, end in spans for code in range(start, end + 1) if code != 0xFFFF}
