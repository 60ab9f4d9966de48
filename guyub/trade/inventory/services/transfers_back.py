"""Transfers that are called back on their way, or taken back because they never were."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.ids import uuid7
from guyub.trade.inventory.domain.documents import (
    PaperRefusedError,
    TransferState,
    checked_reason,
)
from guyub.trade.inventory.models import Transfer, TransferLine
from guyub.trade.inventory.selectors.transfers import parts_sent
from guyub.trade.inventory.services.acts import Doing, moves_of, once, planned
from guyub.trade.inventory.services.locations import on_its_way
from guyub.trade.inventory.services.taking_back import plan_back
from guyub.trade.inventory.services.transfer_steps import (
    book_transfer,
    flow_of,
    held_on_its_way,
    held_transfer,
    left_of,
)

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative
    from guyub.trade.inventory.services.plans import Movement

SERIES, SOURCE = "inventory.transfer", "inventory.transfer"


def call_back_goods(
    *,
    actor: Actor,
    place: Cooperative,
    transfer_id: UUID,
    reason: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Call back what is on its way: it returns to where it came from, today. Use-case.

    Args:
        actor: Who moves stock.
        place: Whose.
        transfer_id: Which.
        reason: At most 120 letters.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        PaperRefusedError: ``reason``, ``gone``, ``waiting``.
        EntryRefusedError: The books refuse it.
    """
    doing = Doing(actor, place, today, request_id, now)
    why = checked_reason(reason)

    def work() -> None:
        sent, lines = held_on_its_way(place, transfer_id)
        way = on_its_way(place=place, today=today)
        parts = parts_sent(cooperative_id=place.id, flows=[line.flow for line in lines])
        movements: list[Movement] = []
        is_whole = True
        for line in lines:
            is_whole = is_whole and line.way_qty == line.qty
            if line.way_qty:
                left = left_of(parts.get(line.flow, []), line)
                movements += flow_of(line.product_id, uuid7(), way.id, sent.giver_id, left)
            line.back_qty += line.way_qty
        plan = planned(doing, movements, today)
        TransferLine.objects.filter(cooperative_id=place.id).bulk_update(lines, ["back_qty"])
        state = TransferState.DIBATALKAN if is_whole else TransferState.DITERIMA
        Transfer.objects.filter(cooperative_id=place.id, id=sent.id).update(
            state=state.value, ended_on=today, ended_by_id=actor.person_id, why=why
        )
        act = "inventory.transfer.called_back"
        book_transfer(doing, plan, sent, act, memo=f"{sent} kembali ke {sent.giver}"[:120], reason=why)

    facts = {"transfer": transfer_id, "reason": reason}
    once(doing, Action.MOVE_STOCK, "call_back_goods", facts, work)


def undo_transfer(
    *,
    actor: Actor,
    place: Cooperative,
    transfer_id: UUID,
    reason: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Take a transfer back that was written down wrongly: it never was. Use-case.

    Args: as of ``call_back_goods``.

    Raises:
        PaperRefusedError: ``reason``; ``gone`` (it has not arrived, or was taken back), ``lost``.
        StockRefusedError: ``short``: the goods have left since.
        EntryRefusedError: The books refuse it.
    """
    doing = Doing(actor, place, today, request_id, now)
    why = checked_reason(reason)

    def work() -> None:
        sent, lines = held_transfer(place, transfer_id, TransferState.DITERIMA)
        if any(line.lost_qty for line in lines):
            raise PaperRefusedError(wrong="lost")
        plan = plan_back(place=place, move_ids=moves_of(place, sent.id), today=today)
        Transfer.objects.filter(cooperative_id=place.id, id=sent.id).update(
            state=TransferState.DIBATALKAN.value, why=why
        )
        book_transfer(doing, plan, sent, "inventory.transfer.undone", memo=f"Batal {sent}", reason=why)

    facts = {"transfer": transfer_id, "reason": reason}
    once(doing, Action.MOVE_STOCK, "undo_transfer", facts, work)
