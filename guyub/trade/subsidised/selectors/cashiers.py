"""Who sells at a till now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.foundation.identity.domain.roles import Action, Actor, can
from guyub.foundation.identity.selectors.people import actor_in, person_by_id, seats_of

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID


def cashier_of(*, place_id: int, person_id: UUID, now: datetime) -> Actor | None:
    """Give a person in a seat of a cooperative that may serve buyers now; None: there is none.

    Args:
        place_id: The cooperative of the till.
        person_id: Who the till says it is.
        now: The moment, aware.
    """
    person = person_by_id(person_id)
    seats = seats_of(person_id, now=now) if person else []
    actors = (actor_in(seat, person=person, has_second_factor=False) for seat in seats if person)
    return next((actor for actor in actors if can(actor, Action.SERVE_BUYERS, place_id)), None)
