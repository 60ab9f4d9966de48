"""What members paid on bon."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel
from guyub.trade.retail.domain.baskets import TenderKind
from guyub.trade.retail.models.sales import SaleTender

_WAYS = [kind.value for kind in TenderKind if kind is not TenderKind.CREDIT]


class BonPayment(TenantModel):
    """Money that one member paid on bon, and the entry that says the same. Written by services.bon, never removed.

    ``way`` is how it was paid, ``cash_place`` where it lies, None where it has not reached one. ``left_rp`` is what the
    member still owed after it. ``till_number`` is the till's own number of its receipt; empty: it was paid at the
    office.
    """

    member = TenantForeignKey("members.Member", on_delete=models.PROTECT, related_name="+")
    paid_on = models.DateField()
    amount_rp = models.BigIntegerField()
    left_rp = models.BigIntegerField()
    way = models.CharField(max_length=8)
    cash_place = TenantForeignKey(
        "treasury.CashPlace", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    till_number = models.CharField(max_length=20, blank=True)
    entry = TenantForeignKey(
        "ledger.JournalEntry", on_delete=models.PROTECT, related_name="+", is_indexed=False
    )
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField()
    undone_on = models.DateField(null=True)
    undone_why = models.CharField(max_length=200, blank=True)
    undone_by = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="bon_payment_till_number_once",
                fields=("cooperative", "till_number"),
                condition=~Q(till_number=""),
            ),
            models.CheckConstraint(
                name="bon_payment_is_something", condition=Q(amount_rp__gt=0, left_rp__gte=0)
            ),
            models.CheckConstraint(name="bon_payment_way_known", condition=Q(way__in=_WAYS)),
            models.CheckConstraint(
                name="bon_payment_undone_whole",
                condition=Q(undone_on__isnull=True, undone_why="", undone_by__isnull=True)
                | Q(undone_on__isnull=False, undone_by__isnull=False) & ~Q(undone_why=""),
            ),
        )
        indexes = (models.Index(name="bon_payment_by_day", fields=("cooperative", "paid_on")),)

    def __str__(self) -> str:
        return f"{self.paid_on} {self.amount_rp}"


class BonPaymentLine(TenantModel):
    """What of a payment went to the bon of one receipt, the oldest first. Written with it, never changed."""

    append_only: ClassVar[bool] = True

    payment = TenantForeignKey(BonPayment, on_delete=models.PROTECT, related_name="lines", is_indexed=False)
    tender = TenantForeignKey(SaleTender, on_delete=models.PROTECT, related_name="payments")
    amount_rp = models.BigIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="bon_payment_line_once", fields=("cooperative", "payment", "tender")
            ),
            models.CheckConstraint(name="bon_payment_line_is_something", condition=Q(amount_rp__gt=0)),
        )

    def __str__(self) -> str:
        return str(self.amount_rp)


class BonReminder(TenantModel):
    """One message about bon that went out to a member, with what it asked for. Written by services.bon_reminding."""

    append_only: ClassVar[bool] = True

    member = TenantForeignKey("members.Member", on_delete=models.PROTECT, related_name="+", is_indexed=False)
    on = models.DateField()
    amount_rp = models.BigIntegerField()
    due_on = models.DateField()
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="bon_reminder_once_a_day", fields=("cooperative", "member", "on")),
            models.CheckConstraint(name="bon_reminder_asks_for_something", condition=Q(amount_rp__gt=0)),
        )

    def __str__(self) -> str:
        return f"{self.on} {self.amount_rp}"
