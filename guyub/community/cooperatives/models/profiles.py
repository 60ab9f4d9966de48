"""Where a cooperative is and how it is reached."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from guyub.foundation.kernel.tenancy.models import TenantModel


class Profile(TenantModel):
    """One cooperative's official name, ward and address. Written when it joins and by its officers; one row each.

    Numbers (AHU, NPWP, NIB, NIK koperasi, bank account) stand in its legal records, with their papers.
    """

    class Origin(models.TextChoices):
        """How it began (Juklak Menkop 1/2025)."""

        BARU = "BARU", "Koperasi baru"
        PENGEMBANGAN = "PENGEMBANGAN", "Pengembangan koperasi yang ada"
        REVITALISASI = "REVITALISASI", "Revitalisasi"

    official_name = models.CharField(max_length=160)
    region = models.ForeignKey("cooperatives.Region", on_delete=models.PROTECT, related_name="+", null=True)
    address = models.CharField(max_length=200, blank=True)
    postal_code = models.CharField(max_length=5, blank=True)
    opening_hours = models.CharField(max_length=120, blank=True)
    office_email = models.EmailField(blank=True)
    origin = models.CharField(max_length=12, choices=Origin, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="profile_once", fields=("cooperative",)),
            models.CheckConstraint(name="profile_has_a_name", condition=~Q(official_name="")),
            models.CheckConstraint(
                name="profile_postal_code_has_five_digits",
                condition=Q(postal_code="") | Q(postal_code__regex=r"^\d{5}$"),
            ),
        )

    def __str__(self) -> str:
        return self.official_name
