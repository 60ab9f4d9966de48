"""Numbers that a scanner reads: goods numbers in one form, labels of our own, and labels of a scale.

Numbers that begin with 20 to 29 never leave a shop: there stand our own labels and the codes of goods that are weighed.
How a scale lays its code out is a pattern, one letter a digit. Source: docs/algorithms/barcodes.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from guyub.foundation.kernel.errors import DomainError
from guyub.trade.inventory.domain.ean13 import check_digit, is_goods_number, is_valid

if TYPE_CHECKING:
    from collections.abc import Sequence

LENGTH = 13
OWN_PREFIX = "20"
OWN_DIGITS = 10
_IN_STORE = re.compile(r"2\d", re.ASCII)
_PATTERN = re.compile(r"(?P<prefix>2\d)(?P<item>P+)(?P<amount>W+|H+)C", re.ASCII)


class BarcodeRefusedError(DomainError):
    """A number is not a code, or a code cannot be made; ``wrong`` says why. Facts: ``scanned`` or what is named.

    ``form`` (not 8, 12, 13 or 14 digits), ``check`` (the last digit does not check; fact ``expected``), ``prefix`` (no
    pattern has this prefix), ``pattern`` (not a pattern), ``taken`` (the prefix is another pattern's or that of our own
    labels), ``number`` (it does not fit into its digits, or is zero), ``amount`` (so with weight or price).
    Of what is kept: ``own`` (numbers from 20 to 29 are given here), ``used`` (a product has it; fact ``product``),
    ``loose`` (only goods counted in grams are weighed; fact ``product``), ``gone`` (no such number).
    """

    code: ClassVar[str] = "inventory.barcode.refused"


@dataclass(frozen=True, slots=True)
class GoodsNumber:
    """A number that the maker gave, in its one form."""

    gtin: str


@dataclass(frozen=True, slots=True)
class OwnLabel:
    """A label of our own: the number of the product's label."""

    number: int


@dataclass(frozen=True, slots=True)
class Weighed:
    """A label of a scale: which product (PLU), and its weight in grams or its price in rupiah; the other is None."""

    plu: int
    weight_g: int | None
    price_rp: int | None


@dataclass(frozen=True, slots=True)
class WeightPattern:
    """How a scale lays out its code: ``21PPPPPWWWWWC``.

    Two digits from 20 to 29, then P for each digit of the product, then W for weight in grams or H for price in
    rupiah, then C for the check digit; thirteen in all.
    """

    layout: str

    @property
    def prefix(self) -> str:
        """Its first two digits."""
        return self.layout[:2]

    @property
    def item_digits(self) -> int:
        """How many digits the product has."""
        return self.layout.count("P")

    @property
    def amount_digits(self) -> int:
        """How many digits weight or price has."""
        return LENGTH - 3 - self.item_digits

    @property
    def is_priced(self) -> bool:
        """True where the code carries a price."""
        return "H" in self.layout


def read_patterns(layouts: Sequence[str]) -> tuple[WeightPattern, ...]:
    """Read the patterns of a shop's scales.

    Raises:
        BarcodeRefusedError: Pattern by pattern: ``pattern``, ``taken``.
    """
    seen = {OWN_PREFIX}
    for layout in layouts:
        match = _PATTERN.fullmatch(layout)
        if match is None or len(layout) != LENGTH:
            raise BarcodeRefusedError(wrong="pattern", pattern=layout)
        if match["prefix"] in seen:
            raise BarcodeRefusedError(wrong="taken", pattern=layout)
        seen.add(match["prefix"])
    return tuple(WeightPattern(layout) for layout in layouts)


def normal_form(scanned: str) -> str:
    """Bring a goods number to the one form in which it is kept and looked up.

    UPC-12 gets a zero in front and GTIN-14 of a single piece loses it, so that one product has one number; EAN-8 and
    the GTIN-14 of a carton stay.

    Args:
        scanned: As scanned or typed; blanks and hyphens do not count.

    Raises:
        BarcodeRefusedError: ``form``, ``check``.
    """
    code = re.sub(r"[\s-]", "", scanned)
    if not is_goods_number(code):
        raise BarcodeRefusedError(wrong="form", scanned=scanned)
    if not is_valid(code):
        raise BarcodeRefusedError(wrong="check", scanned=scanned, expected=check_digit(code[:-1]))
    if len(code) == 12:
        return f"0{code}"
    return code[1:] if len(code) == 14 and code.startswith("0") else code


