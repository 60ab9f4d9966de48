"""Where the year is lived: whose books, who plays which part, where the money lies, which day it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property
from random import Random
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from guyub.foundation.approvals.selectors.requests import inbox
from guyub.foundation.approvals.services.requests import decide
from guyub.foundation.identity.domain.roles import Actor, Role
from guyub.foundation.kernel.dates import Zone
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.examples import EXAMPLE_PIN, SPACE
from guyub.journeys.services.ledger_examples import actor_in

if TYPE_CHECKING:
    from guyub.foundation.kernel.models import Cooperative

SUNDAY = 6


@dataclass
class Stage:
    """One cooperative and its people, with the seed of all that is left to chance.

    Args:
        place: Whose year.
        seed: The same seed, the same year.
        cash: Places of cash by name, once they are open.
        units: Units of business by kind.
    """

    place: Cooperative
    seed: int
    cash: dict[str, UUID] = field(default_factory=dict)
    units: dict[str, UUID] = field(default_factory=dict)
    _cast: dict[tuple[int, Role], Actor] = field(default_factory=dict)

    @cached_property
    def zone(self) -> Zone:
        """Give the cooperative's own zone."""
        return Zone(self.place.zone)

    def chance(self, subject: str) -> Random:
        """Give the chances of one subject, which no other draws from."""
        return Random(f"{self.seed}/{subject}")  # noqa: S311  nothing secret: a year that repeats

    def actor(self, role: Role, place: Cooperative | None = None) -> Actor:
        """Give who acts in a role, here or in another place."""
        where = place or self.place
        if (where.id, role) not in self._cast:
            with scope(where.id):
                self._cast[where.id, role] = actor_in(where, role)
        return self._cast[where.id, role]

    def at(self, on: date, hour: int, minute: int = 0) -> datetime:
        """Give an hour of a day in the cooperative's own zone."""
        return datetime.combine(on, time(hour, minute), self.zone.info)

    def once(self, label: str) -> UUID:
        """Give the id of the request that a label names."""
        return uuid5(SPACE, f"year/{self.place.code}/{label}")

    def by(
        self, label: str, on: date, role: Role = Role.BENDAHARA, *, hour: int = 10, without: str = ""
    ) -> dict[str, Any]:
        """Give what a use-case takes: who, whose, on which day, under which request.

        Args:
            label: What makes the request one of its own.
            on: The business date.
            role: Who acts.
            hour: When of that day.
            without: What this use-case does not take, by name, with spaces between.
        """
        given = {
            "actor": self.actor(role),
            "place": self.place,
            "today": on,
            "request_id": self.once(label),
            "now": self.at(on, hour),
        }
        return {name: value for name, value in given.items() if name not in without.split()}

    def agreed(self, on: date, *roles: Role, hour: int = 15) -> None:
        """Let second persons agree to all that waits and that they may decide; the chair where nobody is named."""
        for role in roles or (Role.KETUA,):
            actor, now = self.actor(role), self.at(on, hour)
            with scope(self.place.id):
                waiting = [row.request_id for row in inbox(actor=actor, now=now) if row.can_decide]
            for approval_id in waiting:
                decide(
                    actor=actor,
                    approval_id=approval_id,
                    is_approved=True,
                    proof=EXAMPLE_PIN,
                    request_id=self.once(f"agreed/{approval_id}/{role}"),
                    now=now,
                )
