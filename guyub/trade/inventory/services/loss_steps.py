"""How a loss is kept: booked at once, or asked of a second person and carried out then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import F

from guyub.books.ledger.services.posting import Act
from guyub.foundation.approvals.services.requests import ask
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.services.numbering import next_number
from guyub.trade.inventory.domain.documents import (
    LOSS_WORDS,
    SEEN,
    GoodsTyped,
    LossKind,
    PaperRefusedError,
    PaperState,
    TransferState,
    way_out,
)
from guyub.trade.inventory.models import StockLoss, StockLossLine, Transfer, TransferLine
from guyub.trade.inventory.services.acts import (
    Doing,
    asker_of,
    is_large,
    planned,
    rehearsed_rp,
)
from guyub.trade.inventory.services.moving import book_moves
from guyub.trade.inventory.services.plans import BatchTold, Movement, Source

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from guyub.foundation.approvals.models import ApprovalRequest
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative
    from guyub.trade.inventory.models import Location

SERIES = "inventory.stock_loss"
SOURCE, LOSS_KIND, PHOTO_KIND = "inventory.loss", "inventory.loss", "FOTO_BARANG"
Document = tuple[str, bytes]
MISSING_PART = 2  # the entries of what arrived by the same request, and of its corrections, come before it


def new_loss(
    doing: Doing,
    kind: LossKind,
    location: Location,
    reason: str,
    *,
    on: date,
    purpose: str = "",
    transfer: Transfer | None = None,
) -> StockLoss:
    """Begin a paper of goods that are lost; ``file_loss`` keeps it. Step."""
    return StockLoss(
        id=uuid7(),
        cooperative_id=doing.place.id,
        year=doing.today.year,
        kind=kind.value,
        purpose=purpose,
        location=location,
        transfer=transfer,
        lost_on=on,
        reason=reason,
        value_rp=0,
        filed_by_id=doing.actor.person_id,
        filed_at=doing.now,
    )


def file_loss(
    doing: Doing,
    loss: StockLoss,
    goods: Sequence[GoodsTyped],
    *,
    missing_from: Sequence[UUID] = (),
    part: int = 0,
) -> StockLoss:
    """Book a loss, or ask a second person where it is large. Step.

    Args:
        doing: Who, whose, when.
        loss: Of ``new_loss``.
        goods: Products, base units.
        missing_from: Of what was lost on its way: for each of the goods its line of the transfer.
        part: Which entry of the use-case it is.

    Raises:
        PaperRefusedError: ``photo``.
        StockRefusedError: Less lies there.
        EntryRefusedError: The books refuse it.
    """
    lines = [
        StockLossLine(
            cooperative_id=doing.place.id,
            loss=loss,
            rank=rank,
            product_id=one.product_id,
            qty=one.qty,
            batch=one.batch,
            missing_from_id=missing_from[rank - 1] if missing_from else None,
        )
        for rank, one in enumerate(goods, start=1)
    ]
    loss.value_rp = rehearsed_rp(doing, _movements(loss, lines), loss.lost_on)
    if is_large(doing, loss.value_rp):
        if loss.kind in SEEN and loss.photo is None:
            raise PaperRefusedError(wrong="photo")
        loss.number, loss.state = _number(doing), PaperState.MENUNGGU.value
        loss.approval = _ask(doing, loss)
        _keep(loss, lines)
        return loss
    loss.number, loss.state = _number(doing), PaperState.DIBUKUKAN.value
    _keep(loss, lines)
    _book(doing, loss, lines, part=part)
    return loss


def carry_out_loss(*, request: ApprovalRequest, actor: Actor, now: datetime) -> None:  # noqa: ARG001  the approvals' own line of the trail names who approved
    """Book a large loss in the name of who asked. Step of the last approval.

    Raises:
        PaperRefusedError: ``gone``: it was taken back.
        StockRefusedError: Less lies there by now; the request stays open.
        EntryRefusedError: The books refuse it meanwhile.
    """
    doing = asker_of(request, now)
    loss = held_loss(doing.place, UUID(request.facts["loss"]), PaperState.MENUNGGU)
    StockLoss.objects.filter(cooperative_id=doing.place.id, id=loss.id).update(
        state=PaperState.DIBUKUKAN.value
    )
    _book(doing, loss, [*lines_of_loss(doing.place, loss)], part=MISSING_PART)


def loss_refused(*, request: ApprovalRequest, actor: Actor, reason: str, now: datetime) -> None:  # noqa: ARG001  as above
    """Write down that a large loss was refused: the goods stay in the books. Step of a rejection."""
    rows = StockLoss.objects.filter(cooperative_id=request.cooperative_id, state=PaperState.MENUNGGU.value)
    rows.filter(id=UUID(request.facts["loss"])).update(state=PaperState.DITOLAK.value, why=reason[:120])


def _number(doing: Doing) -> int:
    return next_number(cooperative_id=doing.place.id, series=SERIES, year=doing.today.year)


def _keep(loss: StockLoss, lines: Sequence[StockLossLine]) -> None:
    loss.save(force_insert=True)
    StockLossLine.objects.bulk_create(lines)


def _book(doing: Doing, loss: StockLoss, lines: Sequence[StockLossLine], *, part: int = 0) -> None:
    plan = planned(doing, _movements(loss, lines), loss.lost_on)
    value_rp = -sum(plan.value_of(told) for told in plan.told)
    StockLoss.objects.filter(cooperative_id=doing.place.id, id=loss.id).update(value_rp=value_rp)
    words = LOSS_WORDS[LossKind(loss.kind)]
    facts = {
        "number": str(loss),
        "kind": words.lower(),
        "where": loss.location.name,
        "amount": rupiah(value_rp),
        "reason": loss.reason,
    }
    book_moves(
        plan=plan,
        memo=f"{words} {loss}",
        today=doing.today,
        actor=doing.actor,
        request_id=doing.request_id,
        now=doing.now,
        act=Act("inventory.loss.booked", facts, doing.now),
        part=part,
        source=Source(SOURCE, loss.id),
    )
    for line in lines:
        if line.missing_from_id:
            TransferLine.objects.filter(cooperative_id=doing.place.id, id=line.missing_from_id).update(
                lost_qty=F("lost_qty") + line.qty
            )
    if loss.transfer_id:
        end_if_whole(doing, loss.transfer_id)


def end_if_whole(doing: Doing, transfer_id: UUID) -> None:
    """Write down that a transfer has arrived once nothing of it is on its way. Step."""
    lines = TransferLine.objects.filter(cooperative_id=doing.place.id, transfer_id=transfer_id)
    if not any(line.way_qty for line in lines):
        Transfer.objects.filter(
            cooperative_id=doing.place.id, id=transfer_id, state=TransferState.DIKIRIM.value
        ).update(state=TransferState.DITERIMA.value, ended_on=doing.today, ended_by_id=doing.actor.person_id)


def _movements(loss: StockLoss, lines: Sequence[StockLossLine]) -> list[Movement]:
    cause, counter = way_out(LossKind(loss.kind), loss.purpose)
    return [
        Movement(
            product_id=line.product_id,
            location_id=loss.location_id,
            cause=cause,
            qty=-line.qty,
            counter=counter,
            batch=BatchTold(line.batch) if line.batch is not None else None,
            note=loss.reason,
        )
        for line in lines
    ]


def lines_of_loss(place: Cooperative, loss: StockLoss) -> Any:
    """Give the lines of a loss in their order. Step."""
    return StockLossLine.objects.filter(cooperative_id=place.id, loss=loss).order_by("rank")


def held_loss(place: Cooperative, loss_id: UUID, *states: PaperState) -> StockLoss:
    """Lock a loss in one of some states, and the transfer that it is missing from. Step.

    Raises:
        PaperRefusedError: ``gone``.
    """
    rows = StockLoss.objects.filter(cooperative_id=place.id, id=loss_id)
    found = rows.select_for_update(no_key=True, of=("self",)).select_related("location").first()
    if found is None or found.state not in states:
        raise PaperRefusedError(wrong="gone")
    if found.transfer_id:
        # Taken before the stocks, as whoever receives does.
        sent = Transfer.objects.filter(cooperative_id=place.id, id=found.transfer_id)
        if sent.select_for_update(no_key=True).get().state == TransferState.DIBATALKAN:
            raise PaperRefusedError(wrong="gone")
    return found


def _ask(doing: Doing, loss: StockLoss) -> ApprovalRequest:
    return ask(
        actor=doing.actor,
        kind=LOSS_KIND,
        facts={
            "loss": str(loss.id),
            "number": str(loss),
            "kind": LOSS_WORDS[LossKind(loss.kind)].lower(),
            "where": loss.location.name,
            "amount": rupiah(loss.value_rp),
            "photo": "ada, buka dari kertas kerjanya" if loss.photo_id else "tidak ada",
            "role": doing.actor.role.value,
            "membership": str(doing.actor.membership_id),
        },
        reason=loss.reason,
        request_id=doing.request_id,
        amount_rp=loss.value_rp,
        now=doing.now,
    )
