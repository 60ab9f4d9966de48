"""Cycles of pay-first orders: opened, changed while nobody has paid, extended, cancelled."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any
from uuid import UUID

from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.formats import day
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.services.numbering import next_number
from guyub.trade.inventory.selectors.bought import goods_of, location_unit
from guyub.trade.inventory.services.price_judging import PricedUnit, refuse_above
from guyub.trade.procurement.domain.orders import OrderStep, PurchaseRefusedError, checked_why
from guyub.trade.procurement.services.acting import held_partner
from guyub.trade.procurement.services.ordering_steps import end_order_step
from guyub.trade.retail.domain.cycles import (
    CycleRefusedError,
    CycleState,
    CycleStep,
    CycleTyped,
    checked_cycle,
    refuse_days,
    refuse_step,
)
from guyub.trade.retail.models import BuyerCycle, BuyerOrder, CycleGood
from guyub.trade.retail.services.acting import locked_cycle, note, once

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative
    from guyub.trade.inventory.selectors.bought import Good

SERIES = "retail.cycle"


def open_cycle(
    *, actor: Actor, place: Cooperative, typed: CycleTyped, today: date, request_id: UUID, now: datetime
) -> UUID:
    """Open a cycle: buyers may order and pay from now on. Use-case.

    Args:
        actor: Who orders goods.
        place: The own cooperative; where it lies says which ceilings hold.
        typed: What is offered, of whom, until when.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Returns:
        The id of the cycle.

    Raises:
        CycleRefusedError: See there.
        PriceRefusedError: ``ceiling no_ceiling``: a price that no buyer may be asked.
    """

    def work() -> str:
        note_text, goods, unit_id = _checked(place, typed, today)
        cycle = BuyerCycle(
            id=uuid7(),
            cooperative_id=place.id,
            year=today.year,
            partner_id=typed.partner_id,
            location_id=typed.location_id,
            unit_id=unit_id,
            opened_on=today,
            closes_on=typed.closes_on,
            expected_on=typed.expected_on,
            note=note_text,
            person_id=actor.person_id,
            recorded_at=now,
        )
        cycle.no = next_number(cooperative_id=place.id, series=SERIES, year=today.year)
        cycle.save(force_insert=True)
        _write_goods(cycle, typed, goods)
        note(actor, "cycle.opened", {"name": cycle.name, "until": day(cycle.closes_on)}, now)
        return str(cycle.id)

    facts = _facts(typed) | {"today": today}
    return UUID(once(actor, Action.BUY_GOODS, "open_cycle", facts, request_id, now, work))


def change_cycle(
    *,
    actor: Actor,
    place: Cooperative,
    cycle_id: UUID,
    typed: CycleTyped,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Write a cycle anew that nobody has paid for yet; its number stays. Use-case.

    Raises:
        CycleRefusedError: See there; ``gone step ordered``.
        PriceRefusedError: ``ceiling no_ceiling``.
    """

    def work() -> None:
        cycle = locked_cycle(cooperative_id=place.id, cycle_id=cycle_id)
        refuse_step(CycleState(cycle.state), CycleStep.CHANGE)
        if BuyerOrder.objects.filter(cooperative_id=place.id, cycle=cycle).exists():
            raise CycleRefusedError(wrong="ordered")
        cycle.note, goods, cycle.unit_id = _checked(place, typed, today)
        cycle.partner_id, cycle.location_id = typed.partner_id, typed.location_id
        cycle.closes_on, cycle.expected_on = typed.closes_on, typed.expected_on
        cycle.save()
        old = CycleGood.objects.filter(cooperative_id=place.id, cycle=cycle)
        old._raw_delete(old.db)  # noqa: SLF001  nothing hangs on the goods of a cycle without orders
        _write_goods(cycle, typed, goods)
        note(actor, "cycle.changed", {"name": cycle.name}, now)

    facts = _facts(typed) | {"cycle": cycle_id, "today": today}
    once(actor, Action.BUY_GOODS, "change_cycle", facts, request_id, now, work)


