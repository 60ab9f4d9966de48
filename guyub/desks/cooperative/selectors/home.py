"""What the home of a cooperative shows: its money today, what waits, what is due, where it stands on the path."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from guyub.books.assets.selectors.months import months_due_inquiry
from guyub.books.ledger.selectors.cash_days import cash_days_inquiry
from guyub.books.ledger.selectors.overview import glances_inquiry
from guyub.books.ledger.selectors.waiting import JOURNAL_KIND
from guyub.books.oversight.selectors.questions import waiting_inquiry
from guyub.books.planning.selectors.budgets import is_set_inquiry
from guyub.books.planning.selectors.taxes import tax_duties_inquiry
from guyub.books.treasury.selectors.claims import CLAIM_KIND, LARGE_KIND
from guyub.books.treasury.selectors.today import (
    banks_inquiry,
    claims_inquiry,
    due_inquiry,
    funds_inquiry,
    lying_inquiry,
    shifts_inquiry,
    undetailed_inquiry,
)
from guyub.city.development.selectors.paths import path_on
from guyub.city.supervision.selectors.city import summary_of
from guyub.city.supervision.selectors.duties import DutyRow, own_duties
from guyub.community.cooperatives.domain.legal_life import is_expiring
from guyub.community.members.selectors.applications import candidates_inquiry, waiting_applications_inquiry
from guyub.community.members.selectors.cases import exits_waiting_inquiry, notices_waiting_inquiry
from guyub.community.members.selectors.letters import open_counts_inquiry
from guyub.community.members.selectors.own_requests import own_requests_inquiry
from guyub.finance.loans.selectors.morning import loans_due_inquiry, loans_waiting_inquiry
from guyub.finance.savings.selectors.bills import arrears_inquiry
from guyub.foundation.approvals.selectors.requests import inbox
from guyub.foundation.devices.selectors.devices import silent_inquiry
from guyub.foundation.devices.selectors.events import events_waiting_inquiry
from guyub.foundation.identity.domain.roles import Action, can
from guyub.foundation.kernel.dates import Zone, business_date, month_end
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import asked
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.procurement.selectors.debts import debts_due_inquiry
from guyub.trade.retail.selectors.shop_days import shop_today_inquiry

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from guyub.books.ledger.selectors.cash_days import CashDay
    from guyub.books.ledger.selectors.overview import Glance, KeptBooks
    from guyub.books.oversight.selectors.questions import ReviewWaiting
    from guyub.books.planning.selectors.taxes import DutyRow as TaxRow
    from guyub.books.treasury.domain.places import CashKind
    from guyub.books.treasury.selectors.today import BanksNow, DueEvent, FundNow, Lying, OpenClaims, OpenShift
    from guyub.city.development.domain.path import PathStep
    from guyub.finance.loans.selectors.morning import LoansDue, LoansWaiting
    from guyub.foundation.approvals.selectors.requests import RequestRow
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative
    from guyub.foundation.kernel.selectors.together import Inquiry

NEAR_DAYS = 60
CHART_DAYS = 14
CLAIM_KINDS = frozenset({CLAIM_KIND, LARGE_KIND})


@dataclass(frozen=True)
class BooksCard(Row):
    """The cooperative's books today; None: they are not opened. And how many entries wait for a second person."""

    glance: Glance | None
    waiting: int


@dataclass(frozen=True)
class Money(Row):
    """What lies where, and what came in and went out on each of 14 days up to today and the 14 before."""

    lying: Mapping[CashKind, Lying]
    banks: BanksNow
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
class Waiting(Row):
    """What waits in the books; what is not for this person is empty.

    Args:
        claims: Claims to be paid, and own open ones.
        to_decide: Claims that this person may decide: how many, and their whole rupiah.
        own_shift: The drawer that this person answers for now.
        old_shifts: Drawers of others that run since a day before today.
        due: Events that come again and are due.
        close_on: The last day of the month that may be closed by now; None: there is none, or not for this person.
        months_due: Months whose depreciation and spreads were not run.
        review: Questions of the pengawas.
        undetailed: Totals of the opening position that were not told piece by piece.
        is_budget_missing: This year's budget was not set.
        taxes: Taxes that are late or near.
        may_pay: This person pays claims.
        may_answer: Answers the pengawas.
        may_review: Is one.
    """

    claims: OpenClaims | None
    to_decide: tuple[int, int]
    own_shift: OpenShift | None
    old_shifts: list[OpenShift]
    due: list[DueEvent]
    close_on: date | None
    months_due: list[date]
    review: ReviewWaiting | None
    undetailed: int
    is_budget_missing: bool
    taxes: list[TaxRow]
    may_pay: bool
    may_answer: bool
    may_review: bool


