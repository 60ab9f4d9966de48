"""Claims."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from guyub.books.treasury.domain.claims import claim_number
from guyub.books.treasury.models.events import Event
from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel


class Claim(TenantModel):
    """What one person paid for the cooperative, with the receipt. Written by services.claims.

    Its state is not kept: ``approval`` says whether others agreed, ``booked`` that the expense stands in the books,
    ``paid`` that the money was given back, ``taken_back`` that the expense was taken out again. ``repayment`` is the
    request for a second person where the treasurer is the one to be paid.
    """

    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    spent_on = models.DateField()
    choice = models.CharField(max_length=40)
    amount_rp = models.BigIntegerField()
    note = models.CharField(max_length=120, blank=True)
    receipt = TenantForeignKey("kernel.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    no_receipt_why = models.CharField(max_length=120, blank=True)
    filed_at = models.DateTimeField()
    approval = TenantForeignKey("approvals.ApprovalRequest", on_delete=models.PROTECT, related_name="+")
    booked = TenantForeignKey(Event, on_delete=models.PROTECT, null=True, related_name="+")
    paid = TenantForeignKey(Event, on_delete=models.PROTECT, null=True, related_name="+")
    taken_back = TenantForeignKey(
        Event, on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    repayment = TenantForeignKey(
        "approvals.ApprovalRequest", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(name="claim_number_once", fields=("cooperative", "year", "number")),
            models.UniqueConstraint(name="claim_approval_once", fields=("cooperative", "approval")),
            models.UniqueConstraint(name="claim_booked_once", fields=("cooperative", "booked")),
            models.CheckConstraint(name="claim_amount_above_zero", condition=Q(amount_rp__gt=0)),
            models.CheckConstraint(
                name="claim_has_a_receipt_or_a_reason",
                condition=Q(receipt__isnull=False) | ~Q(no_receipt_why=""),
            ),
            models.CheckConstraint(
                name="claim_is_booked_first",
                condition=Q(booked__isnull=False) | Q(paid__isnull=True, taken_back__isnull=True),
            ),
            models.CheckConstraint(
                name="claim_is_paid_or_taken_back",
                condition=Q(paid__isnull=True) | Q(taken_back__isnull=True),
            ),
        )
        indexes = (models.Index(name="claim_by_person", fields=("cooperative", "person", "spent_on")),)

    def __str__(self) -> str:
        return claim_number(self.year, self.number)
