"""What looks odd in the sales of rationed goods over the network, and what people found out about it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.tenancy.models import NetworkModel
from guyub.trade.subsidised.domain.oddities import OddKind, Verdict
from guyub.trade.subsidised.models.programmes import Programme


class Oddity(NetworkModel):
    """One pattern that somebody should look at, with the sentence that says why. Written by services.oddities.

    ``subject`` says of whom or what it is, without saying who: an outlet, or the index of a NIK or KK once more hashed.
    Finding it again changes the count and the sentence of one that nobody has decided on.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=16)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+", db_index=False)
    subject = models.CharField(max_length=80)
    from_on = models.DateField()
    until_on = models.DateField()
    found_count = models.PositiveIntegerField()
    said = models.CharField(max_length=300)
    found_at = models.DateTimeField()
    verdict = models.CharField(max_length=5, blank=True)
    note = models.CharField(max_length=200, blank=True)
    decided_by = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    decided_for = models.ForeignKey(
        "kernel.Cooperative", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="oddity_once", fields=("kind", "programme", "subject", "from_on")),
            models.CheckConstraint(
                name="oddity_codes_known",
                condition=Q(
                    kind__in=[one.value for one in OddKind],
                    verdict__in=["", *(one.value for one in Verdict)],
                ),
            ),
            models.CheckConstraint(name="oddity_days", condition=Q(until_on__gte=F("from_on"))),
            models.CheckConstraint(
                name="oddity_decided_whole",
                condition=Q(verdict="", decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(verdict="") & ~Q(note="") & Q(decided_by__isnull=False, decided_at__isnull=False)),
            ),
        )
        indexes = (models.Index(name="oddity_open", fields=("from_on", "id"), condition=Q(verdict="")),)

    def __str__(self) -> str:
        return self.kind


class OddityOutlet(NetworkModel):
    """One outlet at which a pattern was seen: its pengawas sees it. Written with the pattern."""

    pk = models.CompositePrimaryKey("cooperative", "oddity")
    cooperative = models.ForeignKey(
        "kernel.Cooperative", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    oddity = models.ForeignKey(Oddity, on_delete=models.CASCADE, related_name="outlets")

    def __str__(self) -> str:
        return str(self.oddity_id)
