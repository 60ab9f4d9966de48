"""Paying a loan out: in cash or by bank, to the member's savings, or to the seller of the goods it is for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from guyub.books.ledger.services.posting import Act
from guyub.books.treasury.selectors.events import event_of_entry
from guyub.books.treasury.selectors.tills import till_inquiry
from guyub.books.treasury.services.booking import take_back_event
from guyub.community.members.services.groups import hold_seats
from guyub.community.members.services.register import lock_members
from guyub.finance.loans.domain.contracts import written
from guyub.finance.loans.domain.lifecycle import LoanState
from guyub.finance.loans.models import Loan, LoanEvent, LoanLine
from guyub.finance.loans.selectors.histories import history_inquiry
from guyub.finance.loans.selectors.securities import missing_inquiry
from guyub.finance.loans.services.booking import CONTEXT
from guyub.finance.loans.services.fitness import refuse_changed
from guyub.finance.loans.services.paying_out import NEWS, DisbursementRefusedError, PaidOutTo, PayingOut
from guyub.finance.loans.services.premiums import drop_premium
from guyub.finance.savings.selectors.gate import gate_inquiry
from guyub.finance.savings.services.till import judge_till
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.kernel.selectors.together import asked
from guyub.foundation.kernel.services.outbox import write_news

if TYPE_CHECKING:
    from datetime import date, datetime

    from guyub.books.treasury.selectors.tills import Till
    from guyub.finance.loans.domain.contracts import Contract
    from guyub.finance.loans.selectors.histories import History
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative


@dataclass(frozen=True, slots=True)
class PaidOut:
    """The entry's number, what the member got in hand in whole rupiah, and the event with the voucher, if any."""

    voucher: str
    net_rp: int
    event_id: UUID | None


def disburse(
    *,
    actor: Actor,
    place: Cooperative,
    loan_id: UUID,
    to: PaidOutTo,
    on: date,
    first_due_on: date | None,
    today: date,
    request_id: UUID,
    now: datetime,
) -> PaidOut:
    """Pay an agreed loan out, once. Use-case of the treasurer.

    Args:
        actor: Who pays it out; not the borrower.
        place: The own cooperative.
        loan_id: Which.
        to: Where the money goes.
        on: The day, from the agreement to today.
        first_due_on: When the first instalment is due; None: one period later.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        DisbursementRefusedError: See there.
        TermsRefusedError: No schedule fits these dates.
        TillRefusedError, ShiftRefusedError: The place is not the actor's.
        EventRefusedError, EntryRefusedError: The books refuse it.
    """

    def work() -> dict[str, Any]:
        history, till = _fit(actor, place, loan_id, to, on, today)
        contract = _dated(history.contract, on, first_due_on)
        act = Act("loans.loan.disbursed", {"number": history.loan.name}, now)
        paid = PayingOut(place, history, contract, to, till, on, today, actor, request_id, now, act)
        return paid.done()

    facts = {
        "loan": loan_id,
        "cash_place": to.cash_place_id,
        "account": to.account_id,
        "seller": to.seller,
        "goods": to.goods,
        "on": on,
        "first_due_on": first_due_on,
    }
    done = act_once(
        actor=actor,
        action=Action.KEEP_LOANS,
        request_id=request_id,
        use_case="loans.disburse",
        facts=facts,
        now=now,
        work=work,
    )
    return PaidOut(done["voucher"], done["net_rp"], UUID(done["event"]) if done["event"] else None)


