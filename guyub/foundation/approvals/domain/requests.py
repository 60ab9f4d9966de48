"""When a request for a second person is open, and who may decide it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from uuid import UUID


class State(StrEnum):
    """Where a request stands. Expired is never written down: it follows from the clock."""

    PENDING = "PENDING"
    APPROVED = "APPROVED"
    REJECTED = "REJECTED"
    WITHDRAWN = "WITHDRAWN"
    EXPIRED = "EXPIRED"


class Obstacle(StrEnum):
    """Why somebody may not decide."""

    CLOSED = "closed"
    EXPIRED = "expired"
    OWN = "own"
    CONCERNED = "concerned"
    ALREADY = "already"


@dataclass(frozen=True)
class Case:
    """What the rule needs to know of a request."""

    state: State
    requested_by: UUID
    concerns: UUID | None
    expires_at: datetime
    decided_by: Collection[UUID]

    def state_at(self, moment: datetime) -> State:
        """Tell the state, the clock included; at the moment of expiry it is expired."""
        if self.state is State.PENDING and moment >= self.expires_at:
            return State.EXPIRED
        return self.state


def obstacle_for(person_id: UUID, case: Case, *, moment: datetime) -> Obstacle | None:
    """Tell why a person may not decide a request; None when they may.

    Never the requester and never the one concerned, whatever their roles. Checks run in this order: closed, expired,
    own, concerned, decided already.
    """
    state = case.state_at(moment)
    if state is State.EXPIRED:
        return Obstacle.EXPIRED
    if state is not State.PENDING:
        return Obstacle.CLOSED
    if person_id == case.requested_by:
        return Obstacle.OWN
    if person_id == case.concerns:
        return Obstacle.CONCERNED
    if person_id in case.decided_by:
        return Obstacle.ALREADY
    return None


def needs_second_person(amount_rp: int, *, threshold_rp: int) -> bool:
    """Tell whether an amount needs a second person: above the threshold, not at it.

    Args:
        amount_rp: Whole rupiah, zero or more.
        threshold_rp: The parameter ``otorisasi.ambang``, whole rupiah.
    """
    return amount_rp > threshold_rp
