"""People and what they are."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.tenancy.kinds import TableKind
from guyub.foundation.kernel.tenancy.models import ReferenceModel


class PersonManager(BaseUserManager["Person"]):
    """What Django's machinery asks of people."""

    def get_by_natural_key(self, username: str | None) -> Person:
        """Find a person by id."""
        return self.get(pk=username or "")


class Person(AbstractBaseUser):
    """One human being across all cooperatives, with or without a login. Written by services.people; never deleted."""

    table_kind: ClassVar[TableKind] = TableKind.REFERENCE
    append_only: ClassVar[bool] = False

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    pin = models.CharField(max_length=128, blank=True)  # argon2, like the password
    is_active = models.BooleanField(default=True)
    is_example = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "id"
    EMAIL_FIELD = "email"

    class Meta:
        constraints = (models.CheckConstraint(name="person_has_a_name", condition=~Q(name="")),)

    def __str__(self) -> str:
        return self.name

    # What Django's permission tags ask; rights are in domain/roles.py alone.
    def has_perm(self, perm: str, obj: Any = None) -> bool:  # noqa: ARG002  Django passes both
        """No right ever comes from here."""
        return False


class Membership(ReferenceModel):
    """One person in one role for one cooperative, from a moment to a moment. Written by services.people.

    The moment at ``ends_at`` is outside; None means still. Leaving office ends the rights at once.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    cooperative = models.ForeignKey(
        "kernel.Cooperative", on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(max_length=24, choices=[(role.value, role.value) for role in Role])
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="membership_role_known", condition=Q(role__in=[role.value for role in Role])
            ),
            models.CheckConstraint(
                name="membership_ends_after_start",
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=F("starts_at")),
            ),
            models.UniqueConstraint(
                name="membership_once_at_a_time",
                fields=("person", "cooperative", "role"),
                condition=Q(ends_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.role} {self.id}"
