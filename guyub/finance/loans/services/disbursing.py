"""Paying a loan out: in cash or by bank, to the member's savings, or to the seller of the goods it is for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from guyub.books.ledger.domain.entries import EntryDraft, LineDraft
from guyub.books.ledger.services.posting import Act, post_entry
from guyub.books.treasury.domain.places import CashKind
from guyub.books.treasury.selectors.events import event_of_entry
from guyub.books.treasury.selectors.tills import till_inquiry
from guyub.books.treasury.services.booking import EventTyped, book_event, take_back_event
from guyub.finance.loans.domain.accounts import FEES, PREMIUMS, PRINCIPAL
from guyub.finance.loans.domain.contracts import written
from guyub.finance.loans.domain.lifecycle import LoanState, Way
from guyub.finance.loans.domain.schedules import schedule_of
from guyub.finance.loans.domain.states import state_of
from guyub.finance.loans.domain.terms import FeeWhen
from guyub.finance.loans.models import Loan, LoanEvent, LoanLine
from guyub.finance.loans.selectors.histories import history_inquiry
from guyub.finance.loans.services.lines import writing_lines
from guyub.finance.loans.services.serving import CONTEXT, LONGEST_WHO
from guyub.finance.savings.domain.kinds import CONTROL, Cause
from guyub.finance.savings.selectors.free import free_of
from guyub.finance.savings.selectors.gate import gate_inquiry
from guyub.finance.savings.services.entering import Move, enter
from guyub.finance.savings.services.till import judge_till
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.selectors.together import asked
from guyub.foundation.kernel.services.outbox import write_news
from guyub.foundation.kernel.tenancy.postgresql.calls import prepared

if TYPE_CHECKING:
    from datetime import date, datetime

    from guyub.books.ledger.services.posting import Posted
    from guyub.books.treasury.selectors.tills import Till
    from guyub.finance.loans.domain.contracts import Contract
    from guyub.finance.loans.selectors.histories import History
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

NEWS = "loans.loan_changed"
LONGEST_GOODS = 80


class DisbursementRefusedError(DomainError):
    """A loan is not paid out, or its paying out not taken back; ``wrong`` says why.

    ``gone`` (no such loan here), ``paid`` (paid out already), ``state`` (cancelled), ``member`` (the borrower is no
    member any more), ``own`` (nobody pays out the own loan), ``gate`` (the unit may not lend; fact ``why``), ``early``
    (before it was agreed), ``late`` (after today), ``first_due``, ``way`` (no place of money and no account, or both),
    ``account`` (not the member's, or not one that takes money any day), ``goods`` (what is bought, and from whom, is
    not said), ``served`` (something happened to the loan since; take that back first), ``day`` (another day's).
    """

    code: ClassVar[str] = "loans.disbursement.refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidOutTo:
    """Where the money goes: a cash place gives it to the member or to a seller, or an account of savings takes it.

    Args:
        cash_place_id: The drawer of the own shift; safe or bank for who keeps the treasury.
        account_id: The member's account of savings, instead.
        seller: Who sells the goods, where the money goes there; with a cash place.
        goods: What is bought.
    """

    cash_place_id: UUID | None = None
    account_id: UUID | None = None
    seller: str = ""
    goods: str = ""


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
        paid = _Paying(place, history, contract, to, till, on, today, actor, request_id, now, act)
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
    history, gate, till = asked(
        history_inquiry(cooperative_id=place.id, loan_id=loan_id, is_locking=True),
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
    _check_told(history, to, on, today)
    if to.cash_place_id is not None:
        judge_till(actor=actor, place=place, till=till)
    return history, till


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


@dataclass(frozen=True, slots=True)
class _Paying:
    """One loan being paid out."""

    place: Cooperative
    history: History
    contract: Contract
    to: PaidOutTo
    till: Till
    on: date
    today: date
    actor: Actor
    request_id: UUID
    now: datetime
    act: Act

    def done(self) -> dict[str, Any]:
        """Book it, and let the loan run."""
        loan, schedule = self.history.loan, schedule_of(self.contract.terms)
        premium_rp = self._premium_rp(schedule.fee)
        amounts = {
            "pokok": loan.principal_rp,
            "provisi": schedule.fee - premium_rp,
            "premi": premium_rp,
        }
        event_id = None
        if self.to.cash_place_id is not None:
            posted, event_id = self._in_money(self.to.cash_place_id, amounts)
        else:
            posted = self._to_savings(amounts, schedule.net)
        state = state_of(self.contract.terms, self.contract.servicing, [], self.on)
        Loan.objects.filter(cooperative_id=self.place.id, id=loan.id).update(
            state=LoanState.BERJALAN.value,
            contract=written(self.contract),
            disbursed_on=self.on,
            way=self._way.value,
            entry_id=posted.entry_id,
            left_rp=loan.principal_rp,
            ends_on=state.lines[-1].due_on,
        )
        prepared(*writing_lines(cooperative_id=self.place.id, loan_id=loan.id, lines=state.lines))
        write_news(cooperative_id=self.place.id, topic=NEWS, payload={"loan": str(loan.id)}, now=self.now)
        event = str(event_id) if event_id else ""
        return {"voucher": posted.name, "net_rp": schedule.net, "event": event}

    @property
    def _way(self) -> Way:
        if self.to.account_id is not None:
            return Way.SIMPANAN
        side = self.till.side
        return Way.TRANSFER if side and side.kind is CashKind.BANK else Way.TUNAI

    def _premium_rp(self, fee_rp: int) -> int:
        """What of the fees at the payment out belongs to an insurer: those of that name, counted alone."""
        terms = self.contract.terms
        others = [
            fee
            for fee in terms.fees
            if fee.when is FeeWhen.DISBURSEMENT and fee.name not in self.contract.premiums
        ]
        return fee_rp - schedule_of(replace(terms, fees=tuple(others))).fee

    def _in_money(self, cash_place_id: UUID, amounts: dict[str, int]) -> tuple[Posted, UUID]:
        who = self.to.seller or self.history.borrower.name
        goods = " ".join(self.to.goods.split())[:LONGEST_GOODS]
        booked = book_event(
            place=self.place,
            typed=EventTyped(
                kind="pinjaman.cair",
                happened_on=self.on,
                amounts=amounts,
                cash_place_id=cash_place_id,
                who=who[:LONGEST_WHO],
                unit_id=self.history.product.unit_id,
                note=f"{self.history.loan.name} {goods}".strip(),
                member_id=self.history.loan.member_id,
                source_kind="loans.loan",
                source_id=self.history.loan.id,
            ),
            today=self.today,
            actor=self.actor,
            request_id=self.request_id,
            now=self.now,
            act=self.act,
            context=CONTEXT,
            cash=self.till.side,
        )
        return booked.posted, booked.event_id

    def _to_savings(self, amounts: dict[str, int], net_rp: int) -> Posted:
        free = free_of(cooperative_id=self.place.id, member_id=self.history.loan.member_id, on=self.on)
        account_id = self.to.account_id
        if account_id is None or account_id not in free:
            raise DisbursementRefusedError(wrong="account")
        account, unit_id, name = free[account_id], self.history.product.unit_id, self.history.loan.name
        lines = [
            LineDraft(PRINCIPAL, amounts["pokok"], unit_id=unit_id, member_id=self.history.loan.member_id),
            LineDraft(FEES, -amounts["provisi"], unit_id=unit_id, member_id=self.history.loan.member_id),
            LineDraft(PREMIUMS, -amounts["premi"], unit_id=unit_id, member_id=self.history.loan.member_id),
            LineDraft(
                CONTROL[account.kind], -net_rp, unit_id=account.unit_id, member_id=self.history.loan.member_id
            ),
        ]
        draft = EntryDraft(
            occurred_on=self.on,
            memo=f"Pencairan pinjaman {name} ke simpanan",
            lines=[line for line in lines if line.amount_rp],
            request_id=self.request_id,
            source_kind="loans.loan",
            source_id=self.history.loan.id,
        )
        posted = post_entry(
            place=self.place,
            context="loans+savings",
            draft=draft,
            today=self.today,
            actor=self.actor,
            act=self.act,
        )
        move = Move(
            account_id=account_id, amount_rp=net_rp, cause=Cause.PINDAH, on=self.on, note=f"Pinjaman {name}"
        )
        enter(
            cooperative_id=self.place.id,
            moves=[move],
            entry_id=posted.entry_id,
            actor=self.actor,
            now=self.now,
        )
        return posted


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