def extend_cycle(
    *,
    actor: Actor,
    cycle_id: UUID,
    closes_on: date,
    expected_on: date,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Move the last day of a cycle, and with it the day on which its goods shall come. Use-case.

    Raises:
        CycleRefusedError: ``gone step closes expected``.
    """

    def work() -> None:
        cycle = locked_cycle(cooperative_id=actor.cooperative_id, cycle_id=cycle_id)
        refuse_step(CycleState(cycle.state), CycleStep.EXTEND)
        refuse_days(closes_on=closes_on, expected_on=expected_on, today=today)
        cycle.closes_on, cycle.expected_on = closes_on, expected_on
        cycle.save(update_fields=["closes_on", "expected_on"])
        note(actor, "cycle.extended", {"name": cycle.name, "until": day(closes_on)}, now)

    facts = {"cycle": cycle_id, "closes": closes_on, "expected": expected_on, "today": today}
    once(actor, Action.BUY_GOODS, "extend_cycle", facts, request_id, now, work)


def cancel_cycle(
    *, actor: Actor, cycle_id: UUID, why: str, today: date, request_id: UUID, now: datetime
) -> None:
    """Cancel a cycle of which nothing came, and its order to the supplier: all that was paid is due back. Use-case.

    Raises:
        CycleRefusedError: ``why gone step``; ``come``: goods came of its order, so they are shared instead.
    """
    reason = checked_why(why, CycleRefusedError)

    def work() -> None:
        cycle = locked_cycle(cooperative_id=actor.cooperative_id, cycle_id=cycle_id)
        refuse_step(CycleState(cycle.state), CycleStep.CANCEL)
        if cycle.order_id is not None:
            _cancel_order(actor, cycle.order_id, reason, today, now)
        cycle.state, cycle.ended_on, cycle.ended_why = CycleState.BATAL.value, today, reason
        cycle.save(update_fields=["state", "ended_on", "ended_why"])
        note(actor, "cycle.cancelled", {"name": cycle.name, "reason": reason}, now)

    facts = {"cycle": cycle_id, "why": reason, "on": today}
    once(actor, Action.BUY_GOODS, "cancel_cycle", facts, request_id, now, work)


def _cancel_order(actor: Actor, order_id: UUID, reason: str, today: date, now: datetime) -> None:
    try:
        end_order_step(
            actor=actor, order_id=order_id, step=OrderStep.CANCEL, reason=reason, today=today, now=now
        )
    except PurchaseRefusedError as refused:
        if refused.facts["wrong"] == "received":
            raise CycleRefusedError(wrong="come") from refused
        if refused.facts["wrong"] != "step":  # it has ended already
            raise


def _checked(
    place: Cooperative, typed: CycleTyped, today: date
) -> tuple[str, Mapping[UUID, Good], UUID | None]:
    held_partner(cooperative_id=place.id, partner_id=typed.partner_id, refusal=CycleRefusedError)
    where = location_unit(cooperative_id=place.id, location_id=typed.location_id)
    if where is None:
        raise CycleRefusedError(wrong="location")
    goods = goods_of(cooperative_id=place.id, product_ids={one.product_id for one in typed.goods})
    text = checked_cycle(
        typed, names={id_: good.name for id_, good in goods.items() if good.is_open}, today=today
    )
    for one in typed.goods:
        if one.unit_id not in goods[one.product_id].unit_ids.values():
            raise CycleRefusedError(wrong="unit", product=goods[one.product_id].name)
    priced = [
        PricedUnit(
            product=goods[one.product_id].name,
            good=goods[one.product_id].good,
            content=goods[one.product_id].content,
            unit=unit_in(goods[one.product_id], one.unit_id),
            factor=goods[one.product_id].units[unit_in(goods[one.product_id], one.unit_id)],
            amount_rp=amount_rp,
            from_on=today,
            until_on=typed.expected_on,
        )
        for one in typed.goods
        for amount_rp in (one.member_rp, one.other_rp)
    ]
    refuse_above(place=place, priced=priced, needs_reason=False)
    return text, goods, where[0]


def unit_in(good: Good, unit_id: UUID) -> str:
    """Tell what one of a product's units is called."""
    return next(name for name, id_ in good.unit_ids.items() if id_ == unit_id)


def _write_goods(cycle: BuyerCycle, typed: CycleTyped, goods: Mapping[UUID, Good]) -> None:
    CycleGood.objects.bulk_create(
        CycleGood(
            id=uuid7(),
            cooperative_id=cycle.cooperative_id,
            cycle=cycle,
            line_no=no,
            factor=goods[one.product_id].units[unit_in(goods[one.product_id], one.unit_id)],
            **asdict(one),
        )
        for no, one in enumerate(typed.goods, 1)
    )


def _facts(typed: CycleTyped) -> dict[str, Any]:
    told = asdict(typed)
    told["goods"] = [{key: str(value) for key, value in asdict(one).items()} for one in typed.goods]
    return {key: value if isinstance(value, list) else str(value) for key, value in told.items()}
