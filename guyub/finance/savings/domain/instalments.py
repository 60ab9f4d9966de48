"""Paying the simpanan pokok in parts: what the next part is, and what may be paid at once.

Source: docs/algorithms/instalments.md; how many parts are allowed is the rule ``anggota.cicilan_pokok``.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

from guyub.foundation.kernel.money import allocate_rp


@dataclass(frozen=True, slots=True)
class PokokDue:
    """What is still to be paid; whole rupiah. ``part`` of ``parts`` is paid next; 0 when nothing is missing."""

    missing_rp: int
    next_rp: int
    part: int
    parts: int

    @property
    def is_whole(self) -> bool:
        """Nothing is missing."""
        return self.missing_rp == 0


def pokok_due(*, pokok_rp: int, instalments: int, paid_rp: int) -> PokokDue:
    """Tell what of the simpanan pokok comes next.

    The parts are as equal as whole rupiah allow, the earlier ones larger by one rupiah. Who paid more than a part owes
    that much less at the next: whoever pays at least what comes next is never late and never needs more parts.

    Args:
        pokok_rp: The whole amount that the board agreed on.
        instalments: In how many parts, 1 or more.
        paid_rp: What has been paid; more than the whole is nothing missing.
    """
    missing_rp = max(pokok_rp - paid_rp, 0)
    if missing_rp == 0:
        return PokokDue(0, 0, 0, instalments)
    reached_rp = list(accumulate(allocate_rp(pokok_rp, [1] * instalments)))
    at = bisect_right(reached_rp, paid_rp)  # the first part whose sum is above what was paid
    return PokokDue(missing_rp, reached_rp[at] - paid_rp, at + 1, instalments)
