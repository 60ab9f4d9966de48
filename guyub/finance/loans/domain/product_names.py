"""What a loan product is called, and percents as people type them for it."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from guyub.finance.loans.domain.offering import LoanProductRefusedError

LONGEST_NAME, LONGEST_CODE, LONGEST_PURPOSE = 60, 20, 200
_WORDS = re.compile(r"[a-z0-9]+")


def checked_name(typed: str) -> str:
    """Bring the name of a product to one line.

    Raises:
        LoanProductRefusedError: ``name``: shorter than 3 letters or longer than 60, or nothing to make a code of.
    """
    text = " ".join(typed.split())
    if not 3 <= len(text) <= LONGEST_NAME or not code_of_name(text):
        raise LoanProductRefusedError(wrong="name")
    return text


def checked_purpose(typed: str) -> str:
    """Bring what a product is for to one line; it may be left out.

    Raises:
        LoanProductRefusedError: ``purpose``: longer than 200 letters.
    """
    text = " ".join(typed.split())
    if len(text) > LONGEST_PURPOSE:
        raise LoanProductRefusedError(wrong="purpose")
    return text


def code_of_name(name: str) -> str:
    """Make a code of a name: ``Pinjaman modal usaha`` is ``modal-usaha``."""
    words = _WORDS.findall(name.lower())
    if len(words) > 1 and words[0] == "pinjaman":
        words = words[1:]
    return "-".join(words)[:LONGEST_CODE].strip("-")


def ppm_in(typed: str) -> int:
    """Read percent as people write it: ``1,5`` or ``1,5 %`` is 15,000 millionths.

    Raises:
        LoanProductRefusedError: ``percent``: no number, below zero, a hundred or more, finer than a ten-thousandth
            percent.
    """
    text = typed.strip().removesuffix("%").strip().replace(",", ".")
    try:
        percent = Decimal(text) if len(text) <= 9 else Decimal(-1)
    except InvalidOperation:
        percent = Decimal(-1)
    if not percent.is_finite() or not 0 <= percent < 100:
        raise LoanProductRefusedError(wrong="percent")
    ppm = percent * 10_000
    if ppm != ppm.to_integral_value():
        raise LoanProductRefusedError(wrong="percent")
    return int(ppm)
