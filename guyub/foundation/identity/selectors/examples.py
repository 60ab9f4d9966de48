"""The invented people of a demonstration."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Case, Count, Q, When

from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.models import Membership
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from django.db.models import QuerySet


@dataclass(frozen=True)
class Example(Row):
    """Somebody as whom one may look around."""

    role: Role
    name: str
    place: str


def examples() -> list[Example]:
    """List invented people, one for each role, in the order of the roles."""
    found: dict[str, Example] = {}
    for row in _seats():
        found.setdefault(row.role, Example(Role(row.role), row.person.name, row.cooperative.name))
    return [found[role.value] for role in Role if role.value in found]


def example_seat(role: str) -> Membership | None:
    """Find an invented person's seat in a role, with the person; None where there is none."""
    return _seats().filter(role=role).first()


def _seats() -> QuerySet[Membership]:
    """Give the seats of invented people, those first whom a role fits best.

    That is who has a PIN, and holds nothing else: officers are members too, and most members have no login.
    """
    others = Count("person__memberships", filter=Q(person__memberships__ends_at__isnull=True))
    rows = Membership.objects.filter(person__is_example=True, ends_at__isnull=True)
    seats = rows.annotate(held=others, no_pin=Case(When(person__pin="", then=1), default=0))
    return seats.select_related("person", "cooperative").order_by("no_pin", "held", "starts_at", "id")
