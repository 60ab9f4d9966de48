"""Running loans from a spreadsheet: the table that was brought, and what each of its lines made."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from guyub.finance.loans.models.loans import Loan
from guyub.foundation.intake.models import BroughtBatch, brought_constraints
from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel


class LoanOpening(BroughtBatch):
    """One table of running loans that was brought: how it is read, how far it came. Written by services.openings.

    ``sealed`` is the original, encrypted; it is emptied when the table is taken in or thrown away. The totals are those
    of its loans on the day of the opening position, moved by ``entry`` to the accounts of loans.
    """

    choices = models.JSONField(default=dict)
    dated_on = models.DateField(null=True)  # the day of the opening position
    loans_count = models.PositiveIntegerField(default=0)
    principal_rp = models.BigIntegerField(default=0)
    jasa_rp = models.BigIntegerField(default=0)
    provision_rp = models.BigIntegerField(default=0)
    entry = TenantForeignKey(
        "ledger.JournalEntry", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    undone_entry = TenantForeignKey(
        "ledger.JournalEntry", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )

    class Meta:
        constraints = (
            *brought_constraints("loan_opening"),
            models.CheckConstraint(
                name="loan_opening_booked_when_taken",
                condition=Q(state__in=["DIUNGGAH", "DIBUANG"], entry__isnull=True, loans_count=0)
                | Q(state__in=["DIMASUKKAN", "DIBATALKAN"], entry__isnull=False, loans_count__gt=0),
            ),
            models.CheckConstraint(
                name="loan_opening_undone_by_an_entry",
                condition=Q(state="DIBATALKAN", undone_entry__isnull=False)
                | ~Q(state="DIBATALKAN") & Q(undone_entry__isnull=True),
            ),
            models.CheckConstraint(
                name="loan_opening_totals_not_negative",
                condition=Q(principal_rp__gte=0, jasa_rp__gte=0, provision_rp__gte=0),
            ),
        )


class OpenedLoan(TenantModel):
    """What one line of a table said, and the loan that it made. Written by services.opening_taking.

    ``principal_rp`` is what was lent; a loan whose schedule was laid out anew (``is_anew``) keeps the rest alone.
    """

    batch = TenantForeignKey(LoanOpening, on_delete=models.PROTECT, related_name="opened")
    line = models.PositiveIntegerField()
    loan = TenantForeignKey(Loan, on_delete=models.PROTECT, related_name="openings", is_indexed=False)
    principal_rp = models.BigIntegerField()
    left_rp = models.BigIntegerField()
    jasa_rp = models.BigIntegerField()
    provision_rp = models.BigIntegerField()
    is_anew = models.BooleanField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="opened_loan_line_once", fields=("cooperative", "batch", "line")),
            models.UniqueConstraint(name="opened_loan_once", fields=("cooperative", "loan")),
            models.CheckConstraint(
                name="opened_loan_amounts",
                condition=Q(
                    left_rp__gt=0, left_rp__lte=F("principal_rp"), jasa_rp__gte=0, provision_rp__gte=0
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.line} {self.loan_id}"
