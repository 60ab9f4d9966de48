"""What was handed over of buyers' orders, and what was given back of their money."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel
from guyub.trade.retail.models.orders import BuyerLine, BuyerOrder

_UNDONE = Q(undone_on__isnull=True, undone_why="") | Q(undone_on__isnull=False) & ~Q(undone_why="")


class Handing(TenantModel):
    """Goods of one order handed over at once: a sale, one entry. Written by services.handing, never removed."""

    order = TenantForeignKey(BuyerOrder, on_delete=models.PROTECT, related_name="handings")
    handed_on = models.DateField()
    total_rp = models.BigIntegerField()
    entry = TenantForeignKey(
        "ledger.JournalEntry", on_delete=models.PROTECT, related_name="+", is_indexed=False
    )
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField()
    undone_on = models.DateField(null=True)
    undone_why = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(name="handing_total", condition=Q(total_rp__gt=0)),
            models.CheckConstraint(name="handing_undone_why", condition=_UNDONE),
        )
        indexes = (models.Index(name="handing_by_day", fields=("cooperative", "handed_on")),)

    def __str__(self) -> str:
        return f"{self.handed_on} {self.total_rp}"


class HandingLine(TenantModel):
    """One good of what was handed over, with the move that took it out and what it was sold for. Never changed."""

    handing = TenantForeignKey(Handing, on_delete=models.PROTECT, related_name="lines", is_indexed=False)
    line = TenantForeignKey(BuyerLine, on_delete=models.PROTECT, related_name="handings")
    qty = models.BigIntegerField()
    amount_rp = models.BigIntegerField()
    move = TenantForeignKey(
        "inventory.StockMove", on_delete=models.PROTECT, related_name="+", is_indexed=False
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(name="handing_line_once", fields=("cooperative", "handing", "line")),
            models.CheckConstraint(
                name="handing_line_is_something", condition=Q(qty__gt=0, amount_rp__gte=0)
            ),
        )

    def __str__(self) -> str:
        return f"{self.qty} {self.amount_rp}"


class Refund(TenantModel):
    """Money of one order given back, by an event of the treasury. Written by services.refunds, never removed."""

    order = TenantForeignKey(BuyerOrder, on_delete=models.PROTECT, related_name="refunds")
    refunded_on = models.DateField()
    amount_rp = models.BigIntegerField()
    event = TenantForeignKey("treasury.Event", on_delete=models.PROTECT, related_name="+", is_indexed=False)
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField()
    undone_on = models.DateField(null=True)
    undone_why = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(name="refund_amount", condition=Q(amount_rp__gt=0)),
            models.CheckConstraint(name="refund_undone_why", condition=_UNDONE),
        )

    def __str__(self) -> str:
        return f"{self.refunded_on} {self.amount_rp}"