def take_disbursement_back(
    *,
    actor: Actor,
    place: Cooperative,
    loan_id: UUID,
    reason: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> str:
    """Take back, on the same day, that a loan was paid out in money; it is agreed and not paid out again. Use-case.

    Returns:
        The number of the entry.

    Raises:
        DisbursementRefusedError: ``gone state own served day way``.
        EventRefusedError, EntryRefusedError: The books refuse it.
    """

    def work() -> str:
        (history,) = asked(history_inquiry(cooperative_id=place.id, loan_id=loan_id, is_locking=True))
        if history is None:
            raise DisbursementRefusedError(wrong="gone")
        return _taken_back(place, history, reason, today, actor, request_id, now)

    told: str = act_once(
        actor=actor,
        action=Action.KEEP_LOANS,
        request_id=request_id,
        use_case="loans.take_disbursement_back",
        facts={"loan": loan_id, "reason": reason},
        now=now,
        work=work,
    )
    return told


def _fit(
    actor: Actor, place: Cooperative, loan_id: UUID, to: PaidOutTo, on: date, today: date
) -> tuple[History, Till]:
    """Lock the loan, ask for all that paying out depends on; or refuse it."""
    history, missing, gate, till = asked(
        history_inquiry(cooperative_id=place.id, loan_id=loan_id, is_locking=True),
        missing_inquiry(cooperative_id=place.id, loan_id=loan_id),
        gate_inquiry(cooperative_id=place.id, on=today),
        till_inquiry(cooperative_id=place.id, cash_place_id=to.cash_place_id, person_id=actor.person_id),
    )
    if history is None:
        raise DisbursementRefusedError(wrong="gone")
    state = history.state_now
    if state is not LoanState.DISETUJUI:
        raise DisbursementRefusedError(wrong="state" if state is LoanState.BATAL else "paid")
    if not history.borrower.is_member:
        raise DisbursementRefusedError(wrong="member")
    if history.borrower.person_id == actor.person_id:
        raise DisbursementRefusedError(wrong="own")
    if not gate.is_open:
        raise DisbursementRefusedError(wrong="gate", why=gate.why)
    if missing is not None:
        raise DisbursementRefusedError(wrong=missing[0], above_rp=missing[1])
    _check_told(history, to, on, today)
    refuse_changed(loan=history.loan, on=today)
    _refuse_unseated(history.loan)
    if to.cash_place_id is not None:
        judge_till(actor=actor, place=place, till=till)
    return history, till


def _refuse_unseated(loan: Loan) -> None:
    """Refuse a loan whose borrower sits no more in the group that answers for it; members come before seats."""
    if loan.group_id is None:
        return
    lock_members(cooperative_id=loan.cooperative_id, member_ids=[loan.member_id])
    if not hold_seats(
        cooperative_id=loan.cooperative_id, group_id=loan.group_id, member_ids=[loan.member_id]
    ):
        raise DisbursementRefusedError(wrong="group")


def _check_told(history: History, to: PaidOutTo, on: date, today: date) -> None:
    if on < history.loan.agreed_on:
        raise DisbursementRefusedError(wrong="early")
    if on > today:
        raise DisbursementRefusedError(wrong="late")
    if (to.cash_place_id is None) == (to.account_id is None):
        raise DisbursementRefusedError(wrong="way")
    if bool(to.seller.strip()) != bool(to.goods.strip()) or (to.seller and to.account_id):
        raise DisbursementRefusedError(wrong="goods")


def _dated(contract: Contract, on: date, first_due_on: date | None) -> Contract:
    if first_due_on is not None and first_due_on <= on:
        raise DisbursementRefusedError(wrong="first_due")
    return contract.dated(on, first_due_on)


def _taken_back(
    place: Cooperative,
    history: History,
    reason: str,
    today: date,
    actor: Actor,
    request_id: UUID,
    now: datetime,
) -> str:
    loan = history.loan
    if history.state_now is not LoanState.BERJALAN or loan.entry_id is None:
        raise DisbursementRefusedError(wrong="state")
    if history.borrower.person_id == actor.person_id:
        raise DisbursementRefusedError(wrong="own")
    if (
        LoanEvent.objects.filter(cooperative_id=place.id, loan_id=loan.id).exists()
        or loan.jasa_rp
        or (loan.provision_rp)
    ):
        raise DisbursementRefusedError(wrong="served")
    if loan.disbursed_on != today:
        raise DisbursementRefusedError(wrong="day")
    event = event_of_entry(cooperative_id=place.id, entry_id=loan.entry_id)
    if event is None:
        raise DisbursementRefusedError(wrong="way")
    back = take_back_event(
        place=place,
        event=event,
        reason=reason,
        today=today,
        actor=actor,
        request_id=request_id,
        now=now,
        act=Act("loans.loan.disbursement_taken_back", {"number": loan.name, "reason": reason}, now),
        context=CONTEXT,
    )
    if not drop_premium(cooperative_id=place.id, loan_id=loan.id):
        raise DisbursementRefusedError(wrong="served")
    LoanLine.objects.filter(cooperative_id=place.id, loan_id=loan.id).delete()
    Loan.objects.filter(cooperative_id=place.id, id=loan.id).update(
        state=LoanState.DISETUJUI.value,
        contract=written(history.contract.dated(None, None)),
        disbursed_on=None,
        way="",
        entry_id=None,
        left_rp=0,
        ends_on=None,
        overdue_since=None,
        overdue_rp=0,
    )
    write_news(cooperative_id=place.id, topic=NEWS, payload={"loan": str(loan.id)}, now=now)
    return back.posted.name
