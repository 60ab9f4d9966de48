"""Help that is asked for, and visits."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel


class HelpRequest(TenantModel):
    """One call for help with a step of the path. Written by services.help_requests."""

    step = models.CharField(max_length=24)
    text = models.CharField(max_length=400)
    asked_by = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=400, blank=True)
    answered_by = models.ForeignKey("identity.Person", on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(name="help_says_what", condition=~Q(text="")),
            models.CheckConstraint(
                name="help_answered_whole",
                condition=Q(answered_at__isnull=True, answer="")
                | Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer=""),
            ),
        )

    def __str__(self) -> str:
        return self.step


class Visit(TenantModel):
    """One visit of a mentor or officer: planned, then done with its notes. Written by services.visits."""

    class State(models.TextChoices):
        """How far it came."""

        PLANNED = "PLANNED", "Direncanakan"
        DONE = "DONE", "Selesai"
        CANCELLED = "CANCELLED", "Batal"

    visitor = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+")
    visitor_name = models.CharField(max_length=120)
    planned_on = models.DateField()
    purpose = models.CharField(max_length=200)
    plan = models.CharField(max_length=600, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    visited_on = models.DateField(null=True)
    minutes = models.PositiveSmallIntegerField(null=True)
    met = models.CharField(max_length=200, blank=True)
    notes = models.CharField(max_length=2000, blank=True)
    photo = TenantForeignKey("kernel.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("cooperative", "visitor", "planned_on"), name="visit_of_visitor"),)
        constraints = (
            models.CheckConstraint(name="visit_has_a_purpose", condition=~Q(purpose="")),
            models.CheckConstraint(
                name="visit_done_on_a_day_with_notes",
                condition=~Q(state="DONE") | Q(visited_on__isnull=False) & ~Q(notes=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.planned_on} {self.purpose}"


class VisitAction(TenantModel):
    """One next step agreed on a visit: what, who, until when. Written by services.visits."""

    visit = TenantForeignKey(Visit, on_delete=models.PROTECT, related_name="actions")
    what = models.CharField(max_length=200)
    who = models.CharField(max_length=120)
    due_on = models.DateField()
    done_on = models.DateField(null=True)

    class Meta:
        constraints = (models.CheckConstraint(name="visit_action_whole", condition=~Q(what="") & ~Q(who="")),)

    def __str__(self) -> str:
        return self.what
