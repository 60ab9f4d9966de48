"""Money of buyers that goes back: what did not come, what cost less, all of a cycle that was cancelled."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from guyub.books.ledger.services.posting import Act
from guyub.books.treasury.services.booking import EventTyped, book_event, take_back_event
from guyub.finance.savings.services.till import check_place
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.ids import uuid7
from guyub.trade.procurement.domain.orders import checked_why
from guyub.trade.retail.domain.accounts import MONEY
from guyub.trade.retail.domain.claims import BuyerOrderRefusedError, due_rp
from guyub.trade.retail.domain.cycles import CycleState
from guyub.trade.retail.models import BuyerLine, BuyerOrder, Refund
from guyub.trade.retail.services.acting import (
    buyer_of,
    claims_of,
    lines_of,
    locked_order,
    once,
    said_of,
    settle_state,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from guyub.books.treasury.services.booking import Booked
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

SOURCE = "retail.refund"
GIVEN_BACK = "pesanan.kembali"
SHARED = frozenset({CycleState.DATANG, CycleState.SELESAI})


def pay_back(
    *,
    actor: Actor,
    place: Cooperative,
    order_id: UUID,
    cash_place_id: UUID | None,
    today: date,
    request_id: UUID,
    now: datetime,
) -> UUID:
    """Give a buyer all that is due back: what is not set aside is given up with it. Use-case.

    Args:
        actor: Who gives the money; never to oneself.
        place: The own cooperative.
        order_id: Of which order.
        cash_place_id: The drawer of the own shift; safe or bank for who keeps the treasury.
        today: The business date.
        request_id: Made once per intention; the entry bears it.
        now: The moment, aware.

    Returns:
        The id of the event that paid it.

    Raises:
        BuyerOrderRefusedError: ``gone due own``.
        TillRefusedError, ShiftRefusedError: The money is not the actor's to give.
        EventRefusedError, EntryRefusedError: The books refuse it; a drawer never holds less than nothing.
    """

    def work() -> str:
        order = locked_order(cooperative_id=place.id, order_id=order_id)
        lines = lines_of(order)
        booked = refund_step(
            actor=actor,
            place=place,
            order=order,
            lines=lines,
            amount_rp=due_of(order, lines),
            cash_place_id=cash_place_id,
            today=today,
            request_id=request_id,
            now=now,
        )
        settle_state(order.cycle)
        return str(booked.event_id)

    facts = {"order": order_id, "cash_place": cash_place_id, "on": today}
    return UUID(once(actor, Action.HANDLE_CASH, "pay_back", facts, request_id, now, work))


def take_refund_back(
    *,
    actor: Actor,
    place: Cooperative,
    refund_id: UUID,
    why: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Take a refund back that was told wrongly: its money is due again, goods given up stay so. Use-case.

    Raises:
        BuyerOrderRefusedError: ``why gone undone own``.
        EntryRefusedError: The books refuse it.
    """
    reason = checked_why(why, BuyerOrderRefusedError)

    def work() -> None:
        rows = Refund.objects.filter(cooperative_id=place.id, id=refund_id)
        order_id = rows.values_list("order_id", flat=True).first()
        if order_id is None:
            raise BuyerOrderRefusedError(wrong="gone")
        order = locked_order(cooperative_id=place.id, order_id=order_id)
        _refuse_own(actor, order)
        refund = rows.select_related("event").get()
        if refund.undone_on:
            raise BuyerOrderRefusedError(wrong="undone")
        facts = said_of(order) | {"amount": rupiah(refund.amount_rp), "reason": reason}
        take_back_event(
            place=place,
            event=refund.event,
            reason=reason[:60],
            today=today,
            actor=actor,
            request_id=request_id,
            now=now,
            act=Act("retail.refund.undone", facts, now),
            context=MONEY,
        )
        refund.undone_on, refund.undone_why = today, reason
        refund.save(update_fields=["undone_on", "undone_why"])
        order.refunded_rp -= refund.amount_rp
        order.held_rp += refund.amount_rp
        order.save(update_fields=["refunded_rp", "held_rp"])
        settle_state(order.cycle)

    facts = {"refund": refund_id, "why": reason, "on": today}
    once(actor, Action.HANDLE_CASH, "take_refund_back", facts, request_id, now, work)


def due_of(order: BuyerOrder, lines: Sequence[BuyerLine]) -> int:
    """Tell what of an order's money is due back, whole rupiah."""
    state = CycleState(order.cycle.state)
    return due_rp(
        held_rp=order.held_rp,
        claims=claims_of(lines),
        is_sharing=state in SHARED,
        is_cancelled=state is CycleState.BATAL,
    )


def refund_step(
    *,
    actor: Actor,
    place: Cooperative,
    order: BuyerOrder,
    lines: Sequence[BuyerLine],
    amount_rp: int,
    cash_place_id: UUID | None,
    today: date,
    request_id: UUID,
    now: datetime,
    part: int = 0,
    act: str = "retail.refund.paid",
) -> Booked:
    """Give money of an order back; what is not set aside is given up. Step: its cycle is locked.

    Args, as of ``pay_back``, and:
        order: Read with its cycle and its member.
        lines: All of the order.
        amount_rp: How much, whole rupiah.
        part: Which entry of the use-case.
        act: What the trail calls it.

    Raises:
        BuyerOrderRefusedError: ``due own``.
        TillRefusedError, ShiftRefusedError, EventRefusedError, EntryRefusedError: As there.
    """
    _refuse_own(actor, order)
    if amount_rp <= 0:
        raise BuyerOrderRefusedError(wrong="due")
    checked = check_place(actor=actor, place=place, cash_place_id=cash_place_id)
    refund = Refund(
        id=uuid7(),
        cooperative_id=place.id,
        order=order,
        refunded_on=today,
        amount_rp=amount_rp,
        person_id=actor.person_id,
        recorded_at=now,
    )
    booked = book_event(
        place=place,
        typed=_typed(order, refund, checked),
        today=today,
        actor=actor,
        request_id=request_id,
        now=now,
        part=part,
        act=Act(act, said_of(order) | {"amount": rupiah(amount_rp)}, now),
        context=MONEY,
    )
    refund.event_id = booked.event_id
    refund.save(force_insert=True)
    order.refunded_rp += amount_rp
    order.held_rp -= amount_rp
    order.save(update_fields=["refunded_rp", "held_rp"])
    for line in lines:
        line.released_qty = line.qty + line.tolerance_qty - line.granted_qty
    BuyerLine.objects.filter(cooperative_id=place.id).bulk_update(lines, ["released_qty"])
    return booked


def _typed(order: BuyerOrder, refund: Refund, cash_place_id: UUID) -> EventTyped:
    return EventTyped(
        kind=GIVEN_BACK,
        happened_on=refund.refunded_on,
        amounts={"jumlah": refund.amount_rp},
        cash_place_id=cash_place_id,
        who=buyer_of(order),
        unit_id=order.cycle.unit_id,
        note=str(said_of(order)["name"]),
        member_id=order.member_id,
        source_kind=SOURCE,
        source_id=refund.id,
    )


def _refuse_own(actor: Actor, order: BuyerOrder) -> None:
    if order.member and order.member.person_id == actor.person_id:
        raise BuyerOrderRefusedError(wrong="own")
