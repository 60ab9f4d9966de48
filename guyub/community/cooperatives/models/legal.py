"""Papers of the legal life, and the words on steps under way."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from guyub.community.cooperatives.domain.legal_life import Holder, RecordKind
from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel


class LegalRecord(TenantModel):
    """One paper or act: its number, days, issuer and file. A newer one replaces it; nothing is changed or removed.

    ``is_void`` says that the record it replaces was a mistake, and why. The current records are those that nothing
    replaces and that are not void. Written by services.legal.
    """

    append_only: ClassVar[bool] = True

    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in RecordKind])
    number = models.CharField(max_length=80, blank=True)
    issuer = models.CharField(max_length=120, blank=True)  # notary, bank, office
    holder_name = models.CharField(max_length=120, blank=True)  # on a bank account
    issued_on = models.DateField()
    expires_on = models.DateField(null=True)
    outlet = TenantForeignKey(
        "cooperatives.Outlet", on_delete=models.PROTECT, null=True, related_name="permits"
    )
    file = TenantForeignKey("kernel.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    replaces = TenantForeignKey("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    is_void = models.BooleanField(default=False)
    reason = models.CharField(max_length=200, blank=True)
    recorded_by = models.ForeignKey("identity.Person", on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="legal_record_kind_known", condition=Q(kind__in=[kind.value for kind in RecordKind])
            ),
            models.CheckConstraint(
                name="legal_record_expires_after_issue",
                condition=Q(expires_on__isnull=True) | Q(expires_on__gte=F("issued_on")),
            ),
            models.CheckConstraint(
                name="legal_record_void_says_why",
                condition=Q(is_void=False) | Q(replaces__isnull=False) & ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="legal_record_digits",
                condition=Q(is_void=True)
                | ~Q(kind__in=("NIB", "NIK_KOPERASI", "NPWP"))
                | Q(kind__in=("NIB", "NIK_KOPERASI"), number__regex=r"^\d{13}$")
                | Q(kind="NPWP", number__regex=r"^\d{16}$"),
            ),
            models.UniqueConstraint(name="legal_record_replaced_once", fields=("cooperative", "replaces")),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class KbliChoice(TenantModel):
    """One line of business in the NIB: a KBLI code of an edition. Written by services.legal; ended, never removed."""

    code = models.CharField(max_length=5)
    edition = models.PositiveSmallIntegerField(default=2020)
    title = models.CharField(max_length=120)
    added_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(name="kbli_has_five_digits", condition=Q(code__regex=r"^\d{5}$")),
            models.UniqueConstraint(
                name="kbli_once",
                fields=("cooperative", "code", "edition"),
                condition=Q(ended_on__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return self.code


class StepNote(TenantModel):
    """One word on a step under way: who does it, what it waits for and from whom, since when. The newest counts.

    Written by services.steps; the earlier ones are the step's history.
    """

    append_only: ClassVar[bool] = True

    step = models.CharField(max_length=24)
    responsible = models.CharField(max_length=120, blank=True)
    waits_for = models.CharField(
        max_length=12, choices=[(holder.value, holder.value) for holder in Holder], blank=True
    )
    note = models.CharField(max_length=300, blank=True)
    started_on = models.DateField()
    target_on = models.DateField(null=True)
    noted_by = models.ForeignKey("identity.Person", on_delete=models.PROTECT, null=True, related_name="+")
    noted_by_name = models.CharField(max_length=120)
    noted_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("cooperative", "step", "-noted_at"), name="step_note_newest"),)
        constraints = (
            models.CheckConstraint(name="step_note_names_a_step", condition=~Q(step="")),
            models.CheckConstraint(
                name="step_note_target_after_start",
                condition=Q(target_on__isnull=True) | Q(target_on__gte=F("started_on")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.step} {self.noted_at:%Y-%m-%d}"
