"""What every table that is brought has in common; each context has a model of its own, with what came of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from guyub.foundation.intake.domain.states import TableState
from guyub.foundation.kernel.tenancy.models import TenantModel


class BroughtBatch(TenantModel):
    """One table that was brought: how it is read, how far it came. Written by intake.services.

    ``sealed`` is the original, encrypted; it is emptied when the table is taken in or thrown away. ``work`` says what
    the worker has in hand (``waiting``) or refused (``refused``), ``done_count`` how many lines it has done.
    """

    state = models.CharField(max_length=10, default=TableState.DIUNGGAH.value)
    original_name = models.CharField(max_length=120)
    sealed = models.BinaryField(max_length=12_000_000)
    sheet = models.PositiveSmallIntegerField(default=0)
    header_line = models.PositiveIntegerField(default=1)
    mapping = models.JSONField(default=dict)  # field → column title
    rows_count = models.PositiveIntegerField(default=0)
    work = models.JSONField(default=dict)
    done_count = models.PositiveIntegerField(default=0)
    brought_by = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+")
    brought_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.state} {self.id}"


def brought_constraints(name: str) -> tuple[models.BaseConstraint, ...]:
    """Give the constraints of every such table: its states, its original, and that one is open at a time."""
    return (
        models.CheckConstraint(
            name=f"{name}_state_known", condition=Q(state__in=[one.value for one in TableState])
        ),
        models.CheckConstraint(
            name=f"{name}_original_gone_when_closed",
            condition=Q(state=TableState.DIUNGGAH.value) | Q(sealed=b""),
        ),
        models.UniqueConstraint(
            name=f"{name}_one_open",
            fields=("cooperative",),
            condition=Q(state=TableState.DIUNGGAH.value),
        ),
    )
