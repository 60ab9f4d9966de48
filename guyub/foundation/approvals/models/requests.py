"""Requests for a second person, and what people decided."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from guyub.foundation.approvals.domain.bodies import Body
from guyub.foundation.approvals.domain.requests import State
from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel

KEPT_STATES = [state.value for state in State if state is not State.EXPIRED]


class ApprovalRequest(TenantModel):
    """One act that waits for a second person. Written by services.requests; its facts never change.

    ``concerned`` are further people who may not decide it, by their ids. ``bodies`` are those that decide it, at least
    one person of each; empty: whoever the table of roles lets. Both are read with the row and never looked for.
    """

    kind = models.CharField(max_length=60)
    facts = models.JSONField()
    requested_by = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+")
    concerns = models.ForeignKey("identity.Person", on_delete=models.PROTECT, null=True, related_name="+")
    concerned = models.JSONField(default=list)
    bodies = models.JSONField(default=list)
    amount_rp = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=400)
    requested_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    approvals_needed = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, default=State.PENDING.value)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(name="approval_state_known", condition=Q(state__in=KEPT_STATES)),
            models.CheckConstraint(
                name="approval_closed_when_decided",
                condition=Q(state=State.PENDING.value, closed_at__isnull=True)
                | ~Q(state=State.PENDING.value) & Q(closed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="approval_expires_after_asking", condition=Q(expires_at__gt=F("requested_at"))
            ),
            models.CheckConstraint(name="approval_needs_somebody", condition=Q(approvals_needed__gte=1)),
            models.CheckConstraint(
                name="approval_bodies_known",
                condition=Q(bodies__contained_by=[body.value for body in Body]),
            ),
            models.CheckConstraint(
                name="approval_amount_not_negative",
                condition=Q(amount_rp__isnull=True) | Q(amount_rp__gte=0),
            ),
        )
        indexes = (models.Index(name="approval_open_ones", fields=("cooperative", "state", "expires_at")),)

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class ApprovalVote(TenantModel):
    """What one person decided on one request, in which role. Never changed."""

    append_only: ClassVar[bool] = True

    request = TenantForeignKey("approvals.ApprovalRequest", on_delete=models.PROTECT, related_name="votes")
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=24)
    is_approved = models.BooleanField()
    reason = models.CharField(max_length=400, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="approval_one_vote", fields=("cooperative", "request", "person")),
        )

    def __str__(self) -> str:
        return f"{'yes' if self.is_approved else 'no'} {self.id}"