@dataclass(frozen=True)
class HomePage:
    """One person's view of a cooperative today; the path and the dates are those of its summary, seconds old."""

    steps: tuple[PathStep, ...]
    done: frozenset[str]
    next_step: PathStep | None
    since_on: date | None
    approvals: int
    join_requests: int
    applications: int  # forms that wait for a look at the KTP
    candidates: int  # whose simpanan pokok is not whole
    suggestions: int
    notices: int  # of missed dues, that the board may decide
    exits: tuple[int, int]  # members who leave: to be paid, and without the signed sheet
    arrears: tuple[int, int]  # members whose simpanan wajib is late, and by how many rupiah
    loans_due: LoansDue | None  # None: not for this person
    loans_waiting: LoansWaiting | None  # likewise
    debts_due: tuple[int, int, int]  # bills of suppliers due within a week: how many, rupiah, how many late
    shop_today: tuple[int, int]  # receipts of the tills, and rupiah; who counts a drawer blind is told none
    till_events: int  # of devices, that could not be entered
    silent: list[tuple[str, datetime]]  # devices that said nothing for days: name, last word
    own_requests: tuple[int, int]  # what members ask about the own file: waiting, and how many of it late
    helps_open: int
    expires_on: date | None  # a paper that ends soon
    term_ends_on: date | None  # an officer's term that ends soon
    near: tuple[DutyRow, ...]
    late: tuple[DutyRow, ...]
    books: BooksCard | None  # None: not for this person
    money: Money | None  # None: not for this person, or no books
    funds: list[FundNow]
    waiting: Waiting


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
        told = _told(actor, place.id, today=today, now=now)
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
        approvals=sum(row.can_decide and row.kind not in CLAIM_KINDS for row in waiting),
        join_requests=joins,
        applications=told.get("applications", 0),
        candidates=told.get("candidates", 0),
        suggestions=suggestions,
        notices=told.get("notices", 0),
        exits=told.get("exits", (0, 0)),
        arrears=told.get("arrears", (0, 0)),
        loans_due=told.get("loans_due") or told.get("loans_collected"),
        loans_waiting=told.get("loans_waiting"),
        debts_due=told.get("debts_due", (0, 0, 0)),
        shop_today=told.get("shop_kept") or told.get("shop_read") or (0, 0),
        till_events=told.get("till_events", 0),
        silent=told.get("silent", []),
        own_requests=told.get("own_requests", (0, 0)),
        helps_open=summary.helps_open if summary else 0,
        expires_on=paper_ends if is_expiring(paper_ends, today=today) else None,
        term_ends_on=term_ends if is_expiring(term_ends, today=today) else None,
        near=tuple(row for row in duties if 0 <= row.days_left <= NEAR_DAYS),
        late=tuple(row for row in duties if row.is_over),
        books=BooksCard(glance, journals) if "glances" in told else None,
        money=Money(told["lying"], told["banks"], told["days"]) if glance and "days" in told else None,
        funds=told.get("funds", []),
        waiting=_waiting(actor, place, told, glance, waiting, today),
    )


