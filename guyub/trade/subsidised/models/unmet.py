"""Requests for rationed goods that were not met."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from guyub.foundation.kernel.tenancy.models import TenantModel
from guyub.trade.subsidised.domain.unmet import WentWithout


class UnmetRequest(TenantModel):
    """Somebody asked for a good and went without, at the counter or in the office. Written by services.unmet.

    Nobody's name or number: what is counted is the need. ``day`` is that in Jakarta.
    """

    programme = models.CharField(max_length=20)
    category = models.CharField(max_length=14, blank=True)  # empty: nobody asked
    qty = models.BigIntegerField()
    reason = models.CharField(max_length=9)
    at = models.DateTimeField()
    day = models.DateField()
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="unmet_request_is_known",
                condition=Q(qty__gt=0, reason__in=[one.value for one in WentWithout]),
            ),
        )
        indexes = (models.Index(name="unmet_request_by_day", fields=("cooperative", "programme", "day")),)

    def __str__(self) -> str:
        return f"{self.programme} {self.qty}"
