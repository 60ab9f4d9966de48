"""Queues for a good that is short: numbers, order and what came of each; names only for the outlet's own page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Count

from guyub.foundation.kernel.rows import Row
from guyub.trade.subsidised.domain.queues import (
    Handing,
    QueueOrder,
    QueueState,
    TicketState,
    Waiting,
    states_on,
)
from guyub.trade.subsidised.models import BuyerQueue, QueueTicket

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

MOST_LISTED = 40
# What counts is what the household bought; whoever showed no KK is a household of their own.
_BOUGHT = """
    FROM subsidised_queueticket t
    JOIN subsidised_buyerqueue q ON q.cooperative_id = t.cooperative_id AND q.id = t.queue_id
    JOIN subsidised_consumer c ON c.id = t.consumer_id
    JOIN LATERAL (
        SELECT u.day, u.cooperative_id FROM subsidised_quotause u
        WHERE u.nik_index = c.nik_index AND u.programme_id = q.programme_id AND u.state = 'USED'
        UNION ALL
        SELECT u.day, u.cooperative_id FROM subsidised_quotause u
        WHERE u.kk_index = c.kk_index AND u.programme_id = q.programme_id AND u.state = 'USED'
    ) u ON true
    WHERE t.cooperative_id = %(place)s AND t.queue_id = %(queue)s
"""
_SERVED = f"""
    SELECT t.no, min(u.day) {_BOUGHT}
        AND u.cooperative_id = t.cooperative_id AND u.day BETWEEN q.hands_on AND q.until_on
    GROUP BY t.no
"""
_LAST = f"SELECT t.no, max(u.day) {_BOUGHT} GROUP BY t.no"
_WAITED = """
    SELECT t.no, p.hands_on
    FROM subsidised_queueticket t
    JOIN subsidised_buyerqueue q ON q.cooperative_id = t.cooperative_id AND q.id = t.queue_id
    JOIN subsidised_consumer c ON c.id = t.consumer_id
    JOIN subsidised_buyerqueue p ON p.cooperative_id = q.cooperative_id AND p.programme_id = q.programme_id
        AND p.id <> q.id AND p.state = 'DRAWN' AND p.hands_on <= q.hands_on
    JOIN subsidised_queueticket w ON w.cooperative_id = p.cooperative_id AND w.queue_id = p.id
        AND w.turn_no > p.supply_qty / p.each_qty
    JOIN subsidised_consumer h ON h.id = w.consumer_id AND (h.id = c.id OR h.kk_index = c.kk_index)
    WHERE t.cooperative_id = %(place)s AND t.queue_id = %(queue)s
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueRow(Row):
    """One queue in a list; quantities in the good's smallest unit."""

    id: UUID
    programme: str
    title: str
    unit: str
    order: QueueOrder
    state: QueueState
    supply_qty: int
    is_estimate: bool
    each_qty: int
    hands_on: date
    until_on: date
    turn_days: int
    seed: str  # empty until it is drawn
    seed_sha: str
    count: int

    @property
    def handing(self) -> Handing:
        """When it hands out, to how many."""
        return Handing(
            places=self.supply_qty // self.each_qty,
            hands_on=self.hands_on,
            until_on=self.until_on,
            turn_days=self.turn_days,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketRow(Row):
    """One ticket; ``shown`` is the given name and four digits, empty on a page for anybody."""

    no: int
    turn_no: int | None
    last_on: date | None
    waited: int
    state: TicketState
    shown: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuePage(Row):
    """One queue with its tickets: by turn once it is drawn, by number before."""

    row: QueueRow
    tickets: Sequence[TicketRow]


def queues_of(*, cooperative_id: int) -> list[QueueRow]:
    """List the queues of a cooperative, the latest first. One query."""
    rows = BuyerQueue.objects.filter(cooperative_id=cooperative_id).select_related("programme")
    counted = rows.annotate(count=Count("tickets")).order_by("-hands_on", "-id")
    return [_row(one, one.count) for one in counted[:MOST_LISTED]]


def queue_page(*, cooperative_id: int, queue_id: UUID, today: date, is_public: bool) -> QueuePage | None:
    """Give one queue with its tickets; None: there is none. Three queries.

    Args:
        cooperative_id: Whose.
        queue_id: Which.
        today: The day whose states are shown.
        is_public: Nobody is named.
    """
    found = BuyerQueue.objects.filter(cooperative_id=cooperative_id, id=queue_id).select_related("programme")
    queue = found.first()
    if queue is None:
        return None
    kept = list(
        QueueTicket.objects.filter(cooperative_id=cooperative_id, queue_id=queue_id)
        .select_related("consumer")
        .order_by("turn_no", "no")
    )
    row = _row(queue, len(kept))
    states = {one.no: TicketState.ENTERED for one in kept}
    if row.state is QueueState.DRAWN:
        served = dict(_asked(_SERVED, cooperative_id, queue_id))
        states = states_on([one.no for one in kept], handing=row.handing, served=served, today=today)
    return QueuePage(
        row=row,
        tickets=tuple(
            TicketRow(
                no=one.no,
                turn_no=one.turn_no,
                last_on=one.last_on,
                waited=one.waited,
                state=states[one.no],
                shown="" if is_public else str(one.consumer),
            )
            for one in kept
        ),
    )


def waiting_in(*, cooperative_id: int, queue_id: UUID) -> list[Waiting]:
    """List the tickets of a queue as they are drawn, by number. Three queries."""
    numbers = QueueTicket.objects.filter(cooperative_id=cooperative_id, queue_id=queue_id)
    last = dict(_asked(_LAST, cooperative_id, queue_id))
    waited = _asked(_WAITED, cooperative_id, queue_id)
    return [
        Waiting(
            no=no,
            last_on=last.get(no),
            waited=sum(one == no and (no not in last or on > last[no]) for one, on in waited),
        )
        for no in numbers.order_by("no").values_list("no", flat=True)
    ]


def _row(one: BuyerQueue, count: int) -> QueueRow:
    is_drawn = one.state == QueueState.DRAWN.value
    return QueueRow(
        id=one.id,
        programme=one.programme_id,
        title=one.programme.title,
        unit=one.programme.unit,
        order=QueueOrder(one.drawn_by),
        state=QueueState(one.state),
        supply_qty=one.supply_qty,
        is_estimate=one.is_estimate,
        each_qty=one.each_qty,
        hands_on=one.hands_on,
        until_on=one.until_on,
        turn_days=one.turn_days,
        seed=one.seed if is_drawn else "",
        seed_sha=one.seed_sha,
        count=count,
    )


def _asked(statement: str, cooperative_id: int, queue_id: UUID) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"place": cooperative_id, "queue": queue_id})
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found
