"""Counters of the numbers that people see."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from guyub.foundation.kernel.tenancy.models import TenantModel


class NumberCounter(TenantModel):
    """The last number given in one series and year of a cooperative. Locked by whoever takes the next."""

    id = None  # type: ignore[assignment]  # nothing points at a counter; its key says what it counts
    pk = models.CompositePrimaryKey("cooperative_id", "series", "year")
    series = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()  # 0 where a series never starts again
    last = models.BigIntegerField()

    class Meta:
        constraints = (models.CheckConstraint(name="counter_counts_from_one", condition=Q(last__gte=1)),)

    def __str__(self) -> str:
        return f"{self.series} {self.year}: {self.last}"
