"""When a request for a second person is open, and who may decide it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from uuid import UUID

    from guyub.foundation.approvals.domain.bodies import Body


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
    BODY = "body"
    ALREADY = "already"


@dataclass(frozen=True)
class Case:
    """What the rule needs to know of a request.

    Args:
        state: As it is kept.
        requested_by: Who asked.
        concerns: Whom it is about.
        expires_at: From then on it is expired.
        decided_by: Who has voted.
        concerned: Who else may not decide it: the kin of the one whom it is about, those who answer with them.
        bodies: Who decides it; none: whoever the table of roles lets.
    """

    state: State
    requested_by: UUID
    concerns: UUID | None
    expires_at: datetime
    decided_by: Collection[UUID]
    concerned: Collection[UUID] = ()
    bodies: Collection[Body] = ()

    def state_at(self, moment: datetime) -> State:
        """Tell the state, the clock included; at the moment of expiry it is expired."""
        if self.state is State.PENDING and moment >= self.expires_at:
            return State.EXPIRED
        return self.state


def obstacle_for(person_id: UUID, case: Case, *, body: Body | None, moment: datetime) -> Obstacle | None:
    """Tell why a person may not decide a request; None when they may.

    Never the requester and never one concerned, whatever their roles. Checks run in this order: expired, closed, own,
    concerned, body, decided already.

    Args:
        person_id: Who wants to decide.
        case: The request.
        body: For which body the person decides, in the role of now; None: for neither.
        moment: When.
    """
    state = case.state_at(moment)
    if state is State.EXPIRED:
        return Obstacle.EXPIRED
    if state is not State.PENDING:
        return Obstacle.CLOSED
    if person_id == case.requested_by:
        return Obstacle.OWN
    if person_id == case.concerns or person_id in case.concerned:
        return Obstacle.CONCERNED
    if case.bodies and body not in case.bodies:
        return Obstacle.BODY
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
