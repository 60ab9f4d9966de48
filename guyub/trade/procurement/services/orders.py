"""Writing orders to suppliers, and changing those that nobody agreed to yet."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any
from uuid import UUID

from guyub.community.partners.domain.terms import next_delivery
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.services.numbering import next_number
from guyub.trade.inventory.selectors.bought import goods_of, location_unit
from guyub.trade.procurement.domain.orders import (
    OrderLine,
    OrderState,
    OrderStep,
    OrderTyped,
    PurchaseRefusedError,
    Terms,
    checked_lines,
    checked_note,
    line_amount_rp,
    refuse_step,
    refuse_terms,
)
from guyub.trade.procurement.models import PurchaseLine, PurchaseOrder, Supply
from guyub.trade.procurement.services.acting import held_partner, note, once

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from guyub.community.partners.models import Partner
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.trade.inventory.selectors.bought import Good

SERIES = "procurement.order"


def write_order(*, actor: Actor, typed: OrderTyped, today: date, request_id: UUID, now: datetime) -> UUID:
    """Write an order as a draft. Use-case.

    Args:
        actor: Who orders.
        typed: The order; whole cases and the least quantity are what the supplier's terms of each product say.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Returns:
        The id of the order.

    Raises:
        PurchaseRefusedError: See there.
    """

    def work() -> str:
        order = write_order_step(actor=actor, typed=typed, today=today, now=now)
        return str(order.id)

    return UUID(once(actor, Action.BUY_GOODS, "write_order", _facts(typed, today), request_id, now, work))


def write_order_step(*, actor: Actor, typed: OrderTyped, today: date, now: datetime) -> PurchaseOrder:
    """Write an order as a draft. Step: as ``write_order``, in an open transaction."""
    place_id = actor.cooperative_id
    partner, goods, terms, remark = _checked(place_id, typed, today)
    order = PurchaseOrder(
        id=uuid7(),
        cooperative_id=place_id,
        year=today.year,
        partner_id=partner.id,
        location_id=typed.location_id,
        state=OrderState.RANCANGAN.value,
        ordered_on=today,
        expected_on=_expected(typed, partner, today),
        note=remark,
        person_id=actor.person_id,
        recorded_at=now,
    )
    lines = _lines(order, typed.lines, goods, terms)
    order.total_rp = sum(line.amount_rp for line in lines)
    order.no = next_number(cooperative_id=place_id, series=SERIES, year=today.year)
    order.save(force_insert=True)
    PurchaseLine.objects.bulk_create(lines)
    said = {"name": order.name, "partner": partner.name, "amount": rupiah(order.total_rp)}
    note(actor, "order.written", said, now)
    return order


def change_order(
    *, actor: Actor, order_id: UUID, typed: OrderTyped, today: date, request_id: UUID, now: datetime
) -> None:
    """Write a draft anew; its number and its first day stay. Use-case.

    Raises:
        PurchaseRefusedError: See there; ``step``: it is no draft any more.
    """

    def work() -> None:
        order = locked_order(cooperative_id=actor.cooperative_id, order_id=order_id)
        refuse_step(OrderState(order.state), OrderStep.CHANGE)
        partner, goods, terms, remark = _checked(actor.cooperative_id, typed, today)
        order.partner_id, order.location_id = partner.id, typed.location_id
        order.expected_on = max(_expected(typed, partner, today), order.ordered_on)
        order.note = remark
        lines = _lines(order, typed.lines, goods, terms)
        order.total_rp = sum(line.amount_rp for line in lines)
        old = PurchaseLine.objects.filter(cooperative_id=actor.cooperative_id, order=order)
        old._raw_delete(old.db)  # noqa: SLF001  nothing hangs on the lines of a draft
        PurchaseLine.objects.bulk_create(lines)
        order.save()
        said = {"name": order.name, "partner": partner.name, "amount": rupiah(order.total_rp)}
        note(actor, "order.changed", said, now)

    facts = _facts(typed, today) | {"order": order_id}
    once(actor, Action.BUY_GOODS, "change_order", facts, request_id, now, work)


def locked_order(*, cooperative_id: int, order_id: UUID) -> PurchaseOrder:
    """Lock an order. Step.

    Raises:
        PurchaseRefusedError: ``gone``.
    """
    rows = PurchaseOrder.objects.select_for_update(of=("self",), no_key=True)
    order = rows.select_related("partner").filter(cooperative_id=cooperative_id, id=order_id).first()
    if order is None:
        raise PurchaseRefusedError(wrong="gone")
    return order


def _checked(
    place_id: int, typed: OrderTyped, today: date
) -> tuple[Partner, Mapping[UUID, Good], Mapping[UUID, Terms], str]:
    remark = checked_note(typed.note)
    if typed.expected_on is not None and typed.expected_on < today:
        raise PurchaseRefusedError(wrong="expected")
    partner = held_partner(cooperative_id=place_id, partner_id=typed.partner_id, refusal=PurchaseRefusedError)
    if location_unit(cooperative_id=place_id, location_id=typed.location_id) is None:
        raise PurchaseRefusedError(wrong="location")
    ids = {line.product_id for line in typed.lines}
    goods = goods_of(cooperative_id=place_id, product_ids=ids)
    checked_lines(typed.lines, names={id_: one.name for id_, one in goods.items() if one.is_open})
    rows = Supply.objects.filter(cooperative_id=place_id, partner=partner, product_id__in=ids)
    told = rows.values_list("product_id", "case_qty", "least_qty")
    terms = {id_: Terms(case_qty=case, least_qty=least) for id_, case, least in told}
    for line in typed.lines:
        good, of_line = goods[line.product_id], terms.get(line.product_id, Terms())
        if line.unit_id not in good.unit_ids.values():
            raise PurchaseRefusedError(wrong="product")
        refuse_terms(
            qty=line.qty,
            terms=of_line,
            product=good.name,
            case=good.words(of_line.case_qty),
            least=good.words(of_line.least_qty),
        )
    return partner, goods, terms, remark


def _expected(typed: OrderTyped, partner: Partner, today: date) -> date:
    return typed.expected_on or next_delivery(
        ordered_on=today, lead_days=partner.lead_days, weekdays=partner.delivery_days
    )


def _lines(
    order: PurchaseOrder,
    typed: Sequence[OrderLine],
    goods: Mapping[UUID, Good],
    terms: Mapping[UUID, Terms],
) -> list[PurchaseLine]:
    lines = []
    for no, line in enumerate(typed, 1):
        good = goods[line.product_id]
        factor = next(good.units[name] for name, id_ in good.unit_ids.items() if id_ == line.unit_id)
        lines.append(
            PurchaseLine(
                id=uuid7(),
                cooperative_id=order.cooperative_id,
                order=order,
                line_no=no,
                product_id=line.product_id,
                unit_id=line.unit_id,
                qty=line.qty,
                price_rp=line.price_rp,
                amount_rp=line_amount_rp(qty=line.qty, price_rp=line.price_rp, factor=factor),
                case_qty=terms.get(line.product_id, Terms()).case_qty,
                tolerance_percent=line.tolerance_percent,
            )
        )
    return lines


def _facts(typed: OrderTyped, today: date) -> dict[str, Any]:
    return {
        "partner": typed.partner_id,
        "location": typed.location_id,
        "expected": typed.expected_on,
        "note": typed.note,
        "today": today,
        "lines": [{key: str(value) for key, value in asdict(line).items()} for line in typed.lines],
    }
