"""Cycles of pay-first orders, and what they offer."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel
from guyub.trade.retail.domain.accounts import cycle_name
from guyub.trade.retail.domain.cycles import CycleState


class BuyerCycle(TenantModel):
    """One round of orders that buyers pay first, of one supplier. Written by services.cycles, closing and sharing.

    ``unit`` is the unit of business of its location at opening: it keeps the buyers' money. Its row is locked first by
    every act on it. ``last_no`` counts its buyers' orders; ``order`` is what went to the supplier.
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
    state = models.CharField(max_length=7, default=CycleState.BUKA.value)
    opened_on = models.DateField()
    closes_on = models.DateField()
    expected_on = models.DateField()
    note = models.CharField(max_length=200, blank=True)
    last_no = models.PositiveIntegerField(default=0)
    order = TenantForeignKey(
        "procurement.PurchaseOrder", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    closed_on = models.DateField(null=True)
    shared_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    ended_why = models.CharField(max_length=200, blank=True)
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="buyer_cycle_number_once", fields=("cooperative", "year", "no")),
            models.UniqueConstraint(name="buyer_cycle_order_once", fields=("cooperative", "order")),
            models.CheckConstraint(
                name="buyer_cycle_state_known", condition=Q(state__in=[one.value for one in CycleState])
            ),
            models.CheckConstraint(
                name="buyer_cycle_days",
                condition=Q(closes_on__gte=F("opened_on"), expected_on__gte=F("closes_on")),
            ),
            models.CheckConstraint(
                name="buyer_cycle_closed_has_an_order",
                condition=Q(state="BUKA", order__isnull=True, closed_on__isnull=True)
                | Q(state="BATAL", order__isnull=True, closed_on__isnull=True)
                | Q(order__isnull=False, closed_on__isnull=False) & ~Q(state="BUKA"),
            ),
            models.CheckConstraint(
                name="buyer_cycle_shared_on_a_day",
                condition=Q(state__in=("DATANG", "SELESAI"), shared_on__isnull=False)
                | Q(state__in=("BUKA", "TUTUP", "BATAL"), shared_on__isnull=True),
            ),
            models.CheckConstraint(
                name="buyer_cycle_ended_why",
                condition=Q(state="BATAL", ended_on__isnull=False) & ~Q(ended_why="")
                | ~Q(state="BATAL") & Q(ended_on__isnull=True, ended_why=""),
            ),
        )
        indexes = (models.Index(name="buyer_cycle_by_state", fields=("cooperative", "state", "closes_on")),)

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The number that people see."""
        return cycle_name(self.year, self.no)


class CycleGood(TenantModel):
    """One good that a cycle offers: its unit, its case, its prices. Written with it; changed while nobody has paid.

    ``factor`` is the base units in one unit, as they were at opening; every other quantity counts units.
    ``ordered_qty`` went to the supplier, ``arrived_qty`` is what came when it was shared last.
    """

    cycle = TenantForeignKey(BuyerCycle, on_delete=models.PROTECT, related_name="goods", is_indexed=False)
    line_no = models.PositiveSmallIntegerField()
    product = TenantForeignKey("inventory.Product", on_delete=models.PROTECT, related_name="+")
    unit = TenantForeignKey(
        "inventory.ProductUnit", on_delete=models.PROTECT, related_name="+", is_indexed=False
    )
    factor = models.BigIntegerField()
    case_size = models.PositiveIntegerField()
    member_rp = models.BigIntegerField()
    other_rp = models.BigIntegerField()
    buying_rp = models.BigIntegerField()
    ordered_qty = models.BigIntegerField(default=0)
    arrived_qty = models.BigIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="cycle_good_once", fields=("cooperative", "cycle", "line_no")),
            models.UniqueConstraint(
                name="cycle_good_product_once", fields=("cooperative", "cycle", "product")
            ),
            models.CheckConstraint(
                name="cycle_good_is_priced",
                condition=Q(factor__gt=0, case_size__gt=0, member_rp__gt=0, other_rp__gt=0, buying_rp__gt=0),
            ),
            models.CheckConstraint(
                name="cycle_good_not_below_nothing", condition=Q(ordered_qty__gte=0, arrived_qty__gte=0)
            ),
        )

    def __str__(self) -> str:
        return f"{self.line_no} {self.member_rp}"
