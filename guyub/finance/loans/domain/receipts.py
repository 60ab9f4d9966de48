"""Receipts of a loan for a roll of 58 mm, and how the number of a loan is read as people type it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from guyub.foundation.kernel.formats import NBSP, number

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH = 32
_NUMBER = re.compile(r"(?:PJ[- ]?)?(?:(\d{4})[-/ ])?0*(\d{1,7})", re.ASCII | re.IGNORECASE)


def number_in(text: str) -> tuple[int | None, int] | None:
    """Read the number of a loan: ``PJ-2026-0012``, ``2026-12``, ``12``; the year is None where it was not typed.

    Returns:
        Year and number; None: it is none.
    """
    match = _NUMBER.fullmatch(text.strip())
    if match is None:
        return None
    year, no = match.groups()
    return (int(year) if year else None), int(no)


def roll_text(
    *,
    head: Sequence[str],
    facts: Sequence[tuple[str, str]],
    parts: Sequence[tuple[str, int]],
    total: tuple[str, int],
    said: str,
    foot: Sequence[str],
) -> list[str]:
    """Set a receipt for a roll of 58 mm, 32 letters wide.

    Args:
        head: Who and what, in the middle.
        facts: Label and value; what is longer than a line goes on below.
        parts: What the money paid, in whole rupiah.
        total: The sum, with its label.
        said: Why it was split so.
        foot: The last lines.
    """
    rule = "-" * WIDTH
    out = [line.center(WIDTH).rstrip() for words in head for line in wrapped(words)]
    out.append(rule)
    for label, value in facts:
        out += wrapped(f"{label}: {value}")
    out.append(rule)
    out += [_sum(label, amount_rp) for label, amount_rp in parts]
    out += [rule, _sum(*total), rule]
    out += wrapped(said)
    if said:
        out.append(rule)
    return [*out, *(line.center(WIDTH).rstrip() for words in foot for line in wrapped(words))]


def wrapped(words: str) -> list[str]:
    """Break words into lines of a roll; a longer word is cut."""
    lines = [""]
    for word in (one.replace(NBSP, " ") for one in re.split("[ \n]+", words)):
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) <= WIDTH:
            lines[-1] = longer
        else:
            lines.append(word[:WIDTH])
    return [line for line in lines if line]


def _sum(label: str, amount_rp: int) -> str:
    figure = number(amount_rp)
    return f"{label[: WIDTH - len(figure) - 1]:<{WIDTH - len(figure)}}{figure}"
