"""What a city told of households: the newest of each ward, and what was told at once before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Count, Max

from guyub.foundation.kernel.rows import Row
from guyub.trade.subsidised.models import HouseholdEstimate

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

TELLING = 0x52544741  # a number of our own among advisory locks: "RTGA"
MOST_LISTED = 20


@dataclass(frozen=True, slots=True)
class EstimateRow(Row):
    """What holds of one ward; ``each_qty`` a month, in the good's smallest unit."""

    estimate_id: UUID
    code: str
    households: int
    each_qty: int
    source: str
    of_on: date

    @property
    def monthly_qty(self) -> int:
        """What the households of the ward need a month."""
        return self.households * self.each_qty


@dataclass(frozen=True, slots=True)
class ToldAtOnce(Row):
    """What somebody told at once: of how many wards, from where, of which day, and why anew."""

    told_at: datetime
    person: str
    source: str
    of_on: date
    reason: str
    wards: int


_FIELDS = ("id", "code", "households", "each_qty", "source", "of_on")


def lock_telling(*, city_id: int) -> None:
    """Wait until no other transaction tells of this city's households, and keep it so to the transaction's end.

    The constraints refuse two that replace the same as well; the lock lets the second one read who was first.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [TELLING, city_id])


def estimates_of(*, city_id: int, programme: str) -> dict[str, EstimateRow]:
    """Give what holds of each ward that the city told of, by its code: what nothing replaces. One query."""
    rows = HouseholdEstimate.objects.filter(cooperative_id=city_id, programme_id=programme)
    replaced = rows.filter(replaces_id__isnull=False).values("replaces_id")
    listed = rows.exclude(id__in=replaced).order_by("code").values_list(*_FIELDS)
    return {row.code: row for row in (EstimateRow(*one) for one in listed)}


def told_before(*, city_id: int, programme: str) -> list[ToldAtOnce]:
    """List what was told at once, the newest first, the last twenty. One query."""
    rows = HouseholdEstimate.objects.filter(cooperative_id=city_id, programme_id=programme)
    once = rows.values("told_at", "person__name", "source", "of_on").annotate(
        why=Max("reason"), wards=Count("id")
    )
    listed = once.order_by("-told_at", "source", "person__name")
    fields = ("told_at", "person__name", "source", "of_on", "why", "wards")
    return [ToldAtOnce(*one) for one in listed.values_list(*fields)[:MOST_LISTED]]