def _told(actor: Actor, place_id: int, *, today: date, now: datetime) -> dict[str, Any]:
    """Ask everything that this person may see, in one round trip; needs the scope of the cooperative."""
    since = today - timedelta(days=2 * CHART_DAYS - 1)
    who = actor.person_id
    inquiries: list[tuple[str, Action, Inquiry[Any]]] = [
        ("letters", Action.HANDLE_LETTERS, open_counts_inquiry(place_id)),
        ("own_requests", Action.HANDLE_LETTERS, own_requests_inquiry(place_id, today=today)),
        ("applications", Action.KEEP_MEMBERS, waiting_applications_inquiry(place_id)),
        ("candidates", Action.TAKE_SAVINGS, candidates_inquiry(place_id)),
        ("notices", Action.APPROVE_MEMBERS, notices_waiting_inquiry(place_id, today=today)),
        ("exits", Action.SETTLE_MEMBER, exits_waiting_inquiry(place_id)),
        ("arrears", Action.TAKE_SAVINGS, arrears_inquiry(place_id, today=today)),
        ("loans_due", Action.TAKE_LOANS, loans_due_inquiry(place_id, today=today)),
        ("loans_collected", Action.COLLECT_LOANS, loans_due_inquiry(place_id, today=today)),
        ("loans_waiting", Action.KEEP_LOANS, loans_waiting_inquiry(place_id)),
        ("glances", Action.VIEW_STATEMENTS, glances_inquiry([place_id], today=today)),
        ("lying", Action.VIEW_JOURNAL, lying_inquiry(place_id)),
        ("days", Action.VIEW_JOURNAL, cash_days_inquiry(place_id, since=since, until=today)),
        ("funds", Action.VIEW_JOURNAL, funds_inquiry(place_id)),
        ("banks", Action.VIEW_JOURNAL, banks_inquiry(place_id)),
        ("shifts", Action.HANDLE_CASH, shifts_inquiry(place_id)),
        ("claims", Action.CLAIM, claims_inquiry(place_id, person_id=who, now=now)),
        ("due", Action.RECORD_EVENT, due_inquiry(place_id, today=today)),
        ("undetailed", Action.KEEP_TREASURY, undetailed_inquiry(place_id)),
        ("months", Action.KEEP_ASSETS, months_due_inquiry(place_id, today=today)),
        ("budget", Action.KEEP_BUDGET, is_set_inquiry(place_id, year=today.year)),
        ("taxes", Action.VIEW_STATEMENTS, tax_duties_inquiry(place_id, today=today)),
        ("debts_due", Action.KEEP_TREASURY, debts_due_inquiry(place_id, today=today)),
        ("shop_kept", Action.KEEP_GOODS, shop_today_inquiry(place_id, on=today)),
        ("shop_read", Action.VIEW_STATEMENTS, shop_today_inquiry(place_id, on=today)),
        ("till_events", Action.RESOLVE_EVENTS, events_waiting_inquiry(place_id)),
        ("silent", Action.RESOLVE_EVENTS, silent_inquiry(place_id, now=now)),
        ("review", Action.VIEW_JOURNAL, waiting_inquiry(place_id, person_id=who)),
    ]
    mine = {name: inquiry for name, action, inquiry in inquiries if can(actor, action, place_id)}
    return dict(zip(mine, asked(*mine.values()), strict=True))


def _waiting(
    actor: Actor,
    place: Cooperative,
    told: Mapping[str, Any],
    glance: Glance | None,
    requests: Sequence[RequestRow],
    today: date,
) -> Waiting:
    claims = [row for row in requests if row.can_decide and row.kind in CLAIM_KINDS]
    shifts: list[OpenShift] = told.get("shifts", [])
    zone = Zone(place.zone)
    may_close = glance is not None and can(actor, Action.CLOSE_BOOKS, place.id)
    return Waiting(
        claims=told.get("claims"),
        to_decide=(len(claims), sum(row.amount_rp or 0 for row in claims)),
        own_shift=next((one for one in shifts if one.person_id == actor.person_id), None),
        old_shifts=[
            one
            for one in shifts
            if one.person_id != actor.person_id and business_date(one.opened_at, zone) < today
        ]
        if can(actor, Action.KEEP_TREASURY, place.id)
        else [],
        due=told.get("due", []),
        close_on=closable(glance.kept, today=today) if glance and may_close else None,
        months_due=told.get("months", []),
        review=told.get("review"),
        undetailed=told.get("undetailed", 0),
        is_budget_missing=glance is not None and not told.get("budget", True),
        taxes=told.get("taxes", []) if glance else [],
        may_pay=can(actor, Action.KEEP_TREASURY, place.id),
        may_answer=can(actor, Action.ANSWER_REVIEW, place.id),
        may_review=can(actor, Action.REVIEW_BOOKS, place.id),
    )


def closable(kept: KeptBooks, *, today: date) -> date | None:
    """Give the last day of the month that comes next to be closed; None while it runs."""
    last = month_end(kept.closed_through + timedelta(days=1) if kept.closed_through else kept.opened_on)
    return last if last < today else None
