"""Summaries of cooperatives and of regions: no person stands in them."""

from __future__ import annotations

from django.contrib.postgres.indexes import OpClass
from django.db import models
from django.db.models import F, Q

from guyub.foundation.kernel.tenancy.models import ReferenceModel


class PlaceSummary(ReferenceModel):
    """One cooperative in one row, for the city's pages. Filled by services.summaries, from news and once a day.

    Days are kept, not ages: a page counts them from its own today.
    """

    cooperative = models.ForeignKey("kernel.Cooperative", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=13, unique=True)  # of the ward
    district_code = models.CharField(max_length=8)  # of the kecamatan
    name = models.CharField(max_length=120)
    stage = models.CharField(max_length=24)  # the step where it stands
    next_step = models.CharField(max_length=24, blank=True)
    done_steps = models.CharField(max_length=200, blank=True)  # codes, with a space between
    since_on = models.DateField(null=True)
    since_basis = models.CharField(max_length=12, blank=True)  # NOTE, REPORT, STEP
    waits_for = models.CharField(max_length=12, blank=True)
    waits_note = models.CharField(max_length=300, blank=True)
    has_nib = models.BooleanField(null=True)
    is_operating = models.BooleanField(null=True)
    sales_rp = models.BigIntegerField(null=True)
    savings_rp = models.BigIntegerField(null=True)
    members_count = models.PositiveIntegerField(null=True)
    reported_on = models.DateField(null=True)
    entered_on = models.DateField(null=True)  # the cooperative's own last record
    rat_on = models.DateField(null=True)
    last_quarter = models.PositiveIntegerField(null=True)  # 20263 is the third quarter of 2026
    last_annual_year = models.PositiveSmallIntegerField(null=True)
    needs_open = models.PositiveIntegerField(default=0)
    helps_open = models.PositiveIntegerField(default=0)
    term_ends_on = models.DateField(null=True)  # the first term of an officer to end
    expires_on = models.DateField(null=True)  # the first paper to end
    is_stale = models.BooleanField(default=False)  # news came and is not summed yet
    summed_at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(fields=("cooperative",), condition=Q(is_stale=True), name="place_summary_stale"),
            models.Index(OpClass(F("code"), name="text_pattern_ops"), name="place_summary_region"),
        )
        constraints = (models.UniqueConstraint(name="place_summary_once", fields=("cooperative",)),)

    def __str__(self) -> str:
        return self.name


class RegionSummary(ReferenceModel):
    """One region with at least one cooperative in it, summed: kecamatan, city, province, and ``ID`` for the nation."""

    code = models.CharField(max_length=8, primary_key=True)
    parent_code = models.CharField(max_length=8, blank=True, db_index=True)
    name = models.CharField(max_length=80)
    level = models.CharField(max_length=10)
    places_count = models.PositiveIntegerField()
    nib_count = models.PositiveIntegerField()
    operating_count = models.PositiveIntegerField()
    stuck_count = models.PositiveIntegerField()
    selling_count = models.PositiveIntegerField()
    saving_count = models.PositiveIntegerField()
    fresh_count = models.PositiveIntegerField()
    sales_rp = models.BigIntegerField()
    savings_rp = models.BigIntegerField()
    needs_open = models.PositiveIntegerField()
    as_of = models.DateField()

    def __str__(self) -> str:
        return self.name
