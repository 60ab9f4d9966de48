"""Who holds which role, and who stands on both sides of one kind of act."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.foundation.identity.domain.roles import TABLE, TWO_SIDED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from uuid import UUID

    from guyub.foundation.identity.domain.roles import Action, Role


@dataclass(frozen=True)
class Holding:
    """One role that a person holds, from a moment to another (None: still)."""

    person_id: UUID
    name: str
    role: Role
    starts_at: datetime
    ends_at: datetime | None

    def holds_at(self, moment: datetime) -> bool:
        """Tell whether the role is held at a moment; the end itself is outside."""
        return self.starts_at <= moment and (self.ends_at is None or moment < self.ends_at)


def both_sides(holdings: list[Holding]) -> Iterator[tuple[str, Action, tuple[Role, ...]]]:
    """Find who could ask and approve the same kind of act, through one role or several.

    Such a person is still refused on the own request; the pengawas should know who it is.

    Yields:
        Name, the asking act, and the roles through which both sides are held.
    """
    roles_of: dict[UUID, tuple[str, list[Role]]] = {}
    for holding in holdings:
        roles_of.setdefault(holding.person_id, (holding.name, []))[1].append(holding.role)
    for name, roles in roles_of.values():
        for ask, approve in TWO_SIDED.items():
            through = tuple(role for role in roles if TABLE[role] & {ask, approve})
            allowed = frozenset().union(*(TABLE[role] for role in roles))
            if {ask, approve} <= allowed:
                yield name, ask, through
