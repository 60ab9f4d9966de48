"""The numbers on goods: EAN-8, UPC-12, EAN-13 and GTIN-14, whose last digit checks the others.

Source: GS1 General Specifications, 7.9: weights 3 and 1 from the right; docs/algorithms/ean13.md.
"""

from __future__ import annotations

LENGTHS = frozenset({8, 12, 13, 14})


def check_digit(digits: str) -> str:
    """Compute the digit that ends a number: weights 3, 1, 3, … from the right, up to the next ten.

    Args:
        digits: The number without its last digit.
    """
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits)))
    return str(-total % 10)


def is_goods_number(code: str) -> bool:
    """Tell whether a text has the form of such a number, whatever its last digit."""
    return len(code) in LENGTHS and code.isascii() and code.isdigit()


def is_valid(code: str) -> bool:
    """Tell whether a text is such a number and its last digit checks."""
    return is_goods_number(code) and check_digit(code[:-1]) == code[-1]
