"""What the pages of needs, help and visits begin with: where somebody works, and as whom."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from guyub.city.development.selectors.places import places_by_id
from guyub.foundation.identity.domain.roles import Action, Actor, Role, can, may_reach
from guyub.foundation.identity.selectors.guiding import guided_by, place_by_id
from guyub.foundation.identity.web.doors import actor_of, place_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest

    from guyub.foundation.identity.selectors.people import Seat
    from guyub.foundation.kernel.models import Cooperative


@dataclass(frozen=True)
class Here:
    """Who acts in which cooperative."""

    actor: Actor
    place: Cooperative

    def may(self, action: Action) -> bool:
        """Tell, without asking the database, whether the actor may do something here."""
        if self.place.id == self.actor.cooperative_id:
            return can(self.actor, action, self.place.id)
        return may_reach(self.actor, action)


def seat_for(request: HttpRequest, code: str, action: Action) -> Here:
    """Find the cooperative that an address names and the seat for it; only behind ``acts`` of the same act.

    A mentor who works as a mentor takes the own seat in the cooperative of the address, whichever of these seats
    the session holds: the same role and the same rights, so the trail still says in which capacity (ADR 0031).
    Everybody else stays in the seat of the session.

    Raises:
        Http404: There is no such cooperative, or this person has no way into it.
    """
    actor = actor_of(request)
    for seat in mentor_seats(request):
        if seat.cooperative_code == code:
            own = replace(actor, cooperative_id=seat.cooperative_id, membership_id=seat.membership_id)
            return Here(own, place_by_id(seat.cooperative_id))
    return Here(actor, place_of(request, code, action))


def mentor_seats(request: HttpRequest) -> Sequence[Seat]:
    """List a mentor's seats, one for each cooperative; none for whoever works in another role."""
    if actor_of(request).role is not Role.PENDAMPING:
        return ()
    return [seat for seat in request.visit.seats if seat.role is Role.PENDAMPING]  # type: ignore[attr-defined]  # identity.web.middleware


def places_of(request: HttpRequest) -> list[Cooperative]:
    """List the cooperatives whose rows somebody reads: what the city guides, what a mentor mentors, or the own."""
    actor = actor_of(request)
    if request.visit.seat.is_city:  # type: ignore[attr-defined]  # identity.web.middleware
        return guided_by(place_by_id(actor.cooperative_id))
    return places_by_id([seat.cooperative_id for seat in mentor_seats(request)] or [actor.cooperative_id])


def chosen_place(request: HttpRequest, places: Sequence[Cooperative]) -> Cooperative | None:
    """Find the cooperative that somebody picked for a new row: ``?untuk=35.73.03.1003``."""
    return next((place for place in places if place.code == request.GET.get("untuk")), None)


def day_of(written: str) -> date | None:
    """Read a day as a date field sends it; None for anything else."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def whole_of(written: str) -> int:
    """Read a whole number; 0, which no form accepts, for anything else."""
    text = written.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
