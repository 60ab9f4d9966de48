"""Goods that went back to suppliers."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel
from guyub.trade.procurement.domain.accounts import RETURNS, paper_name


class GoodsReturn(TenantModel):
    """Goods that went back to one supplier at once. Written by services.returning; taken back, never removed.

    ``credit`` is what the supplier owes back for what was billed; what was not billed simply is not owed.
    """

    year = models.PositiveSmallIntegerField()
    no = models.PositiveIntegerField()
    partner = TenantForeignKey("partners.Partner", on_delete=models.PROTECT, related_name="+")
    location = TenantForeignKey(
        "inventory.Location", on_delete=models.PROTECT, related_name="+", is_indexed=False
    )
    unit = TenantForeignKey(
        "cooperatives.BusinessUnit", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    returned_on = models.DateField()
    reason = models.CharField(max_length=200)
    total_rp = models.BigIntegerField()
    credit = TenantForeignKey(
        "procurement.SupplierCredit", on_delete=models.PROTECT, null=True, related_name="returns"
    )
    file = TenantForeignKey(
        "kernel.StoredFile", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    entry = TenantForeignKey(
        "ledger.JournalEntry", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    person = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    recorded_at = models.DateTimeField()
    undone_on = models.DateField(null=True)
    undone_why = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="goods_return_number_once", fields=("cooperative", "year", "no")),
            models.CheckConstraint(
                name="goods_return_says_why", condition=Q(total_rp__gte=0) & ~Q(reason="")
            ),
            models.CheckConstraint(
                name="goods_return_undone_why",
                condition=Q(undone_on__isnull=True, undone_why="")
                | Q(undone_on__isnull=False) & ~Q(undone_why=""),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The number that people see."""
        return paper_name(RETURNS, self.year, self.no)


class ReturnLine(TenantModel):
    """One product that went back, for how much. Written with it, never changed.

    Of what was not billed (``is_unbilled``) the amount is what it was taken in for.
    """

    goods_return = TenantForeignKey(
        GoodsReturn, on_delete=models.PROTECT, related_name="lines", is_indexed=False
    )
    line_no = models.PositiveSmallIntegerField()
    product = TenantForeignKey("inventory.Product", on_delete=models.PROTECT, related_name="+")
    receipt_line = TenantForeignKey(
        "procurement.ReceiptLine", on_delete=models.PROTECT, null=True, related_name="returns"
    )
    is_unbilled = models.BooleanField()
    qty = models.BigIntegerField()
    amount_rp = models.BigIntegerField()
    move = TenantForeignKey(
        "inventory.StockMove", on_delete=models.PROTECT, related_name="+", is_indexed=False
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="return_line_once", fields=("cooperative", "goods_return", "line_no")
            ),
            models.CheckConstraint(name="return_line_is_something", condition=Q(qty__gt=0, amount_rp__gte=0)),
            models.CheckConstraint(
                name="return_line_unbilled_of_a_receipt",
                condition=Q(is_unbilled=False) | Q(receipt_line__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.line_no} {self.qty}"
