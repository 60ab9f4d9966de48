"""Copies of receipts that the office printed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel
from guyub.trade.retail.models.sales import Sale


class ReceiptCopy(TenantModel):
    """One copy of a receipt that somebody made after the till had given the first. Written by services.copies.

    ``copy_no`` is the number that stands on it: 2 is the first copy, since the till's own is 1.
    """

    append_only: ClassVar[bool] = True

    sale = TenantForeignKey(Sale, on_delete=models.PROTECT, related_name="copies", is_indexed=False)
    copy_no = models.PositiveIntegerField()
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="receipt_copy_once", fields=("cooperative", "sale", "copy_no")),
            models.CheckConstraint(name="receipt_copy_is_no_first", condition=Q(copy_no__gte=2)),
        )

    def __str__(self) -> str:
        return str(self.copy_no)
