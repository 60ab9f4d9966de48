"""What people told an official site, and what it answered."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel
from guyub.trade.subsidised.domain.officials import OfficialStep, RefusedFor
from guyub.trade.subsidised.models.sales import RationedSale


class OfficialNote(TenantModel):
    """One step of a sale at an official site: typed there, refused, cancelled. Written by services.officials.

    ``seen_nik`` and ``seen_kk`` are what the site's screen said was left of the person's and the household's quota:
    evidence, typed by whoever saw it.
    """

    append_only = True

    sale = TenantForeignKey(RationedSale, on_delete=models.PROTECT, related_name="notes")
    step = models.CharField(max_length=9)
    refused_for = models.CharField(max_length=7, blank=True)
    ref = models.CharField(max_length=40, blank=True)
    why = models.CharField(max_length=200, blank=True)
    seen_nik = models.PositiveIntegerField(null=True)
    seen_kk = models.PositiveIntegerField(null=True)
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="official_note_codes_known",
                condition=Q(
                    step__in=[one.value for one in OfficialStep],
                    refused_for__in=["", *(one.value for one in RefusedFor)],
                ),
            ),
            models.CheckConstraint(
                name="official_note_refusal_has_a_reason",
                condition=Q(step=OfficialStep.REFUSED.value) ^ Q(refused_for=""),
            ),
        )

    def __str__(self) -> str:
        return self.step
