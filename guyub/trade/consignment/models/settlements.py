"""What producers were told and paid."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel
from guyub.trade.consignment.domain.accounts import STATEMENTS, paper_name
from guyub.trade.consignment.models.agreements import Agreement

_UNDONE = Q(undone_on__isnull=True, undone_why="") | Q(undone_on__isnull=False) & ~Q(undone_why="")


class Statement(TenantModel):
    """What one producer is told of a period of an agreement. Written by services.settling, never removed.

    It holds the moves that no earlier one held, up to ``until_on``: a sale told late is in the next. ``to_pay_rp`` is
    ``carried_rp`` and what the period added: sold, less what went back, less the share, and what is made good.
    """

    year = models.PositiveSmallIntegerField()
    no = models.PositiveIntegerField()
    agreement = TenantForeignKey(Agreement, on_delete=models.PROTECT, related_name="statements")
    from_on = models.DateField()
    until_on = models.DateField()
    carried_rp = models.BigIntegerField()
    sold_rp = models.BigIntegerField()
    back_rp = models.BigIntegerField()
    share_rp = models.BigIntegerField()
    lost_rp = models.BigIntegerField()
    to_pay_rp = models.BigIntegerField()
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField()
    undone_on = models.DateField(null=True)
    undone_why = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="consignment_statement_number_once", fields=("cooperative", "year", "no")
            ),
            models.CheckConstraint(
                name="consignment_statement_days", condition=Q(until_on__gte=F("from_on"))
            ),
            models.CheckConstraint(
                name="consignment_statement_ties",
                condition=Q(
                    to_pay_rp=F("carried_rp") + F("sold_rp") - F("back_rp") - F("share_rp") + F("lost_rp")
                ),
            ),
            models.CheckConstraint(name="consignment_statement_undone_why", condition=_UNDONE),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The number that people see."""
        return paper_name(STATEMENTS, self.year, self.no)


class Payout(TenantModel):
    """Money that a producer got on a statement, by an event of the treasury. Written by services.paying, never removed.

    ``account`` is where a bank paid to, None for cash. Whoever drew the statement up does not pay it.
    """

    statement = TenantForeignKey(Statement, on_delete=models.PROTECT, related_name="payouts")
    paid_on = models.DateField()
    amount_rp = models.BigIntegerField()
    account = TenantForeignKey(
        "partners.PartnerAccount", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    event = TenantForeignKey("treasury.Event", on_delete=models.PROTECT, related_name="+", is_indexed=False)
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField()
    undone_on = models.DateField(null=True)
    undone_why = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(name="consignment_payout_amount", condition=Q(amount_rp__gt=0)),
            models.CheckConstraint(name="consignment_payout_undone_why", condition=_UNDONE),
        )

    def __str__(self) -> str:
        return f"{self.paid_on} {self.amount_rp}"
