"""What a cooperative may offer to save in: names and codes of products, and terms within what the law allows."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

from guyub.finance.savings.domain.kinds import SavingsKind
from guyub.finance.savings.domain.terms import EVERY_MONTHS, ONE, JasaMethod
from guyub.foundation.kernel.errors import DomainError

if TYPE_CHECKING:
    from guyub.finance.savings.domain.terms import Terms

# Their return is the SHU, not jasa.
WITHOUT_JASA = frozenset({SavingsKind.POKOK, SavingsKind.WAJIB, SavingsKind.PENYERTAAN})
# Of these a cooperative may offer several products.
MANY = (SavingsKind.BERTUJUAN, SavingsKind.BERJANGKA, SavingsKind.SUKARELA)
LONGEST_NAME, LONGEST_CODE = 60, 20
LONGEST_TERM, MOST_TIERS, MOST_RP = 60, 4, 10**13
_WORDS = re.compile(r"[a-z0-9]+")


class ProductRefusedError(DomainError):
    """A product is not opened, closed or given terms; ``wrong`` says why.

    Of products: ``kind name code term unit taken gone standing`` (every cooperative has it) ``closed``. Of terms:
    ``rate`` (not understood), ``cap`` (above what may be paid; facts ``most``, ``basis``), ``tiers``, ``method``,
    ``every``, ``amount``, ``day``, ``decision``.
    """

    code: ClassVar[str] = "savings.product.refused"


def checked_name(written: str) -> str:
    """Bring the name of a product to one line.

    Raises:
        ProductRefusedError: ``name``.
    """
    text = " ".join(written.split())
    if not 3 <= len(text) <= LONGEST_NAME:
        raise ProductRefusedError(wrong="name")
    return text


def code_of_name(name: str) -> str:
    """Make a code of a name: ``Simpanan hari raya`` is ``hari-raya``."""
    words = _WORDS.findall(name.lower())
    if len(words) > 1 and words[0] == "simpanan":
        words = words[1:]
    return "-".join(words)[:LONGEST_CODE].strip("-")


def check_term(kind: SavingsKind, term_months: int | None) -> None:
    """Refuse a term that a product of a kind cannot have.

    Raises:
        ProductRefusedError: ``term``.
    """
    if kind is SavingsKind.BERJANGKA:
        if term_months is None or not 1 <= term_months <= LONGEST_TERM:
            raise ProductRefusedError(wrong="term")
    elif term_months is not None:
        raise ProductRefusedError(wrong="term")


def rate_ppm(written: str) -> int:
    """Read a rate a year as people write it, in percent: ``4,5`` or ``4,5 %`` is 45,000 millionths.

    Raises:
        ProductRefusedError: ``rate``: no number, below zero, a hundred or more, finer than a ten-thousandth percent.
    """
    text = written.strip().removesuffix("%").strip().replace(",", ".")
    try:
        percent = Decimal(text) if len(text) <= 9 else Decimal(-1)
    except InvalidOperation:
        percent = Decimal(-1)
    if not percent.is_finite() or not 0 <= percent < 100:
        raise ProductRefusedError(wrong="rate")
    ppm = percent * 10_000
    if ppm != ppm.to_integral_value():
        raise ProductRefusedError(wrong="rate")
    return int(ppm)


def rate_words(ppm: int) -> str:
    """Write a rate a year as people read it: 45,000 is ``4,5 %``."""
    text = format((Decimal(ppm) / 10_000).normalize(), "f")
    return f"{text.replace('.', ',')} %"


def check_terms(kind: SavingsKind, terms: Terms, *, most_ppm: int) -> None:
    """Refuse terms that a product of a kind cannot have, or that pay more than may be paid.

    Args:
        kind: Of the product.
        terms: What it would promise.
        most_ppm: The highest rate a year (millionths) that holds on the first day.

    Raises:
        ProductRefusedError: ``tiers method every amount cap``.
    """
    _check_tiers(terms)
    if (terms.method is JasaMethod.TANPA) != (max(ppm for _, ppm in terms.tiers) == 0):
        raise ProductRefusedError(wrong="method")
    if kind in WITHOUT_JASA and terms.method is not JasaMethod.TANPA:
        raise ProductRefusedError(wrong="method")
    allowed = (0, *EVERY_MONTHS) if kind is SavingsKind.BERJANGKA else EVERY_MONTHS
    if terms.every_months not in allowed:
        raise ProductRefusedError(wrong="every")
    if not (0 <= terms.minimum_rp < MOST_RP and 0 <= terms.least_rp < MOST_RP):
        raise ProductRefusedError(wrong="amount")
    if terms.early_ppm and kind is not SavingsKind.BERJANGKA:
        raise ProductRefusedError(wrong="rate")
    if max(terms.early_ppm, *(ppm for _, ppm in terms.tiers)) > most_ppm:
        raise ProductRefusedError(wrong="cap")


def _check_tiers(terms: Terms) -> None:
    """The first tier begins at nothing, each later one above the one before."""
    floors = [floor for floor, _ in terms.tiers]
    rises = all(low < high for low, high in pairwise(floors))
    if not floors or floors[0] != 0 or not rises or len(floors) > MOST_TIERS or floors[-1] >= MOST_RP:
        raise ProductRefusedError(wrong="tiers")
    if any(not 0 <= ppm < ONE for _, ppm in terms.tiers):
        raise ProductRefusedError(wrong="rate")
