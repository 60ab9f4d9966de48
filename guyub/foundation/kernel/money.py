"""Rupiah as whole numbers, and the ways this system rounds them.

Two ways are the house's own: ``round_rp`` for a single amount, ``allocate_rp`` for a total that is shared. A contract
may name another; it is one of ``Rounding``.

Every amount is an ``int`` of rupiah and its name ends in ``_rp``. No amount is ever a ``float``: a float given here is
refused at run time too, since amounts also come from files and devices.
"""

from __future__ import annotations

import re
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from guyub.foundation.kernel.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from decimal import Decimal

_WRITTEN = re.compile(r"(?:Rp\.?[\s\u00a0]*)?(\d{1,3}(?:\.\d{3})+|\d+)(?:,-|,00)?", re.ASCII)


class AmountNotUnderstoodError(DomainError):
    """What was typed is not a whole number of rupiah. Fact: ``written``."""

    code: ClassVar[str] = "kernel.amount.not_understood"


def round_rp(amount: Decimal | Fraction | int) -> int:
    """Round an exact amount to whole rupiah, half away from zero.

    The other way is ``allocate_rp``: round a single amount here, share a total there.

    Raises:
        TypeError: The amount is a float.
    """
    if isinstance(amount, float):
        raise TypeError("an amount is never a float")
    exact = Fraction(amount)
    whole = int(abs(exact) + Fraction(1, 2))
    return whole if exact >= 0 else -whole


class Rounding(StrEnum):
    """The roundings that a contract may name; the names of ``guyub calc``."""

    NEAREST = "nearest"  # half up
    HALF_EVEN = "half_even"
    DOWN = "down"
    UP = "up"


def _half_even(numerator: int, denominator: int) -> int:
    whole, rest = divmod(numerator, denominator)
    return whole + (2 * rest > denominator or (2 * rest == denominator and whole % 2))


# How each divides: a numerator of zero or more by a denominator above zero.
ROUNDERS: Mapping[Rounding, Callable[[int, int], int]] = {
    Rounding.NEAREST: lambda numerator, denominator: (2 * numerator + denominator) // (2 * denominator),
    Rounding.HALF_EVEN: _half_even,
    Rounding.DOWN: lambda numerator, denominator: numerator // denominator,
    Rounding.UP: lambda numerator, denominator: -(-numerator // denominator),
}


def rounded(exact: Fraction, how: Rounding) -> int:
    """Round an exact amount of zero or more to whole units, as a contract names it."""
    return ROUNDERS[how](exact.numerator, exact.denominator)


def allocate_rp(total_rp: int, weights: Sequence[int | Decimal | Fraction]) -> tuple[int, ...]:
    """Share a total among holders of weights, to the rupiah, losing and inventing nothing.

    Uses the largest remainder: everyone gets the whole rupiah of their exact share, then the rupiah left over go one
    each to the largest remainders, the earlier holder first on a tie.

    Args:
        total_rp: The amount to share, in whole rupiah; zero or more.
        weights: One number per holder, zero or more, such as each member's savings in rupiah. A holder with weight
            zero gets nothing.

    Returns:
        One amount in rupiah per holder, in the order of ``weights``. They sum to ``total_rp``, and each is less than
        one rupiah away from its exact share.

    Raises:
        TypeError: The total or a weight is a float.
        ValueError: The total or a weight is negative, or there is something to share and every weight is zero.

    Source: largest remainder method (Hamilton); docs/algorithms/sharing.md.
    """
    if isinstance(total_rp, float) or any(isinstance(weight, float) for weight in weights):
        raise TypeError("an amount is never a float")
    if total_rp < 0 or any(weight < 0 for weight in weights):
        raise ValueError("a total and its weights are zero or more")
    exact_weights = [Fraction(weight) for weight in weights]
    weight_total = sum(exact_weights)
    if not weight_total:
        if total_rp:
            raise ValueError("a total above zero needs a holder with a weight above zero")
        return (0,) * len(weights)

    exact = [Fraction(total_rp * weight, weight_total) for weight in exact_weights]
    shares = [int(share) for share in exact]
    # sorted() is stable, so equal remainders keep the order of the holders.
    by_remainder = sorted(range(len(exact)), key=lambda holder: shares[holder] - exact[holder])
    for holder in by_remainder[: total_rp - sum(shares)]:
        shares[holder] += 1

    assert sum(shares) == total_rp  # noqa: S101  our own mistake, not the caller's
    return tuple(shares)


def parse_rp(written: str) -> int:
    """Read an amount as people write it: ``1234567``, ``1.234.567``, ``Rp 1.234.567``, ``Rp1.234.567,-``.

    Returns:
        Whole rupiah, zero or more.

    Raises:
        AmountNotUnderstoodError: Anything else, such as a comma with cents, a dot out of place, a minus, nothing.
    """
    match = _WRITTEN.fullmatch(written.strip())
    if match is None:
        raise AmountNotUnderstoodError(written=written)
    return int(match[1].replace(".", ""))
