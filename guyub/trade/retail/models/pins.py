"""PINs of cashiers at the till."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from guyub.foundation.kernel.tenancy.models import TenantModel


class TillPin(TenantModel):
    """What is kept of one person's PIN at the tills of one cooperative. Written by services.pins."""

    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    salt = models.CharField(max_length=64)
    rounds = models.PositiveIntegerField()
    hash = models.CharField(max_length=64)
    set_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="till_pin_once", fields=("cooperative", "person")),
            models.CheckConstraint(
                name="till_pin_is_hashed", condition=Q(rounds__gt=0) & ~Q(salt="") & ~Q(hash="")
            ),
        )

    def __str__(self) -> str:
        return str(self.person_id)
