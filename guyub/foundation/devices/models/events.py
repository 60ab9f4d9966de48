"""What devices told, and what people made of what could not be applied."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from guyub.foundation.devices.domain.chain import Answer
from guyub.foundation.devices.domain.resolving import How
from guyub.foundation.devices.models.devices import Device
from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel

KEPT_ANSWERS = (Answer.ACCEPTED, Answer.CONFLICT, Answer.REJECTED)
_ACCEPTED = Q(answer=Answer.ACCEPTED.value)


class DeviceEvent(TenantModel):
    """One event as a device told it, and what the server answered. Written by services.admitting, once and for ever.

    Linked events are the device's chain. The others came beside it: a second event with a number that is taken, one
    whose seal does not fit. ``body`` is canonical JSON text, the very bytes that were sealed; ``hash`` the seal that
    fits them, whatever the device said.
    """

    append_only: ClassVar[bool] = True

    device = TenantForeignKey(Device, on_delete=models.PROTECT, related_name="events")
    event_id = models.UUIDField()
    seq = models.BigIntegerField()
    kind = models.CharField(max_length=60)
    body = models.TextField()
    hash = models.BinaryField(max_length=32)
    previous = models.BinaryField(max_length=32)
    is_linked = models.BooleanField()
    device_at = models.DateTimeField()
    happened_at = models.DateTimeField()  # as domain.clocks says
    bound = models.CharField(
        max_length=8, blank=True
    )  # what moved it there, where the device's clock cannot be right
    received_at = models.DateTimeField()
    is_from_file = models.BooleanField()
    answer = models.CharField(max_length=8)
    code = models.CharField(max_length=80, blank=True)  # of the refusal; web.words makes its sentence
    facts = models.JSONField(default=dict)  # of the refusal
    became_kind = models.CharField(max_length=40, blank=True)
    became_id = models.UUIDField(null=True)
    became_number = models.CharField(
        max_length=40, blank=True
    )  # the cooperative's own, as the till prints it

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="device_event_number_once",
                fields=("cooperative", "device", "seq"),
                condition=Q(is_linked=True),
            ),
            models.UniqueConstraint(
                name="device_event_accepted_once", fields=("cooperative", "event_id"), condition=_ACCEPTED
            ),
            models.UniqueConstraint(
                name="device_event_kept_once",
                fields=("cooperative", "device", "hash"),
                condition=Q(is_linked=False),
            ),
            models.CheckConstraint(name="device_event_number_from_one", condition=Q(seq__gte=1)),
            models.CheckConstraint(
                name="device_event_answer_known", condition=Q(answer__in=[one.value for one in KEPT_ANSWERS])
            ),
            models.CheckConstraint(
                name="device_event_accepted_became_something",
                condition=(_ACCEPTED & Q(code="", became_id__isnull=False, is_linked=True))
                | (~_ACCEPTED & ~Q(code="") & Q(became_id__isnull=True)),
            ),
        )
        indexes = (
            models.Index(
                name="device_event_not_applied", fields=("cooperative", "received_at"), condition=~_ACCEPTED
            ),
        )

    def __str__(self) -> str:
        return f"{self.seq} {self.kind}"


class EventResolution(TenantModel):
    """What a person made of one event that was not applied. Written by services.resolving, once and for ever."""

    append_only: ClassVar[bool] = True

    event = TenantForeignKey(DeviceEvent, on_delete=models.PROTECT, related_name="resolutions")
    how = models.CharField(max_length=8)
    reason = models.CharField(max_length=400)
    by = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey("identity.Person", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    event_key = models.UUIDField()  # the event's own id: what was applied once is applied by no other way
    became_kind = models.CharField(max_length=40, blank=True)
    became_id = models.UUIDField(null=True)
    changes = models.JSONField(default=dict)  # what was put right before it was applied

    class Meta:
        constraints = (
            models.UniqueConstraint(name="event_resolved_once", fields=("cooperative", "event")),
            models.UniqueConstraint(
                name="event_applied_later_once",
                fields=("cooperative", "event_key"),
                condition=Q(how=How.APPLIED.value),
            ),
            models.CheckConstraint(
                name="event_resolution_known", condition=Q(how__in=[one.value for one in How])
            ),
            models.CheckConstraint(name="event_resolution_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="event_applied_became_something",
                condition=Q(how=How.APPLIED.value, became_id__isnull=False)
                | (~Q(how=How.APPLIED.value) & Q(became_id__isnull=True)),
            ),
            models.CheckConstraint(
                name="event_loss_by_two",
                condition=(Q(how=How.LOSS.value, second__isnull=False) & ~Q(second=F("by")))
                | (~Q(how=How.LOSS.value) & Q(second__isnull=True)),
            ),
        )

    def __str__(self) -> str:
        return f"{self.how} {self.event_id}"
