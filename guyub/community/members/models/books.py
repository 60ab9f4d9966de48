"""Lines of the statutory books that officers write, and employees."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from guyub.community.members.domain.books import BookKind
from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel


class BookLine(TenantModel):
    """One line of a statutory book. Never changed: a mistake gets a line that corrects it."""

    append_only: ClassVar[bool] = True

    kind = models.CharField(max_length=16)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    on = models.DateField()
    who = models.CharField(max_length=120)  # the guest, the official, sender or addressee
    of = models.CharField(max_length=120, blank=True)  # from where, of which office, the letter's own number
    text = models.CharField(max_length=600)  # purpose, advice, what happened, about what
    follow_up = models.CharField(max_length=300, blank=True)
    corrects = TenantForeignKey("self", on_delete=models.PROTECT, null=True, related_name="corrected_by")
    written_by = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    written_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="book_line_number_once", fields=("cooperative", "kind", "year", "number")
            ),
            models.UniqueConstraint(name="book_line_corrected_once", fields=("cooperative", "corrects")),
            models.CheckConstraint(
                name="book_line_kind_known", condition=Q(kind__in=[one.value for one in BookKind])
            ),
            models.CheckConstraint(name="book_line_says_something", condition=~Q(text="") & ~Q(who="")),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.year}/{self.number}"


class Employee(TenantModel):
    """Somebody who works for pay: from a day to a day (the last day itself is inside)."""

    number = models.PositiveIntegerField()
    name = models.CharField(max_length=120)
    person = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    position = models.CharField(max_length=80)
    address = models.CharField(max_length=200, blank=True)
    appointed_by = models.CharField(max_length=120, blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    ended_why = models.CharField(max_length=120, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="employee_number_once", fields=("cooperative", "number")),
            models.CheckConstraint(name="employee_has_a_name", condition=~Q(name="") & ~Q(position="")),
            models.CheckConstraint(
                name="employee_ends_after_start",
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.number}"
