"""How people get in."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from guyub.foundation.identity.domain.names import LoginKind
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.tenancy.models import ReferenceModel


class LoginName(ReferenceModel):
    """A name by which one person gets in. Written by services.people.

    ``key`` is the e-mail or member number itself; of a phone it is the blind index, so that the table holds none.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="login_names")
    kind = models.CharField(max_length=16, choices=[(kind.value, kind.value) for kind in LoginKind])
    key = models.CharField(max_length=254)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="login_name_once", fields=("kind", "key")),
            models.CheckConstraint(
                name="login_name_kind_known", condition=Q(kind__in=[kind.value for kind in LoginKind])
            ),
            models.CheckConstraint(
                name="login_name_no_phone_in_clear",
                condition=~Q(kind=LoginKind.PHONE.value) | Q(key__regex=r"^[0-9a-z]+:[0-9a-f]{64}$"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class Invitation(ReferenceModel):
    """A one-time code by which one person sets a password: the first time, or after a reset at the counter.

    Written by services.getting_in. Only a keyed hash of the code is kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+")
    cooperative = models.ForeignKey("kernel.Cooperative", on_delete=models.PROTECT, related_name="+")
    issued_by = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+")
    code_hash = models.CharField(max_length=64, unique=True)
    is_reset = models.BooleanField(default=False)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="invitation_ends_after_issue", condition=Q(expires_at__gte=models.F("issued_at"))
            ),
        )

    def __str__(self) -> str:
        return str(self.id)
