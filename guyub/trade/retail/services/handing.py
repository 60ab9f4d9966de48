"""Handing goods over that a buyer ordered and paid first: a sale, paid by the money that is held."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from guyub.books.ledger.domain.entries import LineDraft
from guyub.books.ledger.services.posting import Act
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.ids import uuid7
from guyub.trade.inventory.services.plans import Source
from guyub.trade.procurement.domain.orders import checked_why
from guyub.trade.retail.domain.accounts import BUYERS_MONEY
from guyub.trade.retail.domain.claims import BuyerOrderRefusedError
from guyub.trade.retail.domain.cycles import CycleState, CycleStep, refuse_step
from guyub.trade.retail.models import BuyerLine, Handing, HandingLine
from guyub.trade.retail.services.acting import lines_of, locked_order, once, said_of, settle_state
from guyub.trade.retail.services.refunds import due_of, refund_step
from guyub.trade.retail.services.selling import SaleLine, book_sale, lawful_lines, plan_sale, take_sale_back

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative
    from guyub.trade.retail.models import BuyerOrder

SOURCE = "retail.handing"
REFUND_PART = 2  # after the sale and what it corrects


def hand_over(
    *,
    actor: Actor,
    place: Cooperative,
    order_id: UUID,
    quantities: Mapping[UUID, int],
    cash_place_id: UUID | None,
    today: date,
    request_id: UUID,
    now: datetime,
) -> UUID:
    """Hand over what is set aside for a buyer, and give back what is due in the same press. Use-case.

    Where a ceiling was lowered since it was paid, the buyer pays the lower price and the difference is due back.

    Args:
        actor: Who hands over.
        place: The own cooperative.
        order_id: Of which order.
        quantities: How many units of each line; lines with none are left out.
        cash_place_id: From where the rest is given back; None: not now.
        today: The business date.
        request_id: Made once per intention; the entries bear it.
        now: The moment, aware.

    Returns:
        The id of the handing.

    Raises:
        BuyerOrderRefusedError: ``gone nothing granted own``.
        CycleRefusedError: ``step``: what came is not shared.
        SaleRefusedError: ``no_ceiling``.
        StockRefusedError: ``short``: the goods lie elsewhere.
        TillRefusedError, ShiftRefusedError, EventRefusedError, EntryRefusedError: Money or books refuse it.
    """
    wanted = {id_: qty for id_, qty in quantities.items() if qty}

    def work() -> str:
        order = locked_order(cooperative_id=place.id, order_id=order_id)
        refuse_step(CycleState(order.cycle.state), CycleStep.HAND)
        lines = lines_of(order)
        taken = _taken(lines, wanted)
        handing = _sell(place, order, taken, wanted, today, actor, request_id, now)
        if cash_place_id is not None and due_of(order, lines) > 0:
            refund_step(
                actor=actor,
                place=place,
                order=order,
                lines=lines,
                amount_rp=due_of(order, lines),
                cash_place_id=cash_place_id,
                today=today,
                request_id=request_id,
                now=now,
                part=REFUND_PART,
            )
        settle_state(order.cycle)
        return str(handing.id)

    facts = {
        "order": order_id,
        "quantities": sorted([str(id_), qty] for id_, qty in wanted.items()),
        "cash_place": cash_place_id,
        "on": today,
    }
    return UUID(once(actor, Action.HANDLE_CASH, "hand_over", facts, request_id, now, work))


def take_handing_back(
    *,
    actor: Actor,
    place: Cooperative,
    handing_id: UUID,
    why: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Take a handing over back on its own day: the goods lie there again, set aside as before. Use-case.

    Raises:
        BuyerOrderRefusedError: ``why gone undone day``; ``refunded``: its refund is taken back first.
        StockRefusedError, EntryRefusedError: Stock or books refuse it.
    """
    reason = checked_why(why, BuyerOrderRefusedError)

    def work() -> None:
        rows = Handing.objects.filter(cooperative_id=place.id, id=handing_id)
        order_id = rows.values_list("order_id", flat=True).first()
        if order_id is None:
            raise BuyerOrderRefusedError(wrong="gone")
        order = locked_order(cooperative_id=place.id, order_id=order_id)
        handing = rows.get()
        if handing.undone_on:
            raise BuyerOrderRefusedError(wrong="undone")
        if handing.handed_on != today:
            raise BuyerOrderRefusedError(wrong="day")
        told = list(handing.lines.order_by("id"))
        lines = {line.id: line for line in lines_of(order)}
        _count_back(order, lines, told, handing.total_rp)
        take_sale_back(
            place=place,
            entry_id=handing.entry_id,
            sold=[(line.move_id, line.amount_rp) for line in told],
            memo=f"Batal serah {said_of(order)['name']}: {reason}",
            today=today,
            actor=actor,
            request_id=request_id,
            now=now,
            act=Act("retail.handing.undone", said_of(order) | {"reason": reason}, now),
            source=Source(SOURCE, handing.id),
        )
        handing.undone_on, handing.undone_why = today, reason
        handing.save(update_fields=["undone_on", "undone_why"])
        order.save(update_fields=["handed_rp", "held_rp"])
        BuyerLine.objects.filter(cooperative_id=place.id).bulk_update(lines.values(), ["handed_qty"])
        settle_state(order.cycle)

    facts = {"handing": handing_id, "why": reason, "on": today}
    once(actor, Action.HANDLE_CASH, "take_handing_back", facts, request_id, now, work)


