"""Decisions about loans in trouble: restructured, paused after a disaster, written off, forgiven."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from guyub.finance.loans.domain.kolektibilitas_schemes import Kolektibilitas
from guyub.finance.loans.models.loans import Loan, LoanEvent
from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel


class LoanRestructure(TenantModel):
    """What was asked for one loan, with the sheet of before and after. Written by services.restructuring.

    It is done when ``event`` is there, the reschedule. ``seen_no`` is the loan's last event that the sheet knew of;
    ``before`` and ``after`` are as domain.restructuring.sheet_written.
    """

    loan = TenantForeignKey(Loan, on_delete=models.PROTECT, related_name="restructures")
    asked_on = models.DateField()
    change = models.JSONField()  # domain.contracts.change_written
    waives_penalty = models.BooleanField()
    waives_jasa = models.BooleanField()
    reason = models.CharField(max_length=200)
    seen_no = models.PositiveIntegerField()
    before = models.JSONField()
    after = models.JSONField()
    approval = TenantForeignKey("approvals.ApprovalRequest", on_delete=models.PROTECT, related_name="+")
    event = TenantForeignKey(
        LoanEvent, on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    done_on = models.DateField(null=True)
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="loan_restructure_done_whole",
                condition=Q(event__isnull=True, done_on__isnull=True)
                | Q(event__isnull=False, done_on__isnull=False),
            ),
            models.CheckConstraint(name="loan_restructure_says_why", condition=~Q(reason="")),
        )

    def __str__(self) -> str:
        return f"{self.loan_id} {self.asked_on}"


class LoanPause(TenantModel):
    """One decision that lets many loans rest after a disaster. Written by services.mass_pause.

    Done when ``done_on`` is there. ``before`` and ``after`` are the sums of the dry run; ``aim`` is whom it meant, in
    words.
    """

    decision = TenantForeignKey(
        "parameters.Decision", on_delete=models.PROTECT, related_name="+", is_indexed=False
    )
    aim = models.CharField(max_length=120)
    from_on = models.DateField()
    months = models.PositiveSmallIntegerField()
    is_free = models.BooleanField()  # of jasa while the loans rest
    reason = models.CharField(max_length=200)
    asked_on = models.DateField()
    before = models.JSONField()
    after = models.JSONField()
    approval = TenantForeignKey("approvals.ApprovalRequest", on_delete=models.PROTECT, related_name="+")
    done_on = models.DateField(null=True)
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(name="loan_pause_months", condition=Q(months__gte=1, months__lte=24)),
            models.CheckConstraint(name="loan_pause_says_why", condition=~Q(reason="")),
        )

    def __str__(self) -> str:
        return f"{self.asked_on} {self.aim}"


class LoanPauseLine(TenantModel):
    """One loan that a pause meant: how many instalments rest, the event that did it, or why it was left out."""

    pause = TenantForeignKey(LoanPause, on_delete=models.PROTECT, related_name="lines", is_indexed=False)
    loan = TenantForeignKey(Loan, on_delete=models.PROTECT, related_name="pauses")
    rests = models.PositiveSmallIntegerField()  # instalments
    event = TenantForeignKey(
        LoanEvent, on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    why = models.CharField(max_length=200, blank=True)  # why it was left out

    class Meta:
        constraints = (
            models.UniqueConstraint(name="loan_pause_line_once", fields=("cooperative", "pause", "loan")),
            models.CheckConstraint(
                name="loan_pause_line_rests_or_says_why",
                condition=Q(event__isnull=True) | Q(event__isnull=False, rests__gt=0, why=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.loan_id} {self.rests}"


class LoanWriteOff(TenantModel):
    """One loan that left the books by a decision; the member owes as before. Written by services.writing_off.

    One that was a mistake is undone on its day: ``undone_on`` and the entry that took it back. ``provision_rp`` and
    ``jasa_rp`` are what stood there, to be restored then.
    """

    loan = TenantForeignKey(Loan, on_delete=models.PROTECT, related_name="write_offs", is_indexed=False)
    decision = TenantForeignKey(
        "parameters.Decision", on_delete=models.PROTECT, related_name="+", is_indexed=False
    )
    reason = models.CharField(max_length=200)
    booked_on = models.DateField()
    kolektibilitas = models.CharField(max_length=3)  # of that day
    principal_rp = models.BigIntegerField()
    provision_rp = models.BigIntegerField()
    cost_rp = models.BigIntegerField()  # what the provision did not carry
    jasa_rp = models.BigIntegerField()
    entry = TenantForeignKey(
        "ledger.JournalEntry", on_delete=models.PROTECT, related_name="+", is_indexed=False
    )
    undone_on = models.DateField(null=True)
    undone_by = TenantForeignKey(
        "ledger.JournalEntry", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="loan_write_off_once",
                fields=("cooperative", "loan"),
                condition=Q(undone_on__isnull=True),
            ),
            models.CheckConstraint(
                name="loan_write_off_amounts",
                condition=Q(principal_rp__gt=0, provision_rp__gte=0, cost_rp__gte=0, jasa_rp__gte=0)
                & Q(cost_rp__lte=F("principal_rp")),
            ),
            models.CheckConstraint(
                name="loan_write_off_undone_whole",
                condition=Q(undone_on__isnull=True, undone_by__isnull=True)
                | Q(undone_on__isnull=False, undone_by__isnull=False),
            ),
            models.CheckConstraint(
                name="loan_write_off_class_known",
                condition=Q(kolektibilitas__in=[one.value for one in Kolektibilitas]),
            ),
        )

    def __str__(self) -> str:
        return f"{self.loan_id} {self.booked_on}"


class LoanForgiven(TenantModel):
    """One written-off loan whose claim ended by a decision of the members' meeting. Written by services.forgiving.

    ``principal_rp`` is what was left of the principal, ``owed_rp`` all that would have settled it. One that was a
    mistake is undone on its day.
    """

    loan = TenantForeignKey(Loan, on_delete=models.PROTECT, related_name="forgiven", is_indexed=False)
    decision = TenantForeignKey(
        "parameters.Decision", on_delete=models.PROTECT, related_name="+", is_indexed=False
    )
    reason = models.CharField(max_length=200)
    forgiven_on = models.DateField()
    principal_rp = models.BigIntegerField()
    owed_rp = models.BigIntegerField()
    undone_on = models.DateField(null=True)
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="loan_forgiven_once", fields=("cooperative", "loan"), condition=Q(undone_on__isnull=True)
            ),
            models.CheckConstraint(
                name="loan_forgiven_amounts",
                condition=Q(principal_rp__gte=0, owed_rp__gt=0, owed_rp__gte=F("principal_rp")),
            ),
            models.CheckConstraint(name="loan_forgiven_says_why", condition=~Q(reason="")),
        )

    def __str__(self) -> str:
        return f"{self.loan_id} {self.forgiven_on}"
