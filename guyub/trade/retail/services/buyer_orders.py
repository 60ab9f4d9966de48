"""What buyers order and pay first: taken with its money, and withdrawn while the cycle is open."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from guyub.books.ledger.services.posting import Act
from guyub.books.treasury.services.booking import EventTyped, book_event
from guyub.community.members.selectors.members import one_member
from guyub.finance.savings.services.till import check_place
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.formats import day, rupiah
from guyub.foundation.kernel.ids import uuid7
from guyub.trade.retail.domain.accounts import MONEY
from guyub.trade.retail.domain.claims import (
    LONGEST_BUYER,
    MOST_ORDER_RP,
    BuyerOrderRefusedError,
    WishTyped,
    checked_wishes,
    paid_rp,
)
from guyub.trade.retail.domain.cycles import CycleState, CycleStep, refuse_step
from guyub.trade.retail.models import BuyerLine, BuyerOrder, CycleGood
from guyub.trade.retail.services.acting import (
    lines_of,
    locked_cycle,
    locked_order,
    once,
)
from guyub.trade.retail.services.refunds import refund_step

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from guyub.community.members.selectors.members import MemberRow
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative
    from guyub.trade.retail.models import BuyerCycle

SOURCE = "retail.order"
PAID = "pesanan.setor"


def take_order(
    *,
    actor: Actor,
    place: Cooperative,
    cycle_id: UUID,
    member_id: UUID | None,
    buyer: str,
    wishes: Sequence[WishTyped],
    shown_rp: int | None,
    cash_place_id: UUID | None,
    today: date,
    request_id: UUID,
    now: datetime,
) -> UUID:
    """Take a buyer's order with its money: quantity and tolerance, whole, at the price that was agreed. Use-case.

    Args:
        actor: Who takes the money.
        place: The own cooperative.
        cycle_id: Of which cycle.
        member_id: Whose order; None: somebody who is no member.
        buyer: That one's name, at most 60 letters.
        wishes: A good each.
        shown_rp: What it comes to as the buyer was told, whole rupiah; None: nobody was told.
        cash_place_id: The drawer of the own shift; safe or bank for who keeps the treasury.
        today: The business date.
        request_id: Made once per intention; the entry bears it.
        now: The moment, aware.

    Returns:
        The id of the order.

    Raises:
        CycleRefusedError: ``gone step``.
        BuyerOrderRefusedError: ``closed buyer good qty tolerance nothing large changed``.
        TillRefusedError, ShiftRefusedError: The money is not the actor's to take.
        EntryRefusedError: The books refuse it.
    """
    named = " ".join(buyer.split())

    def work() -> str:
        cycle = locked_cycle(cooperative_id=place.id, cycle_id=cycle_id)
        refuse_step(CycleState(cycle.state), CycleStep.ORDER)
        if today > cycle.closes_on:
            raise BuyerOrderRefusedError(wrong="closed", closes_on=cycle.closes_on)
        member = _member(place.id, member_id, named)
        order, lines = _written(cycle, member, named, wishes)
        if order.paid_rp > MOST_ORDER_RP:
            raise BuyerOrderRefusedError(wrong="large")
        if shown_rp not in {None, order.paid_rp}:
            raise BuyerOrderRefusedError(wrong="changed", shown_rp=shown_rp, total_rp=order.paid_rp)
        order.ordered_on, order.person_id, order.recorded_at = today, actor.person_id, now
        checked = check_place(actor=actor, place=place, cash_place_id=cash_place_id)
        _pay(place, order, member, checked, today, actor, request_id, now)
        order.save(force_insert=True)
        BuyerLine.objects.bulk_create(lines)
        cycle.save(update_fields=["last_no"])
        return str(order.id)

    facts = {
        "cycle": cycle_id,
        "member": member_id,
        "buyer": named,
        "wishes": [[str(one.good_id), one.qty, one.tolerance_qty] for one in wishes],
        "cash_place": cash_place_id,
        "on": today,
    }
    return UUID(once(actor, Action.HANDLE_CASH, "take_order", facts, request_id, now, work))


def withdraw_order(
    *,
    actor: Actor,
    place: Cooperative,
    order_id: UUID,
    cash_place_id: UUID | None,
    today: date,
    request_id: UUID,
    now: datetime,
) -> UUID:
    """Give a buyer who withdraws all money back, while the cycle is open. Use-case.

    Returns:
        The id of the event that paid it.

    Raises:
        BuyerOrderRefusedError: ``gone own withdrawn``.
        CycleRefusedError: ``step``: its goods are ordered.
        TillRefusedError, ShiftRefusedError: The money is not the actor's to give.
        EventRefusedError, EntryRefusedError: The books refuse it; a drawer never holds less than nothing.
    """

    def work() -> str:
        order = locked_order(cooperative_id=place.id, order_id=order_id)
        refuse_step(CycleState(order.cycle.state), CycleStep.ORDER)
        if order.withdrawn_on or not order.held_rp:
            raise BuyerOrderRefusedError(wrong="withdrawn")
        order.withdrawn_on = today
        order.save(update_fields=["withdrawn_on"])
        booked = refund_step(
            actor=actor,
            place=place,
            order=order,
            lines=lines_of(order),
            amount_rp=order.held_rp,
            cash_place_id=cash_place_id,
            today=today,
            request_id=request_id,
            now=now,
            act="retail.order.withdrawn",
        )
        return str(booked.event_id)

    facts = {"order": order_id, "cash_place": cash_place_id, "on": today}
    return UUID(once(actor, Action.HANDLE_CASH, "withdraw_order", facts, request_id, now, work))


def _member(place_id: int, member_id: UUID | None, named: str) -> MemberRow | None:
    if member_id is None:
        if not named or len(named) > LONGEST_BUYER:
            raise BuyerOrderRefusedError(wrong="buyer", most=LONGEST_BUYER)
        return None
    member = one_member(cooperative_id=place_id, member_id=member_id)
    if member is None or not member.is_member:
        raise BuyerOrderRefusedError(wrong="buyer", most=LONGEST_BUYER)
    return member


def _written(
    cycle: BuyerCycle, member: MemberRow | None, named: str, wishes: Sequence[WishTyped]
) -> tuple[BuyerOrder, list[BuyerLine]]:
    """Give an order and its lines as they will be, with the next number of the cycle."""
    rows = CycleGood.objects.filter(cooperative_id=cycle.cooperative_id, cycle=cycle)
    goods = {good.id: good for good in rows.select_related("product")}
    told = checked_wishes(wishes, names={id_: good.product.name for id_, good in goods.items()})
    cycle.last_no += 1
    order = BuyerOrder(
        id=uuid7(),
        cooperative_id=cycle.cooperative_id,
        cycle=cycle,
        no=cycle.last_no,
        member_id=member.member_id if member else None,
        buyer="" if member else named,
    )
    lines = [
        BuyerLine(
            id=uuid7(),
            cooperative_id=cycle.cooperative_id,
            order=order,
            good=goods[wish.good_id],
            qty=wish.qty,
            tolerance_qty=wish.tolerance_qty,
            price_rp=goods[wish.good_id].member_rp if member else goods[wish.good_id].other_rp,
        )
        for wish in told
    ]
    order.paid_rp = order.held_rp = sum(
        paid_rp(qty=line.qty, tolerance_qty=line.tolerance_qty, price_rp=line.price_rp) for line in lines
    )
    return order, lines


def _pay(
    place: Cooperative,
    order: BuyerOrder,
    member: MemberRow | None,
    cash_place_id: UUID,
    today: date,
    actor: Actor,
    request_id: UUID,
    now: datetime,
) -> None:
    """Take the money of an order; its event and its entry are kept with it."""
    name = f"{order.cycle.name}/{order.no:02}"
    about = {"about": str(member.person_id)} if member else {}
    booked = book_event(
        place=place,
        typed=EventTyped(
            kind=PAID,
            happened_on=today,
            amounts={"jumlah": order.paid_rp},
            cash_place_id=cash_place_id,
            who=member.name if member else order.buyer,
            unit_id=order.cycle.unit_id,
            note=name,
            member_id=order.member_id,
            source_kind=SOURCE,
            source_id=order.id,
        ),
        today=today,
        actor=actor,
        request_id=request_id,
        now=now,
        act=Act(
            "retail.order.taken",
            {"name": name, "amount": rupiah(order.paid_rp), "until": day(order.cycle.closes_on)} | about,
            now,
        ),
        context=MONEY,
    )
    order.event_id, order.entry_id = booked.event_id, booked.posted.entry_id
