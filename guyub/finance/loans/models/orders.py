"""Standing orders: instalments that a member lets be taken from savings."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel


class LoanOrder(TenantModel):
    """A borrower's wish that what is due on a loan is taken from an account of the own. Written by standing_orders."""

    loan = TenantForeignKey("loans.Loan", on_delete=models.PROTECT, related_name="orders")
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
                name="loan_order_one", fields=("cooperative", "loan"), condition=Q(until__isnull=True)
            ),
            models.CheckConstraint(
                name="loan_order_ends_after", condition=Q(until__isnull=True) | Q(until__gte=F("since"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.since}"