def _taken(lines: Sequence[BuyerLine], wanted: Mapping[UUID, int]) -> list[BuyerLine]:
    """Give the lines of which something is handed over now, in the order of the cycle's goods."""
    taken = [line for line in lines if line.id in wanted]
    if not taken or len(taken) != len(wanted):
        raise BuyerOrderRefusedError(wrong="nothing")
    for line in taken:
        if not 0 < wanted[line.id] <= line.granted_qty - line.handed_qty:
            raise BuyerOrderRefusedError(wrong="granted", product=line.good.product.name)
    return taken


def _sell(
    place: Cooperative,
    order: BuyerOrder,
    taken: Sequence[BuyerLine],
    wanted: Mapping[UUID, int],
    today: date,
    actor: Actor,
    request_id: UUID,
    now: datetime,
) -> Handing:
    """Sell what is taken at the price that was paid, or at a ceiling below it, and count it."""
    agreed = [
        SaleLine(
            product_id=line.good.product_id,
            location_id=order.cycle.location_id,
            qty=wanted[line.id] * line.good.factor,
            net_rp=wanted[line.id] * line.price_rp,
        )
        for line in taken
    ]
    told = lawful_lines(place=place, lines=agreed, on=today)
    sale = plan_sale(place=place, lines=told, member_id=order.member_id, on=today, today=today)
    handing = Handing(
        id=uuid7(),
        cooperative_id=place.id,
        order=order,
        handed_on=today,
        total_rp=sale.total_rp,
        person_id=actor.person_id,
        recorded_at=now,
    )
    said: dict[str, Any] = said_of(order) | {"amount": rupiah(sale.total_rp)}
    sold = book_sale(
        sale=sale,
        paid_by=[
            LineDraft(BUYERS_MONEY, sale.total_rp, unit_id=order.cycle.unit_id, member_id=order.member_id)
        ],
        memo=f"Serah setor beli {said['name']}",
        today=today,
        actor=actor,
        request_id=request_id,
        now=now,
        act=Act("retail.handing.made", said, now),
        source=Source(SOURCE, handing.id),
    )
    handing.entry_id = sold.posted.entry_id
    handing.save(force_insert=True)
    HandingLine.objects.bulk_create(
        HandingLine(
            id=uuid7(),
            cooperative_id=place.id,
            handing=handing,
            line=line,
            qty=wanted[line.id],
            amount_rp=one.net_rp,
            move_id=move_id,
        )
        for line, one, move_id in zip(taken, told, sold.move_ids, strict=True)
    )
    for line in taken:
        line.handed_qty += wanted[line.id]
    BuyerLine.objects.filter(cooperative_id=place.id).bulk_update(taken, ["handed_qty"])
    order.handed_rp += sale.total_rp
    order.held_rp -= sale.total_rp
    order.save(update_fields=["handed_rp", "held_rp"])
    return handing


def _count_back(
    order: BuyerOrder, lines: Mapping[UUID, BuyerLine], told: Sequence[HandingLine], total_rp: int
) -> None:
    """Count what was handed over back; the money must be there that its goods were paid with."""
    for line in told:
        lines[line.line_id].handed_qty -= line.qty
    order.handed_rp -= total_rp
    order.held_rp += total_rp
    if due_of(order, list(lines.values())) < 0:
        raise BuyerOrderRefusedError(wrong="refunded")
