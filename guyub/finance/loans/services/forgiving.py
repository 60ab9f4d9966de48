"""Hapus tagih: by a decision of the members' meeting nobody owes a written-off loan any more."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from guyub.finance.loans.domain.arrears import overdue_of
from guyub.finance.loans.domain.lifecycle import LoanState
from guyub.finance.loans.models import Loan, LoanForgiven
from guyub.finance.loans.services.acting import once
from guyub.finance.loans.services.ending import loan_ended
from guyub.finance.loans.services.finding import locked_loan
from guyub.finance.loans.services.waiving import note_relief
from guyub.foundation.approvals.services.requests import ask
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.formats import day, rupiah
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.parameters.models import Decision

if TYPE_CHECKING:
    from datetime import date, datetime

    from guyub.finance.loans.selectors.histories import History
    from guyub.foundation.approvals.models import ApprovalRequest
    from guyub.foundation.identity.domain.roles import Actor

FORGIVE_KIND = "loans.forgive"
MEETING = "RAT"
LONGEST_REASON = 200


class ForgivingRefusedError(DomainError):
    """A loan is not forgiven, or that not undone; ``wrong`` says why.

    ``gone`` (no such loan here), ``own`` (nobody does it to the own loan), ``state`` (it was not written off, or not
    forgiven), ``decision`` (none of the members' meeting was chosen), ``document`` (that decision has no document),
    ``reason`` (none, or longer than 200), ``day`` (undone on its own day alone).
    """

    code: ClassVar[str] = "loans.forgiving.refused"


def ask_forgive(
    *,
    actor: Actor,
    place: Cooperative,
    loan_id: UUID,
    decision_id: UUID | None,
    reason: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> UUID:
    """Ask a second person to forgive a written-off loan as the members' meeting decided. Use-case of KEEP_LOANS.

    Args:
        actor: Who asks; not the borrower.
        place: The own cooperative.
        loan_id: Which loan; it was written off.
        decision_id: The decision of the members' meeting; its document is kept.
        reason: Why, in a few words without names.
        today: The business date.
        request_id: Made once per intention; the request for approval gets the same id.
        now: The moment, aware.

    Returns:
        The id of the request.

    Raises:
        ForgivingRefusedError: ``reason decision document gone own state``.

    Source: docs/algorithms/loan_arrears.md.
    """
    why = _reason(reason)

    def work() -> str:
        decision = _decision(place.id, decision_id)
        history = _locked(place.id, loan_id, actor.person_id, LoanState.HAPUS_BUKU)
        written_off_on = history.loan.written_off_on
        facts = {
            "loan": str(loan_id),
            "decision": str(decision.id),
            "number": history.loan.name,
            "name": history.borrower.name,
            "principal": rupiah(history.loan.left_rp),
            "amount": rupiah(history.state_on(today).payoff.total),
            "written_off": day(written_off_on) if written_off_on else "–",
            "decided": f"{decision.number}, {decision.title}",
            "why": why,
        }
        asked = ask(
            actor=actor,
            kind=FORGIVE_KIND,
            facts=facts,
            reason=why,
            now=now,
            request_id=request_id,
            concerns=history.borrower.person_id,
            amount_rp=history.loan.left_rp,
        )
        return str(asked.id)

    facts = {"loan": loan_id, "decision": decision_id, "reason": why}
    return UUID(once(actor, Action.KEEP_LOANS, "ask_forgive", facts, request_id, now, work))


def carry_out_forgive(*, request: ApprovalRequest, actor: Actor, now: datetime) -> None:
    """End the claim on a loan, by what it is today. Step of the approval.

    The books do not move: the loan left them when it was written off. Who stood surety is free.

    Raises:
        ForgivingRefusedError: ``gone state``.
    """
    place, facts = Cooperative.objects.get(id=request.cooperative_id), request.facts
    today = business_date(now, Zone(place.zone))
    history = _locked(place.id, UUID(facts["loan"]), None, LoanState.HAPUS_BUKU)
    loan = history.loan
    LoanForgiven.objects.create(
        cooperative_id=place.id,
        loan_id=loan.id,
        decision_id=UUID(facts["decision"]),
        reason=facts["why"],
        forgiven_on=today,
        principal_rp=loan.left_rp,
        owed_rp=history.state_on(today).payoff.total,
        person_id=request.requested_by_id,
        recorded_at=now,
    )
    Loan.objects.filter(cooperative_id=place.id, id=loan.id).update(
        state=LoanState.HAPUS_TAGIH.value, left_rp=0, overdue_rp=0, overdue_since=None
    )
    loan_ended(cooperative_id=place.id, loan_id=loan.id, person_id=actor.person_id, today=today)
    note_relief(place, actor, "loans.loan.claim_ended", history, now, amount=rupiah(loan.left_rp))


def take_forgiving_back(
    *,
    actor: Actor,
    place: Cooperative,
    loan_id: UUID,
    reason: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Undo, on its own day, that a loan was forgiven by mistake; it is written off as before. Use-case.

    Guarantors that were let go with it sign again.

    Args, as of ``ask_forgive``.

    Raises:
        ForgivingRefusedError: ``reason gone own state day``.
    """
    why = _reason(reason)

    def work() -> None:
        history = _locked(place.id, loan_id, actor.person_id, LoanState.HAPUS_TAGIH)
        rows = LoanForgiven.objects.filter(cooperative_id=place.id, loan_id=loan_id, undone_on__isnull=True)
        row = rows.get()
        if row.forgiven_on != today:
            raise ForgivingRefusedError(wrong="day")
        rows.update(undone_on=today)
        overdue = overdue_of(history.state_on(today).lines, today)
        Loan.objects.filter(cooperative_id=place.id, id=loan_id).update(
            state=LoanState.HAPUS_BUKU.value,
            left_rp=row.principal_rp,
            overdue_rp=overdue.amount_rp,
            overdue_since=overdue.since,
        )
        note_relief(place, actor, "loans.loan.claim_restored", history, now, reason=why)

    facts = {"loan": loan_id, "reason": why}
    once(actor, Action.KEEP_LOANS, "take_forgiving_back", facts, request_id, now, work)


def _decision(cooperative_id: int, decision_id: UUID | None) -> Decision:
    rows = Decision.objects.filter(cooperative_id=cooperative_id, body=MEETING)
    decision = rows.filter(id=decision_id).first() if decision_id else None
    if decision is None:
        raise ForgivingRefusedError(wrong="decision")
    if decision.document_id is None:
        raise ForgivingRefusedError(wrong="document")
    return decision


def _locked(cooperative_id: int, loan_id: UUID, person_id: UUID | None, state: LoanState) -> History:
    return locked_loan(
        cooperative_id=cooperative_id,
        loan_id=loan_id,
        person_id=person_id,
        refusal=ForgivingRefusedError,
        states=(state,),
    )


def _reason(written: str) -> str:
    why = " ".join(written.split())
    if not why or len(why) > LONGEST_REASON:
        raise ForgivingRefusedError(wrong="reason")
    return why
