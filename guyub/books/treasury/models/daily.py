"""What a person keeps at hand of the list of events, and events that come again."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from guyub.books.treasury.domain.recurring import Every
from guyub.books.treasury.models.places import CashPlace
from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel


class FavouriteEvent(TenantModel):
    """A kind of event that a person wants to see first. Written by services.favourites."""

    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=32)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="favourite_event_once", fields=("cooperative", "person", "kind")),
        )

    def __str__(self) -> str:
        return self.kind


class RecurringEvent(TenantModel):
    """An event that comes again, as it was typed, and the day when it is due next. Written by services.recurring.

    It records nothing by itself: on its day the treasurer is reminded, looks at the amount and records it.
    ``ended_on``: the day on which it was ended, or on which its last one was recorded.
    """

    kind = models.CharField(max_length=32)
    amounts = models.JSONField()
    cash_place = TenantForeignKey(
        CashPlace, on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    to_place = TenantForeignKey(
        CashPlace, on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    unit = TenantForeignKey(
        "cooperatives.BusinessUnit", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    choice = models.CharField(max_length=40, blank=True)
    who = models.CharField(max_length=80, blank=True)
    note = models.CharField(max_length=120, blank=True)
    every = models.CharField(max_length=8, choices=[(one.value, one.value) for one in Every])
    on_day = models.PositiveSmallIntegerField()  # of the month; weeks follow the day before
    next_on = models.DateField()
    until = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    kept_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(name="recurring_event_every_known", condition=Q(every__in=Every)),
            models.CheckConstraint(
                name="recurring_event_day_of_a_month", condition=Q(on_day__gte=1, on_day__lte=31)
            ),
            models.CheckConstraint(
                name="recurring_event_ends_after_its_next",
                condition=Q(until__isnull=True) | Q(ended_on__isnull=False) | Q(until__gte=F("next_on")),
            ),
        )
        indexes = (
            models.Index(
                name="recurring_event_due",
                fields=("cooperative", "next_on"),
                condition=Q(ended_on__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.every}"
