"""Members from a spreadsheet: the table that was brought."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from guyub.foundation.intake.models import BroughtBatch, brought_constraints
from guyub.foundation.kernel.tenancy.fields import TenantForeignKey
from guyub.foundation.kernel.tenancy.models import TenantModel


class MemberImport(BroughtBatch):
    """One table of members that was brought: how its columns are read, how far it came. Written by services.imports.

    ``sealed`` is the original, encrypted; it is emptied when the table is taken in, undone or thrown away. What it
    wrote bears its id (``batch``), so that an undo finds it while nothing stands on it.
    """

    choices = models.JSONField(default=dict)  # merge or skip duplicates, and the like
    totals = models.JSONField(default=dict)  # what it brought: members, kind of savings → rupiah
    opening_entry_id = models.UUIDField(null=True)  # the entry that emptied the opening totals

    class Meta:
        constraints = (*brought_constraints("member_import"),)


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
