"""What of an account may not be taken, and why."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel


class Hold(TenantModel):
    """An amount of an account that stays until it is released. Written by services.holds; the account has the sum."""

    account = TenantForeignKey("savings.SavingsAccount", on_delete=models.PROTECT, related_name="holds")
    amount_rp = models.BigIntegerField()
    reason = models.CharField(max_length=120)
    source_kind = models.CharField(max_length=40, blank=True)  # "": an officer's; later issues put their own
    source_id = models.UUIDField(null=True)
    since = models.DateField()
    put_by = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    released_on = models.DateField(null=True)
    released_by = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints = (
            models.CheckConstraint(name="hold_holds", condition=Q(amount_rp__gt=0) & ~Q(reason="")),
            models.CheckConstraint(
                name="hold_released_whole",
                condition=Q(released_on__isnull=True, released_by__isnull=True)
                | Q(released_on__gte=F("since"), released_by__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.amount_rp} {self.reason}"
