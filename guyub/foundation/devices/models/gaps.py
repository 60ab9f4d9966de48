"""What is missing of a device, and outboxes that came as files."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from guyub.foundation.devices.models.devices import Device
from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel


class GapState(models.TextChoices):
    """Where a gap stands."""

    OPEN = "OPEN", "Terbuka"
    FILLED = "FILLED", "Terisi"
    GIVEN_UP = "GIVEN_UP", "Dilepas"


class DeviceGap(TenantModel):
    """Numbers of a device that are missing or broken, both ends included, and hold up what comes after them.

    Written by services.admitting under the device's lock; given up by two people in services.gaps: the chain then goes
    on from ``following``, the seal on which the first event after them stands.
    """

    device = TenantForeignKey(Device, on_delete=models.PROTECT, related_name="gaps")
    from_seq = models.BigIntegerField()
    to_seq = models.BigIntegerField()
    following = models.BinaryField(max_length=32)
    state = models.CharField(max_length=8, choices=GapState, default=GapState.OPEN)
    seen_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=400, blank=True)
    by = models.ForeignKey("identity.Person", on_delete=models.PROTECT, null=True, related_name="+")
    second = models.ForeignKey("identity.Person", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="device_gap_open_once",
                fields=("cooperative", "device"),
                condition=Q(state=GapState.OPEN.value),
            ),
            models.CheckConstraint(
                name="device_gap_has_numbers", condition=Q(from_seq__gte=1, to_seq__gte=F("from_seq"))
            ),
            models.CheckConstraint(name="device_gap_state_known", condition=Q(state__in=GapState.values)),
            models.CheckConstraint(
                name="device_gap_given_up_by_two",
                condition=(
                    Q(state=GapState.GIVEN_UP.value, by__isnull=False, second__isnull=False)
                    & ~Q(second=F("by"))
                    & ~Q(reason="")
                )
                | (~Q(state=GapState.GIVEN_UP.value) & Q(by__isnull=True, second__isnull=True)),
            ),
            models.CheckConstraint(
                name="device_gap_closed_has_a_moment",
                condition=Q(state=GapState.OPEN.value, closed_at__isnull=True)
                | (~Q(state=GapState.OPEN.value) & Q(closed_at__isnull=False)),
            ),
        )

    def __str__(self) -> str:
        return f"{self.from_seq} to {self.to_seq}"


class BroughtOutbox(TenantModel):
    """One outbox that a person brought as a file. Written by services.outboxes.

    Two people let it in; then its events are admitted in parts, ``admitted`` of them so far, in the order of numbers.
    """

    device = TenantForeignKey(Device, on_delete=models.PROTECT, related_name="outboxes")
    file = TenantForeignKey("kernel.StoredFile", on_delete=models.PROTECT, related_name="+", is_indexed=False)
    from_seq = models.BigIntegerField()
    to_seq = models.BigIntegerField()
    count = models.PositiveIntegerField()
    admitted = models.PositiveIntegerField(default=0)
    is_sealed = models.BooleanField()  # by the device's own key
    reason = models.CharField(max_length=400)
    brought_by = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+")
    brought_at = models.DateTimeField()
    let_in_by = models.ForeignKey("identity.Person", on_delete=models.PROTECT, null=True, related_name="+")
    let_in_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="outbox_holds_something", condition=Q(count__gte=1, admitted__lte=F("count"))
            ),
            models.CheckConstraint(
                name="outbox_let_in_by_another",
                condition=Q(let_in_at__isnull=True, let_in_by__isnull=True, admitted=0)
                | (Q(let_in_at__isnull=False, let_in_by__isnull=False) & ~Q(let_in_by=F("brought_by"))),
            ),
        )

    def __str__(self) -> str:
        return f"{self.from_seq} to {self.to_seq}"
