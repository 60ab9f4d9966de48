"""What a city tells of the households of its wards."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel
from guyub.trade.subsidised.domain.household_estimates import MOST_EACH, MOST_HOUSEHOLDS
from guyub.trade.subsidised.models.programmes import Programme


class HouseholdEstimate(TenantModel):
    """How many households of a ward use a rationed good, and what one needs a month, as the city told it once.

    The cooperative of the row is the city office. Written by services.household_estimates and never changed: what is
    told later ``replaces`` it, with a reason. The newest of a ward, the one that none replaces, counts. ``each_qty`` is
    in the good's smallest unit; ``of_on`` is the day that the numbers are of, ``told_on`` the one they were typed on.
    """

    append_only = True

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+", db_index=False)
    code = models.CharField(max_length=13)  # of the ward
    households = models.PositiveIntegerField()
    each_qty = models.BigIntegerField()
    source = models.CharField(max_length=200)
    of_on = models.DateField()
    replaces = TenantForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    reason = models.CharField(max_length=200, blank=True)
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    told_on = models.DateField()
    told_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="household_estimate_begins_once",
                fields=("cooperative", "programme", "code"),
                condition=Q(replaces__isnull=True),
            ),
            models.UniqueConstraint(
                name="household_estimate_replaced_once", fields=("cooperative", "replaces")
            ),
            models.CheckConstraint(
                name="household_estimate_amounts",
                condition=Q(
                    households__gte=0,
                    households__lte=MOST_HOUSEHOLDS,
                    each_qty__gt=0,
                    each_qty__lte=MOST_EACH,
                ),
            ),
            models.CheckConstraint(name="household_estimate_has_a_source", condition=Q(source__regex=r"\S")),
            models.CheckConstraint(
                name="household_estimate_of_a_day_that_was", condition=Q(of_on__lte=F("told_on"))
            ),
            models.CheckConstraint(
                name="household_estimate_replaces_with_a_reason",
                condition=Q(replaces__isnull=True, reason="") | Q(replaces__isnull=False) & ~Q(reason=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.households} x {self.each_qty}"
