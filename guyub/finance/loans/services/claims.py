"""What an insurer is asked for on a loan, and what comes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from guyub.books.ledger.services.posting import Act
from guyub.books.treasury.selectors.tills import till_inquiry
from guyub.finance.loans.domain.events import Kind
from guyub.finance.loans.domain.insurance import (
    LONGEST_WHY,
    ClaimState,
    InsuranceRefusedError,
    checked_insurer,
)
from guyub.finance.loans.domain.lifecycle import Way
from guyub.finance.loans.models import InsuranceClaim
from guyub.finance.loans.services.acting import once
from guyub.finance.loans.services.booking import FromCash
from guyub.finance.loans.services.finding import locked_loan
from guyub.finance.loans.services.serving import Happening, serve
from guyub.finance.savings.services.till import judge_till
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.selectors.together import asked

if TYPE_CHECKING:
    from datetime import date, datetime

    from guyub.finance.loans.selectors.histories import History
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative


def make_claim(
    *,
    actor: Actor,
    place: Cooperative,
    loan_id: UUID,
    insurer: str,
    amount_rp: int,
    today: date,
    request_id: UUID,
    now: datetime,
) -> UUID:
    """Write down that an insurer was asked to pay a loan. Use-case of who keeps the loans; it books nothing.

    Args:
        actor: Who asked; not the borrower.
        place: The own cooperative.
        loan_id: Which loan, that owes.
        insurer: Whom.
        amount_rp: For how much, whole rupiah, at most what settles the loan today.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        InsuranceRefusedError: ``insurer amount gone own state over open``.
    """
    whom = checked_insurer(insurer)
    if amount_rp <= 0:
        raise InsuranceRefusedError(wrong="amount")

    def work() -> str:
        history = _locked(place.id, loan_id, actor.person_id)
        _refuse_over(history, amount_rp, today)
        mine = InsuranceClaim.objects.filter(cooperative_id=place.id, loan_id=loan_id)
        if mine.filter(state=ClaimState.DIAJUKAN.value).exists():
            raise InsuranceRefusedError(wrong="open")
        claim = InsuranceClaim(
            id=uuid7(),
            cooperative_id=place.id,
            loan_id=loan_id,
            insurer=whom,
            asked_on=today,
            asked_rp=amount_rp,
            state=ClaimState.DIAJUKAN.value,
            person_id=actor.person_id,
            recorded_at=now,
        )
        claim.save(force_insert=True)
        _record(place, actor, "loans.claim.made", history, whom, now)
        return str(claim.id)

    facts = {"loan": loan_id, "insurer": whom, "amount_rp": amount_rp}
    return UUID(once(actor, Action.KEEP_LOANS, "make_claim", facts, request_id, now, work))


def refuse_claim(
    *,
    actor: Actor,
    place: Cooperative,
    claim_id: UUID,
    why: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Write down that the insurer does not pay, and why. Use-case of who keeps the loans.

    Raises:
        InsuranceRefusedError: ``why gone own answered``.
    """
    said = " ".join(why.split())
    if not said or len(said) > LONGEST_WHY:
        raise InsuranceRefusedError(wrong="why")

    def work() -> str:
        claim, history = _open_claim(place, claim_id, actor)
        claim.state, claim.answered_on, claim.why = ClaimState.DITOLAK.value, today, said
        claim.save(update_fields=["state", "answered_on", "why"])
        _record(place, actor, "loans.claim.refused", history, claim.insurer, now)
        return ""

    once(actor, Action.KEEP_LOANS, "refuse_claim", {"claim": claim_id, "why": said}, request_id, now, work)


