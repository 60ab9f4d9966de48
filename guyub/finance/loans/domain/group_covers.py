"""Who covered whom in a group, what of it was given back, and what everybody is owed or owes.

Source: docs/algorithms/tanggung_renteng.md.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from guyub.foundation.kernel.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from uuid import UUID


class CoverRefusedError(DomainError):
    """A cover is not given back, or that not undone; ``wrong`` says why.

    ``gone`` (no such cover here, or it was taken back itself), ``own`` (the own cover, on either side), ``amount``
    (nothing, or more than is open; fact ``open_rp``), ``undone`` (taken back already), ``past`` (an earlier day is for
    who keeps the loans), ``reason``.
    """

    code: ClassVar[str] = "loans.group_cover.refused"


class Cover(NamedTuple):
    """One cover: for whom, by whom (None: the fund), how much, and how much of it came back; whole rupiah."""

    for_id: UUID
    by_id: UUID | None
    amount_rp: int
    back_rp: int = 0

    @property
    def open_rp(self) -> int:
        """What is still to be given back."""
        return self.amount_rp - self.back_rp


def standings_of(covers: Iterable[Cover]) -> Mapping[UUID | None, int]:
    """Tell what each member, and the fund (None), is owed by the others; below zero: owes them.

    What one owes another is owed to that other: the sum of all is nothing. Who is even is not named.
    """
    sums: defaultdict[UUID | None, int] = defaultdict(int)
    for cover in covers:
        sums[cover.by_id] += cover.open_rp
        sums[cover.for_id] -= cover.open_rp
    return {who: rp for who, rp in sums.items() if rp}
