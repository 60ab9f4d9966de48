"""What is handed on of the tax on jasa: slips to members, payments to the state."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel


class TaxSlip(TenantModel):
    """The slip (*bukti potong*) of one member for one month, also at 0 %. Written by services.tax.

    Its number follows without gaps in the year of the month. Counted anew it keeps the number: the highest
    ``version`` holds.
    """

    append_only: ClassVar[bool] = True

    member = TenantForeignKey("members.Member", on_delete=models.PROTECT, related_name="+", is_indexed=False)
    month = models.DateField()
    year = models.PositiveSmallIntegerField()
    no = models.PositiveIntegerField()
    version = models.PositiveSmallIntegerField()
    gross_rp = models.BigIntegerField()
    tax_rp = models.BigIntegerField()
    person = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    issued_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="tax_slip_no_once", fields=("cooperative", "year", "no", "version")),
            models.UniqueConstraint(
                name="tax_slip_member_once", fields=("cooperative", "month", "member", "version")
            ),
            models.CheckConstraint(
                name="tax_slip_counts_from_one", condition=Q(no__gte=1, version__gte=1, month__day=1)
            ),
            models.CheckConstraint(
                name="tax_slip_below_gross", condition=Q(tax_rp__gte=0, tax_rp__lte=F("gross_rp"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.no}/{self.year}"


class TaxPayment(TenantModel):
    """The tax of one month, paid to the state through an event of the treasury; below zero: taken back.

    Written by services.tax_paying.
    """

    append_only: ClassVar[bool] = True

    month = models.DateField()
    amount_rp = models.BigIntegerField()
    paid_on = models.DateField()
    ntpn = models.CharField(max_length=16)  # the state's number of the payment
    event = TenantForeignKey("treasury.Event", on_delete=models.PROTECT, related_name="+")
    undoes = TenantForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False)
    person = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="tax_payment_undone_once", fields=("cooperative", "undoes")),
            models.CheckConstraint(
                name="tax_payment_back_is_below_zero",
                condition=Q(undoes__isnull=True, amount_rp__gt=0) | Q(undoes__isnull=False, amount_rp__lt=0),
            ),
            models.CheckConstraint(name="tax_payment_month_is_a_first", condition=Q(month__day=1)),
        )

    def __str__(self) -> str:
        return f"{self.month} {self.ntpn}"
