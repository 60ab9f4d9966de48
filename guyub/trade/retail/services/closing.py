"""Closing a cycle: whole cases are ordered of the supplier, in the same transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from guyub.foundation.identity.domain.roles import Action
from guyub.trade.procurement.domain.ordering import order_cases, refuse_below_minimum
from guyub.trade.procurement.domain.orders import OrderLine, OrderTyped
from guyub.trade.procurement.services.ordering_steps import submit_order_step
from guyub.trade.procurement.services.orders import write_order_step
from guyub.trade.retail.domain.cycles import CycleRefusedError, CycleState, CycleStep, refuse_step
from guyub.trade.retail.models import BuyerLine, CycleGood
from guyub.trade.retail.services.acting import claim_of, locked_cycle, note, once

if TYPE_CHECKING:
    from datetime import date, datetime

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.trade.procurement.domain.ordering import Wish
    from guyub.trade.retail.models import BuyerCycle


def close_cycle(
    *, actor: Actor, cycle_id: UUID, shown_rp: int, today: date, request_id: UUID, now: datetime
) -> UUID:
    """Close a cycle and order whole cases of what it offers; above the threshold a second person is asked. Use-case.

    Args:
        actor: Who orders goods.
        cycle_id: Which cycle.
        shown_rp: What the order came to on the page, whole rupiah: who pressed has seen it.
        today: The business date.
        request_id: Made once per intention; a question to a second person bears it.
        now: The moment, aware.

    Returns:
        The id of the order to the supplier.

    Raises:
        CycleRefusedError: ``gone step``; ``nothing``: no case is filled, so it is extended or cancelled; ``changed``.
        OrderRefusedError: ``minimum``: the supplier delivers no less.
        PurchaseRefusedError: Procurement refuses the order.
    """

    def work() -> str:
        cycle = locked_cycle(cooperative_id=actor.cooperative_id, cycle_id=cycle_id)
        refuse_step(CycleState(cycle.state), CycleStep.CLOSE)
        goods = _filled(cycle)
        order_rp = sum(good.ordered_qty * good.buying_rp for good in goods)
        if not order_rp:
            raise CycleRefusedError(wrong="nothing")
        if order_rp != shown_rp:
            raise CycleRefusedError(wrong="changed", shown_rp=shown_rp, order_rp=order_rp)
        refuse_below_minimum(order_rp=order_rp, minimum_rp=cycle.partner.minimum_rp)
        order = write_order_step(actor=actor, typed=_typed(cycle, goods, today), today=today, now=now)
        submit_order_step(actor=actor, order_id=order.id, today=today, request_id=request_id, now=now)
        CycleGood.objects.filter(cooperative_id=cycle.cooperative_id).bulk_update(goods, ["ordered_qty"])
        cycle.state, cycle.order_id, cycle.closed_on = CycleState.TUTUP.value, order.id, today
        cycle.save(update_fields=["state", "order", "closed_on"])
        note(actor, "cycle.closed", {"name": cycle.name, "order": order.name}, now)
        return str(order.id)

    facts = {"cycle": cycle_id, "shown": shown_rp, "on": today}
    return UUID(once(actor, Action.BUY_GOODS, "close_cycle", facts, request_id, now, work))


def _filled(cycle: BuyerCycle) -> list[CycleGood]:
    """Give the goods of a cycle, each with what whole cases of its wishes come to."""
    mine = {"cooperative_id": cycle.cooperative_id}
    goods = list(CycleGood.objects.filter(**mine, cycle=cycle).order_by("line_no"))
    wishes: dict[UUID, list[Wish]] = {good.id: [] for good in goods}
    for line in BuyerLine.objects.filter(**mine, order__cycle=cycle).order_by("id"):
        wishes[line.good_id].append(claim_of(line).wish())
    for good in goods:
        good.ordered_qty = order_cases(wishes[good.id], case_size=good.case_size).ordered_qty
    return goods


def _typed(cycle: BuyerCycle, goods: list[CycleGood], today: date) -> OrderTyped:
    return OrderTyped(
        partner_id=cycle.partner_id,
        location_id=cycle.location_id,
        expected_on=max(cycle.expected_on, today),
        note=f"Setor beli {cycle.name}",
        lines=[
            OrderLine(
                product_id=good.product_id,
                unit_id=good.unit_id,
                qty=good.ordered_qty * good.factor,
                price_rp=good.buying_rp,
            )
            for good in goods
            if good.ordered_qty
        ],
    )
