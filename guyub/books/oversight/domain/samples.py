"""Drawing a sample of a month's entries: what must be looked at, then chance, which anybody can repeat.

Chance comes from the end of the journal's chain at the moment of drawing and the number of the draw: who posts cannot
know it beforehand, who draws cannot choose it, and whoever has the two draws the same entries again.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from uuid import UUID

MOST_SAMPLED = 150  # what two or three people can look at; the largest amounts come first
BULK = 20  # more entries than these of one request were brought together, not typed late one by one


class Why(StrEnum):
    """Why an entry is in a sample, the strongest reason first."""

    AMBANG = "AMBANG"  # at or above the threshold
    BALIK = "BALIK"  # it takes another one back
    MUNDUR = "MUNDUR"  # typed long after it happened, or moved into a later month
    NILAI = "NILAI"  # drawn, each rupiah with the same chance
    ACAK = "ACAK"  # drawn, each entry with the same chance


@dataclass(frozen=True, slots=True)
class Candidate:
    """One entry that could be looked at.

    Args:
        entry_id: Its id.
        chain_no: Its place in the chain.
        total_rp: The sum of its debits.
        request_id: What brought it.
        occurred_on: The day it happened.
        dated_on: The day in the books.
        posted_on: The day it was typed, in the cooperative's own zone.
        is_reversal: It takes another one back.
    """

    entry_id: UUID
    chain_no: int
    total_rp: int
    request_id: UUID
    occurred_on: date
    dated_on: date
    posted_on: date
    is_reversal: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """How a sample is drawn.

    Args:
        threshold_rp: Entries of this amount and above are all looked at.
        late_days: Typed more days than these after it happened is late.
        drawn_each: How many are drawn by amount, and again how many by number.
    """

    threshold_rp: int
    late_days: int
    drawn_each: int


def is_late(occurred_on: date, dated_on: date, posted_on: date, *, late_days: int) -> bool:
    """Tell whether an entry was typed late, or stands in a later month than it happened in."""
    is_moved = (occurred_on.year, occurred_on.month) != (dated_on.year, dated_on.month)
    return is_moved or (posted_on - occurred_on).days > late_days


def draw(candidates: Sequence[Candidate], *, rules: Rules, seed: str) -> list[tuple[Candidate, Why]]:
    """Draw a sample without putting back: the same candidates, rules and seed give the same sample.

    Args:
        candidates: A month's entries, in any order.
        rules: How.
        seed: The chain's hash, the month, the number of the draw.

    Returns:
        At most ``MOST_SAMPLED`` entries with the strongest reason for each: those that must be looked at, the largest
        first, then those drawn by amount, then those drawn by number.
    """
    brought = Counter(one.request_id for one in candidates)

    def must(one: Candidate) -> Why | None:
        if one.total_rp >= rules.threshold_rp:
            return Why.AMBANG
        if one.is_reversal:
            return Why.BALIK
        late = is_late(one.occurred_on, one.dated_on, one.posted_on, late_days=rules.late_days)
        return Why.MUNDUR if late and brought[one.request_id] <= BULK else None

    ordered = sorted(candidates, key=lambda one: one.chain_no)
    reasons = [(one, must(one)) for one in ordered]
    wanted = [(one, why) for one, why in reasons if why]
    wanted.sort(key=lambda pair: (-pair[0].total_rp, pair[0].chain_no))
    left = [one for one, why in reasons if why is None]
    by_amount = list(_by_amount(left, rules.drawn_each, seed))
    taken = {one.chain_no for one in by_amount}
    plain = sorted((one for one in left if one.chain_no not in taken), key=lambda one: _chance(seed, one))
    drawn = [(one, Why.NILAI) for one in by_amount] + [(one, Why.ACAK) for one in plain[: rules.drawn_each]]
    return [*wanted[: MOST_SAMPLED - len(drawn)], *drawn]


def _by_amount(candidates: Sequence[Candidate], count: int, seed: str) -> Iterator[Candidate]:
    """Draw one after the other: each rupiah that is left has the same chance."""
    left = list(candidates)
    for turn in range(min(count, len(left))):
        sums_rp = list(accumulate(one.total_rp for one in left))
        yield left.pop(bisect_right(sums_rp, _number(f"{seed}:rupiah:{turn}") % sums_rp[-1]))


def _chance(seed: str, one: Candidate) -> tuple[int, int]:
    return _number(f"{seed}:{one.chain_no}"), one.chain_no


def _number(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest())
