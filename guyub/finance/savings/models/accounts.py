"""Savings of members: accounts and what moved them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from guyub.finance.savings.domain.kinds import Cause, SavingsKind
from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel


class SavingsAccount(TenantModel):
    """What one member has saved in one product, in whole rupiah. Written by services.moving.

    A member has one account of a product; of a simpanan berjangka one for each deposit (``serial``).

    ``opening_rp`` is what the books before Guyub said, brought by a table of members; ``balance_rp`` is that and the
    movements. All balances of a kind together are the balance of its control account. ``kind`` is the product's.
    """

    member = TenantForeignKey("members.Member", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10)
    product = TenantForeignKey("savings.SavingsProduct", on_delete=models.PROTECT, related_name="accounts")
    serial = models.PositiveSmallIntegerField(default=1)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    opening_rp = models.BigIntegerField(default=0)
    batch = TenantForeignKey("members.MemberImport", on_delete=models.PROTECT, null=True, related_name="+")
    balance_rp = models.BigIntegerField()
    held_rp = models.BigIntegerField(default=0)  # what may not be taken: selectors.holds says why
    last_no = models.PositiveIntegerField(default=0)  # of its movements

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="savings_account_once", fields=("cooperative", "member", "product", "serial")
            ),
            models.CheckConstraint(
                name="savings_kind_known", condition=Q(kind__in=[kind.value for kind in SavingsKind])
            ),
            models.CheckConstraint(
                name="savings_balance_not_negative", condition=Q(balance_rp__gte=0, opening_rp__gte=0)
            ),
            models.CheckConstraint(
                name="savings_held_is_there", condition=Q(held_rp__gte=0, held_rp__lte=F("balance_rp"))
            ),
            models.CheckConstraint(
                name="savings_closed_is_empty",
                condition=Q(closed_on__isnull=True) | Q(balance_rp=0, closed_on__gte=F("opened_on")),
            ),
            models.CheckConstraint(name="savings_serial_from_one", condition=Q(serial__gte=1)),
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
    """One movement of one account, with the entry that says the same in the books. Never changed.

    ``on`` is its day in the books; jasa counts it from ``value_on``. Jasa of a month stands on the month's last day
    and counts from the next.
    """

    append_only: ClassVar[bool] = True

    account = TenantForeignKey(SavingsAccount, on_delete=models.PROTECT, related_name="movements")
    no = models.PositiveIntegerField()
    amount_rp = models.BigIntegerField()  # above zero: paid in
    balance_rp = models.BigIntegerField()  # after it
    on = models.DateField()
    value_on = models.DateField()
    cause = models.CharField(max_length=6)
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
            models.CheckConstraint(
                name="savings_movement_cause_known", condition=Q(cause__in=[one.value for one in Cause])
            ),
            models.CheckConstraint(
                name="savings_movement_back_is_batal",
                condition=Q(undoes__isnull=True) | Q(cause="BATAL"),
            ),
            models.CheckConstraint(name="savings_movement_moves", condition=~Q(amount_rp=0)),
            models.CheckConstraint(name="savings_movement_not_below_zero", condition=Q(balance_rp__gte=0)),
        )
        indexes = (models.Index(name="savings_movement_value", fields=("cooperative", "value_on")),)

    def __str__(self) -> str:
        return f"{self.no} {self.amount_rp}"
