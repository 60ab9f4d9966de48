"""Tables of this installation's machinery: shared cache, counted attempts."""

from __future__ import annotations

from django.db import models

from guyub.foundation.kernel.tenancy.models import LocalModel


class CacheEntry(LocalModel):
    """One row of Django's database cache; only that backend reads and writes it, so the columns are its own."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "kernel_cache"

    def __str__(self) -> str:
        return self.cache_key


class RateWindow(LocalModel):
    """How often one visitor did one thing in the running minute (or other window), counted across web processes."""

    key = models.CharField(
        max_length=80, primary_key=True
    )  # what and a keyed hash of who: no address is kept
    started_at = models.DateTimeField(db_index=True)
    count = models.IntegerField()

    class Meta:
        constraints = (
            models.CheckConstraint(name="rate_window_counts_from_one", condition=models.Q(count__gte=1)),
        )

    def __str__(self) -> str:
        return f"{self.key}: {self.count}"
