"""What was written and said about arrears: reminders that went out, visits and what was promised there."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from guyub.finance.loans.domain.promises import Found
from guyub.finance.loans.domain.reminding import LETTERS, Channel, Tone
from guyub.finance.loans.models.loans import Loan
from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel


class LoanReminder(TenantModel):
    """One reminder that went out, with what it asked for. Written by services.reminding and letters, never changed.

    Of a letter ``no`` is which one about these arrears, 1 to 3, and ``letter`` its line in the book of outgoing
    letters; ``due_on`` is the oldest unpaid due date, or the next where nothing was late.
    """

    append_only: ClassVar[bool] = True

    loan = TenantForeignKey(Loan, on_delete=models.PROTECT, related_name="reminders", is_indexed=False)
    on = models.DateField()
    tone = models.CharField(max_length=5)
    channel = models.CharField(max_length=5)
    no = models.PositiveSmallIntegerField(null=True)
    letter = TenantForeignKey(
        "members.BookLine", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    due_on = models.DateField()
    amount_rp = models.BigIntegerField()
    penalty_rp = models.BigIntegerField()
    left_rp = models.BigIntegerField()
    answer_by = models.DateField(null=True)
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="loan_reminder_once_a_day", fields=("cooperative", "loan", "on", "channel")
            ),
            models.UniqueConstraint(
                name="loan_reminder_letter_once",
                fields=("cooperative", "loan", "due_on", "no"),
                condition=Q(no__isnull=False),
            ),
            models.CheckConstraint(
                name="loan_reminder_tone_known", condition=Q(tone__in=[one.value for one in Tone])
            ),
            models.CheckConstraint(
                name="loan_reminder_letter_is_numbered",
                condition=Q(channel=Channel.WA.value, no__isnull=True, letter__isnull=True)
                | Q(channel=Channel.SURAT.value, no__gte=1, no__lte=LETTERS, letter__isnull=False),
            ),
            models.CheckConstraint(
                name="loan_reminder_asks_for_something", condition=Q(amount_rp__gt=0, penalty_rp__gte=0)
            ),
        )

    def __str__(self) -> str:
        return f"{self.tone} {self.on}"


class LoanVisit(TenantModel):
    """One visit about a loan: what was found, what was promised. Written by services.visiting, never changed.

    Whether a promise was kept follows from the payments (domain.promises).
    """

    append_only: ClassVar[bool] = True

    loan = TenantForeignKey(Loan, on_delete=models.PROTECT, related_name="visits")
    on = models.DateField()
    found = models.CharField(max_length=9)
    note = models.CharField(max_length=200, blank=True)
    promise_on = models.DateField(null=True)
    promise_rp = models.BigIntegerField(null=True)
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="loan_visit_found_known", condition=Q(found__in=[one.value for one in Found])
            ),
            models.CheckConstraint(
                name="loan_visit_promise_whole",
                condition=Q(promise_on__isnull=True, promise_rp__isnull=True)
                | Q(promise_on__isnull=False, promise_rp__gt=0),
            ),
        )

    def __str__(self) -> str:
        return f"{self.found} {self.on}"
