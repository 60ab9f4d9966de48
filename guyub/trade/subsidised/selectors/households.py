"""Households by the blind index of their KK: who of one is registered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count

from guyub.foundation.kernel.rows import Row
from guyub.trade.subsidised.models import Consumer
from guyub.trade.subsidised.selectors.consumers import kk_indexes

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

MOST_FOUND = 200


@dataclass(frozen=True, slots=True)
class CrowdedHousehold(Row):
    """A KK that many registered buyers share.

    Args:
        kk_index: Of the household.
        count: How many registered buyers share it, wherever they were registered.
        since: When the last of them was registered here.
        shown: One of those registered here: given name and four digits.
    """

    kk_index: bytes
    count: int
    since: datetime
    shown: str


def people_of_household(kk: str) -> list[UUID]:
    """List the registered buyers of a household; one query."""
    rows = Consumer.objects.filter(kk_index__in=kk_indexes(kk), forgotten_at__isnull=True)
    return list(rows.values_list("id", flat=True)[:MOST_FOUND])


def crowded_households(
    *, cooperative_id: int, least: int, since: datetime, until: datetime
) -> list[CrowdedHousehold]:
    """List households that many registered buyers share, of which one was registered here lately; two queries.

    Args:
        cooperative_id: Where.
        least: From how many on.
        since: The first moment of the registration here.
        until: The moment after the last.
    """
    mine = Consumer.objects.filter(
        registered_by_id=cooperative_id,
        registered_at__gte=since,
        registered_at__lt=until,
        kk_index__isnull=False,
        forgotten_at__isnull=True,
    ).order_by("registered_at", "id")
    newest = {bytes(one.kk_index): one for one in mine if one.kk_index is not None}
    counts = (
        Consumer.objects.filter(kk_index__in=list(newest), forgotten_at__isnull=True)
        .values("kk_index")
        .annotate(count=Count("id"))
        .filter(count__gte=least)
        .order_by("kk_index")
        .values_list("kk_index", "count")
    )
    found = [(bytes(index or b""), count) for index, count in counts[:MOST_FOUND]]
    return [
        CrowdedHousehold(index, count, newest[index].registered_at, str(newest[index]))
        for index, count in found
    ]
