"""Duties of the calendar that somebody has done."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from guyub.books.planning.domain.calendar import DutyKind
from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel


class DutyDone(TenantModel):
    """One duty of one period that somebody says is done, with the proof. Written by services.duties.

    A mistake is taken back (``withdrawn_at``), never removed.
    """

    kind = models.CharField(max_length=16, choices=[(kind.value, kind.value) for kind in DutyKind])
    period = models.PositiveIntegerField()  # 2025, 20263 or 202611, as the kind says
    done_on = models.DateField()
    note = models.CharField(max_length=120, blank=True)  # number of the receipt, or to whom it was handed
    file = TenantForeignKey("kernel.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="duty_done_once",
                fields=("cooperative", "kind", "period"),
                condition=Q(withdrawn_at__isnull=True),
            ),
            models.CheckConstraint(name="duty_kind_known", condition=Q(kind__in=DutyKind)),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.period}"
