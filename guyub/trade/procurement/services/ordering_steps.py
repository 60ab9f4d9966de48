"""The steps of an order: a second person above the threshold, to the supplier, closed, cancelled."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from guyub.foundation.approvals.domain.requests import needs_second_person
from guyub.foundation.approvals.selectors.requests import is_waiting
from guyub.foundation.approvals.services.requests import ask, drop
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.formats import day, rupiah
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.parameters.selectors.values import value_of
from guyub.trade.inventory.selectors.bought import goods_of
from guyub.trade.procurement.domain.orders import (
    OrderState,
    OrderStep,
    PurchaseRefusedError,
    checked_why,
    refuse_step,
)
from guyub.trade.procurement.models import PurchaseLine, PurchaseOrder
from guyub.trade.procurement.services.acting import THRESHOLD, note, once
from guyub.trade.procurement.services.orders import locked_order

if TYPE_CHECKING:
    from datetime import date, datetime
    from typing import Any

    from guyub.foundation.approvals.models import ApprovalRequest
    from guyub.foundation.identity.domain.roles import Actor

ORDER_KIND = "procurement.order"
MOST_TOLD = 8


def submit_order(
    *, actor: Actor, order_id: UUID, today: date, request_id: UUID, now: datetime
) -> UUID | None:
    """Let an order hold; above the threshold a second person is asked first. Use-case.

    Returns:
        The request for a second person; None: it holds.

    Raises:
        PurchaseRefusedError: ``gone step``.

    Source: docs/regulations.md, second person above ``otorisasi.ambang``.
    """

    def work() -> str:
        asked_id = submit_order_step(
            actor=actor, order_id=order_id, today=today, request_id=request_id, now=now
        )
        return str(asked_id or "")

    answer = once(actor, Action.BUY_GOODS, "submit_order", {"order": order_id}, request_id, now, work)
    return UUID(answer) if answer else None


def submit_order_step(
    *, actor: Actor, order_id: UUID, today: date, request_id: UUID, now: datetime
) -> UUID | None:
    """Let an order hold, or ask a second person. Step: as ``submit_order``, in an open transaction."""
    order = locked_order(cooperative_id=actor.cooperative_id, order_id=order_id)
    _back_to_draft(order, now)
    refuse_step(OrderState(order.state), OrderStep.SUBMIT)
    threshold_rp = int(value_of(THRESHOLD, cooperative_id=actor.cooperative_id, on=today))
    if not needs_second_person(order.total_rp, threshold_rp=threshold_rp):
        order.state, order.approved_on = OrderState.DISETUJUI.value, today
        order.save(update_fields=["state", "approved_on"])
        note(actor, "order.approved", _said(order), now)
        return None
    asked = ask(
        actor=actor,
        kind=ORDER_KIND,
        facts=_told(order),
        reason=order.note,
        now=now,
        request_id=request_id,
        amount_rp=order.total_rp,
    )
    order.state, order.approval = OrderState.MENUNGGU.value, asked
    order.save(update_fields=["state", "approval"])
    return asked.id


def carry_out_order(*, request: ApprovalRequest, actor: Actor, now: datetime) -> None:
    """Let an order hold that a second person agreed to. Step of the approval.

    Raises:
        PurchaseRefusedError: ``gone step``: it was cancelled or changed meanwhile.
    """
    order = locked_order(cooperative_id=request.cooperative_id, order_id=UUID(request.facts["order"]))
    if OrderState(order.state) is not OrderState.MENUNGGU or order.approval_id != request.id:
        raise PurchaseRefusedError(wrong="step")
    zone = Zone(Cooperative.objects.values_list("zone", flat=True).get(id=request.cooperative_id))
    order.state, order.approved_on = OrderState.DISETUJUI.value, business_date(now, zone)
    order.save(update_fields=["state", "approved_on"])
    note(actor, "order.approved", _said(order), now)


def reject_order(*, request: ApprovalRequest, actor: Actor, reason: str, now: datetime) -> None:
    """Make an order a draft again that a second person did not agree to. Step of the rejection."""
    order = locked_order(cooperative_id=request.cooperative_id, order_id=UUID(request.facts["order"]))
    if OrderState(order.state) is OrderState.MENUNGGU and order.approval_id == request.id:
        order.state = OrderState.RANCANGAN.value
        order.save(update_fields=["state"])
        note(actor, "order.rejected", _said(order) | {"reason": reason}, now)


def send_order(*, actor: Actor, order_id: UUID, today: date, request_id: UUID, now: datetime) -> None:
    """Write down that an order went to the supplier. Use-case.

    Raises:
        PurchaseRefusedError: ``gone step``.
    """

    def work() -> None:
        order = locked_order(cooperative_id=actor.cooperative_id, order_id=order_id)
        refuse_step(OrderState(order.state), OrderStep.SEND)
        order.state, order.sent_on = OrderState.DIKIRIM.value, today
        order.save(update_fields=["state", "sent_on"])
        note(actor, "order.sent", _said(order), now)

    once(actor, Action.BUY_GOODS, "send_order", {"order": order_id, "on": today}, request_id, now, work)


def finish_order(
    *, actor: Actor, order_id: UUID, why: str, today: date, request_id: UUID, now: datetime
) -> None:
    """Close an order: what did not come is not waited for any more. Use-case.

    Raises:
        PurchaseRefusedError: ``why gone step``.
    """
    _end(actor, order_id, OrderStep.FINISH, why, today, request_id, now)


def cancel_order(
    *, actor: Actor, order_id: UUID, why: str, today: date, request_id: UUID, now: datetime
) -> None:
    """Cancel an order of which nothing came; a question to a second person is dropped. Use-case.

    Raises:
        PurchaseRefusedError: ``why gone step``; ``received``: goods came of it, so it is closed instead.
    """
    _end(actor, order_id, OrderStep.CANCEL, why, today, request_id, now)


def _end(
    actor: Actor, order_id: UUID, step: OrderStep, why: str, today: date, request_id: UUID, now: datetime
) -> None:
    reason = checked_why(why)
    facts = {"order": order_id, "why": reason, "on": today}

    def work() -> None:
        end_order_step(actor=actor, order_id=order_id, step=step, reason=reason, today=today, now=now)

    once(actor, Action.BUY_GOODS, f"{step.value.lower()}_order", facts, request_id, now, work)


def end_order_step(
    *, actor: Actor, order_id: UUID, step: OrderStep, reason: str, today: date, now: datetime
) -> None:
    """Close or cancel an order. Step: as ``finish_order`` and ``cancel_order``, in an open transaction.

    Args, as there, and:
        step: FINISH or CANCEL.
        reason: Checked already.
    """
    place_id = actor.cooperative_id
    # The request before the order: the order of who decides it at this moment.
    waiting = _waiting(place_id, order_id, now)
    if waiting:
        drop(actor=actor, approval_id=waiting, now=now)
    order = locked_order(cooperative_id=place_id, order_id=order_id)
    refuse_step(OrderState(order.state), step)
    came = PurchaseLine.objects.filter(cooperative_id=place_id, order=order, received_qty__gt=0).exists()
    if step is OrderStep.CANCEL and came:
        raise PurchaseRefusedError(wrong="received")
    is_cancelled = step is OrderStep.CANCEL
    order.state = (OrderState.BATAL if is_cancelled else OrderState.SELESAI).value
    order.ended_on, order.ended_why = today, reason
    order.save(update_fields=["state", "ended_on", "ended_why"])
    act = "order.cancelled" if is_cancelled else "order.finished"
    note(actor, act, _said(order) | {"reason": reason}, now)


def _waiting(place_id: int, order_id: UUID, now: datetime) -> UUID | None:
    rows = PurchaseOrder.objects.filter(cooperative_id=place_id, id=order_id, state=OrderState.MENUNGGU.value)
    asked: UUID | None = rows.values_list("approval_id", flat=True).first()
    if asked and is_waiting(cooperative_id=place_id, approval_id=asked, now=now):
        return asked
    return None


def _back_to_draft(order: PurchaseOrder, now: datetime) -> None:
    """Treat an order whose question was withdrawn or ran out as the draft it is again."""
    if OrderState(order.state) is not OrderState.MENUNGGU or order.approval_id is None:
        return
    if not is_waiting(cooperative_id=order.cooperative_id, approval_id=order.approval_id, now=now):
        order.state = OrderState.RANCANGAN.value


def _said(order: PurchaseOrder) -> dict[str, str]:
    return {"name": order.name, "partner": order.partner.name, "amount": rupiah(order.total_rp)}


def _told(order: PurchaseOrder) -> dict[str, Any]:
    """Say an order to the one who decides: its first lines, the rest as a number."""
    lines = list(order.lines.order_by("line_no"))
    goods = goods_of(cooperative_id=order.cooperative_id, product_ids=[line.product_id for line in lines])
    told = [
        [goods[line.product_id].name, f"{goods[line.product_id].words(line.qty)}, {rupiah(line.amount_rp)}"]
        for line in lines[:MOST_TOLD]
    ]
    if len(lines) > MOST_TOLD:
        told.append(["Barang lain", f"{len(lines) - MOST_TOLD} baris"])
    return {"order": str(order.id), **_said(order), "expected": day(order.expected_on), "lines": told}
