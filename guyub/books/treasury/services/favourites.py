"""Which kinds of event a person sees first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.books.treasury.domain.events import EventRefusedError
from guyub.books.treasury.models import FavouriteEvent
from guyub.books.treasury.selectors.kinds import kinds
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative


def keep_favourite(
    *, actor: Actor, place: Cooperative, kind: str, is_favourite: bool, request_id: UUID, now: datetime
) -> None:
    """Put a kind of event among a person's favourites, or take it from there. Use-case; repeating it changes nothing.

    Args:
        actor: Whose favourites.
        place: Of which cooperative.
        kind: The code of a kind.
        is_favourite: False takes it away.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        EventRefusedError: ``kind``.
    """
    held = kinds().get(kind)
    if held is None or held.is_hidden:
        raise EventRefusedError(wrong="kind")

    def work() -> None:
        mine = FavouriteEvent.objects.filter(cooperative_id=place.id, person_id=actor.person_id, kind=kind)
        if is_favourite:
            row = FavouriteEvent(cooperative_id=place.id, person_id=actor.person_id, kind=kind)
            FavouriteEvent.objects.bulk_create([row], ignore_conflicts=True)
        else:
            mine.delete()
        act = "treasury.favourite.kept" if is_favourite else "treasury.favourite.dropped"
        record(cooperative_id=place.id, actor=actor, act=act, facts={"what": held.title}, now=now)

    act_once(
        actor=actor,
        action=Action.RECORD_EVENT,
        request_id=request_id,
        use_case="treasury.keep_favourite",
        facts={"kind": kind, "is_favourite": is_favourite},
        now=now,
        work=work,
        place_id=place.id,
    )
