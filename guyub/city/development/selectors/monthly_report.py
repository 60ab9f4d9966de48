"""A mentor's monthly report, drafted from what the month left behind in all cooperatives of the mentor.

Source: the monthly report of a business assistant (BA) to the city's PMO, docs/regulations.md#laporan-pendamping.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from guyub.city.development.selectors.help_requests import HelpRow, help_answered_by
from guyub.city.development.selectors.visits import ActionRow, VisitRow, open_actions, visits_done_by
from guyub.community.cooperatives.selectors.kept_papers import KeptPaper, papers_kept
from guyub.foundation.kernel.dates import Zone, month_end
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from guyub.foundation.kernel.models import Cooperative


@dataclass(frozen=True)
class MonthlyReport(Row):
    """One mentor's month: both days are inside; ``minutes`` is the sum over the visits."""

    first: date
    last: date
    visits: tuple[VisitRow, ...]
    answers: tuple[HelpRow, ...]
    papers: tuple[KeptPaper, ...]
    open_actions: tuple[ActionRow, ...]
    not_visited: tuple[str, ...]

    @property
    def minutes(self) -> int:
        """How long the visits took together."""
        return sum(visit.minutes or 0 for visit in self.visits)


def report_of_month(
    *, person_id: UUID, places: Sequence[Cooperative], first: date, zone: Zone
) -> MonthlyReport:
    """Draft a mentor's report of a month from visits, answers and papers; four queries in the scope of the places.

    Args:
        person_id: The mentor.
        places: The mentor's cooperatives.
        first: The month's first day.
        zone: Whose midnight begins and ends the month.
    """
    ids, last = [place.id for place in places], month_end(first)
    start = datetime.combine(first, time.min, zone.info)
    end = datetime.combine(last + timedelta(days=1), time.min, zone.info)
    visits = visits_done_by(person_id=person_id, place_ids=ids, first=first, last=last)
    visited = {visit.place_id for visit in visits}
    return MonthlyReport(
        first=first,
        last=last,
        visits=tuple(visits),
        answers=tuple(help_answered_by(person_id=person_id, place_ids=ids, start=start, end=end)),
        papers=tuple(papers_kept(place_ids=ids, start=start, end=end)),
        open_actions=tuple(open_actions(place_ids=ids)),
        not_visited=tuple(place.name for place in places if place.id not in visited),
    )
