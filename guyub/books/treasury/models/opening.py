"""The opening position."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel


class Opening(TenantModel):
    """An opening position with its entry, and the one that took it back; one stands at a time.

    Written by services.opening.
    """

    entry = TenantForeignKey("ledger.JournalEntry", on_delete=models.PROTECT, related_name="+")
    undone_entry = TenantForeignKey(
        "ledger.JournalEntry", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    is_midyear = models.BooleanField()
    person = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="opening_stands_once", fields=("cooperative",), condition=Q(undone_entry__isnull=True)
            ),
        )

    def __str__(self) -> str:
        return f"{self.recorded_at:%Y-%m-%d}"
