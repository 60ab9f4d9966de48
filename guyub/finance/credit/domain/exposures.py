"""What one member owes the cooperative or may come to owe, and for whom the member answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

# Under it whoever lends holds the savings of a guarantor (savings.services.holds.put_hold, ``source_kind``).
GUARANTEE = "credit.guarantee"


@dataclass(frozen=True, slots=True)
class Exposure(Row):
    """One thing that a member owes, or that was agreed and may still be taken.

    Args:
        words: What people call it, such as *Pinjaman PJ-2026-0003*.
        amount_rp: Whole rupiah: the principal left of what runs, all of what was agreed and is not paid out yet.
    """

    words: str
    amount_rp: int


@dataclass(frozen=True, slots=True)
class Guarantee(Row):
    """Savings of the member that are held for somebody else's debt. No debt of the member: no limit counts it.

    Args:
        words: For what, as the hold says it.
        amount_rp: Whole rupiah held.
        since: From when.
    """

    words: str
    amount_rp: int
    since: date


def owed_rp(exposures: Iterable[Exposure]) -> int:
    """Sum what a member owes, in whole rupiah; what somebody paid too much on one thing lessens no other."""
    return sum(max(one.amount_rp, 0) for one in exposures)