def own_label(number: int) -> str:
    """Make the code of a label of our own from a number of the counter.

    Raises:
        BarcodeRefusedError: ``number``: below one or above ten digits.
    """
    if not 0 < number < 10**OWN_DIGITS:
        raise BarcodeRefusedError(wrong="number", number=number)
    return _checked(f"{OWN_PREFIX}{number:0{OWN_DIGITS}}")


def weight_code(pattern: WeightPattern, *, plu: int, amount: int) -> str:
    """Make the code that a scale prints.

    Args:
        pattern: Its layout.
        plu: The product's number on the scale.
        amount: Grams, or whole rupiah where the pattern carries a price; above zero.

    Raises:
        BarcodeRefusedError: ``number``, ``amount``.
    """
    if not 0 < plu < 10**pattern.item_digits:
        raise BarcodeRefusedError(wrong="number", number=plu)
    if not 0 < amount < 10**pattern.amount_digits:
        raise BarcodeRefusedError(wrong="amount", amount=amount)
    return _checked(f"{pattern.prefix}{plu:0{pattern.item_digits}}{amount:0{pattern.amount_digits}}")


def weight_prefix(patterns: Sequence[WeightPattern], *, prefix: str, plu: int) -> str:
    """Give the digits by which the labels of a weighed product begin: those of the pattern, then its number.

    Args:
        patterns: Of the shop's scales.
        prefix: Which of them.
        plu: The product's number on the scale.

    Raises:
        BarcodeRefusedError: ``prefix``, ``number``.
    """
    pattern = next((one for one in patterns if one.prefix == prefix), None)
    if pattern is None:
        raise BarcodeRefusedError(wrong="prefix", scanned=prefix, prefix=prefix)
    if not 0 < plu < 10**pattern.item_digits:
        raise BarcodeRefusedError(wrong="number", number=plu)
    return f"{prefix}{plu:0{pattern.item_digits}}"


def kept_codes(scanned: str, *, patterns: Sequence[WeightPattern]) -> tuple[str, str]:
    """Give by which number a scanned code is kept: the whole of it, and of a scale's label the first digits.

    Raises:
        BarcodeRefusedError: As of ``read_code``.
    """
    read, code = read_code(scanned, patterns=patterns), normal_form(scanned)
    if not isinstance(read, Weighed):
        return code, ""
    return code, weight_prefix(patterns, prefix=code[:2], plu=read.plu)


def read_code(scanned: str, *, patterns: Sequence[WeightPattern]) -> GoodsNumber | OwnLabel | Weighed:
    """Say what a scanned number is.

    Args:
        scanned: As scanned or typed.
        patterns: Of the shop's scales.

    Raises:
        BarcodeRefusedError: ``form``, ``check``; from 20 to 29 also ``prefix``, ``number``, ``amount``.
    """
    code = normal_form(scanned)
    if len(code) != LENGTH or _IN_STORE.match(code) is None:
        return GoodsNumber(code)
    if code.startswith(OWN_PREFIX):
        return OwnLabel(_above_zero(code[2:-1], "number", scanned))
    pattern = next((one for one in patterns if code.startswith(one.prefix)), None)
    if pattern is None:
        raise BarcodeRefusedError(wrong="prefix", scanned=scanned, prefix=code[:2])
    cut = 2 + pattern.item_digits
    plu = _above_zero(code[2:cut], "number", scanned)
    amount = _above_zero(code[cut:-1], "amount", scanned)
    return Weighed(plu, None, amount) if pattern.is_priced else Weighed(plu, amount, None)


def _above_zero(digits: str, wrong: str, scanned: str) -> int:
    if not int(digits):
        raise BarcodeRefusedError(wrong=wrong, scanned=scanned)
    return int(digits)


def _checked(digits: str) -> str:
    return digits + check_digit(digits)