def receive_claim(
    *,
    actor: Actor,
    place: Cooperative,
    claim_id: UUID,
    amount_rp: int,
    cash_place_id: UUID | None,
    today: date,
    request_id: UUID,
    now: datetime,
) -> str:
    """Take in what an insurer pays, today: it settles the loan, or pays what it can. Use-case of who keeps the loans.

    Money beyond what is owed is the heirs', not a payment on the loan.

    Args:
        actor: Who takes it in; not the borrower.
        place: The own cooperative.
        claim_id: On which claim.
        amount_rp: Whole rupiah, at most what settles the loan today.
        cash_place_id: The bank or the safe; the drawer of the own shift.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Returns:
        The number of the voucher.

    Raises:
        InsuranceRefusedError: ``amount gone own answered state over``.
        TillRefusedError, ShiftRefusedError: The place is not the actor's.
        EventRefusedError, EntryRefusedError: The loan or the books refuse it.
    """
    if amount_rp <= 0:
        raise InsuranceRefusedError(wrong="amount")

    def work() -> str:
        claim, history = _open_claim(place, claim_id, actor)
        happening = _paid_in(place, claim, history, amount_rp, cash_place_id, actor, today)
        told = _told(history, claim.insurer)
        served = serve(
            place=place,
            history=history,
            happening=happening,
            today=today,
            actor=actor,
            request_id=request_id,
            now=now,
            act=Act("loans.claim.paid", told, now),
        )
        claim.state, claim.answered_on, claim.got_rp = ClaimState.DIBAYAR.value, today, amount_rp
        claim.event_id = served.event_id
        claim.save(update_fields=["state", "answered_on", "got_rp", "event_id"])
        return served.posted.name if served.posted else ""

    facts = {"claim": claim_id, "amount_rp": amount_rp, "cash_place": cash_place_id}
    told: str = once(actor, Action.KEEP_LOANS, "receive_claim", facts, request_id, now, work)
    return told


def _paid_in(
    place: Cooperative,
    claim: InsuranceClaim,
    history: History,
    amount_rp: int,
    cash_place_id: UUID | None,
    actor: Actor,
    today: date,
) -> Happening:
    """Say how the money of an insurer comes to a loan: it settles it, or pays what it can."""
    owed_rp = _refuse_over(history, amount_rp, today)
    (till,) = asked(
        till_inquiry(cooperative_id=place.id, cash_place_id=cash_place_id, person_id=actor.person_id)
    )
    place_id = judge_till(actor=actor, place=place, till=till)
    return Happening(
        kind=Kind.PAYOFF if amount_rp == owed_rp else Kind.REPAYMENT,
        way=Way.ASURANSI,
        on=today,
        amount_rp=amount_rp,
        note="klaim asuransi",
        money=FromCash(cash_place_id=place_id, who=claim.insurer, side=till.side),
    )


def _open_claim(place: Cooperative, claim_id: UUID, actor: Actor) -> tuple[InsuranceClaim, History]:
    """Lock a loan with its claim that waits: the loan first, as everywhere."""
    rows = InsuranceClaim.objects.filter(cooperative_id=place.id, id=claim_id)
    loan_id = rows.values_list("loan_id", flat=True).first()
    if loan_id is None:
        raise InsuranceRefusedError(wrong="gone")
    history = _locked(place.id, loan_id, actor.person_id)
    claim = rows.select_for_update().get()
    if claim.state != ClaimState.DIAJUKAN.value:
        raise InsuranceRefusedError(wrong="answered")
    return claim, history


def _refuse_over(history: History, amount_rp: int, today: date) -> int:
    owed_rp = history.state_on(today).payoff.total
    if amount_rp > owed_rp:
        raise InsuranceRefusedError(wrong="over", owed_rp=owed_rp)
    return owed_rp


def _locked(cooperative_id: int, loan_id: UUID, person_id: UUID) -> History:
    return locked_loan(
        cooperative_id=cooperative_id, loan_id=loan_id, person_id=person_id, refusal=InsuranceRefusedError
    )


def _record(
    place: Cooperative, actor: Actor, act: str, history: History, insurer: str, now: datetime
) -> None:
    record(cooperative_id=place.id, actor=actor, act=act, facts=_told(history, insurer), now=now)


def _told(history: History, insurer: str) -> dict[str, str]:
    return {"number": history.loan.name, "insurer": insurer, "about": str(history.borrower.person_id)}
