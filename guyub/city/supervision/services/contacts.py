"""The chairs' phones, opened for a reason that somebody can check later."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.community.cooperatives.selectors.officers import chairs_of
from guyub.foundation.identity.domain.roles import Action, Actor
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.identity.services.vault import (
    SHORTEST_REASON,
    ReasonTooShortError,
    ShownAlreadyError,
    phones_for,
)
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.tenancy.scope import scope

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from uuid import UUID

    from guyub.foundation.kernel.models import Cooperative


@dataclass(frozen=True)
class ChairRow(Row):
    """Who chairs a cooperative; ``phone`` only where it was opened."""

    code: str
    place: str
    name: str
    has_phone: bool
    phone: str = ""


def open_contacts(
    *,
    actor: Actor,
    places: Sequence[Cooperative],
    reason: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> list[ChairRow]:
    """Show the phones of the chairs, once, and write down who saw them and why. Use-case of the city.

    Args:
        actor: An officer of the city.
        places: The cooperatives that the city guides.
        reason: At least ten letters; it stands in the trail.
        today: The business date: who is in office.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        ReasonTooShortError: Fewer than ten letters.
        ShownAlreadyError: This very request showed them before.
        NotAllowedError: The role may not open contacts.
    """
    if len(reason.strip()) < SHORTEST_REASON:
        raise ReasonTooShortError(least=SHORTEST_REASON)
    with scope(*(place.id for place in places)):
        chairs = chairs_of([place.id for place in places], today=today)
    people = [chair.person_id for chair in chairs.values() if chair.person_id]
    is_first = []

    def work() -> None:
        record(
            cooperative_id=actor.cooperative_id,
            actor=actor,
            act="supervision.contacts.opened",
            facts={"people_count": len(people), "reason": reason.strip()},
            now=now,
        )
        is_first.append(True)

    act_once(
        actor=actor,
        action=Action.OPEN_CONTACTS,
        request_id=request_id,
        use_case="supervision.open_contacts",
        facts={"reason": reason},
        now=now,
        work=work,
    )
    if not is_first:
        raise ShownAlreadyError
    phones = phones_for(people)
    return [
        ChairRow(
            place.code,
            place.name,
            chairs[place.id].name,
            chairs[place.id].person_id in phones,
            phones.get(chairs[place.id].person_id, ""),  # type: ignore[arg-type]  # nobody's id is in the mapping
        )
        for place in places
        if place.id in chairs
    ]
