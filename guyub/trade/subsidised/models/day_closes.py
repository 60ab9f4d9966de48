"""The end of a day of a rationed good, by two people."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from guyub.foundation.kernel.tenancy.models import TenantModel


class DayClose(TenantModel):
    """What our log, the official report, the money and the floor said of one good on one day. By services.day_closes.

    What ours says is kept as it was when somebody wrote the rest beside it; sales that are told later do not change
    it. Another person checks it. ``differs`` stays open until ``settled_on``.
    """

    programme = models.CharField(max_length=20)
    day = models.DateField()
    sold_count = models.PositiveIntegerField()
    sold_qty = models.BigIntegerField()
    paid_rp = models.BigIntegerField()
    waiting_count = models.PositiveIntegerField()  # sales that the site had not been told of
    official_qty = models.BigIntegerField(null=True)
    cash_rp = models.BigIntegerField()
    cashless_rp = models.BigIntegerField()
    full_book_qty = models.BigIntegerField(null=True)
    full_qty = models.BigIntegerField(null=True)
    empty_book_qty = models.BigIntegerField(null=True)
    empty_qty = models.BigIntegerField(null=True)
    differs = models.BooleanField()
    reason = models.CharField(max_length=200, blank=True)
    written_by = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    written_at = models.DateTimeField()
    checked_by = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    checked_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    settled_on = models.DateField(null=True)
    settled_why = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="day_close_once", fields=("cooperative", "programme", "day")),
            models.CheckConstraint(
                name="day_close_amounts_from_zero", condition=Q(cash_rp__gte=0, cashless_rp__gte=0)
            ),
            models.CheckConstraint(
                name="day_close_by_two_people",
                condition=Q(checked_by__isnull=True) | ~Q(checked_by=F("written_by")),
            ),
            models.CheckConstraint(
                name="day_close_difference_has_a_reason", condition=Q(differs=False) | ~Q(reason="")
            ),
            models.CheckConstraint(
                name="day_close_settled_whole",
                condition=Q(settled_on__isnull=True, settled_by__isnull=True, settled_why="")
                | (Q(settled_on__isnull=False, settled_by__isnull=False, differs=True) & ~Q(settled_why="")),
            ),
        )
        indexes = (
            models.Index(
                name="day_close_open",
                fields=("cooperative", "day"),
                condition=Q(differs=True, settled_on__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.programme} {self.day}"
