"""Members from a spreadsheet: the table that was brought."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from guyub.foundation.intake.domain.states import TableState
from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel


class MemberImport(TenantModel):
    """One table of members that was brought: how its columns are read, how far it came. Written by services.imports.

    ``sealed`` is the original, encrypted; it is emptied when the table is taken in, undone or thrown away. What it
    wrote bears its id (``batch``), so that an undo finds it while nothing stands on it.
    """

    state = models.CharField(max_length=10, default=TableState.DIUNGGAH.value)
    original_name = models.CharField(max_length=120)
    sealed = models.BinaryField(max_length=12_000_000)
    sheet = models.PositiveSmallIntegerField(default=0)
    header_line = models.PositiveIntegerField(default=1)
    mapping = models.JSONField(default=dict)  # field → column title
    choices = models.JSONField(default=dict)  # merge or skip duplicates, and the like
    rows_count = models.PositiveIntegerField(default=0)
    done_count = models.PositiveIntegerField(default=0)  # how far a large one came
    totals = models.JSONField(default=dict)  # what it brought: members, kind of savings → rupiah
    opening_entry_id = models.UUIDField(null=True)  # the entry that emptied the opening totals
    brought_by = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+")
    brought_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="member_import_state_known",
                condition=Q(state__in=[one.value for one in TableState]),
            ),
            models.CheckConstraint(
                name="member_import_original_gone_when_closed",
                condition=Q(state=TableState.DIUNGGAH.value) | Q(sealed=b""),
            ),
            models.UniqueConstraint(
                name="member_import_one_open",
                fields=("cooperative",),
                condition=Q(state=TableState.DIUNGGAH.value),
            ),
        )

    def __str__(self) -> str:
        return f"{self.state} {self.id}"


class ImportedMember(TenantModel):
    """What one line of a table made when it was taken in, for its undo. Written and removed by services.import_steps.

    ``numbers`` names the kinds that it put into the vault; ``filled`` the fields of a file that it filled, with what.
    """

    batch = TenantForeignKey(MemberImport, on_delete=models.PROTECT, related_name="imported")
    line = models.PositiveIntegerField()
    file = TenantForeignKey("members.MemberFile", on_delete=models.PROTECT, related_name="+")
    member = TenantForeignKey("members.Member", on_delete=models.PROTECT, null=True, related_name="+")
    is_new_person = models.BooleanField()
    is_new_file = models.BooleanField()
    is_new_member = models.BooleanField()
    gave_role = models.BooleanField()
    numbers = models.CharField(max_length=16, blank=True)
    filled = models.JSONField(default=dict)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="imported_member_line_once", fields=("cooperative", "batch", "line")
            ),
            models.CheckConstraint(
                name="imported_new_person_has_a_new_file",
                condition=Q(is_new_person=False) | Q(is_new_file=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.line} {self.id}"
