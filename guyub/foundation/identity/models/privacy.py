"""What a person allowed, asked for, and must be told (UU 27/2022)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from guyub.foundation.kernel.tenancy.models import TenantModel

PURPOSES = ("MEMBER_REGISTER", "MESSAGES", "SHARE_WITH_BANK", "PHOTO")
SUBJECT_KINDS = ("ACCESS", "CORRECTION", "COMPLETION", "DELETION", "WITHDRAWAL")


class ConsentEvent(TenantModel):
    """A person gave or withdrew a consent to one version of one purpose. Never changed; the newest holds."""

    append_only: ClassVar[bool] = True

    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=24)
    version = models.PositiveSmallIntegerField()
    is_given = models.BooleanField()
    at = models.DateTimeField()
    recorded_by = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.CheckConstraint(name="consent_purpose_known", condition=Q(purpose__in=PURPOSES)),
            models.CheckConstraint(name="consent_version_from_one", condition=Q(version__gte=1)),
        )

    def __str__(self) -> str:
        return f"{self.purpose} {self.id}"


class SubjectRequest(TenantModel):
    """A person asks to see, correct or delete what is kept about them; the answer is due 72 hours later."""

    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey("identity.Person", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            models.CheckConstraint(name="subject_kind_known", condition=Q(kind__in=SUBJECT_KINDS)),
            models.CheckConstraint(name="subject_due_after_asking", condition=Q(due_at__gt=F("asked_at"))),
            models.CheckConstraint(
                name="subject_answer_is_whole",
                condition=Q(answered_at__isnull=True, answered_by__isnull=True, answer="")
                | Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class BreachCase(TenantModel):
    """Data got out: what, when, how, how many people, what is done. People and authority hear of it within 72 hours."""

    found_at = models.DateTimeField()
    due_at = models.DateTimeField()
    what = models.TextField()
    how = models.TextField()
    handling = models.TextField()
    people_count = models.PositiveIntegerField()
    people_told_at = models.DateTimeField(null=True)
    authority_told_at = models.DateTimeField(null=True)
    reported_by = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.CheckConstraint(name="breach_due_after_finding", condition=Q(due_at__gt=F("found_at"))),
            models.CheckConstraint(name="breach_says_what_and_how", condition=~Q(what="") & ~Q(how="")),
        )

    def __str__(self) -> str:
        return str(self.id)
