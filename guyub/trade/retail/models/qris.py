"""The cooperative's QRIS code, and what its bank account showed of what buyers paid by it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel
from guyub.trade.retail.domain.qris_codes import LONGEST_CODE
from guyub.trade.retail.domain.qris_settling import SettledHow
from guyub.trade.retail.models.sales import SaleTender


class QrisCode(TenantModel):
    """One static code of the cooperative, from the day two people agreed on it. Written by services.qris_codes.

    One stands at a time; an older one keeps its row with the day it ended. ``nmid``, ``name``, ``city`` and
    ``criteria`` are what the code itself says.
    """

    payload = models.CharField(max_length=LONGEST_CODE)
    nmid = models.CharField(max_length=15)
    name = models.CharField(max_length=99)
    city = models.CharField(max_length=99)
    criteria = models.CharField(max_length=99, blank=True)
    since_on = models.DateField()
    asked_by = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    agreed_by = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    recorded_at = models.DateTimeField()
    ended_on = models.DateField(null=True)
    ended_by = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    ended_why = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="qris_code_one_stands", fields=("cooperative",), condition=Q(ended_on__isnull=True)
            ),
            models.CheckConstraint(name="qris_code_two_people", condition=~Q(asked_by=F("agreed_by"))),
            models.CheckConstraint(
                name="qris_code_ended_why",
                condition=Q(ended_on__isnull=True, ended_by__isnull=True, ended_why="")
                | Q(ended_on__isnull=False, ended_by__isnull=False) & ~Q(ended_why=""),
            ),
        )
        indexes = (models.Index(name="qris_code_by_moment", fields=("cooperative", "recorded_at")),)

    def __str__(self) -> str:
        return self.nmid


class QrisSettlement(TenantModel):
    """What came of some QRIS payments, in one entry: the bank showed them, or not. Written by services.qris_settling.

    ``amount_rp`` is what buyers had paid, ``fee_rp`` what the bank kept of it; the rest lies in ``bank``. What never
    came has no bank: ``how`` says who bears it, ``agreed_by`` who agreed to a loss.
    """

    how = models.CharField(max_length=8)
    settled_on = models.DateField()
    amount_rp = models.BigIntegerField()
    fee_rp = models.BigIntegerField(default=0)
    bank = TenantForeignKey(
        "treasury.CashPlace", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    entry = TenantForeignKey(
        "ledger.JournalEntry", on_delete=models.PROTECT, related_name="+", is_indexed=False
    )
    reason = models.CharField(max_length=80, blank=True)
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    agreed_by = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    recorded_at = models.DateTimeField()
    undone_on = models.DateField(null=True)
    undone_by = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    undone_why = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="qris_settlement_how_known", condition=Q(how__in=[one.value for one in SettledHow])
            ),
            models.CheckConstraint(
                name="qris_settlement_money",
                condition=Q(how="REKENING", bank__isnull=False, fee_rp__gte=0, fee_rp__lt=F("amount_rp"))
                | ~Q(how="REKENING") & Q(bank__isnull=True, fee_rp=0, amount_rp__gt=0) & ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="qris_settlement_loss_by_two",
                condition=Q(how="RUGI", agreed_by__isnull=False) & ~Q(agreed_by=F("person"))
                | ~Q(how="RUGI") & Q(agreed_by__isnull=True),
            ),
            models.CheckConstraint(
                name="qris_settlement_undone_why",
                condition=Q(undone_on__isnull=True, undone_by__isnull=True, undone_why="")
                | Q(undone_on__isnull=False, undone_by__isnull=False) & ~Q(undone_why=""),
            ),
        )
        indexes = (models.Index(name="qris_settlement_by_day", fields=("cooperative", "settled_on")),)

    def __str__(self) -> str:
        return f"{self.settled_on} {self.amount_rp}"


class QrisSettled(TenantModel):
    """What of one payment a settlement closed. Written with it, never changed."""

    append_only: ClassVar[bool] = True

    settlement = TenantForeignKey(
        QrisSettlement, on_delete=models.PROTECT, related_name="parts", is_indexed=False
    )
    tender = TenantForeignKey(SaleTender, on_delete=models.PROTECT, related_name="settled")
    amount_rp = models.BigIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="qris_settled_once", fields=("cooperative", "settlement", "tender")),
            models.CheckConstraint(name="qris_settled_is_something", condition=Q(amount_rp__gt=0)),
        )

    def __str__(self) -> str:
        return str(self.amount_rp)
