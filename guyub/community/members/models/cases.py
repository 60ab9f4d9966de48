"""Cases: missed dues, leaving, and what members ask about the own file."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from guyub.community.members.domain.cases import OPEN_EXIT as OPEN_EXIT_STATES
from guyub.community.members.domain.cases import OPEN_PASSIVE as OPEN_PASSIVE_STATES
from guyub.community.members.domain.cases import ExitKind, ExitState, PassiveState, exit_number
from guyub.community.members.domain.own_requests import Outcome, OwnRequestKind
from guyub.community.members.models.people import Member, MemberFile
from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel

OPEN_PASSIVE = tuple(state.value for state in OPEN_PASSIVE_STATES)
OPEN_EXIT = tuple(state.value for state in OPEN_EXIT_STATES)


class PassiveCase(TenantModel):
    """A member was told of missed dues, may pay or appeal until a day, and becomes passive or not."""

    member = TenantForeignKey(Member, on_delete=models.PROTECT, related_name="passive_cases")
    state = models.CharField(max_length=10)
    missed_months = models.PositiveSmallIntegerField()
    noticed_on = models.DateField()
    due_on = models.DateField()  # the last day to pay or appeal
    appeal = models.CharField(max_length=400, blank=True)
    appealed_at = models.DateTimeField(null=True)
    outcome_why = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True)
    noticed_by = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="passive_one_open_case",
                fields=("cooperative", "member"),
                condition=Q(state__in=OPEN_PASSIVE),
            ),
            models.CheckConstraint(
                name="passive_state_known", condition=Q(state__in=[one.value for one in PassiveState])
            ),
            models.CheckConstraint(name="passive_missed_something", condition=Q(missed_months__gte=1)),
            models.CheckConstraint(
                name="passive_appeal_has_words",
                condition=~Q(state=PassiveState.BANDING.value) | ~Q(appeal="") & Q(appealed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="passive_closed_whole",
                condition=Q(state__in=OPEN_PASSIVE, closed_at__isnull=True)
                | ~Q(state__in=OPEN_PASSIVE) & Q(closed_at__isnull=False) & ~Q(outcome_why=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.state} {self.id}"


class ExitCase(TenantModel):
    """A member leaves, died or is dismissed: asked, decided by a second person, settled, signed; nothing deleted."""

    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    member = TenantForeignKey(Member, on_delete=models.PROTECT, related_name="exit_cases")
    kind = models.CharField(max_length=14)
    state = models.CharField(max_length=10)
    happened_on = models.DateField()  # the day of the letter, of the death, of the decision
    reason = models.CharField(max_length=200)
    hearing = models.CharField(
        max_length=400, blank=True
    )  # what a dismissed member said, or that nobody came
    paper = TenantForeignKey(
        "kernel.StoredFile", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )  # the letter, the certificate
    asked_by = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    asked_at = models.DateTimeField()
    approval = TenantForeignKey(
        "approvals.ApprovalRequest", on_delete=models.PROTECT, null=True, related_name="+"
    )
    settled_on = models.DateField(null=True)
    settlement = models.JSONField(default=list)  # what was owed both ways on that day, line by line
    settled_by = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    paid_to = models.CharField(max_length=120, blank=True)  # the member, or the heir
    outcome_why = models.CharField(max_length=200, blank=True)  # why it was called off
    signed = TenantForeignKey(
        "kernel.StoredFile", on_delete=models.PROTECT, null=True, related_name="+", is_indexed=False
    )
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="exit_number_once", fields=("cooperative", "year", "number")),
            models.UniqueConstraint(
                name="exit_one_open_case", fields=("cooperative", "member"), condition=Q(state__in=OPEN_EXIT)
            ),
            models.CheckConstraint(
                name="exit_kind_known", condition=Q(kind__in=[one.value for one in ExitKind])
            ),
            models.CheckConstraint(
                name="exit_state_known", condition=Q(state__in=[one.value for one in ExitState])
            ),
            models.CheckConstraint(name="exit_says_why", condition=~Q(reason="")),
            models.CheckConstraint(
                name="exit_dismissed_was_heard",
                condition=~Q(kind=ExitKind.DIBERHENTIKAN.value) | ~Q(hearing=""),
            ),
            models.CheckConstraint(
                name="exit_settled_by_somebody",
                condition=Q(settled_on__isnull=True, settled_by__isnull=True)
                | Q(settled_on__isnull=False, settled_by__isnull=False),
            ),
            models.CheckConstraint(
                name="exit_settled_whole",
                condition=Q(state=ExitState.SELESAI.value, settled_on__isnull=False) & ~Q(paid_to="")
                | ~Q(state=ExitState.SELESAI.value) & Q(settled_on__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return exit_number(self.year, self.number)


class OwnRequest(TenantModel):
    """A member asks for a correction of the own file, or says that an entry is not right. Answered by a day.

    ``sealed`` holds what a number should be (NIK, KK, phone), encrypted until the answer.
    """

    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10)
    file = TenantForeignKey(MemberFile, on_delete=models.PROTECT, related_name="own_requests")
    about = models.CharField(max_length=60)  # the field, or what is disputed, as a code or a voucher's number
    text = models.CharField(max_length=400)  # why, in the member's words
    value = models.CharField(max_length=200, blank=True)  # of a correction: what the field should be
    sealed = models.BinaryField(max_length=400, default=b"")
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    outcome = models.CharField(max_length=8, default=Outcome.MENUNGGU.value)
    answer = models.CharField(max_length=400, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(name="own_request_number_once", fields=("cooperative", "year", "number")),
            models.CheckConstraint(
                name="own_request_kind_known", condition=Q(kind__in=[one.value for one in OwnRequestKind])
            ),
            models.CheckConstraint(
                name="own_request_outcome_known", condition=Q(outcome__in=[one.value for one in Outcome])
            ),
            models.CheckConstraint(
                name="own_request_hides_numbers",
                condition=~Q(about__in=("nik", "kk", "phone")) | Q(value=""),
            ),
            models.CheckConstraint(name="own_request_says_something", condition=~Q(text="") & ~Q(about="")),
            models.CheckConstraint(
                name="own_request_answered_whole",
                condition=Q(
                    outcome__in=(Outcome.MENUNGGU.value, Outcome.DITARIK.value),
                    answered_by__isnull=True,
                    answer="",
                )
                | Q(outcome__in=(Outcome.DITERIMA.value, Outcome.DITOLAK.value), answered_by__isnull=False)
                & ~Q(answer=""),
            ),
            models.CheckConstraint(
                name="own_request_number_gone_when_answered",
                condition=Q(outcome=Outcome.MENUNGGU.value) | Q(sealed=b""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.year}/{self.number}"
