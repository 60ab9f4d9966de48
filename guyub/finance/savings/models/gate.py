"""What opens the savings-and-loan unit: the capital set apart for it, and the city's word."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from guyub.finance.savings.domain.gate import OverrideEvent
from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel


class UnitCapital(TenantModel):
    """How much of the cooperative's capital a decision set apart for its unit, from a day on. Never changed.

    Of a day holds the row with the latest ``on`` not after it; of two for one day, the one with the higher ``no``.
    Written by services.gate.
    """

    append_only: ClassVar[bool] = True

    no = models.PositiveSmallIntegerField()
    on = models.DateField()
    amount_rp = models.BigIntegerField()
    decision = TenantForeignKey("parameters.Decision", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="unit_capital_no_once", fields=("cooperative", "no")),
            models.CheckConstraint(name="unit_capital_not_negative", condition=Q(amount_rp__gte=0)),
        )

    def __str__(self) -> str:
        return f"{self.no} {self.amount_rp}"


class UnitOverride(TenantModel):
    """One word of the city on a unit: it may take deposits until a day though something is missing, or not any more.

    Never changed: the last word counts. Written by services.gate.
    """

    append_only: ClassVar[bool] = True

    no = models.PositiveSmallIntegerField()
    event = models.CharField(max_length=5)
    on = models.DateField()
    until_on = models.DateField(null=True)  # the last day; of a withdrawal none
    reason = models.CharField(max_length=300)
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    person_name = models.CharField(max_length=120)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="unit_override_no_once", fields=("cooperative", "no")),
            models.CheckConstraint(
                name="unit_override_event_known", condition=Q(event__in=[one.value for one in OverrideEvent])
            ),
            models.CheckConstraint(
                name="unit_override_grant_ends",
                condition=Q(event="BUKA", until_on__isnull=False) | Q(event="CABUT", until_on__isnull=True),
            ),
            models.CheckConstraint(name="unit_override_says_why", condition=~Q(reason="")),
        )

    def __str__(self) -> str:
        return f"{self.no} {self.event}"
