"""Visits about a loan: who came, what was found, what was promised."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from guyub.finance.loans.domain.promises import VisitRefusedError, check_visit
from guyub.finance.loans.models import LoanVisit
from guyub.finance.loans.services.finding import locked_loan
from guyub.foundation.identity.domain.roles import Action, can
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.ids import uuid7

if TYPE_CHECKING:
    from datetime import date, datetime

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative


def note_visit(
    *,
    actor: Actor,
    place: Cooperative,
    loan_id: UUID,
    on: date,
    found: str,
    note: str,
    promise_on: date | None,
    promise_rp: int | None,
    today: date,
    request_id: UUID,
    now: datetime,
) -> UUID:
    """Write down a visit. Use-case of a collector, or of who keeps the loans.

    No picture of a home is kept: nobody needs it to judge a promise.

    Args:
        actor: Who visited; not the borrower.
        place: The own cooperative.
        loan_id: About which loan; it owes.
        on: The day, at most 30 days back.
        found: A code of domain.promises.Found.
        note: What was talked about, at most 200 letters, without names of others.
        promise_on: Until when the borrower promised to pay; None: nothing was promised.
        promise_rp: How much, whole rupiah.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        VisitRefusedError: ``gone own state found note day promise promise_who promise_day promise_amount``.
    """
    visit = LoanVisit(
        id=uuid7(),
        cooperative_id=place.id,
        loan_id=loan_id,
        on=on,
        found=found,
        note=" ".join(note.split()),
        promise_on=promise_on,
        promise_rp=promise_rp,
        person_id=actor.person_id,
        recorded_at=now,
    )
    told = act_once(
        actor=actor,
        action=visiting_act(actor),
        request_id=request_id,
        use_case="loans.note_visit",
        facts={
            "loan": loan_id,
            "on": on,
            "found": found,
            "note": visit.note,
            "promise_on": promise_on,
            "promise_rp": promise_rp,
        },
        now=now,
        work=lambda: _kept(place, visit, actor, today, now),
    )
    return UUID(told)


def _kept(place: Cooperative, visit: LoanVisit, actor: Actor, today: date, now: datetime) -> str:
    history = locked_loan(
        cooperative_id=place.id, loan_id=visit.loan_id, person_id=actor.person_id, refusal=VisitRefusedError
    )
    check_visit(
        on=visit.on,
        found=visit.found,
        note=visit.note,
        promise_on=visit.promise_on,
        promise_rp=visit.promise_rp,
        owed_rp=history.state_on(today).outstanding,
        today=today,
    )
    visit.save(force_insert=True)
    facts = {"number": history.loan.name, "about": str(history.borrower.person_id)}
    record(cooperative_id=place.id, actor=actor, act="loans.visit.noted", facts=facts, now=now)
    return str(visit.id)


def visiting_act(actor: Actor) -> Action:
    """Tell by which act somebody visits: a collector by that of collectors, others by keeping the loans."""
    if can(actor, Action.COLLECT_LOANS, actor.cooperative_id):
        return Action.COLLECT_LOANS
    return Action.KEEP_LOANS
