"""What cooperatives need, from the need to its use."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from guyub.city.development.domain.needs import NeedKind, NeedState
from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel


class Need(TenantModel):
    """One thing that a cooperative needs: how much, at what cost, why, how far it is. Written by services.needs."""

    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in NeedKind])
    title = models.CharField(max_length=120)
    quantity = models.PositiveIntegerField()
    unit = models.CharField(max_length=20)
    estimate_rp = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=400)
    urgency = models.PositiveSmallIntegerField()  # 1 can wait, 2 this quarter, 3 holds the business up
    photo = TenantForeignKey("kernel.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    visit = TenantForeignKey("development.Visit", on_delete=models.PROTECT, null=True, related_name="needs")
    state = models.CharField(max_length=12, choices=[(state.value, state.value) for state in NeedState])
    since = models.DateTimeField()  # in this state
    raised_by_name = models.CharField(max_length=120)
    raised_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("cooperative", "state"), name="need_by_state"),)
        constraints = (
            models.UniqueConstraint(name="need_number_once", fields=("cooperative", "number")),
            models.CheckConstraint(name="need_quantity_from_one", condition=Q(quantity__gte=1)),
            models.CheckConstraint(name="need_urgency_known", condition=Q(urgency__in=(1, 2, 3))),
            models.CheckConstraint(
                name="need_estimate_not_negative",
                condition=Q(estimate_rp__isnull=True) | Q(estimate_rp__gte=0),
            ),
            models.CheckConstraint(
                name="need_kind_known", condition=Q(kind__in=[kind.value for kind in NeedKind])
            ),
            models.CheckConstraint(
                name="need_state_known", condition=Q(state__in=[state.value for state in NeedState])
            ),
        )

    def __str__(self) -> str:
        return self.title


class NeedEvent(TenantModel):
    """One move of a need: from which state to which, by whom, with what (money, source, proof). Nothing is removed."""

    append_only: ClassVar[bool] = True

    need = TenantForeignKey(Need, on_delete=models.PROTECT, related_name="events")
    to_state = models.CharField(max_length=12, choices=[(state.value, state.value) for state in NeedState])
    note = models.CharField(max_length=400, blank=True)
    funding_source = models.CharField(max_length=120, blank=True)
    amount_rp = models.BigIntegerField(null=True)
    planned_on = models.DateField(null=True)
    proof = TenantForeignKey("kernel.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=120)
    by_role = models.CharField(max_length=24)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="need_event_amount_not_negative",
                condition=Q(amount_rp__isnull=True) | Q(amount_rp__gte=0),
            ),
            models.CheckConstraint(
                name="need_event_funded_says_by_whom",
                condition=~Q(to_state="FUNDED") | ~Q(funding_source="") & Q(amount_rp__isnull=False),
            ),
            models.CheckConstraint(
                name="need_event_handed_over_with_proof",
                condition=~Q(to_state="HANDED_OVER") | Q(proof__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.to_state
