"""The regions of the country."""

from __future__ import annotations

from django.contrib.postgres.indexes import OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper

from guyub.foundation.kernel.tenancy.models import ReferenceModel


class RegionLevel(models.TextChoices):
    """How high a region stands."""

    PROVINSI = "PROVINSI", "Provinsi"
    KABUPATEN = "KABUPATEN", "Kabupaten"
    KOTA = "KOTA", "Kota"
    KECAMATAN = "KECAMATAN", "Kecamatan"
    KELURAHAN = "KELURAHAN", "Kelurahan"
    DESA = "DESA", "Desa"
    DESA_ADAT = "DESA_ADAT", "Desa adat"


class Region(ReferenceModel):
    """One region by its Kemendagri code, from province to kelurahan. Loaded from data/; a decree brings a new file."""

    code = models.CharField(max_length=13, primary_key=True)
    name = models.CharField(max_length=80)
    level = models.CharField(max_length=10, choices=RegionLevel)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    postal_code = models.CharField(max_length=5, blank=True)

    class Meta:
        indexes = (models.Index(OpClass(Upper("name"), name="text_pattern_ops"), name="region_name_begins"),)
        constraints = (
            models.CheckConstraint(
                name="region_code_has_its_form", condition=Q(code__regex=r"^\d\d(\.\d\d){0,2}(\.\d{4})?$")
            ),
            models.CheckConstraint(name="region_level_known", condition=Q(level__in=RegionLevel.values)),
            models.CheckConstraint(
                name="region_only_provinces_stand_alone",
                condition=Q(level="PROVINSI", parent__isnull=True)
                | ~Q(level="PROVINSI") & Q(parent__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.name
