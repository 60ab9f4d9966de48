"""The money of the cooperative goes from one officer to another."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel


class CashHandover(TenantModel):
    """All cash and bank of a cooperative, handed over by two people. Written by services.cash_handovers.

    ``facts`` are the amounts of each place by the books and as counted, open shifts and open claims, as given;
    the receiver confirms exactly them. ``item`` is the line of what a leaving officer hands over, where one left.
    """

    item = TenantForeignKey("cooperatives.Handover", on_delete=models.PROTECT, null=True, related_name="+")
    giver = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    receiver = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    facts = models.JSONField()
    reason = models.CharField(max_length=120, blank=True)
    given_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    chain_no = models.BigIntegerField(null=True)  # where the journal stood when it was confirmed
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(name="cash_handover_is_of_two", condition=~Q(giver=F("receiver"))),
            models.CheckConstraint(
                name="cash_handover_confirmed_whole",
                condition=Q(confirmed_at__isnull=True, chain_no__isnull=True)
                | Q(confirmed_at__isnull=False, chain_no__isnull=False, withdrawn_at__isnull=True),
            ),
            models.UniqueConstraint(
                name="cash_handover_one_at_a_time",
                fields=("cooperative",),
                condition=Q(confirmed_at__isnull=True, withdrawn_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.given_at:%Y-%m-%d}"
