"""What was asked once."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from guyub.foundation.kernel.tenancy.models import TenantModel


class Request(TenantModel):
    """One thing a person asked for; its id is the ``request_id`` that the page, device or API client made.

    Written by services.requests in the transaction of the use-case it names.
    """

    use_case = models.CharField(max_length=80)
    facts_hash = models.BinaryField(max_length=32)
    result = models.JSONField(null=True)
    asked_at = models.DateTimeField()

    class Meta:
        constraints = (models.CheckConstraint(name="request_names_its_use_case", condition=~Q(use_case="")),)

    def __str__(self) -> str:
        return f"{self.use_case} {self.id}"
