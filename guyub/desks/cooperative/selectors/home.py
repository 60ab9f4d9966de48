"""What the home of a cooperative shows: what waits, what is due, where it stands on the path."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.city.development.selectors.path_page import PathPage, path_page
from guyub.city.supervision.selectors.duties import DutyRow, own_duties
from guyub.community.cooperatives.selectors.officers import officer_alarms, officers_of
from guyub.community.members.selectors.letters import open_counts
from guyub.foundation.approvals.selectors.requests import inbox
from guyub.foundation.identity.domain.roles import Action, can
from guyub.foundation.kernel.tenancy.scope import scope

if TYPE_CHECKING:
    from datetime import date, datetime

    from guyub.community.cooperatives.selectors.profiles import RecordRow
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

NEAR_DAYS = 60


@dataclass(frozen=True)
class HomePage:
    """One person's view of a cooperative today."""

    path: PathPage
    approvals: int
    join_requests: int
    suggestions: int
    alarms: int
    expiring: tuple[RecordRow, ...]
    near: tuple[DutyRow, ...]
    late: tuple[DutyRow, ...]


def home_page(*, actor: Actor, place: Cooperative, now: datetime, today: date) -> HomePage:
    """Read what waits for a person in the own cooperative; nothing is asked that the person may not see.

    Args:
        actor: Who looks.
        place: The own cooperative.
        now: The moment, aware.
        today: The business date; deadlines within 60 days are near.
    """
    path = path_page(place=place, now=now, today=today)
    with scope(place.id):
        waiting = inbox(actor=actor, now=now) if can(actor, Action.VIEW_APPROVALS, place.id) else []
        may_read = can(actor, Action.HANDLE_LETTERS, place.id)
        joins, suggestions = open_counts(cooperative_id=place.id) if may_read else (0, 0)
        officers = officers_of(cooperative_id=place.id)
        alarms = officer_alarms(cooperative_id=place.id, officers=officers, today=today)
    duties = own_duties(place=place, today=today)
    return HomePage(
        path=path,
        approvals=sum(row.can_decide for row in waiting),
        join_requests=joins,
        suggestions=suggestions,
        alarms=len(alarms),
        expiring=tuple(paper for paper in path.papers if paper.is_expiring),
        near=tuple(row for row in duties if 0 <= row.days_left <= NEAR_DAYS),
        late=tuple(row for row in duties if row.is_over),
    )
