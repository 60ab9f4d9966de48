"""What is agreed with producers."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel
from guyub.trade.consignment.domain.accounts import AGREEMENTS, paper_name
from guyub.trade.consignment.domain.agreements import Settles
from guyub.trade.consignment.domain.shares import Basis, DiscountBearer, LossBearer


class Agreement(TenantModel):
    """What was agreed with one producer whose goods the shop sells. Written by services.agreements, never removed.

    ``member`` is the producer as a member, where it is one: the share is earned by serving a member. ``unit`` is the
    unit of business of its location when it was written: what is owed stands in it. ``shown_name`` is the trade name
    that the public page may show since the producer agreed; empty: it shows none. Its row is locked first by every
    paper, statement and payout of it.
    """

    year = models.PositiveSmallIntegerField()
    no = models.PositiveIntegerField()
    partner = TenantForeignKey("partners.Partner", on_delete=models.PROTECT, related_name="+")
    member = TenantForeignKey("members.Member", on_delete=models.PROTECT, null=True, related_name="+")
    location = TenantForeignKey(
        "inventory.Location", on_delete=models.PROTECT, related_name="+", is_indexed=False
    )
    unit = TenantForeignKey(
        "cooperatives.BusinessUnit", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    settles = models.CharField(max_length=8)
    losses = models.CharField(max_length=8)
    discounts = models.CharField(max_length=8)
    shown_name = models.CharField(max_length=60, blank=True)
    note = models.CharField(max_length=200, blank=True)
    ended_on = models.DateField(null=True)
    ended_why = models.CharField(max_length=200, blank=True)
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="consignment_agreement_number_once", fields=("cooperative", "year", "no")
            ),
            models.CheckConstraint(
                name="consignment_agreement_days",
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
            ),
            models.CheckConstraint(
                name="consignment_agreement_codes_known",
                condition=Q(
                    settles__in=[one.value for one in Settles],
                    losses__in=[one.value for one in LossBearer],
                    discounts__in=[one.value for one in DiscountBearer],
                ),
            ),
            models.CheckConstraint(
                name="consignment_agreement_ended_why",
                condition=Q(ended_on__isnull=True, ended_why="")
                | Q(ended_on__isnull=False) & ~Q(ended_why=""),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The number that people see."""
        return paper_name(AGREEMENTS, self.year, self.no)


class ConsignedGood(TenantModel):
    """One product of an agreement, on terms that hold from a day on. Written by services.agreements.

    Other terms are a row of their own from the next day; ``closed_on`` is the last day of the old ones. A product is in
    one agreement at a time.
    """

    agreement = TenantForeignKey(Agreement, on_delete=models.PROTECT, related_name="goods")
    product = TenantForeignKey("inventory.Product", on_delete=models.PROTECT, related_name="+")
    unit = TenantForeignKey(
        "inventory.ProductUnit", on_delete=models.PROTECT, related_name="+", is_indexed=False
    )
    factor = models.BigIntegerField()  # base units in the unit, as they were then
    basis = models.CharField(max_length=6)
    share_rate = models.DecimalField(max_digits=5, decimal_places=4, default=0)
    setor_rp = models.BigIntegerField(default=0)
    from_on = models.DateField()
    closed_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="consigned_good_product_once",
                fields=("cooperative", "product"),
                condition=Q(closed_on__isnull=True),
            ),
            models.CheckConstraint(
                name="consigned_good_one_basis",
                condition=Q(factor__gt=0)
                & (
                    Q(basis=Basis.PERSEN.value, share_rate__gt=0, share_rate__lte=1, setor_rp=0)
                    | Q(basis=Basis.SETOR.value, share_rate=0, setor_rp__gt=0)
                ),
            ),
            models.CheckConstraint(
                name="consigned_good_days",
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("from_on")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.basis} {self.share_rate} {self.setor_rp}"
