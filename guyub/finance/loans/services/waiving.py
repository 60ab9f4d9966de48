"""Forgiving penalties, jasa or fees of a loan: asked for by one, agreed to by another; and what relief shares."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from guyub.finance.loans.domain.events import Kind
from guyub.finance.loans.domain.lifecycle import LoanState, Way
from guyub.finance.loans.domain.restructuring import (
    LONGEST_REASON,
    RestructureRefusedError,
    open_beside,
    open_due,
)
from guyub.finance.loans.domain.servicing import Component
from guyub.finance.loans.selectors.securities import who_answers
from guyub.finance.loans.services.acting import once
from guyub.finance.loans.services.finding import locked_loan
from guyub.finance.loans.services.serving import Happening, serve
from guyub.foundation.approvals.services.requests import ask
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.models import Cooperative

if TYPE_CHECKING:
    from datetime import date, datetime

    from guyub.finance.loans.selectors.histories import History
    from guyub.foundation.approvals.models import ApprovalRequest
    from guyub.foundation.identity.domain.roles import Actor

WAIVE_KIND = "loans.waive"
WAIVED_WORDS = {Component.PENALTY: "denda", Component.INTEREST: "jasa", Component.FEE: "biaya"}


def ask_waive(
    *,
    actor: Actor,
    place: Cooperative,
    loan_id: UUID,
    component: Component,
    amount_rp: int,
    reason: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> UUID:
    """Ask a second person to forgive penalties, jasa or fees that are owed today. Use-case of who keeps the loans.

    Args:
        actor: Who asks; not the borrower.
        place: The own cooperative.
        loan_id: Which running loan.
        component: Penalty, interest or fee.
        amount_rp: Whole rupiah, at most what settling the loan today would cost of it.
        reason: Why, in a few words without names.
        today: The business date.
        request_id: Made once per intention; the request for approval gets the same id.
        now: The moment, aware.

    Returns:
        The id of the request.

    Raises:
        RestructureRefusedError: ``reason component amount gone own state over``.
    """
    why = checked_why(reason)
    if component not in WAIVED_WORDS:
        raise RestructureRefusedError(wrong="component")
    if amount_rp <= 0:
        raise RestructureRefusedError(wrong="amount")

    def work() -> str:
        history = running_loan(place.id, loan_id, actor.person_id)
        most_rp = open_beside(history.state_on(today), component)
        if amount_rp > most_rp:
            raise RestructureRefusedError(wrong="over", most_rp=most_rp)
        facts = {
            "loan": str(loan_id),
            "number": history.loan.name,
            "name": history.borrower.name,
            "component": component.value,
            "what": WAIVED_WORDS[component],
            "amount_rp": amount_rp,
            "amount": rupiah(amount_rp),
            "open": rupiah(most_rp),
            "why": why,
        }
        asked = ask(
            actor=actor,
            kind=WAIVE_KIND,
            facts=facts,
            reason=why,
            now=now,
            request_id=request_id,
            concerns=history.borrower.person_id,
            concerned=who_answers(history.loan),
            amount_rp=amount_rp,
        )
        return str(asked.id)

    facts = {"loan": loan_id, "component": component.value, "amount_rp": amount_rp, "reason": why}
    return UUID(once(actor, Action.KEEP_LOANS, "ask_waive", facts, request_id, now, work))


def carry_out_waive(*, request: ApprovalRequest, actor: Actor, now: datetime) -> None:
    """Forgive what was asked for, today. Step of the approval.

    Raises:
        RestructureRefusedError: ``gone state``, or ``over``: less of it is open now.
        EventRefusedError, EntryRefusedError: The loan or the books refuse it.
    """
    place = Cooperative.objects.get(id=request.cooperative_id)
    today, facts = business_date(now, Zone(place.zone)), request.facts
    history = running_loan(place.id, UUID(facts["loan"]), None)
    component = Component(facts["component"])
    most_rp = open_beside(history.state_on(today), component)
    if facts["amount_rp"] > most_rp:
        raise RestructureRefusedError(wrong="over", most_rp=most_rp)
    _waive(place, history, component, facts["amount_rp"], today, actor, request.id, now, part=0)
    note_relief(place, actor, "loans.loan.forgiven", history, now, what=facts["what"], amount=facts["amount"])


def waive_open(
    place: Cooperative,
    loan_id: UUID,
    component: Component,
    today: date,
    actor: Actor,
    request_id: UUID,
    now: datetime,
    *,
    part: int,
) -> None:
    """Forgive all that is open of a component and due by today; nothing where nothing is. Step."""
    history = running_loan(place.id, loan_id, None)
    open_rp = open_due(history.state_on(today).lines, component, today)
    if open_rp:
        _waive(place, history, component, open_rp, today, actor, request_id, now, part=part)


def _waive(
    place: Cooperative,
    history: History,
    component: Component,
    amount_rp: int,
    today: date,
    actor: Actor,
    request_id: UUID,
    now: datetime,
    *,
    part: int,
) -> None:
    happening = Happening(
        kind=Kind.WAIVE,
        way=Way.KEPUTUSAN,
        on=today,
        amount_rp=amount_rp,
        change={"of": component.value},
        note=f"penghapusan {WAIVED_WORDS[component]}",
    )
    serve(
        place=place,
        history=history,
        happening=happening,
        today=today,
        actor=actor,
        request_id=request_id,
        now=now,
        part=part,
    )


def running_loan(cooperative_id: int, loan_id: UUID, person_id: UUID | None) -> History:
    """Lock a running loan that is not the person's own; None: who acts was looked at already. Step."""
    return locked_loan(
        cooperative_id=cooperative_id,
        loan_id=loan_id,
        person_id=person_id,
        refusal=RestructureRefusedError,
        states=(LoanState.BERJALAN,),
    )


def checked_why(written: str) -> str:
    """Take spare spaces from a reason; refuse none, or a long one."""
    why = " ".join(written.split())
    if not why or len(why) > LONGEST_REASON:
        raise RestructureRefusedError(wrong="reason")
    return why


def note_relief(
    place: Cooperative, actor: Actor, act: str, history: History, now: datetime, **more: str
) -> None:
    """Write down what was decided about a loan. Step."""
    facts = {"number": history.loan.name, "about": str(history.borrower.person_id), **more}
    record(cooperative_id=place.id, actor=actor, act=act, facts=facts, now=now)
