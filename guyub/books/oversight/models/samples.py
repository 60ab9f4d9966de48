"""Samples of a month's entries, and the verdict on each."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from guyub.books.oversight.domain.samples import Why
from guyub.books.oversight.domain.words import Verdict
from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel


class ReviewSample(TenantModel):
    """One draw from a month's entries, with all that is needed to draw it again. Written by services.samples.

    ``chain_no`` and ``hash`` are the end of the chain at that moment: entries after it were not there to be drawn.
    Nothing of it changes any more; what was drawn earlier in the month is not drawn again.
    """

    append_only: ClassVar[bool] = True

    month = models.DateField()
    number = models.PositiveSmallIntegerField()
    chain_no = models.BigIntegerField()
    hash = models.BinaryField(max_length=32)
    threshold_rp = models.BigIntegerField()
    late_days = models.PositiveSmallIntegerField()
    drawn_each = models.PositiveSmallIntegerField()
    size = models.PositiveSmallIntegerField()
    drawn_by = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    drawn_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="sample_number_once", fields=("cooperative", "month", "number")),
            models.CheckConstraint(name="sample_month_is_a_first", condition=Q(month__day=1)),
            models.CheckConstraint(name="sample_holds_something", condition=Q(size__gte=1, number__gte=1)),
        )

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.number}"


class SampledEntry(TenantModel):
    """One entry of a sample, why it is there, and what was found. Written by services.samples."""

    sample = TenantForeignKey(ReviewSample, on_delete=models.PROTECT, related_name="entries")
    rank = models.PositiveSmallIntegerField()
    entry = TenantForeignKey("ledger.JournalEntry", on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=8, choices=[(why.value, why.value) for why in Why])
    verdict = models.CharField(
        max_length=12, blank=True, choices=[(verdict.value, verdict.value) for verdict in Verdict]
    )
    looked_by = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    looked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="sampled_rank_once", fields=("cooperative", "sample", "rank")),
            models.UniqueConstraint(name="sampled_entry_once", fields=("cooperative", "entry")),
            models.CheckConstraint(
                name="sampled_verdict_has_its_person",
                condition=Q(verdict="", looked_by__isnull=True, looked_at__isnull=True)
                | Q(
                    verdict__in=[one.value for one in Verdict],
                    looked_by__isnull=False,
                    looked_at__isnull=False,
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.rank} {self.verdict}"
