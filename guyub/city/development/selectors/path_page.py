"""Everything that the page of a path shows, in a handful of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from guyub.city.development.selectors.paths import path_on
from guyub.city.development.selectors.progress import progress_of
from guyub.community.cooperatives.domain.legal_life import RecordKind, is_expiring
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.selectors.guiding import city_inquiry
from guyub.foundation.identity.selectors.people import holders_of
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import asked
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.parameters.selectors.values import over_time_inquiry

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from guyub.city.development.domain.path import Path, Standing
    from guyub.foundation.kernel.models import Cooperative


@dataclass(frozen=True)
class PaperRow(Row):
    """One paper in the list beside the path."""

    kind: RecordKind
    issued_on: date
    is_expiring: bool


@dataclass(frozen=True)
class PathPage:
    """One cooperative on the path, with its papers and who mentors it."""

    path: Path
    standing: Standing
    papers: tuple[PaperRow, ...]
    mentors: Sequence[tuple[UUID, str]]
    city: Cooperative | None
    limit_days: int
    rat_due_on: date  # the next one that the ministry aims at

    def title(self, code: str) -> str:
        """Call a step by its title."""
        step = self.path.step(code)
        return step.title if step else code

    def has_paper(self, kind: str) -> bool:
        """Tell whether a paper of a kind is kept."""
        return any(paper.kind == kind for paper in self.papers)


def path_page(*, place: Cooperative, now: datetime, today: date) -> PathPage:
    """Read a cooperative's path; six queries.

    Args:
        place: The cooperative.
        now: The moment, aware: who mentors.
        today: The business date: the version of the path, and who is stuck.
    """
    city, rules = asked(
        city_inquiry(place.code),
        over_time_inquiry("jalur.macet_hari", "rat.target", cooperative_id=place.id),
    )
    with scope(place.id, *([city.id] if city else [])):
        progress = progress_of([place.id], city_id=city.id if city else None, today=today)[place.id]
    mentors = holders_of(Role.PENDAMPING, [place.id], now).get(place.id, [])
    month, day_of_month = rules.written("rat.target", on=today).split("-")
    due = date(today.year, int(month), int(day_of_month))
    if due < today:
        due = due.replace(year=today.year + 1)
    papers = tuple(
        PaperRow(kind, kept.issued_on, is_expiring(kept.expires_on, today=today))
        for kind in RecordKind
        if (kept := progress.facts.papers.get(kind.value))
    )
    limit = int(rules.written("jalur.macet_hari", on=today))
    return PathPage(path_on(today), progress.standing, papers, mentors, city, limit, due)
