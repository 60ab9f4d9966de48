"""The tenant root."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from guyub.foundation.kernel.tenancy.models import ReferenceModel


class Zone(models.TextChoices):
    """The three time zones of Indonesia; business dates are dates in the cooperative's own."""

    WIB = "WIB", "Waktu Indonesia Barat"
    WITA = "WITA", "Waktu Indonesia Tengah"
    WIT = "WIT", "Waktu Indonesia Timur"


class CooperativeKind(models.TextChoices):
    """What a tenant is: a cooperative, or the office of a city that guides cooperatives."""

    KOPERASI = "KOPERASI", "Koperasi"
    KOTA = "KOTA", "Dinas kota"


class Cooperative(ReferenceModel):
    """One tenant: a ward cooperative or a city office. Written when it joins the network, never deleted.

    The id is a small integer because it stands in every key, index and policy; across installations the code is
    the identity (ADR 0020).
    """

    id = models.AutoField(primary_key=True)
    code = models.CharField(max_length=20, unique=True)  # Kemendagri code of the ward or city
    name = models.CharField(max_length=120)
    zone = models.CharField(max_length=4, choices=Zone)
    kind = models.CharField(max_length=8, choices=CooperativeKind, default=CooperativeKind.KOPERASI)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="cooperative_code_is_a_region", condition=Q(code__regex=r"^\d\d(\.\d\d){0,2}(\.\d{4})?$")
            ),
            models.CheckConstraint(name="cooperative_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(name="cooperative_zone_known", condition=Q(zone__in=Zone.values)),
            models.CheckConstraint(
                name="cooperative_kind_known", condition=Q(kind__in=CooperativeKind.values)
            ),
        )

    def __str__(self) -> str:
        return self.name
