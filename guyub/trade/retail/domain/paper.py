"""What a narrow printer can show: words and pairs in columns of equal letters, in the letters that every printer has.

58 mm of paper hold 32 letters, 80 mm 48. Text is brought to plain ASCII first, so a name can neither be misprinted nor
give the printer an order. Source: docs/algorithms/receipts.md.
"""

from __future__ import annotations

import textwrap
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NARROW, BROAD = 32, 48
_SPELLED: Mapping[int, str] = str.maketrans(
    {
        "\u2212": "-", "–": "-", "—": "-", "\u2010": "-", "\u2011": "-", "·": "-",
        "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "`": "'", "´": "'",
        "×": "x", "÷": "/", "•": "*", "\u2044": "/", "½": " 1/2", "¼": " 1/4", "¾": " 3/4", "°": " der ",
        "€": "EUR", "£": "GBP", "¥": "JPY", "©": "(c)", "®": "(r)",
        "ß": "ss", "æ": "ae", "Æ": "AE", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ł": "l", "Ł": "L", "ı": "i",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Words(Row):
    """Words that run over as many lines as they need."""

    text: str
    indent: int = 0
    is_centred: bool = False
    is_bold: bool = False
    is_wide: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair(Row):
    """Words at the left and an amount at the right; where both do not fit, the amount stands on the last line."""

    left: str
    right: str
    indent: int = 0
    is_bold: bool = False
    is_wide: bool = False


@dataclass(frozen=True, slots=True)
class Divider(Row):
    """A line across."""


@dataclass(frozen=True, slots=True)
class Square(Row):
    """A QR code; on paper without one nothing."""

    payload: str


Element = Words | Pair | Divider | Square


def plain(text: str) -> str:
    """Bring text to the letters that every printer has: spelt out, without accents, else ``?``; orders become blanks.

    Returns:
        ASCII from blank to tilde; single blanks, none at the ends.
    """
    spelt = unicodedata.normalize("NFKD", text.translate(_SPELLED)).translate(_SPELLED)
    signs = []
    for sign in spelt:
        kind = unicodedata.category(sign)
        if kind in {"Mn", "Me", "Cf"}:  # accents, joiners: they stand for nothing alone
            continue
        signs.append(" " if kind[0] in "ZC" else sign if sign.isascii() else "?")
    return " ".join("".join(signs).split())


def lines_of(element: Words | Pair, *, columns: int) -> tuple[str, ...]:
    """Break words or a pair into lines, without setting them in the middle.

    Args:
        element: What is to stand there.
        columns: How many letters a line holds.
    """
    words = element.text if isinstance(element, Words) else element.left
    lines = [
        f"{' ' * element.indent}{line}" for line in _wrapped(plain(words), columns=columns - element.indent)
    ]
    if isinstance(element, Words):
        return tuple(lines)
    right = plain(element.right)
    free = columns - len(lines[-1]) if lines else 0
    if lines and free > len(right):
        return (*lines[:-1], lines[-1] + right.rjust(free))
    return (*lines, *(line.rjust(columns) for line in _wrapped(right, columns=columns)))


def text_of(elements: Sequence[Element], *, columns: int) -> str:
    """Set elements as text, for a screen or a printer that knows no orders; wide letters are like others there.

    Args:
        elements: From top to bottom.
        columns: How many letters a line holds.

    Returns:
        Lines without blanks at their ends, each ended by a line feed.
    """
    lines: list[str] = []
    for element in elements:
        if isinstance(element, Divider):
            lines.append("-" * columns)
        elif isinstance(element, Words):
            broken = lines_of(element, columns=columns)
            lines += [line.center(columns).rstrip() if element.is_centred else line for line in broken]
        elif isinstance(element, Pair):
            lines += lines_of(element, columns=columns)
    return "".join(f"{line}\n" for line in lines)


def _wrapped(text: str, *, columns: int) -> tuple[str, ...]:
    return tuple(textwrap.wrap(text, columns, break_on_hyphens=False))
