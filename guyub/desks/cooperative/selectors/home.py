"""What the home of a cooperative shows: what waits, what is due, where it stands on the path."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.books.ledger.selectors.overview import glances_of
from guyub.books.ledger.selectors.waiting import JOURNAL_KIND
from guyub.city.development.selectors.paths import path_on
from guyub.city.supervision.selectors.city import summary_of
from guyub.city.supervision.selectors.duties import DutyRow, own_duties
from guyub.community.cooperatives.domain.legal_life import is_expiring
from guyub.community.members.selectors.letters import open_counts
from guyub.foundation.approvals.selectors.requests import inbox
from guyub.foundation.identity.domain.roles import Action, can
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.tenancy.scope import scope

if TYPE_CHECKING:
    from datetime import date, datetime

    from guyub.books.ledger.selectors.overview import Glance
    from guyub.city.development.domain.path import PathStep
    from guyub.foundation.approvals.selectors.requests import RequestRow
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

NEAR_DAYS = 60


@dataclass(frozen=True)
class BooksCard(Row):
    """The cooperative's books today; None: they are not opened. And how many entries wait for a second person."""

    glance: Glance | None
    waiting: int


@dataclass(frozen=True)
class HomePage:
    """One person's view of a cooperative today; the path and the dates are those of its summary, seconds old."""

    steps: tuple[PathStep, ...]
    done: frozenset[str]
    next_step: PathStep | None
    since_on: date | None
    approvals: int
    join_requests: int
    suggestions: int
    helps_open: int
    expires_on: date | None  # a paper that ends soon
    term_ends_on: date | None  # an officer's term that ends soon
    near: tuple[DutyRow, ...]
    late: tuple[DutyRow, ...]
    books: BooksCard | None  # None: not for this person


def home_page(*, actor: Actor, place: Cooperative, now: datetime, today: date) -> HomePage:
    """Read what waits for a person in the own cooperative; nothing is asked that the person may not see.

    Args:
        actor: Who looks.
        place: The own cooperative.
        now: The moment, aware.
        today: The business date; what is due within 60 days is near.
    """
    summary = summary_of(place.id)
    with scope(place.id):
        waiting = inbox(actor=actor, now=now) if can(actor, Action.VIEW_APPROVALS, place.id) else []
        may_read = can(actor, Action.HANDLE_LETTERS, place.id)
        joins, suggestions = open_counts(cooperative_id=place.id) if may_read else (0, 0)
        books = _books(place.id, waiting, today) if can(actor, Action.VIEW_STATEMENTS, place.id) else None
    duties = own_duties(summary, today=today) if summary else []
    path = path_on(today)
    paper_ends, term_ends = (summary.expires_on, summary.term_ends_on) if summary else (None, None)
    return HomePage(
        steps=path.steps,
        done=frozenset(summary.done_steps.split()) if summary else frozenset(),
        next_step=path.step(summary.next_step) if summary else None,
        since_on=summary.since_on if summary else None,
        approvals=sum(row.can_decide for row in waiting),
        join_requests=joins,
        suggestions=suggestions,
        helps_open=summary.helps_open if summary else 0,
        expires_on=paper_ends if is_expiring(paper_ends, today=today) else None,
        term_ends_on=term_ends if is_expiring(term_ends, today=today) else None,
        near=tuple(row for row in duties if 0 <= row.days_left <= NEAR_DAYS),
        late=tuple(row for row in duties if row.is_over),
        books=books,
    )


def _books(place_id: int, waiting: list[RequestRow], today: date) -> BooksCard:
    glance = glances_of([place_id], today=today).get(place_id)
    return BooksCard(glance, sum(row.kind == JOURNAL_KIND for row in waiting))
