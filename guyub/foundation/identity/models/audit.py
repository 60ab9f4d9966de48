"""The audit trail."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from guyub.foundation.kernel.tenancy.models import TenantModel


class AuditEntry(TenantModel):
    """One act: who, in which role, when, what, with which facts; sealed to the one before. Written by services.audit.

    Facts never hold NIK, KK or phone; names of people are kept as they were that day.
    """

    append_only: ClassVar[bool] = True

    position = models.BigIntegerField()
    at = models.DateTimeField()
    actor = models.ForeignKey("identity.Person", on_delete=models.PROTECT, null=True, related_name="+")
    actor_name = models.CharField(max_length=120)
    actor_role = models.CharField(max_length=24, blank=True)
    act = models.CharField(max_length=80)
    facts = models.JSONField()
    seal = models.PositiveSmallIntegerField(
        default=1
    )  # how facts_hash was made (domain.chain); 1 and 2 both hold
    facts_hash = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="audit_position_once", fields=("cooperative", "position")),
            models.CheckConstraint(name="audit_position_from_one", condition=Q(position__gte=1)),
            models.CheckConstraint(name="audit_act_named", condition=Q(act__regex=r"^[a-z_]+(\.[a-z_]+)+$")),
        )

    def __str__(self) -> str:
        return f"{self.position} {self.act}"


class AuditHead(TenantModel):
    """Where a cooperative's trail ends: its last position and hash. Locked first by whoever adds to it."""

    id = None  # type: ignore[assignment]  # one row for each cooperative
    pk = models.CompositePrimaryKey("cooperative_id", "series")
    series = models.CharField(max_length=16, default="audit")
    position = models.BigIntegerField()
    hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = (models.CheckConstraint(name="audit_head_not_negative", condition=Q(position__gte=0)),)

    def __str__(self) -> str:
        return f"{self.series} {self.position}"
