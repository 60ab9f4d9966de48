"""Where the books of a cooperative stand, and what was closed and opened again."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel


class JournalHead(TenantModel):
    """The books of one cooperative: since when, how far closed, the end of the chain. Locked first by all who post.

    Written by ``ledger_post``, services.accounts (opening) and services.periods.
    """

    id = None  # type: ignore[assignment]  # one row for each cooperative
    pk = models.CompositePrimaryKey("cooperative_id", "book")
    book = models.CharField(max_length=8, default="jurnal")
    chart_version = models.PositiveSmallIntegerField()
    common_unit = TenantForeignKey(
        "cooperatives.BusinessUnit", on_delete=models.PROTECT, related_name="+", is_indexed=False
    )
    opened_on = models.DateField()  # the first day that the books know
    closed_through = models.DateField()  # the last closed day; the day before opening, where none is closed
    year_closed_through = models.DateField()  # likewise, of closed years
    last_dated_on = models.DateField()  # no entry stands on a later day
    chain_no = models.BigIntegerField()
    hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = (
            models.CheckConstraint(name="ledger_head_is_one", condition=Q(book="jurnal")),
            models.CheckConstraint(name="ledger_head_not_negative", condition=Q(chain_no__gte=0)),
            models.CheckConstraint(
                name="ledger_year_closed_after_its_months",
                condition=Q(year_closed_through__lte=F("closed_through")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.chain_no}, closed through {self.closed_through}"


class ClosingKind(models.TextChoices):
    """What was done to a span of the books."""

    MONTH = "MONTH", "MONTH"
    YEAR = "YEAR", "YEAR"
    REOPENED = "REOPENED", "REOPENED"


class PeriodClosing(TenantModel):
    """One closing of a month or a year, or one reopening, with the chain's head of that moment (the anchor).

    Written by services.periods.
    """

    append_only: ClassVar[bool] = True

    kind = models.CharField(max_length=8, choices=ClosingKind)
    through = models.DateField()  # the last closed day afterwards
    at = models.DateTimeField()
    actor = models.ForeignKey("identity.Person", on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=400, blank=True)
    chain_no = models.BigIntegerField()
    hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = (
            models.CheckConstraint(name="closing_kind_known", condition=Q(kind__in=ClosingKind.values)),
            models.CheckConstraint(
                name="reopening_has_a_reason", condition=~Q(kind="REOPENED") | ~Q(reason="")
            ),
        )
        indexes = (models.Index(name="closing_by_moment", fields=("cooperative", "at")),)

    def __str__(self) -> str:
        return f"{self.kind} {self.through}"
