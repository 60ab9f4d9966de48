"""Goods that leave without being sold: spoilt, past their day, lost, used by the cooperative itself."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import F

from guyub.books.ledger.services.posting import Act
from guyub.foundation.approvals.services.requests import drop
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.services.files import store_photo
from guyub.trade.inventory.domain.documents import (
    GoodsTyped,
    LossKind,
    PaperRefusedError,
    PaperState,
    TransferState,
    check_goods,
    checked_reason,
    way_out,
)
from guyub.trade.inventory.domain.locations import LocationKind
from guyub.trade.inventory.models import StockLoss, Transfer, TransferLine
from guyub.trade.inventory.services.acts import (
    Doing,
    moves_of,
    once,
    open_location,
)
from guyub.trade.inventory.services.loss_steps import (
    SOURCE,
    file_loss,
    held_loss,
    lines_of_loss,
    new_loss,
)
from guyub.trade.inventory.services.moving import book_moves
from guyub.trade.inventory.services.plans import Source
from guyub.trade.inventory.services.taking_back import plan_back

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

PHOTO_KIND = "FOTO_BARANG"
Document = tuple[str, bytes]


def write_off(
    *,
    actor: Actor,
    place: Cooperative,
    kind: str,
    location_id: UUID,
    goods: Sequence[GoodsTyped],
    reason: str,
    on: date,
    today: date,
    request_id: UUID,
    now: datetime,
    purpose: str = "",
    photo: Document | None = None,
) -> UUID:
    """Take goods out of the stock that were spoilt, lost or used by the cooperative. Use-case.

    Above ``otorisasi.ambang`` a second person decides, and nothing moves until then.

    Args:
        actor: Who moves stock.
        place: Whose.
        kind: Of ``LossKind``.
        location_id: Where they lay.
        goods: Products, base units.
        reason: At most 120 letters.
        on: The day it happened.
        today: The business date.
        request_id: Made once per intention; the request for a second person bears it.
        now: The moment, aware.
        purpose: Of own use: of ``Purpose``.
        photo: Name and content of a picture.

    Returns:
        The paper's id.

    Raises:
        PaperRefusedError: ``kind purpose goods lines qty twice reason location photo``.
        StockRefusedError: Less lies there.
        EntryRefusedError: The books refuse it.

    Source: docs/regulations.md, second person.
    """
    doing = Doing(actor, place, today, request_id, now)
    if kind not in set(LossKind):
        raise PaperRefusedError(wrong="kind")
    of = LossKind(kind)
    way_out(of, purpose)
    check_goods(goods)
    why = checked_reason(reason)

    def work() -> str:
        return _write_off(doing, of, location_id, goods, why, on=on, purpose=purpose, photo=photo)

    facts = {
        "kind": kind,
        "purpose": purpose,
        "at": location_id,
        "goods": [asdict(one) for one in goods],
        "reason": reason,
        "on": on,
        "photo": hashlib.sha256(photo[1]).hexdigest() if photo else "",
    }
    return UUID(once(doing, Action.MOVE_STOCK, "write_off", facts, work))


def _write_off(
    doing: Doing,
    kind: LossKind,
    location_id: UUID,
    goods: Sequence[GoodsTyped],
    why: str,
    *,
    on: date,
    purpose: str,
    photo: Document | None,
) -> str:
    location = open_location(doing.place, location_id)
    if location.kind == LocationKind.JALAN:
        raise PaperRefusedError(wrong="location")
    loss = new_loss(doing, kind, location, why, on=on, purpose=purpose if kind is LossKind.PAKAI else "")
    if photo is not None:
        loss.photo = store_photo(
            cooperative_id=doing.place.id,
            content=photo[1],
            original_name=photo[0],
            kind=PHOTO_KIND,
            title=why,
            issued_on=on,
            now=doing.now,
        )
    return str(file_loss(doing, loss, goods).id)


def undo_loss(
    *,
    actor: Actor,
    place: Cooperative,
    loss_id: UUID,
    reason: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Take a loss back that was written down wrongly, or that still waits. Use-case.

    What was missing from a transfer is on its way again.

    Args:
        actor: Who moves stock.
        place: Whose.
        loss_id: Which.
        reason: At most 120 letters.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        PaperRefusedError: ``reason``, ``gone``.
        EntryRefusedError: The books refuse it.
    """
    doing = Doing(actor, place, today, request_id, now)
    why = checked_reason(reason)

    def work() -> None:
        loss = held_loss(place, loss_id, PaperState.DIBUKUKAN, PaperState.MENUNGGU)
        StockLoss.objects.filter(cooperative_id=place.id, id=loss.id).update(
            state=PaperState.DIBATALKAN.value, why=why
        )
        facts = {"number": str(loss), "reason": why}
        if loss.state == PaperState.MENUNGGU:
            if loss.approval_id:
                drop(actor=actor, approval_id=loss.approval_id, now=now)
            record(cooperative_id=place.id, actor=actor, act="inventory.loss.undone", facts=facts, now=now)
            return
        _back_on_its_way(place, loss)
        book_moves(
            plan=plan_back(place=place, move_ids=moves_of(place, loss.id), today=today),
            memo=f"Batal {loss}",
            today=today,
            actor=actor,
            request_id=request_id,
            now=now,
            act=Act("inventory.loss.undone", facts, now),
            source=Source(SOURCE, loss.id),
        )

    once(doing, Action.MOVE_STOCK, "undo_loss", {"loss": loss_id, "reason": reason}, work)


def _back_on_its_way(place: Cooperative, loss: StockLoss) -> None:
    if loss.transfer_id is None:
        return
    for line in lines_of_loss(place, loss):
        TransferLine.objects.filter(cooperative_id=place.id, id=line.missing_from_id).update(
            lost_qty=F("lost_qty") - line.qty
        )
    Transfer.objects.filter(cooperative_id=place.id, id=loss.transfer_id).update(
        state=TransferState.DIKIRIM.value, ended_on=None, ended_by=None
    )
