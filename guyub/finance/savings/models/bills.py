"""Bills of simpanan wajib, what was paid and waived of them, and standing orders."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel


class DuesBill(TenantModel):
    """The simpanan wajib of one member for one month. Written by services.bills and services.dues_paying.

    A month that was paid in advance keeps the amount that it was paid at.
    """

    member = TenantForeignKey("members.Member", on_delete=models.PROTECT, related_name="+", is_indexed=False)
    month = models.DateField()  # its first day
    amount_rp = models.BigIntegerField()
    paid_rp = models.BigIntegerField(default=0)
    waived_rp = models.BigIntegerField(default=0)
    due_on = models.DateField()
    is_in_advance = models.BooleanField(default=False)  # made by a payment, before the month was billed

    class Meta:
        constraints = (
            models.UniqueConstraint(name="dues_bill_once", fields=("cooperative", "member", "month")),
            models.CheckConstraint(name="dues_bill_month_is_a_first", condition=Q(month__day=1)),
            models.CheckConstraint(name="dues_bill_asks", condition=Q(amount_rp__gt=0)),
            models.CheckConstraint(
                name="dues_bill_never_above",
                condition=Q(paid_rp__gte=0, waived_rp__gte=0, amount_rp__gte=F("paid_rp") + F("waived_rp")),
            ),
        )
        indexes = (models.Index(name="dues_bill_month", fields=("cooperative", "month")),)

    def __str__(self) -> str:
        return f"{self.month} {self.amount_rp}"


class DuesRun(TenantModel):
    """One making of bills for one month; several where members joined late. Written by services.bills."""

    append_only: ClassVar[bool] = True

    month = models.DateField()
    amount_rp = models.BigIntegerField()
    bills = models.PositiveIntegerField()
    person = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(name="dues_run_month", fields=("cooperative", "month")),)

    def __str__(self) -> str:
        return f"{self.month} {self.bills}"


class Waiver(TenantModel):
    """A decision that one member need not pay some months. Never changed."""

    append_only: ClassVar[bool] = True

    member = TenantForeignKey("members.Member", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)
    decision = TenantForeignKey("parameters.Decision", on_delete=models.PROTECT, null=True, related_name="+")
    asked_by = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (models.CheckConstraint(name="waiver_says_why", condition=~Q(reason="")),)

    def __str__(self) -> str:
        return self.reason


class BillPart(TenantModel):
    """What one movement or one waiver did to one bill; below zero where a movement was taken back. Never changed."""

    append_only: ClassVar[bool] = True

    bill = TenantForeignKey(DuesBill, on_delete=models.PROTECT, related_name="parts")
    movement = TenantForeignKey(
        "savings.SavingsMovement", on_delete=models.PROTECT, null=True, related_name="bill_parts"
    )
    waiver = TenantForeignKey(Waiver, on_delete=models.PROTECT, null=True, related_name="parts")
    amount_rp = models.BigIntegerField()

    class Meta:
        constraints = (
            models.CheckConstraint(name="bill_part_moves", condition=~Q(amount_rp=0)),
            models.CheckConstraint(
                name="bill_part_is_paid_or_waived",
                condition=Q(movement__isnull=False, waiver__isnull=True)
                | Q(movement__isnull=True, waiver__isnull=False, amount_rp__gt=0),
            ),
        )

    def __str__(self) -> str:
        return str(self.amount_rp)


class StandingOrder(TenantModel):
    """A member's wish that simpanan wajib is taken from an account of the own each month."""

    member = TenantForeignKey("members.Member", on_delete=models.PROTECT, related_name="+")
    account = TenantForeignKey(
        "savings.SavingsAccount", on_delete=models.PROTECT, related_name="+", is_indexed=False
    )
    since = models.DateField()
    until = models.DateField(null=True)
    set_by = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    last_try_on = models.DateField(null=True)
    last_said = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="standing_order_one", fields=("cooperative", "member"), condition=Q(until__isnull=True)
            ),
            models.CheckConstraint(
                name="standing_order_ends_after", condition=Q(until__isnull=True) | Q(until__gte=F("since"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.since}"
