"""An invented list of a collector for a demonstration: out since this morning, two doors noted."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid5

from guyub.finance.savings.domain.collecting import SkipWhy
from guyub.finance.savings.selectors.collecting import lines_of, lists_out
from guyub.finance.savings.selectors.owing import Aim, owing
from guyub.finance.savings.services.collecting import Noted, make_list, note_list
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.selectors.guiding import place_by_code
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.examples import BUMIAYU, SPACE
from guyub.journeys.services.ledger_examples import actor_in

if TYPE_CHECKING:
    from datetime import datetime

RTS = ("003/001", "004/001", "004/002", "004/003")  # the first in which somebody owes


def make_collection_examples(*, now: datetime) -> None:
    """Send Bumiayu's collector to one RT. Only for a demonstration; repeating it changes nothing.

    Needs the invented members and their bills of ``make_ledger_examples``.
    """
    place = place_by_code(BUMIAYU)
    if place is None:
        return
    today = business_date(now, Zone(place.zone))
    with scope(place.id):
        collector, treasurer = (actor_in(place, role) for role in (Role.KOLEKTOR, Role.BENDAHARA))
        is_there = bool(lists_out(cooperative_id=place.id))
        owed_in = (
            aim
            for aim in (Aim(rt=rt) for rt in RTS)
            if owing(
                cooperative_id=place.id, aim=aim, today=today, without_person=collector.person_id, most=1
            ).people
        )
        aim = None if is_there else next(owed_in, None)
    if aim is None:
        return
    list_id = make_list(
        actor=treasurer,
        aim=aim,
        collector_id=collector.person_id,
        today=today,
        request_id=uuid5(SPACE, f"collection/{place.code}/out"),
        now=now - timedelta(hours=4),
    )
    with scope(place.id):
        lines = lines_of(cooperative_id=place.id, list_id=list_id)
    told = (Noted(lines[0].asked_rp), Noted(None, SkipWhy.LAIN_HARI.value))
    note_list(
        actor=collector,
        list_id=list_id,
        notes={line.line_id: note for line, note in zip(lines, told, strict=False)},
        request_id=uuid5(SPACE, f"collection/{place.code}/noted"),
        now=now - timedelta(hours=1),
    )
