"""Payments on a loan: at the counter and by bank, from savings, whole ahead of time; and taking one back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from guyub.books.ledger.domain.entries import GENERAL, Phase, taken_back
from guyub.books.ledger.selectors.journal import stored_lines
from guyub.books.ledger.services.posting import Act, post_complete
from guyub.books.treasury.domain.places import CashKind
from guyub.books.treasury.selectors.events import event_of_entry
from guyub.books.treasury.selectors.tills import till_inquiry
from guyub.books.treasury.services.booking import take_back_event
from guyub.community.members.domain.register import MemberState
from guyub.community.members.services.register import locked_member
from guyub.finance.loans.domain.events import Kind
from guyub.finance.loans.domain.lifecycle import Way
from guyub.finance.loans.domain.outcomes import PAYMENTS
from guyub.finance.loans.selectors.guarantor_repayments import call_was_repaid
from guyub.finance.loans.selectors.histories import history_inquiry
from guyub.finance.loans.services.acting import once
from guyub.finance.loans.services.booking import CONTEXT, WITH_SAVINGS, FromCash, FromSavings
from guyub.finance.loans.services.group_cover_steps import fund_has_back, hold_cover
from guyub.finance.loans.services.serving import Happening, ServingRefusedError, reverse, serve
from guyub.finance.savings.domain.kinds import Cause
from guyub.finance.savings.selectors.free import free_of
from guyub.finance.savings.selectors.movements import movements_of_entry
from guyub.finance.savings.services.entering import Move, enter
from guyub.finance.savings.services.till import judge_till
from guyub.foundation.identity.domain.roles import Action, can
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.selectors.together import asked

if TYPE_CHECKING:
    from datetime import date, datetime

    from guyub.books.ledger.services.posting import Posted
    from guyub.finance.loans.models import LoanEvent
    from guyub.finance.loans.selectors.histories import History
    from guyub.finance.loans.services.serving import Served
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative


_WHENCE = {Way.TANGGUNG.value: "dari dana kelompok"}


@dataclass(frozen=True, slots=True)
class Received:
    """What a payment did: its event, the number of its voucher, what is left of the principal in whole rupiah."""

    event_id: UUID
    voucher: str
    left_rp: int
    is_settled: bool
    said: str


def pay(
    *,
    actor: Actor,
    place: Cooperative,
    loan_id: UUID,
    amount_rp: int,
    cash_place_id: UUID | None,
    on: date,
    is_payoff: bool = False,
    today: date,
    request_id: UUID,
    now: datetime,
) -> Received:
    """Take a payment on a loan in cash or by bank. Use-case.

    A day in the past is taken from who keeps the loans, while its month is open in the books.

    Args:
        actor: Who takes it; not the borrower.
        place: The own cooperative.
        loan_id: On which loan.
        amount_rp: Whole rupiah; of a payoff exactly what is quoted for the day.
        cash_place_id: The drawer of the own shift; safe or bank for who keeps the treasury.
        on: The day.
        is_payoff: It settles the loan ahead of time.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        ServingRefusedError: ``gone own state late early past``.
        loans EventRefusedError: ``overpaid payoff settled amount``.
        TillRefusedError, ShiftRefusedError: The place is not the actor's.
        treasury EventRefusedError, EntryRefusedError: The books refuse it.
    """

    def work() -> dict[str, Any]:
        history, till = asked(
            history_inquiry(cooperative_id=place.id, loan_id=loan_id, is_locking=True),
            till_inquiry(cooperative_id=place.id, cash_place_id=cash_place_id, person_id=actor.person_id),
        )
        found = _served_by(history, actor, place, on, today)
        judge_till(actor=actor, place=place, till=till)
        assert cash_place_id is not None  # noqa: S101  judge_till refused none
        is_bank = till.side is not None and till.side.kind is CashKind.BANK
        happening = Happening(
            kind=Kind.PAYOFF if is_payoff else Kind.REPAYMENT,
            way=Way.TRANSFER if is_bank else Way.TUNAI,
            on=on,
            amount_rp=amount_rp,
            money=FromCash(cash_place_id=cash_place_id, who=found.borrower.name, side=till.side),
        )
        act = Act("loans.payment.taken", {"number": found.loan.name}, now)
        return _served(place, found, happening, today, actor, request_id, now, act)

    facts = {
        "loan": loan_id,
        "amount_rp": amount_rp,
        "cash_place": cash_place_id,
        "on": on,
        "payoff": is_payoff,
    }
    return _received(once(actor, Action.TAKE_LOANS, "pay", facts, request_id, now, work))


def pay_from_savings(
    *,
    actor: Actor,
    place: Cooperative,
    loan_id: UUID,
    amount_rp: int,
    account_id: UUID,
    is_payoff: bool = False,
    today: date,
    request_id: UUID,
    now: datetime,
) -> Received:
    """Take a payment on a loan from the borrower's savings, today. Use-case; the borrower has asked for it.

    Args, as of ``pay``, and:
        account_id: From which account; what is held of it and what must stay in it stays.

    Raises:
        ServingRefusedError: ``gone own state account short``.
        EventRefusedError: ``overpaid payoff settled amount``.
        EntryRefusedError: The books refuse it.
    """

    def work() -> dict[str, Any]:
        (history,) = asked(history_inquiry(cooperative_id=place.id, loan_id=loan_id, is_locking=True))
        found = _served_by(history, actor, place, today, today)
        money = money_of_account(
            cooperative_id=place.id,
            member_id=found.loan.member_id,
            account_id=account_id,
            amount_rp=amount_rp,
            on=today,
        )
        happening = Happening(
            kind=Kind.PAYOFF if is_payoff else Kind.REPAYMENT,
            way=Way.SIMPANAN,
            on=today,
            amount_rp=amount_rp,
            money=money,
        )
        act = Act("loans.payment.shifted", {"number": found.loan.name}, now)
        return _served(place, found, happening, today, actor, request_id, now, act)

    facts = {"loan": loan_id, "amount_rp": amount_rp, "account": account_id, "payoff": is_payoff}
    return _received(once(actor, Action.TAKE_LOANS, "pay_from_savings", facts, request_id, now, work))


def money_of_account(
    *, cooperative_id: int, member_id: UUID, account_id: UUID, amount_rp: int, on: date
) -> FromSavings:
    """Name an account of a member that pays, after a look at what of it is free. Step.

    Raises:
        ServingRefusedError: ``account`` (not the member's, or not one that gives money any day), ``short`` (less is
            free; fact ``free_rp``).
    """
    free = free_of(cooperative_id=cooperative_id, member_id=member_id, on=on).get(account_id)
    if free is None:
        raise ServingRefusedError(wrong="account")
    if free.free_rp < amount_rp:
        raise ServingRefusedError(wrong="short", free_rp=free.free_rp)
    return FromSavings(account_id=account_id, kind=free.kind, member_id=member_id, unit_id=free.unit_id)


def take_payment_back(
    *,
    actor: Actor,
    place: Cooperative,
    loan_id: UUID,
    event_id: UUID,
    reason: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> Received:
    """Take a payment back, today; payments after it stay and count anew. Use-case.

    Who took it may on its day; later who keeps the loans.

    Args:
        actor: Who takes it back; not the borrower.
        place: The own cooperative.
        loan_id: Of which loan.
        event_id: Which payment.
        reason: Why; at most 60 letters count.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        ServingRefusedError: ``gone own left kind undone past reason covered repaid``.
        EventRefusedError, EntryRefusedError: The loan or the books refuse it.
    """
    why = " ".join(reason.split())[:60]
    if not why:
        raise ServingRefusedError(wrong="reason")

    def work() -> dict[str, Any]:
        (history,) = asked(history_inquiry(cooperative_id=place.id, loan_id=loan_id, is_locking=True))
        if history is None:
            raise ServingRefusedError(wrong="gone")
        if history.borrower.person_id == actor.person_id:
            raise ServingRefusedError(wrong="own")
        member = locked_member(cooperative_id=place.id, member_id=history.loan.member_id)
        if member.state == MemberState.KELUAR.value:
            raise ServingRefusedError(wrong="left")
        undone = _may_be_taken_back(history, event_id, actor, place, today)
        cover = hold_cover(cooperative_id=place.id, undone=undone)
        if call_was_repaid(cooperative_id=place.id, event_id=undone.id):
            raise ServingRefusedError(wrong="repaid")
        act = Act("loans.payment.taken_back", {"number": history.loan.name, "reason": why}, now)
        posted = _money_back(place, undone, why, today, actor, request_id, now, act)
        fund_has_back(cover=cover, entry_id=posted.entry_id, today=today, actor=actor, now=now)
        served = reverse(
            place=place,
            history=history,
            undone=undone,
            posted=posted,
            reason=why,
            today=today,
            actor=actor,
            request_id=request_id,
            now=now,
            part=1,
            act=act,
        )
        return _told(served)

    facts = {"loan": loan_id, "event": event_id, "reason": why}
    return _received(once(actor, Action.TAKE_LOANS, "take_payment_back", facts, request_id, now, work))


def _served(
    place: Cooperative,
    history: History,
    happening: Happening,
    today: date,
    actor: Actor,
    request_id: UUID,
    now: datetime,
    act: Act,
) -> dict[str, Any]:
    served = serve(
        place=place,
        history=history,
        happening=happening,
        today=today,
        actor=actor,
        request_id=request_id,
        now=now,
        act=act,
    )
    return _told(served)


def _served_by(history: History | None, actor: Actor, place: Cooperative, on: date, today: date) -> History:
    if history is None:
        raise ServingRefusedError(wrong="gone")
    if history.borrower.person_id == actor.person_id:
        raise ServingRefusedError(wrong="own")
    if on < today and not can(actor, Action.KEEP_LOANS, place.id):
        raise ServingRefusedError(wrong="past")
    return history


def _may_be_taken_back(
    history: History, event_id: UUID, actor: Actor, place: Cooperative, today: date
) -> LoanEvent:
    undone = next((row for row in history.rows if row.id == event_id), None)
    if undone is None:
        raise ServingRefusedError(wrong="gone")
    if Kind(undone.kind) not in PAYMENTS or undone.entry_id is None:
        raise ServingRefusedError(wrong="kind")
    if any(row.undoes_id == undone.id for row in history.rows):
        raise ServingRefusedError(wrong="undone")
    taken_on = business_date(undone.recorded_at, Zone(place.zone))
    is_own_of_today = taken_on == today and undone.person_id == actor.person_id
    if not is_own_of_today and not can(actor, Action.KEEP_LOANS, place.id):
        raise ServingRefusedError(wrong="past")
    return undone


def _money_back(
    place: Cooperative,
    undone: LoanEvent,
    reason: str,
    today: date,
    actor: Actor,
    request_id: UUID,
    now: datetime,
    act: Act,
) -> Posted:
    """Take the entry of a payment back: the event of the treasury, or the entry with the movement of the savings.

    One that the fund of a group paid has neither: the fund follows (``fund_has_back``).
    """
    assert undone.entry_id is not None  # noqa: S101  checked by who asks
    event = event_of_entry(cooperative_id=place.id, entry_id=undone.entry_id)
    if event is not None:
        back = take_back_event(
            place=place,
            event=event,
            reason=reason,
            today=today,
            actor=actor,
            request_id=request_id,
            now=now,
            act=act,
            context=CONTEXT,
        )
        return back.posted
    draft = taken_back(
        stored_lines(cooperative_id=place.id, entry_id=undone.entry_id),
        memo=f"Batal angsuran {_WHENCE.get(undone.way, 'dari simpanan')}: {reason}",
        series=GENERAL,
        occurred_on=today,
        reverses_id=undone.entry_id,
        request_id=request_id,
        phase=Phase.ORDINARY,
    )
    (posted,) = post_complete(
        place=place, context=WITH_SAVINGS, drafts=[draft], today=today, actor=actor, is_late=True, act=act
    )
    moves = [
        Move(
            account_id=one.account_id,
            amount_rp=-one.amount_rp,
            cause=Cause.BATAL,
            on=today,
            value_on=one.value_on,
            undoes_id=one.movement_id,
            note=f"Batal angsuran: {reason}",
        )
        for one in movements_of_entry(cooperative_id=place.id, entry_id=undone.entry_id)
    ]
    enter(cooperative_id=place.id, moves=moves, entry_id=posted.entry_id, actor=actor, now=now)
    return posted


def _told(served: Served) -> dict[str, Any]:
    return {
        "event": str(served.event_id),
        "voucher": served.posted.name if served.posted else "",
        "left_rp": served.outcome.left_rp,
        "settled": served.outcome.is_settled,
        "said": served.outcome.said,
    }


def _received(done: dict[str, Any]) -> Received:
    return Received(UUID(done["event"]), done["voucher"], done["left_rp"], done["settled"], done["said"])
