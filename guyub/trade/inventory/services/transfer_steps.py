"""What sending, receiving and taking back share: the flows of a transfer, its locks, its entry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guyub.books.ledger.services.posting import Act
from guyub.foundation.identity.services.audit import record
from guyub.trade.inventory.domain.documents import (
    PaperRefusedError,
    PaperState,
    TransferState,
)
from guyub.trade.inventory.domain.moves import Cause
from guyub.trade.inventory.models import StockLoss, Transfer, TransferLine
from guyub.trade.inventory.services.moving import book_moves
from guyub.trade.inventory.services.plans import BatchTold, Movement, Source

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from guyub.foundation.kernel.models import Cooperative
    from guyub.trade.inventory.services.acts import Doing
    from guyub.trade.inventory.services.plans import Plan

SOURCE = "inventory.transfer"


def flow_of(
    product_id: UUID, flow: UUID, giver_id: UUID, taker_id: UUID, parts: Sequence[tuple[str | None, int]]
) -> list[Movement]:
    """Give the movements of one product: out of one place, batch by batch, and whole into the other. Step."""
    out = [
        Movement(
            product_id=product_id,
            location_id=giver_id,
            cause=Cause.PINDAH,
            qty=-qty,
            flow_id=flow,
            batch=BatchTold(batch) if batch is not None else None,
        )
        for batch, qty in parts
    ]
    come = Movement(
        product_id=product_id,
        location_id=taker_id,
        cause=Cause.PINDAH,
        qty=sum(qty for _, qty in parts),
        flow_id=flow,
        weight=1,
    )
    return [*out, come]


def left_of(parts: Sequence[tuple[str, int]], line: TransferLine) -> list[tuple[str | None, int]]:
    """Give what of a line is on its way by batch: those that expire first arrived first."""
    if not parts:
        return [(None, line.way_qty)] if line.way_qty else []
    _, left = first_of(parts, line.received_qty + line.lost_qty + line.back_qty)
    return left


def first_of(
    parts: Sequence[tuple[str | None, int]], qty: int
) -> tuple[list[tuple[str | None, int]], list[tuple[str | None, int]]]:
    """Share parts out: the first so many units, and the rest."""
    first, rest = [], []
    for batch, there in parts:
        part = min(there, qty)
        qty -= part
        if part:
            first.append((batch, part))
        if there - part:
            rest.append((batch, there - part))
    return first, rest


def held_transfer(
    place: Cooperative, transfer_id: UUID, state: TransferState
) -> tuple[Transfer, list[TransferLine]]:
    """Lock a transfer in one state. Step.

    Raises:
        PaperRefusedError: ``gone``.
    """
    rows = Transfer.objects.filter(cooperative_id=place.id, id=transfer_id)
    held = rows.select_for_update(no_key=True, of=("self",)).select_related("giver", "taker").first()
    if held is None or held.state != state:
        raise PaperRefusedError(wrong="gone")
    lines = TransferLine.objects.filter(cooperative_id=place.id, transfer=held).select_related("product")
    return held, list(lines.order_by("rank"))


def held_on_its_way(place: Cooperative, transfer_id: UUID) -> tuple[Transfer, list[TransferLine]]:
    """Lock a transfer that is on its way, nothing of which waits for a second person. Step.

    Raises:
        PaperRefusedError: ``gone``, ``waiting``.
    """
    held, lines = held_transfer(place, transfer_id, TransferState.DIKIRIM)
    waiting = StockLoss.objects.filter(
        cooperative_id=place.id, transfer=held, state=PaperState.MENUNGGU.value
    )
    if waiting.exists():
        raise PaperRefusedError(wrong="waiting")
    return held, lines


def _facts(doing: Doing, sent: Transfer, reason: str = "") -> dict[str, Any]:
    return {
        "number": str(sent),
        "giver": sent.giver.name,
        "taker": sent.taker.name,
        "alone": sent.sent_by_id == doing.actor.person_id,
        "reason": reason,
    }


def note_transfer(doing: Doing, sent: Transfer, act: str) -> None:
    """Write the line of the trail where nothing moves. Step."""
    facts = _facts(doing, sent)
    record(cooperative_id=doing.place.id, actor=doing.actor, act=act, facts=facts, now=doing.now)


def book_transfer(doing: Doing, plan: Plan, sent: Transfer, act: str, *, memo: str, reason: str = "") -> None:
    """Post what a transfer moves, and write it. Step.

    Raises:
        EntryRefusedError: The books refuse it.
    """
    book_moves(
        plan=plan,
        memo=memo,
        today=doing.today,
        actor=doing.actor,
        request_id=doing.request_id,
        now=doing.now,
        act=Act(act, _facts(doing, sent, reason), doing.now),
        source=Source(SOURCE, sent.id),
    )
