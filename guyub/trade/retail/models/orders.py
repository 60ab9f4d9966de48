"""What buyers ordered and paid first."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel
from guyub.trade.retail.models.cycles import BuyerCycle, CycleGood


class BuyerOrder(TenantModel):
    """One order of one buyer, paid when it was taken; a member's, or a name's. Written under the lock of its cycle.

    What was paid is handed over, given back or still held: the three sum to it. A buyer who wants more orders again.
    """

    cycle = TenantForeignKey(BuyerCycle, on_delete=models.PROTECT, related_name="orders", is_indexed=False)
    no = models.PositiveIntegerField()
    member = TenantForeignKey("members.Member", on_delete=models.PROTECT, null=True, related_name="+")
    buyer = models.CharField(max_length=60, blank=True)
    ordered_on = models.DateField()
    paid_rp = models.BigIntegerField()
    handed_rp = models.BigIntegerField(default=0)
    refunded_rp = models.BigIntegerField(default=0)
    held_rp = models.BigIntegerField()
    event = TenantForeignKey("treasury.Event", on_delete=models.PROTECT, related_name="+", is_indexed=False)
    entry = TenantForeignKey(
        "ledger.JournalEntry", on_delete=models.PROTECT, related_name="+", is_indexed=False
    )
    withdrawn_on = models.DateField(null=True)
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="buyer_order_number_once", fields=("cooperative", "cycle", "no")),
            models.CheckConstraint(
                name="buyer_order_of_somebody",
                condition=Q(member__isnull=False, buyer="") | Q(member__isnull=True) & ~Q(buyer=""),
            ),
            models.CheckConstraint(
                name="buyer_order_money_ties",
                condition=Q(
                    paid_rp__gt=0,
                    paid_rp=F("handed_rp") + F("refunded_rp") + F("held_rp"),
                    handed_rp__gte=0,
                    refunded_rp__gte=0,
                    held_rp__gte=0,
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.no} {self.paid_rp}"


class BuyerLine(TenantModel):
    """One good of a buyer's order, at the price that was agreed. Written with it; quantities count the good's unit.

    ``granted_qty`` is set aside by services.sharing, ``handed_qty`` by handing, ``released_qty`` by refunds: all
    under the lock of the cycle.
    """

    order = TenantForeignKey(BuyerOrder, on_delete=models.PROTECT, related_name="lines", is_indexed=False)
    good = TenantForeignKey(CycleGood, on_delete=models.PROTECT, related_name="lines")
    qty = models.BigIntegerField()
    tolerance_qty = models.BigIntegerField(default=0)
    price_rp = models.BigIntegerField()
    granted_qty = models.BigIntegerField(default=0)
    handed_qty = models.BigIntegerField(default=0)
    released_qty = models.BigIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="buyer_line_good_once", fields=("cooperative", "order", "good")),
            models.CheckConstraint(
                name="buyer_line_wishes_something",
                condition=Q(qty__gt=0, tolerance_qty__gte=0, price_rp__gt=0),
            ),
            models.CheckConstraint(
                name="buyer_line_gets_no_more_than_paid",
                condition=Q(granted_qty__gte=0, released_qty__gte=0)
                & Q(granted_qty__lte=F("qty") + F("tolerance_qty") - F("released_qty")),
            ),
            models.CheckConstraint(
                name="buyer_line_handed_within_granted",
                condition=Q(handed_qty__gte=0, handed_qty__lte=F("granted_qty")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.qty} {self.granted_qty}"
