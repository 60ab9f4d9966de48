"""Paying bon at the office, and taking a payment back."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast
from uuid import UUID

from guyub.books.ledger.domain.entries import LineDraft
from guyub.books.treasury.domain.places import CashKind
from guyub.books.treasury.selectors.tills import till_inquiry
from guyub.community.members.services.register import locked_member
from guyub.finance.savings.services.till import judge_till
from guyub.foundation.identity.domain.roles import Action, can
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.selectors.together import asked
from guyub.trade.procurement.domain.orders import checked_why
from guyub.trade.retail.domain.baskets import TenderKind
from guyub.trade.retail.domain.bon import BonRefusedError
from guyub.trade.retail.services.acting import once
from guyub.trade.retail.services.bon import BonMoney, give_bon_back, locked_payment, receive_bon

if TYPE_CHECKING:
    from datetime import date, datetime

    from guyub.books.treasury.domain.events import CashSide
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative


def pay_bon(
    *,
    actor: Actor,
    place: Cooperative,
    member_id: UUID,
    amount_rp: int,
    cash_place_id: UUID | None,
    today: date,
    request_id: UUID,
    now: datetime,
) -> UUID:
    """Take money of a member for bon at the office; the oldest receipts are settled first. Use-case.

    Args:
        actor: Who takes it; not the member.
        place: The own cooperative.
        member_id: Who pays.
        amount_rp: Whole rupiah.
        cash_place_id: The drawer of the own shift; safe or bank for who keeps the treasury.
        today: The business date.
        request_id: Made once per intention; the entry bears it.
        now: The moment, aware.

    Returns:
        The id of the payment, whose receipt is printed.

    Raises:
        StandingRefusedError: ``gone``: no such member here.
        BonRefusedError: ``own amount over``.
        TillRefusedError, ShiftRefusedError: The money is not the actor's to take.
        EntryRefusedError: The books refuse it.
    """

    def work() -> str:
        member = locked_member(cooperative_id=place.id, member_id=member_id)
        if member.person_id == actor.person_id:
            raise BonRefusedError(wrong="own")
        inquiry = till_inquiry(
            cooperative_id=place.id, cash_place_id=cash_place_id, person_id=actor.person_id
        )
        (till,) = asked(inquiry)
        place_id = judge_till(actor=actor, place=place, till=till)
        side = cast("CashSide", till.side)  # the place was judged
        payment = receive_bon(
            place=place,
            actor=actor,
            member_id=member_id,
            money=BonMoney(
                amount_rp=amount_rp,
                paid_by=[LineDraft(side.account, amount_rp, unit_id=side.unit_id)],
                way=TenderKind.TRANSFER if side.kind is CashKind.BANK else TenderKind.CASH,
                paid_on=today,
                cash_place_id=place_id,
            ),
            today=today,
            request_id=request_id,
            now=now,
        )
        return str(payment.id)

    facts = {"member": member_id, "amount_rp": amount_rp, "cash_place": cash_place_id, "on": today}
    return UUID(once(actor, Action.HANDLE_CASH, "pay_bon", facts, request_id, now, work))


def take_bon_back(
    *,
    actor: Actor,
    place: Cooperative,
    payment_id: UUID,
    why: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Take back, today, a payment of bon that was told wrongly: what it settled is owed again. Use-case.

    Who took it may on its day; on any later day who keeps the treasury, and never for the own bon.

    Args:
        actor: Who takes it back.
        place: The own cooperative.
        payment_id: Which payment.
        why: 5 to 200 letters.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        BonRefusedError: ``why gone own undone past``.
        EventRefusedError, EntryRefusedError: The books refuse it; a drawer never holds less than nothing.
    """
    reason = checked_why(why, BonRefusedError)

    def work() -> None:
        member, payment = locked_payment(cooperative_id=place.id, payment_id=payment_id)
        if member.person_id == actor.person_id:
            raise BonRefusedError(wrong="own")
        if payment.undone_on:
            raise BonRefusedError(wrong="undone")
        taken_on = business_date(payment.recorded_at, Zone(place.zone))
        is_own_of_today = taken_on == today and payment.person_id == actor.person_id
        if not is_own_of_today and not can(actor, Action.KEEP_TREASURY, place.id):
            raise BonRefusedError(wrong="past")
        give_bon_back(
            place=place,
            actor=actor,
            payment=payment,
            reason=reason,
            today=today,
            request_id=request_id,
            now=now,
        )

    facts = {"payment": payment_id, "why": reason, "on": today}
    once(actor, Action.HANDLE_CASH, "take_bon_back", facts, request_id, now, work)
