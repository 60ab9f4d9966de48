"""Jasa and its tax, as runs counted them: nothing is changed, what was counted anew has a higher number."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel


class RunKind(StrEnum):
    """What a run was for."""

    BULAN = "BULAN"  # a month, for all
    KOREKSI = "KOREKSI"  # a month counted anew, for some
    TUTUP = "TUTUP"  # an account that is closed


class JasaRun(TenantModel):
    """One run over one month. Written by services.jasa_run; the sums are its own, a correction's are differences."""

    append_only: ClassVar[bool] = True

    no = models.PositiveIntegerField()
    kind = models.CharField(max_length=7)
    month = models.DateField()  # its first day
    on = models.DateField()  # its day in the books
    accounts = models.PositiveIntegerField()
    jasa_rp = models.BigIntegerField()  # earned
    credited_rp = models.BigIntegerField()  # brought to accounts
    tax_rp = models.BigIntegerField()
    borne_rp = models.BigIntegerField(default=0)  # of the tax, by the cooperative: no account held so much
    taxed = models.PositiveIntegerField(default=0)  # members
    free_rp = models.BigIntegerField()  # the threshold that was used
    tax_ppm = models.PositiveIntegerField()
    entry = TenantForeignKey("ledger.JournalEntry", on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=120, blank=True)
    person = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="jasa_run_no_once", fields=("cooperative", "no")),
            models.UniqueConstraint(
                name="jasa_run_month_once", fields=("cooperative", "month"), condition=Q(kind="BULAN")
            ),
            models.CheckConstraint(
                name="jasa_run_kind_known", condition=Q(kind__in=[one.value for one in RunKind])
            ),
            models.CheckConstraint(name="jasa_run_month_is_a_first", condition=Q(month__day=1)),
        )

    def __str__(self) -> str:
        return f"{self.month} {self.no}"


class AccountJasa(TenantModel):
    """What one account earned in one month; of several, the one with the highest ``no`` holds.

    ``fine``, ``carried_in`` and ``carried`` are in parts of a rupiah (domain.jasa.FINE): carried_in + fine =
    jasa_rp rupiah + carried. ``accrued_rp`` is what was earned and not yet brought to an account, after this month;
    ``credited_rp`` what this row brought (a correction's is a difference), by ``to``.
    """

    append_only: ClassVar[bool] = True

    run = TenantForeignKey(JasaRun, on_delete=models.PROTECT, related_name="+", is_indexed=False)
    account = TenantForeignKey(
        "savings.SavingsAccount", on_delete=models.PROTECT, related_name="+", is_indexed=False
    )
    month = models.DateField()
    no = models.PositiveSmallIntegerField()
    fine = models.DecimalField(max_digits=38, decimal_places=0)
    carried_in = models.BigIntegerField()
    carried = models.BigIntegerField()
    jasa_rp = models.BigIntegerField()
    accrued_rp = models.BigIntegerField()
    credited_rp = models.BigIntegerField()
    to = TenantForeignKey(
        "savings.SavingsAccount", on_delete=models.PROTECT, related_name="+", is_indexed=False
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="account_jasa_no_once", fields=("cooperative", "month", "account", "no")
            ),
            models.CheckConstraint(name="account_jasa_carried_below_one", condition=Q(carried__gte=0)),
        )

    def __str__(self) -> str:
        return f"{self.month} {self.no} {self.jasa_rp}"


class MemberTax(TenantModel):
    """The tax on all jasa that came to one member's accounts in a month; of several, the highest ``no`` holds.

    ``taken_rp`` is what this row took from ``account``, ``borne_rp`` what the cooperative bore; a correction's are
    differences. The slip's number is given with the first row.
    """

    append_only: ClassVar[bool] = True

    run = TenantForeignKey(JasaRun, on_delete=models.PROTECT, related_name="+", is_indexed=False)
    member = TenantForeignKey("members.Member", on_delete=models.PROTECT, related_name="+", is_indexed=False)
    month = models.DateField()
    no = models.PositiveSmallIntegerField()
    gross_rp = models.BigIntegerField()
    tax_rp = models.BigIntegerField()
    taken_rp = models.BigIntegerField()
    borne_rp = models.BigIntegerField()
    account = TenantForeignKey(
        "savings.SavingsAccount", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="member_tax_no_once", fields=("cooperative", "month", "member", "no")
            ),
            models.CheckConstraint(
                name="member_tax_below_gross", condition=Q(tax_rp__gte=0, tax_rp__lte=F("gross_rp"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.month} {self.no} {self.tax_rp}"
