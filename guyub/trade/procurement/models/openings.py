"""Debts to suppliers from a spreadsheet: the table that was brought."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from guyub.foundation.intake.models import BroughtBatch, brought_constraints
from guyub.foundation.kernel.tenancy.fields import TenantForeignKey


class DebtOpening(BroughtBatch):
    """One table of debts that was brought: how it is read, how far it came. Written by services.openings.

    ``sealed`` is the original, encrypted; it is emptied when the table is taken in or thrown away. ``total_rp`` is what
    its bills came to, moved by ``entry`` from the total of the opening position to the debts.
    """

    dated_on = models.DateField(null=True)  # the day of the opening position
    bills_count = models.PositiveIntegerField(default=0)
    total_rp = models.BigIntegerField(default=0)
    entry = TenantForeignKey(
        "ledger.JournalEntry", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    undone_entry = TenantForeignKey(
        "ledger.JournalEntry", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    taken_by = models.ForeignKey("identity.Person", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            *brought_constraints("debt_opening"),
            models.CheckConstraint(
                name="debt_opening_taken_is_booked",
                condition=Q(
                    state__in=["DIUNGGAH", "DIBUANG"],
                    taken_by__isnull=True,
                    entry__isnull=True,
                    bills_count=0,
                    total_rp=0,
                )
                | Q(
                    state__in=["DIMASUKKAN", "DIBATALKAN"],
                    taken_by__isnull=False,
                    entry__isnull=False,
                    dated_on__isnull=False,
                    bills_count__gt=0,
                    total_rp__gt=0,
                ),
            ),
            models.CheckConstraint(
                name="debt_opening_undone_by_an_entry",
                condition=Q(state="DIBATALKAN", undone_entry__isnull=False)
                | ~Q(state="DIBATALKAN") & Q(undone_entry__isnull=True),
            ),
        )
