"""Questions of the pengawas on entries, and what was answered."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from guyub.books.oversight.domain.words import LONGEST_QUESTION, QuestionState
from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel


class EntryQuestion(TenantModel):
    """What a pengawas asks about one entry. Written by services.questions.

    ``month`` is the first day of the month in which the entry stands: a month with open questions is not signed off.
    """

    entry = TenantForeignKey("ledger.JournalEntry", on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    text = models.CharField(max_length=LONGEST_QUESTION)
    asked_by = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=[(state.value, state.value) for state in QuestionState])
    settled_by = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(name="question_asks_something", condition=~Q(text="")),
            models.CheckConstraint(name="question_month_is_a_first", condition=Q(month__day=1)),
            models.CheckConstraint(
                name="question_settled_by_somebody",
                condition=Q(state="SELESAI", settled_by__isnull=False, settled_at__isnull=False)
                | Q(state__in=("TERBUKA", "DIJAWAB"), settled_by__isnull=True, settled_at__isnull=True),
            ),
        )
        indexes = (models.Index(name="question_by_month", fields=("cooperative", "month", "state")),)

    def __str__(self) -> str:
        return f"{self.state} {self.text[:40]}"


class QuestionReply(TenantModel):
    """One word on a question: an answer of the pengurus, or the pengawas asking on. Written by services.questions."""

    append_only: ClassVar[bool] = True

    question = TenantForeignKey(EntryQuestion, on_delete=models.PROTECT, related_name="replies")
    text = models.CharField(max_length=LONGEST_QUESTION)
    is_answer = models.BooleanField()  # of the pengurus; otherwise it is of the pengawas
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    file = TenantForeignKey(
        "kernel.StoredFile", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )

    class Meta:
        constraints = (models.CheckConstraint(name="reply_says_something", condition=~Q(text="")),)

    def __str__(self) -> str:
        return self.text[:40]
