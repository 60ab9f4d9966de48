"""What the home of a cooperative shows: its money today, what waits, what is due, where it stands on the path."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from guyub.books.ledger.selectors.cash_days import cash_days_question
from guyub.books.ledger.selectors.overview import glances_question
from guyub.books.ledger.selectors.waiting import JOURNAL_KIND
from guyub.books.treasury.selectors.today import lying_question
from guyub.city.development.selectors.paths import path_on
from guyub.city.supervision.selectors.city import summary_of
from guyub.city.supervision.selectors.duties import DutyRow, own_duties
from guyub.community.cooperatives.domain.legal_life import is_expiring
from guyub.community.members.selectors.letters import open_counts_question
from guyub.foundation.approvals.selectors.requests import inbox
from guyub.foundation.identity.domain.roles import Action, can
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import asked
from guyub.foundation.kernel.tenancy.scope import scope

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from guyub.books.ledger.selectors.cash_days import CashDay
    from guyub.books.ledger.selectors.overview import Glance
    from guyub.books.treasury.domain.places import CashKind
    from guyub.books.treasury.selectors.today import Lying
    from guyub.city.development.domain.path import PathStep
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative
    from guyub.foundation.kernel.selectors.together import Question

NEAR_DAYS = 60
CHART_DAYS = 14


@dataclass(frozen=True)
class BooksCard(Row):
    """The cooperative's books today; None: they are not opened. And how many entries wait for a second person."""

    glance: Glance | None
    waiting: int


@dataclass(frozen=True)
class Money(Row):
    """What lies where, and what came in and went out on each of 14 days up to today and the 14 before."""

    lying: Mapping[CashKind, Lying]
    days: list[CashDay]

    @property
    def today(self) -> CashDay:
        """What came in and went out today."""
        return self.days[-1]

    @property
    def shown(self) -> list[CashDay]:
        """The days of the chart."""
        return self.days[CHART_DAYS:]

    @property
    def in_rp(self) -> int:
        """What came in on the days of the chart, whole rupiah."""
        return sum(day.in_rp for day in self.shown)

    @property
    def before_rp(self) -> int:
        """What came in on as many days before them."""
        return sum(day.in_rp for day in self.days[:CHART_DAYS])


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
    money: Money | None  # None: not for this person, or no books


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
        told = _told(actor, place.id, today)
    duties = own_duties(summary, today=today) if summary else []
    path = path_on(today)
    paper_ends, term_ends = (summary.expires_on, summary.term_ends_on) if summary else (None, None)
    glance = told["glances"].get(place.id) if "glances" in told else None
    joins, suggestions = told.get("letters", (0, 0))
    journals = sum(row.kind == JOURNAL_KIND for row in waiting)
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
        books=BooksCard(glance, journals) if "glances" in told else None,
        money=Money(told["lying"], told["days"]) if glance and "days" in told else None,
    )


def _told(actor: Actor, place_id: int, today: date) -> dict[str, Any]:
    """Ask everything that this person may see, in one round trip; needs the scope of the cooperative."""
    since = today - timedelta(days=2 * CHART_DAYS - 1)
    questions: list[tuple[str, Action, Question[Any]]] = [
        ("letters", Action.HANDLE_LETTERS, open_counts_question(place_id)),
        ("glances", Action.VIEW_STATEMENTS, glances_question([place_id], today=today)),
        ("lying", Action.VIEW_JOURNAL, lying_question(place_id)),
        ("days", Action.VIEW_JOURNAL, cash_days_question(place_id, since=since, until=today)),
    ]
    mine = {name: question for name, action, question in questions if can(actor, action, place_id)}
    return dict(zip(mine, asked(*mine.values()), strict=True))
