"""Everyday events."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from guyub.books.treasury.domain.events import Direction
from guyub.books.treasury.models.places import CashPlace
from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel


class Event(TenantModel):
    """One event with the entry that it made; taking one back is an event too. Written by services.booking.

    Everything of the treasury that moves money makes one, from whatever page: its entry's number is the number of the
    voucher. ``amount_rp`` is what moved; ``amounts`` what was typed, rupiah by name.
    """

    append_only: ClassVar[bool] = True

    kind = models.CharField(max_length=32)
    happened_on = models.DateField()
    direction = models.CharField(max_length=6, choices=[(way.value, way.value) for way in Direction])
    amount_rp = models.BigIntegerField()
    amounts = models.JSONField()
    cash_place = TenantForeignKey(CashPlace, on_delete=models.PROTECT, null=True, related_name="+")
    to_place = TenantForeignKey(
        CashPlace, on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    unit = TenantForeignKey(
        "cooperatives.BusinessUnit", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    choice = models.CharField(max_length=40, blank=True)
    who = models.CharField(max_length=80, blank=True)  # paid to, received from
    note = models.CharField(max_length=120, blank=True)
    entry = TenantForeignKey("ledger.JournalEntry", on_delete=models.PROTECT, related_name="+")
    undoes = TenantForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="event_entry_once", fields=("cooperative", "entry")),
            models.UniqueConstraint(name="event_undone_once", fields=("cooperative", "undoes")),
            models.CheckConstraint(name="event_amount_above_zero", condition=Q(amount_rp__gt=0)),
            models.CheckConstraint(name="event_direction_known", condition=Q(direction__in=Direction)),
            models.CheckConstraint(
                name="event_money_has_its_places",
                condition=Q(direction="CATAT", cash_place__isnull=True, to_place__isnull=True)
                | Q(direction__in=("MASUK", "KELUAR"), cash_place__isnull=False, to_place__isnull=True)
                | Q(direction="PINDAH", cash_place__isnull=False, to_place__isnull=False)
                & ~Q(cash_place=F("to_place")),
            ),
        )
        indexes = (
            models.Index(name="event_by_moment", fields=("cooperative", "recorded_at")),
            models.Index(name="event_by_kind", fields=("cooperative", "kind", "recorded_at")),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.happened_on}"
