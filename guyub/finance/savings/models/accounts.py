"""Savings of members: accounts and what moved them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from guyub.finance.savings.domain.kinds import SavingsKind
from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel


class SavingsAccount(TenantModel):
    """What one member has saved of one kind, in whole rupiah. Written by services.moving.

    ``opening_rp`` is what the books before Guyub said, brought by a table of members; ``balance_rp`` is that and the
    movements. All balances of a kind together are the balance of its control account.
    """

    member = TenantForeignKey("members.Member", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10)
    opened_on = models.DateField()
    opening_rp = models.BigIntegerField(default=0)
    batch = TenantForeignKey("members.MemberImport", on_delete=models.PROTECT, null=True, related_name="+")
    balance_rp = models.BigIntegerField()
    last_no = models.PositiveIntegerField(default=0)  # of its movements

    class Meta:
        constraints = (
            models.UniqueConstraint(name="savings_account_once", fields=("cooperative", "member", "kind")),
            models.CheckConstraint(
                name="savings_kind_known", condition=Q(kind__in=[kind.value for kind in SavingsKind])
            ),
            models.CheckConstraint(
                name="savings_balance_not_negative", condition=Q(balance_rp__gte=0, opening_rp__gte=0)
            ),
            models.CheckConstraint(
                name="savings_opening_is_brought", condition=Q(opening_rp=0) | Q(batch__isnull=False)
            ),
            models.CheckConstraint(
                name="savings_unmoved_is_opening", condition=Q(last_no__gte=1) | Q(balance_rp=F("opening_rp"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class SavingsMovement(TenantModel):
    """One movement of one account, with the entry that says the same in the books. Never changed."""

    append_only: ClassVar[bool] = True

    account = TenantForeignKey(SavingsAccount, on_delete=models.PROTECT, related_name="movements")
    no = models.PositiveIntegerField()
    amount_rp = models.BigIntegerField()  # above zero: paid in
    balance_rp = models.BigIntegerField()  # after it
    on = models.DateField()
    entry = TenantForeignKey("ledger.JournalEntry", on_delete=models.PROTECT, related_name="+")
    undoes = TenantForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False)
    note = models.CharField(max_length=120, blank=True)
    person = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="savings_movement_no_once", fields=("cooperative", "account", "no")),
            models.UniqueConstraint(name="savings_movement_undone_once", fields=("cooperative", "undoes")),
            models.CheckConstraint(name="savings_movement_moves", condition=~Q(amount_rp=0)),
            models.CheckConstraint(name="savings_movement_not_below_zero", condition=Q(balance_rp__gte=0)),
        )

    def __str__(self) -> str:
        return f"{self.no} {self.amount_rp}"
