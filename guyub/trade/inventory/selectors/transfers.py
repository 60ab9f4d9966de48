"""Transfers: what is on its way, what arrived, what of it is missing."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, OuterRef, Q, Subquery

from guyub.foundation.kernel.rows import Row
from guyub.trade.inventory.domain.documents import TransferState
from guyub.trade.inventory.models import BatchMove, StockMove, Transfer, TransferLine
from guyub.trade.inventory.selectors.unit_words import product_words

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet


def parts_sent(*, cooperative_id: int, flows: Collection[UUID]) -> dict[UUID, list[tuple[str, int]]]:
    """Tell which batches left by which flow, those that expire first at the front. At most two queries.

    Args:
        cooperative_id: Whose.
        flows: Of the sending. One whose product has no batches is not in the answer.
    """
    moves = StockMove.objects.filter(cooperative_id=cooperative_id, flow__in=list(flows), qty__lt=0)
    flow_of = dict(moves.values_list("id", "flow"))
    parts: dict[UUID, list[tuple[str, int]]] = defaultdict(list)
    rows = BatchMove.objects.filter(cooperative_id=cooperative_id, move__in=list(flow_of))
    for move_id, code, qty in rows.order_by("id").values_list("move_id", "batch__code", "qty"):
        flow = flow_of[move_id]
        if flow is not None:
            parts[flow].append((code, -qty))
    return dict(parts)


@dataclass(frozen=True, slots=True)
class TransferRow(Row):
    """One transfer: from where to where, by whom, since when; ``alone``: one person sent and received it."""

    transfer_id: UUID
    number: str
    giver: str
    taker: str
    is_direct: bool
    state: str
    note: str
    why: str
    sent_on: date
    sent_by: str
    sender_id: UUID
    ended_on: date | None
    ended_by: str
    lines: int
    is_alone: bool

    @property
    def is_open(self) -> bool:
        """True while something of it is on its way."""
        return self.state == TransferState.DIKIRIM


@dataclass(frozen=True, slots=True)
class TransferLineRow(Row):
    """One product of a transfer, in words; ``way_qty`` base units are on their way."""

    line_id: UUID
    product_id: UUID
    name: str
    sent: str
    received: str
    lost: str
    back: str
    way_qty: int
    way: str


def transfers_page(*, cooperative_id: int, is_open: bool | None = None, most: int = 50) -> list[TransferRow]:
    """List transfers, the newest first. One query.

    Args:
        cooperative_id: Whose.
        is_open: Those on their way, or those that are not; None: all.
        most: So many.
    """
    rows = _transfers(cooperative_id)
    if is_open is not None:
        way = Q(state=TransferState.DIKIRIM.value)
        rows = rows.filter(way if is_open else ~way)
    return [_row(row) for row in rows.order_by("-sent_at", "-id")[:most]]


def one_transfer(
    *, cooperative_id: int, transfer_id: UUID
) -> tuple[TransferRow, list[TransferLineRow]] | None:
    """Give one transfer with its lines; None where there is none. Four queries."""
    found = _transfers(cooperative_id).filter(id=transfer_id).first()
    if found is None:
        return None
    lines = TransferLine.objects.filter(cooperative_id=cooperative_id, transfer=transfer_id).order_by("rank")
    rows = list(lines)
    words = product_words(cooperative_id=cooperative_id, product_ids={line.product_id for line in rows})

    def told(line: TransferLine, qty: int) -> str:
        return words[line.product_id].words(qty) if qty else ""

    return _row(found), [
        TransferLineRow(
            line_id=line.id,
            product_id=line.product_id,
            name=words[line.product_id].name,
            sent=told(line, line.qty),
            received=told(line, line.received_qty),
            lost=told(line, line.lost_qty),
            back=told(line, line.back_qty),
            way_qty=line.way_qty,
            way=told(line, line.way_qty),
        )
        for line in rows
    ]


def _transfers(cooperative_id: int) -> QuerySet[Transfer, Transfer]:
    rows = Transfer.objects.filter(cooperative_id=cooperative_id)
    counted = TransferLine.objects.filter(cooperative_id=cooperative_id, transfer=OuterRef("id")).order_by()
    lines = counted.values("transfer").annotate(counted=Count("*")).values("counted")
    return rows.select_related("giver", "taker", "sent_by", "ended_by").annotate(line_count=Subquery(lines))


def _row(row: Any) -> TransferRow:
    return TransferRow(
        transfer_id=row.id,
        number=str(row),
        giver=row.giver.name,
        taker=row.taker.name,
        is_direct=row.is_direct,
        state=row.state,
        note=row.note,
        why=row.why,
        sent_on=row.sent_on,
        sent_by=row.sent_by.name,
        sender_id=row.sent_by_id,
        ended_on=row.ended_on,
        ended_by=row.ended_by.name if row.ended_by else "",
        lines=row.line_count or 0,
        is_alone=not row.is_direct
        and row.ended_by_id == row.sent_by_id
        and row.state == TransferState.DITERIMA,
    )
