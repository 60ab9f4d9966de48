"""Orders to suppliers."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel
from guyub.trade.procurement.domain.accounts import ORDERS, paper_name
from guyub.trade.procurement.domain.orders import OrderState


class PurchaseOrder(TenantModel):
    """One order to one supplier. Written by services.orders and ordering_steps; ended, never removed.

    ``approval`` is the newest question to a second person; ``person`` who wrote it.
    """

    year = models.PositiveSmallIntegerField()
    no = models.PositiveIntegerField()
    partner = TenantForeignKey("partners.Partner", on_delete=models.PROTECT, related_name="+")
    location = TenantForeignKey(
        "inventory.Location", on_delete=models.PROTECT, related_name="+", is_indexed=False
    )
    state = models.CharField(max_length=9, default=OrderState.RANCANGAN.value)
    ordered_on = models.DateField()
    expected_on = models.DateField()
    note = models.CharField(max_length=200, blank=True)
    total_rp = models.BigIntegerField()
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    approval = TenantForeignKey(
        "approvals.ApprovalRequest", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    approved_on = models.DateField(null=True)
    sent_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    ended_why = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="purchase_order_number_once", fields=("cooperative", "year", "no")),
            models.CheckConstraint(
                name="purchase_order_state_known",
                condition=Q(state__in=[one.value for one in OrderState]),
            ),
            models.CheckConstraint(name="purchase_order_total", condition=Q(total_rp__gt=0)),
            models.CheckConstraint(
                name="purchase_order_comes_after", condition=Q(expected_on__gte=F("ordered_on"))
            ),
            models.CheckConstraint(
                name="purchase_order_ended_why",
                condition=Q(
                    ended_on__isnull=True,
                    ended_why="",
                    state__in=("RANCANGAN", "MENUNGGU", "DISETUJUI", "DIKIRIM"),
                )
                | Q(ended_on__isnull=False, state__in=("SELESAI", "BATAL")) & ~Q(ended_why=""),
            ),
            models.CheckConstraint(
                name="purchase_order_running_is_approved",
                condition=~Q(state__in=("DISETUJUI", "DIKIRIM")) | Q(approved_on__isnull=False),
            ),
        )
        indexes = (
            models.Index(name="purchase_order_by_state", fields=("cooperative", "state", "expected_on")),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The number that people see."""
        return paper_name(ORDERS, self.year, self.no)


class PurchaseLine(TenantModel):
    """One product of an order. Written with it; ``received_qty`` by services.receipts, under the lock of the order.

    Quantities are base units; the price is of one ``unit``. ``case_qty`` is what the supplier packs together.
    """

    order = TenantForeignKey(PurchaseOrder, on_delete=models.PROTECT, related_name="lines", is_indexed=False)
    line_no = models.PositiveSmallIntegerField()
    product = TenantForeignKey("inventory.Product", on_delete=models.PROTECT, related_name="+")
    unit = TenantForeignKey(
        "inventory.ProductUnit", on_delete=models.PROTECT, related_name="+", is_indexed=False
    )
    qty = models.BigIntegerField()
    price_rp = models.BigIntegerField()
    amount_rp = models.BigIntegerField()
    case_qty = models.BigIntegerField(default=1)
    tolerance_percent = models.PositiveSmallIntegerField(default=0)
    received_qty = models.BigIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="purchase_line_once", fields=("cooperative", "order", "line_no")),
            models.UniqueConstraint(
                name="purchase_line_product_once", fields=("cooperative", "order", "product")
            ),
            models.CheckConstraint(
                name="purchase_line_orders_something",
                condition=Q(qty__gt=0, price_rp__gt=0, amount_rp__gte=0, case_qty__gt=0, received_qty__gte=0),
            ),
            models.CheckConstraint(name="purchase_line_tolerance", condition=Q(tolerance_percent__lte=100)),
        )

    def __str__(self) -> str:
        return f"{self.line_no} {self.qty}"
