"""Taxes of a ward cooperative: what counts as turnover, how near the limit it is, what each month owes and has paid.

Rates, limits and days are dated parameters; how sure each is stands beside it. Source: docs/regulations.md#pajak,
docs/algorithms/tax.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from guyub.foundation.kernel.money import round_rp

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

# Income of the business. What is left out, and why, is said on the page.
TURNOVER = ("4.1", "4.2", "4.3.02", "4.3.09")


class Level(StrEnum):
    """How near the limit a year's turnover is."""

    AMAN = "AMAN"
    DEKAT = "DEKAT"  # at the share from which people are warned
    LEWAT = "LEWAT"  # at the limit or beyond it


class TaxState(StrEnum):
    """How far a tax of one month is."""

    NIHIL = "NIHIL"  # nothing is owed
    BELUM = "BELUM"  # not in the books yet
    DICATAT = "DICATAT"  # in the books as a debt
    DIBAYAR = "DIBAYAR"


def is_turnover(code: str) -> bool:
    """Tell whether an account's income counts as turnover (*peredaran bruto*)."""
    return code.startswith(TURNOVER)


@dataclass(frozen=True, slots=True)
class Meter:
    """A year's turnover beside its limit, whole rupiah."""

    turnover_rp: int
    limit_rp: int
    level: Level

    @property
    def left_rp(self) -> int:
        """What may still come before the limit; nothing beyond it."""
        return max(self.limit_rp - self.turnover_rp, 0)


def meter(turnover_rp: int, *, limit_rp: int, warned_at: Decimal) -> Meter:
    """Tell how near the limit a turnover is.

    Args:
        turnover_rp: Of the year so far.
        limit_rp: Above zero.
        warned_at: The fraction of the limit from which people are warned; reached is enough.
    """
    if turnover_rp >= limit_rp:
        level = Level.LEWAT
    elif turnover_rp >= round_rp(limit_rp * warned_at):
        level = Level.DEKAT
    else:
        level = Level.AMAN
    return Meter(turnover_rp, limit_rp, level)


def final_tax_rp(turnover_rp: int, rate: Decimal) -> int:
    """Calculate a month's final tax: rate times turnover in whole rupiah; a month that took back more owes none."""
    return round_rp(max(turnover_rp, 0) * rate)


def covered(dues: Sequence[int], paid_rp: int) -> list[int]:
    """Share what was paid among what was due, the oldest first.

    Returns:
        For each due how much of it is covered: at most itself, all together at most what was paid.
    """
    left, shares = max(paid_rp, 0), []
    for due in dues:
        share = min(max(due, 0), left)
        shares.append(share)
        left -= share
    return shares


def state_of(due_rp: int, *, noted_rp: int, paid_rp: int, is_done: bool = False) -> TaxState:
    """Tell how far a month's tax is; noted and paid are what ``covered`` gave it, done: somebody keeps a proof."""
    if is_done:
        return TaxState.DIBAYAR
    if due_rp <= 0:
        return TaxState.NIHIL
    if paid_rp >= due_rp:
        return TaxState.DIBAYAR
    return TaxState.DICATAT if noted_rp >= due_rp else TaxState.BELUM
