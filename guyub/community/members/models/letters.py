"""What residents write to a cooperative: wishes to join, ideas, complaints."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from guyub.foundation.kernel.tenancy.models import TenantModel


class JoinRequest(TenantModel):
    """One resident who wants to join, before anything was checked. Written by services.letters.

    The phone lies in the vault of the person; the consent to be called back is a ConsentEvent of the same act.
    """

    class State(models.TextChoices):
        """How far it came."""

        NEW = "NEW", "Baru"
        CONTACTED = "CONTACTED", "Sudah dihubungi"
        INVITED = "INVITED", "Diundang mendaftar"
        CLOSED = "CLOSED", "Ditutup"

    number = models.PositiveIntegerField()
    year = models.PositiveSmallIntegerField()
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    neighbourhood = models.CharField(max_length=40, blank=True)  # RT and RW, as written
    wish = models.CharField(max_length=400, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.NEW)
    note = models.CharField(max_length=400, blank=True)
    asked_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="join_request_number_once", fields=("cooperative", "year", "number")
            ),
            models.CheckConstraint(name="join_request_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="join_request_state_known",
                condition=Q(state__in=("NEW", "CONTACTED", "INVITED", "CLOSED")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.year}/{self.number}"


class Suggestion(TenantModel):
    """One idea or complaint, with its number and the day by which it is answered. Written by services.letters.

    Whoever wrote it may stay unnamed; the page that shows the answer is known to whoever has its address.
    """

    class Kind(models.TextChoices):
        """What it is."""

        USUL = "USUL", "Usul"
        KELUHAN = "KELUHAN", "Keluhan"

    number = models.PositiveIntegerField()
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=Kind)
    text = models.CharField(max_length=1000)
    name = models.CharField(max_length=120, blank=True)
    due_on = models.DateField()
    written_at = models.DateTimeField()
    answer = models.CharField(max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey("identity.Person", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(name="suggestion_number_once", fields=("cooperative", "year", "number")),
            models.CheckConstraint(name="suggestion_kind_known", condition=Q(kind__in=("USUL", "KELUHAN"))),
            models.CheckConstraint(name="suggestion_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="suggestion_answered_whole",
                condition=Q(answered_at__isnull=True, answer="")
                | Q(answered_at__isnull=False) & ~Q(answer=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.year}/{self.number}"
