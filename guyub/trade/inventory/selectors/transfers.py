"""Transfers: what is on its way, what arrived, what of it is missing."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from guyub.trade.inventory.models import BatchMove, StockMove

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID


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
