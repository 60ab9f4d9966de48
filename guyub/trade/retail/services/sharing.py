"""Sharing what came of a cycle's order among its buyers; again, when more comes late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.foundation.identity.domain.roles import Action
from guyub.trade.procurement.domain.orders import OrderState
from guyub.trade.procurement.selectors.orders import order_state
from guyub.trade.procurement.selectors.receipts import accepted_qty
from guyub.trade.retail.domain.claims import grant_units
from guyub.trade.retail.domain.cycles import CycleRefusedError, CycleState, CycleStep, refuse_step
from guyub.trade.retail.models import BuyerLine, CycleGood
from guyub.trade.retail.services.acting import claim_of, locked_cycle, note, once, settle_state

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.trade.retail.models import BuyerCycle

ENDED = frozenset({OrderState.SELESAI, OrderState.BATAL})


def share_cycle(*, actor: Actor, cycle_id: UUID, today: date, request_id: UUID, now: datetime) -> None:
    """Set what came aside for its buyers. Use-case; again after another receipt, which adds what is new alone.

    What none of them wishes for stays in the shop. Where less stands as received than before, what was handed over
    stays and the rest is shared anew.

    Args:
        actor: Who orders goods.
        cycle_id: Which cycle.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        CycleRefusedError: ``gone step``; ``waiting``: nothing came, and more is to come; ``less``.
    """

    def work() -> None:
        cycle = locked_cycle(cooperative_id=actor.cooperative_id, cycle_id=cycle_id)
        refuse_step(CycleState(cycle.state), CycleStep.SHARE)
        assert cycle.order_id is not None  # noqa: S101  a closed cycle has one: a constraint says so
        came = accepted_qty(cooperative_id=cycle.cooperative_id, order_id=cycle.order_id)
        ended = order_state(cooperative_id=cycle.cooperative_id, order_id=cycle.order_id) in ENDED
        if not ended and not any(came.values()) and cycle.state == CycleState.TUTUP.value:
            raise CycleRefusedError(wrong="waiting")
        _grant(cycle, came)
        cycle.state, cycle.shared_on = CycleState.DATANG.value, today
        cycle.save(update_fields=["state", "shared_on"])
        settle_state(cycle)
        note(actor, "cycle.shared", {"name": cycle.name}, now)

    facts = {"cycle": cycle_id, "on": today}
    once(actor, Action.BUY_GOODS, "share_cycle", facts, request_id, now, work)


def _grant(cycle: BuyerCycle, came: dict[UUID, int]) -> None:
    mine = {"cooperative_id": cycle.cooperative_id}
    goods = list(CycleGood.objects.filter(**mine, cycle=cycle).select_related("product").order_by("line_no"))
    lines: dict[UUID, list[BuyerLine]] = {good.id: [] for good in goods}
    for line in BuyerLine.objects.filter(**mine, order__cycle=cycle).order_by("order__no", "id"):
        lines[line.good_id].append(line)
    for good in goods:
        good.arrived_qty = came.get(good.product_id, 0) // good.factor
        granted = grant_units(good.arrived_qty, claims=[claim_of(line) for line in lines[good.id]])
        if granted is None:
            handed_qty = sum(line.handed_qty for line in lines[good.id])
            raise CycleRefusedError(wrong="less", product=good.product.name, handed=handed_qty)
        for line, qty in zip(lines[good.id], granted, strict=True):
            line.granted_qty = qty
    every = [line for of_good in lines.values() for line in of_good]
    BuyerLine.objects.filter(**mine).bulk_update(every, ["granted_qty"])
    CycleGood.objects.filter(**mine).bulk_update(goods, ["arrived_qty"])
