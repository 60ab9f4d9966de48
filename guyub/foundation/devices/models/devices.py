"""Bound devices, and the codes that bind them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.tenancy.models import ReferenceModel, TenantModel


class BindingCode(ReferenceModel):
    """A one-time code by which one device binds itself to an outlet. Written by services.binding.

    Read before the cooperative is known, hence a reference table. Only a keyed hash of the code is kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    cooperative = models.ForeignKey("kernel.Cooperative", on_delete=models.PROTECT, related_name="+")
    device_name = models.CharField(max_length=60)
    outlet_id = models.UUIDField(null=True)  # whoever gives the code knows outlets; the foundation does not
    outlet_name = models.CharField(max_length=120)
    made_by = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    code_hash = models.CharField(max_length=64, unique=True)
    used_at = models.DateTimeField(null=True)
    used_for = models.UUIDField(null=True)  # the number that the device drew: its retry gets the same answer
    device_id = models.UUIDField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="binding_code_ends_after_making", condition=Q(expires_at__gt=F("made_at"))
            ),
            models.CheckConstraint(
                name="binding_code_used_whole",
                condition=Q(used_at__isnull=True, used_for__isnull=True, device_id__isnull=True)
                | Q(used_at__isnull=False, used_for__isnull=False, device_id__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return str(self.id)


class Device(TenantModel):
    """One phone or laptop that a cooperative bound: where it stands, its key's hash, the last event admitted of it.

    Written by services.binding, .contacts and .admitting, each under its lock; never removed. ``contacts`` are
    ``[[seq, milliseconds since 1970, offset in milliseconds], …]`` as ``domain.clocks`` keeps them.
    """

    number = models.PositiveIntegerField()  # gapless; ``K3`` is the series of what it prints
    name = models.CharField(max_length=60)
    outlet_id = models.UUIDField(null=True)
    outlet_name = models.CharField(max_length=120)
    key_hash = models.BinaryField(max_length=32)
    bound_by = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+")
    bound_at = models.DateTimeField()
    revoked_by = models.ForeignKey("identity.Person", on_delete=models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)
    revoked_why = models.CharField(max_length=200, blank=True)
    head_seq = models.BigIntegerField(default=0)
    head_hash = models.BinaryField(max_length=32)
    head_at = models.DateTimeField(null=True)  # when the last one happened whose time was possible
    forked_at = models.DateTimeField(null=True)  # when two events with one number came first
    last_contact_at = models.DateTimeField()
    contacts = models.JSONField(default=list)
    offset_ms = models.BigIntegerField(null=True)
    app_version = models.CharField(max_length=20, blank=True)
    waiting = models.PositiveIntegerField(null=True)  # events that it had not sent by the last contact
    is_persisted = models.BooleanField(null=True)
    free_mb = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="device_number_once", fields=("cooperative", "number")),
            models.CheckConstraint(name="device_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(name="device_head_not_negative", condition=Q(head_seq__gte=0)),
            models.CheckConstraint(
                name="device_revoked_whole",
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True, revoked_why="")
                | (Q(revoked_at__isnull=False, revoked_by__isnull=False) & ~Q(revoked_why="")),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def series(self) -> str:
        """The series in which it numbers what it prints."""
        return f"K{self.number}"
