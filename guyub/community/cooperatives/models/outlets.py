"""Places and units of business."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from guyub.community.cooperatives.domain.outlets import (
    Internet,
    OutletKind,
    OutletStatus,
    Ownership,
    UnitKind,
)
from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel


class Outlet(TenantModel):
    """One outlet (gerai): kind, place, what it stands on, how far it is. Written by services.outlets."""

    kind = models.CharField(max_length=16, choices=[(kind.value, kind.value) for kind in OutletKind])
    name = models.CharField(max_length=120)
    address = models.CharField(max_length=200, blank=True)
    ownership = models.CharField(max_length=14, choices=[(own.value, own.value) for own in Ownership])
    land_m2 = models.PositiveIntegerField(null=True)
    electricity_va = models.PositiveIntegerField(null=True)
    internet = models.CharField(max_length=10, choices=[(net.value, net.value) for net in Internet])
    has_water = models.BooleanField(null=True)
    opening_hours = models.CharField(max_length=120, blank=True)
    status = models.CharField(max_length=12, choices=[(one.value, one.value) for one in OutletStatus])
    opened_on = models.DateField(null=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(name="outlet_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="outlet_kind_known", condition=Q(kind__in=[kind.value for kind in OutletKind])
            ),
            models.CheckConstraint(
                name="outlet_open_since_a_day",
                condition=~Q(status="OPERASIONAL") | Q(opened_on__isnull=False) & ~Q(ownership="BELUM"),
            ),
            models.UniqueConstraint(name="outlet_name_once", fields=("cooperative", "name")),
        )

    def __str__(self) -> str:
        return self.name


class BusinessUnit(TenantModel):
    """One unit of business that the books keep apart. Written by services.units; closed, never removed."""

    kind = models.CharField(max_length=16, choices=[(kind.value, kind.value) for kind in UnitKind])
    name = models.CharField(max_length=120)
    outlet = TenantForeignKey(Outlet, on_delete=models.PROTECT, null=True, related_name="units")
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="unit_kind_known", condition=Q(kind__in=[kind.value for kind in UnitKind])
            ),
            models.CheckConstraint(
                name="unit_closes_after_opening",
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
            ),
            models.UniqueConstraint(name="unit_name_once", fields=("cooperative", "name")),
            models.UniqueConstraint(
                name="unit_common_once", fields=("cooperative",), condition=Q(kind="UMUM")
            ),
        )

    def __str__(self) -> str:
        return self.name
