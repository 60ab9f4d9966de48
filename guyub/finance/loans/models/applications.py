"""Applications for loans, how they were analysed, and the pictures that belong to them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from guyub.finance.loans.domain.applications import (
    OPEN,
    Advice,
    ApplicationState,
    PaperKind,
    Source,
    Use,
    application_name,
)
from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel


class LoanApplication(TenantModel):
    """One member asks for one loan. Written by services.applications, analysing and committee; stays for good.

    ``approval`` is the question to the committee, the last one where it was asked more than once. ``reason`` says why
    it was refused, ``appeal`` what the member answered, ``appeal_reason`` why it was refused again.
    """

    year = models.PositiveSmallIntegerField()
    no = models.PositiveIntegerField()
    member = TenantForeignKey("members.Member", on_delete=models.PROTECT, related_name="+")
    product = TenantForeignKey("loans.LoanProduct", on_delete=models.PROTECT, related_name="+")
    amount_rp = models.BigIntegerField()
    instalments = models.PositiveSmallIntegerField()
    group = TenantForeignKey(
        "members.Group", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )  # of joint liability, that answers for it
    purpose = models.CharField(max_length=120)
    use = models.CharField(max_length=12)
    first_due_on = models.DateField(null=True)  # a wish
    source = models.CharField(max_length=8)
    person = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False
    )  # who wrote it: the member, or an officer
    applied_on = models.DateField()
    applied_at = models.DateTimeField()
    consented_at = models.DateTimeField(
        null=True
    )  # the member lets the cooperative see how much is owed in others
    consent_by = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    state = models.CharField(max_length=14)
    moved_on = models.DateField()  # its last step
    approval = TenantForeignKey(
        "approvals.ApprovalRequest", on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_on = models.DateField(null=True)
    reason = models.CharField(max_length=400, blank=True)
    refused_by = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )  # who refused it the first time, and does not decide on the appeal
    appeal = models.CharField(max_length=400, blank=True)
    appealed_on = models.DateField(null=True)
    appeal_reason = models.CharField(max_length=400, blank=True)
    ended_why = models.CharField(max_length=400, blank=True)  # why it was withdrawn, where somebody said so
    loan = TenantForeignKey("loans.Loan", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="loan_application_number_once", fields=("cooperative", "year", "no")
            ),
            models.UniqueConstraint(
                name="loan_application_one_open",
                fields=("cooperative", "member", "product"),
                condition=Q(state__in=sorted(one.value for one in OPEN)),
            ),
            models.UniqueConstraint(name="loan_application_loan_once", fields=("cooperative", "loan")),
            models.CheckConstraint(
                name="loan_application_state_known",
                condition=Q(state__in=[one.value for one in ApplicationState]),
            ),
            models.CheckConstraint(
                name="loan_application_source_known", condition=Q(source__in=[one.value for one in Source])
            ),
            models.CheckConstraint(
                name="loan_application_use_known", condition=Q(use__in=[one.value for one in Use])
            ),
            models.CheckConstraint(
                name="loan_application_asks",
                condition=Q(amount_rp__gt=0, instalments__gte=1) & ~Q(purpose=""),
            ),
            models.CheckConstraint(
                name="loan_application_agreed_has_its_loan",
                condition=Q(state="DIPUTUS_SETUJU", loan__isnull=False, decided_on__isnull=False)
                | ~Q(state="DIPUTUS_SETUJU") & Q(loan__isnull=True),
            ),
            models.CheckConstraint(
                name="loan_application_refusal_says_why",
                condition=~Q(state="DIPUTUS_TOLAK")
                | Q(decided_on__isnull=False, refused_by__isnull=False) & ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="loan_application_appeal_whole",
                condition=Q(appealed_on__isnull=True, appeal="", appeal_reason="")
                | Q(appealed_on__isnull=False) & ~Q(appeal="") & ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="loan_application_appeal_was_made",
                condition=~Q(state="BANDING") | Q(appealed_on__isnull=False),
            ),
            models.CheckConstraint(
                name="loan_application_consent_whole",
                condition=Q(consented_at__isnull=True, consent_by__isnull=True)
                | Q(consented_at__isnull=False, consent_by__isnull=False),
            ),
        )
        indexes = (
            models.Index(name="loan_application_by_state", fields=("cooperative", "state", "moved_on")),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Its number as people see it."""
        return application_name(self.year, self.no)


