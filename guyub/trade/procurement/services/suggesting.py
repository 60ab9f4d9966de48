"""Drafts out of what was suggested: one order for each supplier."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from guyub.foundation.identity.domain.roles import Action
from guyub.trade.procurement.domain.orders import OrderLine, OrderTyped, PurchaseRefusedError
from guyub.trade.procurement.models import Supply
from guyub.trade.procurement.services.acting import once
from guyub.trade.procurement.services.orders import write_order_step

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from guyub.foundation.identity.domain.roles import Actor


@dataclass(frozen=True, slots=True)
class Pick:
    """One product that shall be ordered where it is ordered first, and how much, in base units."""

    product_id: UUID
    qty: int


def draft_suggested(
    *,
    actor: Actor,
    picks: Sequence[Pick],
    location_id: UUID,
    today: date,
    request_id: UUID,
    now: datetime,
) -> list[UUID]:
    """Write a draft for each supplier of what was picked, at its last price. Use-case.

    Args:
        actor: Who orders.
        picks: What, and how much.
        location_id: Where the goods shall come.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Returns:
        The ids of the orders.

    Raises:
        PurchaseRefusedError: ``lines`` (nothing was picked), ``supplier`` (nobody is known to deliver it, or at which
            price); what orders refuse.
    """

    def work() -> list[str]:
        if not picks:
            raise PurchaseRefusedError(wrong="lines")
        rows = Supply.objects.filter(
            cooperative_id=actor.cooperative_id,
            product_id__in=[pick.product_id for pick in picks],
            is_preferred=True,
        )
        supplies = {row.product_id: row for row in rows.select_related("product")}
        by_partner: dict[UUID, list[OrderLine]] = {}
        for pick in picks:
            supply = supplies.get(pick.product_id)
            if supply is None or supply.price_rp is None:
                raise PurchaseRefusedError(wrong="supplier", product=supply.product.name if supply else "")
            by_partner.setdefault(supply.partner_id, []).append(
                OrderLine(
                    product_id=pick.product_id,
                    unit_id=supply.unit_id,
                    qty=pick.qty,
                    price_rp=supply.price_rp,
                )
            )
        orders = [
            write_order_step(
                actor=actor,
                typed=OrderTyped(partner_id=partner_id, location_id=location_id, lines=lines),
                today=today,
                now=now,
            )
            for partner_id, lines in sorted(by_partner.items())
        ]
        return [str(order.id) for order in orders]

    told = [[str(pick.product_id), pick.qty] for pick in picks]
    facts = {"picks": told, "location": location_id, "today": today}
    answer = once(actor, Action.BUY_GOODS, "draft_suggested", facts, request_id, now, work)
    return [UUID(id_) for id_ in answer]
