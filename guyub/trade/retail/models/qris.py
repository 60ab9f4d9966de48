"""The cooperative's QRIS code, and what its bank account showed of what buyers paid by it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from guyub.foundation.kernel.tenancy.models import TenantModel
from guyub.trade.retail.domain.qris_codes import LONGEST_CODE


class QrisCode(TenantModel):
    """One static code of the cooperative, from the day two people agreed on it. Written by services.qris_codes.

    One stands at a time; an older one keeps its row with the day it ended. ``nmid``, ``name``, ``city`` and
    ``criteria`` are what the code itself says.
    """

    payload = models.CharField(max_length=LONGEST_CODE)
    nmid = models.CharField(max_length=15)
    name = models.CharField(max_length=99)
    city = models.CharField(max_length=99)
    criteria = models.CharField(max_length=99, blank=True)
    since_on = models.DateField()
    asked_by = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    agreed_by = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    recorded_at = models.DateTimeField()
    ended_on = models.DateField(null=True)
    ended_by = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    ended_why = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="qris_code_one_stands", fields=("cooperative",), condition=Q(ended_on__isnull=True)
            ),
            models.CheckConstraint(name="qris_code_two_people", condition=~Q(asked_by=F("agreed_by"))),
            models.CheckConstraint(
                name="qris_code_ended_why",
                condition=Q(ended_on__isnull=True, ended_by__isnull=True, ended_why="")
                | Q(ended_on__isnull=False, ended_by__isnull=False) & ~Q(ended_why=""),
            ),
        )
        indexes = (models.Index(name="qris_code_by_moment", fields=("cooperative", "recorded_at")),)

    def __str__(self) -> str:
        return self.nmid