class LoanAnalysis(TenantModel):
    """One look at whether a member can carry a loan, with what is proposed. Never changed: a second look is a new row.

    Amounts are of a usual month; ``savings_rp`` and the score are of that day. What is owed in other cooperatives
    stands here only where the member agreed to that: how many loans and how much, never where.
    """

    append_only: ClassVar[bool] = True

    application = TenantForeignKey(LoanApplication, on_delete=models.PROTECT, related_name="analyses")
    no = models.PositiveSmallIntegerField()
    on = models.DateField()
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField()
    income_rp = models.BigIntegerField()
    business_rp = models.BigIntegerField()
    household_rp = models.BigIntegerField()
    other_rp = models.BigIntegerField()
    own_rp = models.BigIntegerField()
    network_loans = models.PositiveSmallIntegerField(null=True)
    network_rp = models.BigIntegerField(null=True)
    savings_rp = models.BigIntegerField()
    share_ppm = models.PositiveIntegerField()  # the part of what is left that may go into instalments
    capacity_rp = models.BigIntegerField()
    amount_rp = models.BigIntegerField()
    instalments = models.PositiveSmallIntegerField()
    rate_ppm = models.PositiveIntegerField()  # nominal, a year
    effective_ppm = models.PositiveIntegerField()
    instalment_rp = models.BigIntegerField()  # the dearest one
    monthly_rp = models.BigIntegerField()  # what it takes of a month
    visited_on = models.DateField(null=True)
    visit_seen = models.CharField(max_length=400, blank=True)
    score = models.PositiveSmallIntegerField()
    score_lines = models.JSONField()
    advice = models.CharField(max_length=12)
    note = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="loan_analysis_no_once", fields=("cooperative", "application", "no")
            ),
            models.CheckConstraint(
                name="loan_analysis_advice_known", condition=Q(advice__in=[one.value for one in Advice])
            ),
            models.CheckConstraint(
                name="loan_analysis_month_not_negative",
                condition=Q(
                    income_rp__gte=0, business_rp__gte=0, household_rp__gte=0, other_rp__gte=0, own_rp__gte=0
                ),
            ),
            models.CheckConstraint(
                name="loan_analysis_proposes",
                condition=Q(amount_rp__gt=0, instalments__gte=1, instalment_rp__gt=0, monthly_rp__gt=0),
            ),
            models.CheckConstraint(
                name="loan_analysis_score_to_100", condition=Q(score__lte=100, capacity_rp__gte=0)
            ),
            models.CheckConstraint(
                name="loan_analysis_network_whole",
                condition=Q(network_loans__isnull=True, network_rp__isnull=True)
                | Q(network_loans__isnull=False, network_rp__gte=0),
            ),
            models.CheckConstraint(
                name="loan_analysis_visit_whole",
                condition=Q(visited_on__isnull=True, visit_seen="")
                | Q(visited_on__isnull=False) & ~Q(visit_seen=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.no} {self.advice}"


class ApplicationPaper(TenantModel):
    """One picture or document of an application, kept small and private. Never changed."""

    append_only: ClassVar[bool] = True

    application = TenantForeignKey(LoanApplication, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=12)
    title = models.CharField(max_length=80, blank=True)
    file = TenantForeignKey("kernel.StoredFile", on_delete=models.PROTECT, related_name="+", is_indexed=False)
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="loan_application_paper_kind_known",
                condition=Q(kind__in=[one.value for one in PaperKind]),
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.title}"
