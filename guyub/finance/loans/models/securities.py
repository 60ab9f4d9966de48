"""What secures loans: who stands surety, what a surety paid, what the cooperative keeps as collateral."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from guyub.finance.loans.domain.securities import Pledge
from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel


class Guarantee(TenantModel):
    """One member who stands surety for a loan. Written by services.guarantees; it ends with the loan.

    With a ``hold`` a part of the guarantor's savings stays in its account until then; without, the person's word
    stands alone. What was called (GuaranteeCall) is taken from the hold: a smaller one follows it.
    """

    loan = TenantForeignKey("loans.Loan", on_delete=models.PROTECT, related_name="guarantees")
    member = TenantForeignKey("members.Member", on_delete=models.PROTECT, related_name="+")
    amount_rp = models.BigIntegerField()  # up to which the guarantor answers
    account = TenantForeignKey(
        "savings.SavingsAccount", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    hold = TenantForeignKey(
        "savings.Hold", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    signed_on = models.DateField()
    put_by = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    released_on = models.DateField(null=True)
    released_by = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="guarantee_once",
                fields=("cooperative", "loan", "member"),
                condition=Q(released_on__isnull=True),
            ),
            models.CheckConstraint(name="guarantee_amount", condition=Q(amount_rp__gt=0)),
            models.CheckConstraint(
                name="guarantee_hold_is_of_an_account",
                condition=Q(hold__isnull=True) | Q(account__isnull=False),
            ),
            models.CheckConstraint(
                name="guarantee_released_whole",
                condition=Q(released_on__isnull=True, released_by__isnull=True)
                | Q(released_on__gte=F("signed_on"), released_by__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.amount_rp} {self.signed_on}"


class GuaranteeCall(TenantModel):
    """What a guarantor's savings paid on a loan: so much the borrower owes the guarantor. Never changed.

    Where the payment (``event``) was taken back, the money is with the guarantor again and nothing is owed.
    """

    append_only: ClassVar[bool] = True

    guarantee = TenantForeignKey(Guarantee, on_delete=models.PROTECT, related_name="calls")
    event = TenantForeignKey("loans.LoanEvent", on_delete=models.PROTECT, related_name="+")
    amount_rp = models.BigIntegerField()
    on = models.DateField()
    reason = models.CharField(max_length=200)
    asked_by = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="guarantee_call_pays_once", fields=("cooperative", "event")),
            models.CheckConstraint(name="guarantee_call_amount", condition=Q(amount_rp__gt=0)),
        )

    def __str__(self) -> str:
        return f"{self.amount_rp} {self.on}"


class GuarantorRepayment(TenantModel):
    """What a borrower gave back to a guarantor whose savings had paid, into those savings. Never changed.

    Where the movement of the savings was taken back, so was this: the guarantor is owed it again.
    """

    append_only: ClassVar[bool] = True

    guarantee = TenantForeignKey(Guarantee, on_delete=models.PROTECT, related_name="repayments")
    movement = TenantForeignKey("savings.SavingsMovement", on_delete=models.PROTECT, related_name="+")
    amount_rp = models.BigIntegerField()
    on = models.DateField()
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="guarantor_repayment_moves_once", fields=("cooperative", "movement")
            ),
            models.CheckConstraint(name="guarantor_repayment_amount", condition=Q(amount_rp__gt=0)),
        )

    def __str__(self) -> str:
        return f"{self.amount_rp} {self.on}"


class Collateral(TenantModel):
    """One thing that secures a loan, or its paper, which the cooperative keeps. Written by services.collateral.

    ``counted_rp`` is what of its value counts where the loan is classed: the part of the day on which it came.
    """

    loan = TenantForeignKey("loans.Loan", on_delete=models.PROTECT, related_name="collateral")
    kind = models.CharField(max_length=13)
    thing = models.CharField(max_length=120)
    paper_no = models.CharField(max_length=40, blank=True)  # of the paper that is kept; never a NIK
    owner = models.CharField(max_length=80)
    value_rp = models.BigIntegerField()
    share_ppm = models.PositiveIntegerField()
    counted_rp = models.BigIntegerField()
    photo = TenantForeignKey(
        "kernel.StoredFile", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    kept_at = models.CharField(max_length=60)
    received_on = models.DateField()
    received_by = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    returned_on = models.DateField(null=True)
    returned_to = models.CharField(max_length=80, blank=True)
    returned_by = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="collateral_kind_known", condition=Q(kind__in=[one.value for one in Pledge])
            ),
            models.CheckConstraint(
                name="collateral_counts_a_part",
                condition=Q(value_rp__gt=0, counted_rp__gte=0, counted_rp__lte=F("value_rp"))
                & Q(share_ppm__lte=1_000_000),
            ),
            models.CheckConstraint(
                name="collateral_returned_whole",
                condition=Q(returned_on__isnull=True, returned_to="", returned_by__isnull=True)
                | Q(returned_on__gte=F("received_on"), returned_by__isnull=False) & ~Q(returned_to=""),
            ),
        )

    def __str__(self) -> str:
        return self.thing
