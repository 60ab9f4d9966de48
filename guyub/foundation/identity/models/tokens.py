"""Keys of programs."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.tenancy.models import ReferenceModel


class ApiToken(ReferenceModel):
    """The key of a program that works for one cooperative: what it may, until when. Written by services.tokens.

    Read before the cooperative is known, hence a reference table. Only a hash of the secret is kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    cooperative = models.ForeignKey("kernel.Cooperative", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    secret_hash = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField()
    made_by = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(name="token_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="token_ends_after_making", condition=Q(expires_at__gt=models.F("made_at"))
            ),
        )

    def __str__(self) -> str:
        return self.name
