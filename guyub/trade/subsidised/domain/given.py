"""What an outlet was given: each delivery of an agent is an allocation, until the next one comes.

Source: docs/algorithms/quota.md, the share of an outlet.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from guyub.foundation.kernel.dates import Zone
from guyub.foundation.kernel.rows import Row
from guyub.trade.subsidised.domain.limits import Allocation
from guyub.trade.subsidised.domain.spans import day_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


@dataclass(frozen=True, slots=True)
class Arrived(Row):
    """What came with one delivery, without what leaked or went back.

    Args:
        programme: Of which good.
        on: The day on which it came.
        written_at: When that was written down, aware.
        qty: How much, in the good's smallest unit.
    """

    programme: str
    on: date
    written_at: datetime
    qty: int

    @property
    def since(self) -> datetime:
        """From when on it counts: when it was written, or, written on a later day, from the beginning of its own."""
        if day_of(self.written_at) == self.on:
            return self.written_at
        return datetime(self.on.year, self.on.month, self.on.day, tzinfo=Zone.WIB.info)


@dataclass(frozen=True, slots=True)
class Given(Row):
    """What came to one outlet lately, of any good, in any order."""

    arrived: tuple[Arrived, ...] = ()

    def at(self, moment: datetime, *, programme: str) -> Allocation | None:
        """Give the allocation that a sale falls into; None: nothing had come by then that is known.

        What came at the same moment is one allocation.

        Args:
            moment: Of the sale, aware.
            programme: Of which good.
        """
        mine = [one for one in self.arrived if one.programme == programme]
        since = max((one.since for one in mine if one.since <= moment), default=None)
        if since is None:
            return None
        return Allocation(
            qty=sum(one.qty for one in mine if one.since == since),
            since=since,
            until=min((one.since for one in mine if one.since > moment), default=None),
        )

    def moments(self, programme: str) -> list[datetime]:
        """List when allocations of a good began, in their order."""
        return sorted({one.since for one in self.arrived if one.programme == programme})

    def reaches_back(self, moment: datetime, *, programmes: Iterable[str]) -> date:
        """Tell the first day that allocations count for a sale.

        Args:
            moment: Of the sale, aware.
            programmes: Of which goods.
        """
        begun = (self.at(moment, programme=key) for key in programmes)
        return min([day_of(moment), *(day_of(one.since) for one in begun if one)])
