"""Premiums held for insurers, the death of a borrower, and what an insurer is asked for."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from guyub.finance.loans.domain.insurance import ClaimState
from guyub.finance.loans.models.loans import Loan, LoanEvent
from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel


class PremiumPayment(TenantModel):
    """Premiums of some loans, paid on to an insurer at once. Written by services.insurance."""

    insurer = models.CharField(max_length=80)
    paid_on = models.DateField()
    amount_rp = models.BigIntegerField()
    loans = models.PositiveIntegerField()
    entry = TenantForeignKey(
        "ledger.JournalEntry", on_delete=models.PROTECT, related_name="+", is_indexed=False
    )
    undone_on = models.DateField(null=True)
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="loan_premium_payment_amounts", condition=Q(amount_rp__gt=0, loans__gt=0)
            ),
            models.CheckConstraint(name="loan_premium_payment_names_the_insurer", condition=~Q(insurer="")),
        )

    def __str__(self) -> str:
        return f"{self.insurer} {self.paid_on}"


class LoanPremium(TenantModel):
    """The premium of one loan, kept of what was paid out; it waits on 2.1.16 until it is paid on.

    Written by services.disbursing, and taken away with a paying out that is taken back; ``payment`` by
    services.insurance.
    """

    loan = TenantForeignKey(Loan, on_delete=models.PROTECT, related_name="premiums", is_indexed=False)
    amount_rp = models.BigIntegerField()
    collected_on = models.DateField()
    payment = TenantForeignKey(PremiumPayment, on_delete=models.PROTECT, null=True, related_name="premiums")

    class Meta:
        constraints = (
            models.UniqueConstraint(name="loan_premium_once", fields=("cooperative", "loan")),
            models.CheckConstraint(name="loan_premium_amount", condition=Q(amount_rp__gt=0)),
        )

    def __str__(self) -> str:
        return f"{self.loan_id} {self.amount_rp}"


class BorrowerDeath(TenantModel):
    """A borrower has died, as far as lending needs to know: penalties stop, nobody is reminded. By services.deaths.

    The membership's own case is members' (ExitCase). ``told_by`` is who brought the news, in words. One that was a
    mistake is taken back: ``undone_on``.
    """

    member = TenantForeignKey("members.Member", on_delete=models.PROTECT, related_name="+", is_indexed=False)
    died_on = models.DateField()
    told_by = models.CharField(max_length=120)
    note = models.CharField(max_length=200, blank=True)
    undone_on = models.DateField(null=True)
    undone_why = models.CharField(max_length=200, blank=True)
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="borrower_death_once",
                fields=("cooperative", "member"),
                condition=Q(undone_on__isnull=True),
            ),
            models.CheckConstraint(
                name="borrower_death_undone_says_why",
                condition=Q(undone_on__isnull=True, undone_why="")
                | Q(undone_on__isnull=False) & ~Q(undone_why=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.member_id} {self.died_on}"


class InsuranceClaim(TenantModel):
    """What an insurer is asked for on one loan, and what came of it. Written by services.claims."""

    loan = TenantForeignKey(Loan, on_delete=models.PROTECT, related_name="claims", is_indexed=False)
    insurer = models.CharField(max_length=80)
    asked_on = models.DateField()
    asked_rp = models.BigIntegerField()
    state = models.CharField(max_length=8)
    answered_on = models.DateField(null=True)
    got_rp = models.BigIntegerField(default=0)
    event = TenantForeignKey(
        LoanEvent, on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    why = models.CharField(max_length=200, blank=True)  # of a refusal
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="loan_claim_one_open", fields=("cooperative", "loan"), condition=Q(state="DIAJUKAN")
            ),
            models.CheckConstraint(
                name="loan_claim_state_known", condition=Q(state__in=[one.value for one in ClaimState])
            ),
            models.CheckConstraint(
                name="loan_claim_answered_whole",
                condition=Q(state="DIAJUKAN", answered_on__isnull=True, got_rp=0, event__isnull=True)
                | Q(state="DIBAYAR", answered_on__isnull=False, got_rp__gt=0, event__isnull=False)
                | Q(state="DITOLAK", answered_on__isnull=False, got_rp=0, event__isnull=True) & ~Q(why=""),
            ),
            models.CheckConstraint(name="loan_claim_amount", condition=Q(asked_rp__gt=0) & ~Q(insurer="")),
        )

    def __str__(self) -> str:
        return f"{self.insurer} {self.asked_on}"
