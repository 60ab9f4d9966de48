"""Running balances."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from guyub.books.ledger.models.accounts import Account
from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel


class AccountBalance(TenantModel):
    """What one account moved in one unit and month, by phase and (cash) by cash flow line. Written by ``ledger_post``.

    A movement, not a running total: an entry dated back touches one row for each account and nothing after it. What was
    posted in another month stands in a row of its own: so a past month can be told as it was known at any moment.
    """

    id = None  # type: ignore[assignment]  # its key says what it sums
    pk = models.CompositePrimaryKey(
        "cooperative_id", "account_id", "unit_id", "month", "phase", "flow", "posted_month"
    )
    account = TenantForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    unit = TenantForeignKey(
        "cooperatives.BusinessUnit", on_delete=models.PROTECT, related_name="+", is_indexed=False
    )
    month = models.DateField()  # its first day
    phase = models.PositiveSmallIntegerField()
    flow = models.CharField(max_length=20, blank=True)
    posted_month = models.DateField()  # the first day of the month, in UTC, in which it was posted
    debit_rp = models.BigIntegerField()
    credit_rp = models.BigIntegerField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="balance_not_negative", condition=Q(debit_rp__gte=0, credit_rp__gte=0)
            ),
            models.CheckConstraint(
                name="balance_month_is_a_first_day", condition=Q(month__day=1, posted_month__day=1)
            ),
        )

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}: {self.debit_rp} / {self.credit_rp}"
