"""How every act on pay-first orders begins: once, under a name of its own, with its cycle locked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guyub.foundation.identity.services.acting import ActsOf
from guyub.trade.retail.domain.claims import BuyerOrderRefusedError, Claim
from guyub.trade.retail.domain.cycles import CycleRefusedError, CycleState
from guyub.trade.retail.models import BuyerCycle, BuyerLine, BuyerOrder

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID


_ACTS = ActsOf("retail")
once, note = _ACTS.once, _ACTS.note


def locked_cycle(*, cooperative_id: int, cycle_id: UUID) -> BuyerCycle:
    """Lock a cycle: acts on it and on its orders take turns. Step.

    Raises:
        CycleRefusedError: ``gone``.
    """
    rows = BuyerCycle.objects.select_for_update(of=("self",), no_key=True).select_related("partner")
    cycle = rows.filter(cooperative_id=cooperative_id, id=cycle_id).first()
    if cycle is None:
        raise CycleRefusedError(wrong="gone")
    return cycle


def locked_order(*, cooperative_id: int, order_id: UUID) -> BuyerOrder:
    """Lock the cycle of a buyer's order, and read the order with it and with its member. Step.

    Raises:
        BuyerOrderRefusedError: ``gone``.
    """
    rows = BuyerOrder.objects.filter(cooperative_id=cooperative_id, id=order_id)
    cycle_id = rows.values_list("cycle_id", flat=True).first()
    if cycle_id is None:
        raise BuyerOrderRefusedError(wrong="gone")
    cycle = locked_cycle(cooperative_id=cooperative_id, cycle_id=cycle_id)
    order = rows.select_related("member__file").get()
    order.cycle = cycle
    return order


def lines_of(order: BuyerOrder) -> list[BuyerLine]:
    """Read the lines of an order, each with its good. One query."""
    rows = BuyerLine.objects.filter(cooperative_id=order.cooperative_id, order=order)
    return list(rows.select_related("good__product").order_by("good__line_no"))


def claim_of(line: BuyerLine) -> Claim:
    """Give a line as the rules look at it."""
    return Claim(
        key=str(line.id),
        qty=line.qty,
        tolerance_qty=line.tolerance_qty,
        price_rp=line.price_rp,
        granted_qty=line.granted_qty,
        handed_qty=line.handed_qty,
        released_qty=line.released_qty,
    )


def claims_of(lines: Iterable[BuyerLine]) -> list[Claim]:
    """Give lines as the rules look at them."""
    return [claim_of(line) for line in lines]


def buyer_of(order: BuyerOrder) -> str:
    """Tell whose order it is; the member was read with it."""
    return order.member.file.name if order.member else order.buyer


def said_of(order: BuyerOrder) -> dict[str, Any]:
    """Tell an order to the trail: its number, and that it is a member's, who can read it there; no buyer's name."""
    facts: dict[str, Any] = {"name": f"{order.cycle.name}/{order.no:02}"}
    return facts | ({"about": str(order.member.person_id)} if order.member else {})


def settle_state(cycle: BuyerCycle) -> None:
    """End a shared cycle once nothing of what buyers paid is held, and open it again where something is. Step."""
    if CycleState(cycle.state) not in {CycleState.DATANG, CycleState.SELESAI}:
        return
    held = BuyerOrder.objects.filter(cooperative_id=cycle.cooperative_id, cycle=cycle, held_rp__gt=0)
    state = CycleState.DATANG if held.exists() else CycleState.SELESAI
    if cycle.state != state.value:
        cycle.state = state.value
        cycle.save(update_fields=["state"])
