"""Goods go from one location to another: at once, or on a way on which they are nobody's shelf."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING
from uuid import UUID

from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.services.numbering import next_number
from guyub.trade.inventory.domain.documents import (
    GoodsTyped,
    LossKind,
    PaperRefusedError,
    TransferState,
    check_goods,
    checked_reason,
)
from guyub.trade.inventory.domain.locations import LocationKind
from guyub.trade.inventory.models import Transfer, TransferLine
from guyub.trade.inventory.selectors.transfers import parts_sent
from guyub.trade.inventory.services.acts import Doing, once, open_location, planned
from guyub.trade.inventory.services.locations import on_its_way
from guyub.trade.inventory.services.loss_steps import MISSING_PART, end_if_whole, file_loss, new_loss
from guyub.trade.inventory.services.transfer_steps import (
    book_transfer,
    first_of,
    flow_of,
    held_on_its_way,
    left_of,
    note_transfer,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative
    from guyub.trade.inventory.services.plans import Movement

SERIES = "inventory.transfer"


def send_goods(
    *,
    actor: Actor,
    place: Cooperative,
    giver_id: UUID,
    taker_id: UUID,
    goods: Sequence[GoodsTyped],
    on: date,
    is_direct: bool,
    today: date,
    request_id: UUID,
    now: datetime,
    note: str = "",
) -> UUID:
    """Send goods from one location to another. Use-case.

    Args:
        actor: Who moves stock.
        place: Whose.
        giver_id: From where.
        taker_id: To where.
        goods: Products, base units.
        on: The day they leave.
        is_direct: They arrive as they leave, as from a storeroom to the shelf beside it; otherwise they lie on their
            way until somebody receives them.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.
        note: A few words.

    Returns:
        The transfer's id.

    Raises:
        PaperRefusedError: ``goods lines qty twice location same``.
        StockRefusedError: Less lies there.
        EntryRefusedError: The books refuse it.
    """
    doing = Doing(actor, place, today, request_id, now)
    check_goods(goods)
    if giver_id == taker_id:
        raise PaperRefusedError(wrong="same")

    def work() -> str:
        return _send(doing, giver_id, taker_id, goods, on=on, is_direct=is_direct, note=note)

    facts = {
        "from": giver_id,
        "to": taker_id,
        "goods": [asdict(one) for one in goods],
        "on": on,
        "direct": is_direct,
        "note": note,
    }
    return UUID(once(doing, Action.MOVE_STOCK, "send_goods", facts, work))


def _send(
    doing: Doing,
    giver_id: UUID,
    taker_id: UUID,
    goods: Sequence[GoodsTyped],
    *,
    on: date,
    is_direct: bool,
    note: str,
) -> str:
    giver, taker = open_location(doing.place, giver_id), open_location(doing.place, taker_id)
    if LocationKind.JALAN in {giver.kind, taker.kind}:
        raise PaperRefusedError(wrong="location")
    target = taker if is_direct else on_its_way(place=doing.place, today=doing.today)
    flows = [uuid7() for _ in goods]
    movements = [
        movement
        for one, flow in zip(goods, flows, strict=True)
        for movement in flow_of(one.product_id, flow, giver.id, target.id, [(one.batch, one.qty)])
    ]
    plan = planned(doing, movements, on)
    sent = Transfer.objects.create(
        cooperative_id=doing.place.id,
        year=doing.today.year,
        number=next_number(cooperative_id=doing.place.id, series=SERIES, year=doing.today.year),
        giver=giver,
        taker=taker,
        is_direct=is_direct,
        state=(TransferState.DITERIMA if is_direct else TransferState.DIKIRIM).value,
        note=" ".join(note.split())[:120],
        sent_on=on,
        sent_by_id=doing.actor.person_id,
        sent_at=doing.now,
        ended_on=on if is_direct else None,
        ended_by_id=doing.actor.person_id if is_direct else None,
    )
    TransferLine.objects.bulk_create(
        TransferLine(
            cooperative_id=doing.place.id,
            transfer=sent,
            rank=rank,
            product_id=one.product_id,
            flow=flow,
            qty=one.qty,
            received_qty=one.qty if is_direct else 0,
        )
        for rank, (one, flow) in enumerate(zip(goods, flows, strict=True), start=1)
    )
    act = "inventory.transfer.moved" if is_direct else "inventory.transfer.sent"
    book_transfer(doing, plan, sent, act, memo=f"{sent} {giver} ke {taker}"[:120])
    return str(sent.id)


def receive_goods(
    *,
    actor: Actor,
    place: Cooperative,
    transfer_id: UUID,
    came: Mapping[UUID, int],
    today: date,
    request_id: UUID,
    now: datetime,
    reason: str = "",
) -> None:
    """Receive what was sent; what is missing is lost, with a reason. Use-case.

    Above ``otorisasi.ambang`` a second person decides about what is missing; until then that part stays on its way.
    It should be another person than who sent; where it is not, the paper says so.

    Args:
        actor: Who moves stock.
        place: Whose.
        transfer_id: Which.
        came: By line, base units that arrived; a line that is not named arrived whole.
        today: The business date, on which they arrived.
        request_id: Made once per intention.
        now: The moment, aware.
        reason: Why something is missing, at most 120 letters.

    Raises:
        PaperRefusedError: ``gone``, ``qty``, ``more`` (fact ``product``), ``waiting``, ``reason``.
        EntryRefusedError: The books refuse it.
    """
    doing = Doing(actor, place, today, request_id, now)
    if any(qty < 0 for qty in came.values()):
        raise PaperRefusedError(wrong="qty")

    def work() -> None:
        _receive(doing, transfer_id, came, reason)

    facts = {
        "transfer": transfer_id,
        "came": {str(id_): qty for id_, qty in came.items()},
        "reason": reason,
    }
    once(doing, Action.MOVE_STOCK, "receive_goods", facts, work)


def _receive(doing: Doing, transfer_id: UUID, came: Mapping[UUID, int], reason: str) -> None:
    sent, lines = held_on_its_way(doing.place, transfer_id)
    way = on_its_way(place=doing.place, today=doing.today)
    parts = parts_sent(cooperative_id=doing.place.id, flows=[line.flow for line in lines])
    movements: list[Movement] = []
    missing: list[tuple[TransferLine, GoodsTyped]] = []
    for line in lines:
        qty = came.get(line.id, line.way_qty)
        if qty > line.way_qty:
            raise PaperRefusedError(wrong="more", product=line.product.name)
        left = left_of(parts.get(line.flow, []), line)
        arrived, rest = first_of(left, qty)
        if qty:
            movements += flow_of(line.product_id, uuid7(), way.id, sent.taker_id, arrived)
        missing += [(line, GoodsTyped(line.product_id, lost, batch)) for batch, lost in rest]
        line.received_qty += qty
    why = checked_reason(reason) if missing else ""
    TransferLine.objects.filter(cooperative_id=doing.place.id).bulk_update(lines, ["received_qty"])
    Transfer.objects.filter(cooperative_id=doing.place.id, id=sent.id).update(why=why)
    act = "inventory.transfer.received"
    if movements:
        book_transfer(
            doing,
            planned(doing, movements, doing.today),
            sent,
            act,
            memo=f"{sent} tiba di {sent.taker}"[:120],
        )
    else:
        note_transfer(doing, sent, act)
    if missing:
        loss = new_loss(doing, LossKind.HILANG, way, why, on=doing.today, transfer=sent)
        file_loss(
            doing,
            loss,
            [one for _, one in missing],
            missing_from=[line.id for line, _ in missing],
            part=MISSING_PART,
        )
    end_if_whole(doing, sent.id)
