"""The invented people of a demonstration."""

from __future__ import annotations

from dataclasses import dataclass

from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.models import Membership
from guyub.foundation.kernel.rows import Row


@dataclass(frozen=True)
class Example(Row):
    """Somebody as whom one may look around."""

    role: Role
    name: str
    place: str


def examples() -> list[Example]:
    """List invented people, one for each role, in the order in which they were made."""
    rows = Membership.objects.filter(person__is_example=True, ends_at__isnull=True)
    found: dict[str, Example] = {}
    for row in rows.select_related("person", "cooperative").order_by("starts_at", "id"):
        found.setdefault(row.role, Example(Role(row.role), row.person.name, row.cooperative.name))
    return list(found.values())


def example_seat(role: str) -> Membership | None:
    """Find the first invented person's seat in a role, with the person; None where there is none."""
    rows = Membership.objects.filter(person__is_example=True, ends_at__isnull=True, role=role)
    return rows.select_related("person").order_by("starts_at", "id").first()
