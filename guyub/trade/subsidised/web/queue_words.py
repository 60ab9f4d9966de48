"""Words of queues on pages of the outlet and on those for anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guyub.trade.subsidised.domain.quantities import qty_words
from guyub.trade.subsidised.domain.queues import (
    OFF_TURN_WORDS,
    ORDER_WORDS,
    QueueOrder,
    QueueState,
    TicketState,
    lot_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from guyub.trade.subsidised.selectors.queues import QueuePage

STATES: Mapping[TicketState, tuple[str, str]] = {
    TicketState.ENTERED: ("Terdaftar", "plain"),
    TicketState.GETS: ("Dapat giliran", "ok"),
    TicketState.WAITS: ("Menunggu", "warn"),
    TicketState.SERVED: ("Terlayani", "ok"),
    TicketState.LAPSED: ("Tidak datang", "plain"),
    TicketState.MISSED: ("Belum kebagian", "warn"),
    TicketState.CANCELLED: ("Antrean batal", "plain"),
}


QUEUE_STATES: Mapping[QueueState, tuple[str, str]] = {
    QueueState.OPEN: ("Dibuka", "ok"),
    QueueState.DRAWN: ("Sudah diurutkan", "plain"),
    QueueState.CANCELLED: ("Dibatalkan", "bad"),
}


def queue_context(page: QueuePage) -> dict[str, Any]:
    """Give what both pages of a queue show."""
    row = page.row
    is_lot = row.order is QueueOrder.LOT
    is_drawn = any(one.turn_no for one in page.tickets)
    return {
        "row": row,
        "supply": qty_words(row.supply_qty, row.unit),
        "each": qty_words(row.each_qty, row.unit),
        "order": ORDER_WORDS[row.order],
        "is_lot": is_lot,
        "is_drawn": is_drawn,
        "is_open": row.state is QueueState.OPEN,
        "is_cancelled": row.state is QueueState.CANCELLED,
        "off_turn": OFF_TURN_WORDS[row.off_turn],
        "lines": [
            (one, *STATES[one.state], lot_of(seed=row.seed, no=one.no)[:12] if is_lot and is_drawn else "")
            for one in page.tickets
        ],
    }
