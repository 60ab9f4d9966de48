"""Papers that the house issues and anybody may verify."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from guyub.foundation.kernel.tenancy.models import TenantModel


class IssuedPaper(TenantModel):
    """One printed document that carries a QR: what it is, when it was issued, the hash of what it says.

    Written by services.papers. ``facts`` are what the public page shows: never a person's number or balance.
    """

    append_only: ClassVar[bool] = True

    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=160)
    facts = models.JSONField()  # list of [label, value]
    content_hash = models.BinaryField(max_length=32)
    issued_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(name="paper_kind_is_a_code", condition=Q(kind__regex=r"^[A-Z][A-Z_]*$")),
            models.CheckConstraint(name="paper_has_a_title", condition=~Q(title="")),
        )

    def __str__(self) -> str:
        return self.title
