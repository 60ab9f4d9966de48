"""Numbers of people as ciphertext."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.tenancy.models import ReferenceModel


class VaultEntry(ReferenceModel):
    """The NIK, KK or phone of one person: ciphertext, and a keyed index by which it is found. By services.vault.

    ``key_id`` and ``index_key_id`` name the keys, which are outside the database; rotate-keys renews both.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="vault")
    kind = models.CharField(max_length=8, choices=[(kind.value, kind.value) for kind in SecretKind])
    key_id = models.CharField(max_length=16)
    ciphertext = models.BinaryField()
    index_key_id = models.CharField(max_length=16)
    blind_index = models.BinaryField()
    changed_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(name="vault_by_blind_index", fields=("blind_index", "kind")),)
        constraints = (
            models.UniqueConstraint(name="vault_one_of_a_kind", fields=("person", "kind")),
            models.UniqueConstraint(
                name="vault_nik_is_one_persons",
                fields=("index_key_id", "blind_index"),
                condition=Q(kind=SecretKind.NIK.value),
            ),
            models.CheckConstraint(
                name="vault_kind_known", condition=Q(kind__in=[kind.value for kind in SecretKind])
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"
