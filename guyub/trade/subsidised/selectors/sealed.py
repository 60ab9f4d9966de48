"""Numbers of buyers in full. Only for use-cases that write down who sees them and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.foundation.kernel.rows import Row
from guyub.trade.subsidised.models import Consumer
from guyub.trade.subsidised.selectors.consumers import numbers_of

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened(Row):
    """What a buyer showed when registering."""

    nik: str
    kk: str
    name: str


def opened_consumers(consumer_ids: Collection[UUID]) -> dict[UUID, Opened]:
    """Read the numbers of buyers in full; whoever withdrew consent is left out. One query.

    Raises:
        KeyMissingError: Their key is not given any more.
        SealBrokenError: They were changed or moved.
    """
    rows = Consumer.objects.filter(id__in=consumer_ids, forgotten_at__isnull=True)
    told = {row.id: numbers_of(row) for row in rows}
    return {
        id_: Opened(nik=one["nik"], kk=one.get("kk") or "", name=one.get("name") or "")
        for id_, one in told.items()
    }
