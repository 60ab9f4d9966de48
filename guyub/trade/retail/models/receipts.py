"""Receipts of members' money that a till took."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel
from guyub.trade.retail.domain.baskets import TenderKind
from guyub.trade.retail.domain.told_dues import Purpose
from guyub.trade.retail.models.sales import Till

_WAYS = (TenderKind.CASH.value, TenderKind.TRANSFER.value)


class TillReceipt(TenantModel):
    """One receipt of a member's money at a till: dues, instalment, bon. Written by services.receiving, never changed.

    Its id is that of the till's event. What it paid stands in the context that it is for, under the vouchers named
    here, and is taken back there. ``taken_on`` is the day at the till; the entries may stand on a later one, where that
    month was closed.
    """

    append_only: ClassVar[bool] = True

    till = TenantForeignKey(Till, on_delete=models.PROTECT, related_name="+", is_indexed=False)
    series = models.PositiveIntegerField()
    till_no = models.PositiveIntegerField()
    purpose = models.CharField(max_length=10)
    member = TenantForeignKey("members.Member", on_delete=models.PROTECT, related_name="+")
    amount_rp = models.BigIntegerField()
    way = models.CharField(max_length=8)
    vouchers = models.CharField(max_length=200)
    cashier = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    till_shift = models.UUIDField()
    taken_at = models.DateTimeField()
    taken_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="till_receipt_number_once", fields=("cooperative", "series", "till_no")
            ),
            models.CheckConstraint(name="till_receipt_is_something", condition=Q(amount_rp__gt=0)),
            models.CheckConstraint(
                name="till_receipt_purpose_known", condition=Q(purpose__in=[one.value for one in Purpose])
            ),
            models.CheckConstraint(name="till_receipt_way_known", condition=Q(way__in=_WAYS)),
        )
        indexes = (models.Index(name="till_receipt_by_day", fields=("cooperative", "taken_on")),)

    def __str__(self) -> str:
        return f"K{self.series}-{self.till_no:04} {self.amount_rp}"
