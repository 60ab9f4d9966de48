"""Goods that came."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel
from guyub.trade.procurement.domain.accounts import RECEIPTS, paper_name
from guyub.trade.procurement.domain.receipts import Difference


class GoodsReceipt(TenantModel):
    """Goods that came at once from one supplier. Written by services.receipts; taken back, never removed.

    ``unit`` is the unit of business of its location: what is owed for them stands in the same.
    """

    year = models.PositiveSmallIntegerField()
    no = models.PositiveIntegerField()
    partner = TenantForeignKey("partners.Partner", on_delete=models.PROTECT, related_name="+")
    order = TenantForeignKey(
        "procurement.PurchaseOrder", on_delete=models.PROTECT, null=True, related_name="receipts"
    )
    location = TenantForeignKey(
        "inventory.Location", on_delete=models.PROTECT, related_name="+", is_indexed=False
    )
    unit = TenantForeignKey(
        "cooperatives.BusinessUnit", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    received_on = models.DateField()
    note_no = models.CharField(max_length=40, blank=True)  # of the delivery note
    note = models.CharField(max_length=120, blank=True)
    total_rp = models.BigIntegerField()
    file = TenantForeignKey(
        "kernel.StoredFile", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    entry = TenantForeignKey(
        "ledger.JournalEntry", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )  # none: nothing of value came
    person = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    recorded_at = models.DateTimeField()
    undone_on = models.DateField(null=True)
    undone_why = models.CharField(max_length=200, blank=True)
    undone_by = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(name="goods_receipt_number_once", fields=("cooperative", "year", "no")),
            models.UniqueConstraint(
                name="goods_receipt_note_once",
                fields=("cooperative", "partner", "note_no"),
                condition=Q(undone_on__isnull=True) & ~Q(note_no=""),
            ),
            models.CheckConstraint(name="goods_receipt_total", condition=Q(total_rp__gte=0)),
            models.CheckConstraint(
                name="goods_receipt_undone_by_somebody",
                condition=Q(undone_on__isnull=True, undone_why="", undone_by__isnull=True)
                | Q(undone_on__isnull=False, undone_by__isnull=False) & ~Q(undone_why=""),
            ),
        )
        indexes = (models.Index(name="goods_receipt_by_day", fields=("cooperative", "received_on")),)

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The number that people see."""
        return paper_name(RECEIPTS, self.year, self.no)


class ReceiptLine(TenantModel):
    """One product of a receipt: what was taken in, at which price, what differs and why; written with it.

    ``settled_qty`` and ``settled_rp`` are what of it bills and returns took, under the lock of its receipt: what is
    left stands on 2.1.17.
    """

    receipt = TenantForeignKey(GoodsReceipt, on_delete=models.PROTECT, related_name="lines", is_indexed=False)
    line_no = models.PositiveSmallIntegerField()
    product = TenantForeignKey("inventory.Product", on_delete=models.PROTECT, related_name="+")
    unit = TenantForeignKey(
        "inventory.ProductUnit", on_delete=models.PROTECT, related_name="+", is_indexed=False
    )
    order_line = TenantForeignKey(
        "procurement.PurchaseLine", on_delete=models.PROTECT, null=True, related_name="receipts"
    )
    qty = models.BigIntegerField()
    amount_rp = models.BigIntegerField()
    refused_qty = models.BigIntegerField(default=0)
    difference = models.CharField(max_length=6, blank=True)
    reason = models.CharField(max_length=120, blank=True)
    batch = models.CharField(max_length=30, blank=True)
    expires_on = models.DateField(null=True)
    move = TenantForeignKey("inventory.StockMove", on_delete=models.PROTECT, null=True, related_name="+")
    settled_qty = models.BigIntegerField(default=0)
    settled_rp = models.BigIntegerField(default=0)
    returned_qty = models.BigIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="receipt_line_once", fields=("cooperative", "receipt", "line_no")),
            models.CheckConstraint(
                name="receipt_line_is_something",
                condition=Q(qty__gt=0, move__isnull=False)
                | Q(qty=0, amount_rp=0, move__isnull=True) & ~Q(difference=""),
            ),
            models.CheckConstraint(
                name="receipt_line_not_below_nothing",
                condition=Q(amount_rp__gte=0, refused_qty__gte=0, returned_qty__gte=0),
            ),
            models.CheckConstraint(
                name="receipt_line_difference_known",
                condition=Q(difference="")
                | Q(difference__in=[one.value for one in Difference]) & ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="receipt_line_settled_within",
                condition=Q(settled_qty__gte=0, settled_qty__lte=F("qty"), settled_rp__gte=0)
                & Q(settled_rp__lte=F("amount_rp"), returned_qty__lte=F("qty")),
            ),
            models.CheckConstraint(
                name="receipt_line_settled_whole",
                condition=~Q(settled_qty=F("qty")) | Q(settled_rp=F("amount_rp")),
            ),
        )
        indexes = (
            models.Index(
                name="receipt_line_unbilled",
                fields=("cooperative", "receipt"),
                condition=Q(settled_qty__lt=F("qty")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.line_no} {self.qty}"
