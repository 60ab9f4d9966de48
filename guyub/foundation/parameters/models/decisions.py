"""What a body decided."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel

BODIES = ("RAT", "PENGURUS", "PENGAWAS", "KOTA")


class Decision(TenantModel):
    """One decision: number, date, body, what, and its document. Written by services.decisions; others refer to it."""

    number = models.CharField(max_length=80)
    decided_on = models.DateField()
    body = models.CharField(max_length=12)
    title = models.CharField(max_length=200)
    document = TenantForeignKey("kernel.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    recorded_by = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(name="decision_body_known", condition=Q(body__in=BODIES)),
            models.CheckConstraint(name="decision_numbered", condition=~Q(number="") & ~Q(title="")),
            models.UniqueConstraint(name="decision_once", fields=("cooperative", "body", "number")),
        )

    def __str__(self) -> str:
        return self.number
