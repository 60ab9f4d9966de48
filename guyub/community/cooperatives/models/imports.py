"""Tables that a city brings: checked, taken in whole, undone whole."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel


class ImportBatch(TenantModel):
    """One table that was brought: what it is, how its columns are read, how far it came. Written by services.imports.

    ``sealed`` is the original, encrypted; it is emptied when the batch is taken in, undone or thrown away.
    """

    class Kind(models.TextChoices):
        """What a table lists."""

        COOPERATIVES = "COOPERATIVES", "Daftar koperasi"
        OFFICERS = "OFFICERS", "Pengurus dan pengawas"
        REPORTS = "REPORTS", "Angka laporan"

    class State(models.TextChoices):
        """How far it came."""

        BROUGHT = "BROUGHT", "Diunggah"
        TAKEN = "TAKEN", "Dimasukkan"
        UNDONE = "UNDONE", "Dibatalkan"
        DROPPED = "DROPPED", "Dibuang"

    kind = models.CharField(max_length=12, choices=Kind)
    state = models.CharField(max_length=8, choices=State, default=State.BROUGHT)
    original_name = models.CharField(max_length=120)
    sealed = models.BinaryField(max_length=12_000_000)
    mapping = models.JSONField(default=dict)  # field → column title
    source = models.CharField(max_length=160, blank=True)
    as_of = models.DateField(null=True)
    rows_count = models.PositiveIntegerField(default=0)
    brought_by = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+")
    brought_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="import_original_gone_when_closed", condition=Q(state="BROUGHT") | Q(sealed=b"")
            ),
            models.UniqueConstraint(
                name="import_one_open_of_a_kind",
                fields=("cooperative", "kind"),
                condition=Q(state="BROUGHT"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"


class ImportedRow(TenantModel):
    """One thing that an import wrote: what it is, which row, whose, what stood before and after. For its undo.

    Written by services.import_taking; gone once the batch is undone.
    """

    batch = TenantForeignKey(ImportBatch, on_delete=models.PROTECT, related_name="written")
    line = models.PositiveIntegerField()
    what = models.CharField(max_length=40)
    key = models.CharField(max_length=40)
    place = models.ForeignKey("kernel.Cooperative", on_delete=models.PROTECT, null=True, related_name="+")
    before = models.JSONField(null=True)  # nothing: the row was new
    after = models.JSONField(default=dict)  # what an undo must find again, or the row was used since

    class Meta:
        constraints = (
            models.UniqueConstraint(name="imported_row_once", fields=("cooperative", "batch", "what", "key")),
        )

    def __str__(self) -> str:
        return f"{self.what} {self.key}"
