"""Who is registered for rationed goods: found by the blind index of a number, kept as ciphertext."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact

from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.tenancy.models import NetworkModel
from guyub.trade.subsidised.models.programmes import Programme

INDEX_BYTES = 32


def is_hash(name: str) -> Exact:
    """Say of a column that it holds an index of 32 bytes, or nothing."""
    length = models.Func(F(name), function="octet_length", output_field=models.IntegerField())
    return Exact(Coalesce(length, INDEX_BYTES), INDEX_BYTES)


class Consumer(NetworkModel):
    """One person who was registered for rationed goods at some outlet, member or not. Written by services.consumers.

    ``sealed`` holds NIK, KK, full name, phone and address as JSON under a key of the vault, bound to the row's id.
    Another outlet finds the row by a NIK that it was told, and is shown ``given_name`` and four digits. ``kk_index`` is
    empty until a KK was shown. ``consent_version`` 0: they came by an official list. ``forgotten_at``: consent was
    withdrawn, nothing but the indexes of past uses is kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    nik_index = models.BinaryField(unique=True)
    kk_index = models.BinaryField(null=True)
    index_key_id = models.CharField(max_length=20)
    key_id = models.CharField(max_length=20)
    sealed = models.BinaryField()
    given_name = models.CharField(max_length=30)
    nik_last4 = models.CharField(max_length=4)
    ward = models.CharField(max_length=13, blank=True)
    registered_by = models.ForeignKey(
        "kernel.Cooperative", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    registered_at = models.DateTimeField()
    consent_version = models.PositiveSmallIntegerField()
    changed_at = models.DateTimeField()
    forgotten_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="consumer_indexes_are_hashes",
                condition=Q(is_hash("nik_index"), is_hash("kk_index")),
            ),
        )
        indexes = (
            models.Index(name="consumer_by_household", fields=("kk_index",)),
            models.Index(name="consumer_by_ward", fields=("ward", "id")),
            models.Index(name="consumer_by_outlet", fields=("registered_by", "registered_at", "id")),
        )

    def __str__(self) -> str:
        return f"{self.given_name} {self.nik_last4}"


class Standing(NetworkModel):
    """That somebody belongs to a category of a programme, and what proved it. Written by services.consumers.

    Both ends are inside. ``nib_index`` is that of the business whose limit counts; ``proofs`` names the papers that
    were seen, ``until_on`` ends it, with ``ended_why``.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    consumer = models.ForeignKey(Consumer, on_delete=models.PROTECT, related_name="standings", db_index=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+", db_index=False)
    category = models.CharField(max_length=14)
    proofs = models.CharField(max_length=80)
    nib_index = models.BinaryField(null=True)
    nib_last4 = models.CharField(max_length=4, blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    ended_why = models.CharField(max_length=200, blank=True)
    verified_by = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    verified_for = models.ForeignKey(
        "kernel.Cooperative", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    verified_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="standing_once",
                fields=("consumer", "programme", "category"),
                condition=Q(until_on__isnull=True),
            ),
            models.CheckConstraint(
                name="standing_days", condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on"))
            ),
        )
        indexes = (
            models.Index(name="standing_by_category", fields=("programme", "category")),
            models.Index(
                name="standing_by_consumer", fields=("consumer", "programme")
            ),  # also those that ended
        )

    def __str__(self) -> str:
        return f"{self.programme_id} {self.category}"
