"""Words of queues on pages of the outlet and on those for anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guyub.trade.subsidised.domain.quantities import qty_words
from guyub.trade.subsidised.domain.queues import ORDER_WORDS, QueueOrder, QueueState, TicketState, lot_of

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
}


def queue_context(page: QueuePage) -> dict[str, Any]:
    """Give what both pages of a queue show."""
    row = page.row
    is_lot, is_drawn = row.order is QueueOrder.LOT, row.state is QueueState.DRAWN
    return {
        "row": row,
        "supply": qty_words(row.supply_qty, row.unit),
        "each": qty_words(row.each_qty, row.unit),
        "order": ORDER_WORDS[row.order],
        "is_lot": is_lot,
        "is_drawn": is_drawn,
        "lines": [
            (one, *STATES[one.state], lot_of(seed=row.seed, no=one.no)[:12] if is_lot and is_drawn else "")
            for one in page.tickets
        ],
    }
