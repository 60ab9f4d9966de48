"""Queues for a good that is short: numbers, order and what came of each; names only for the outlet's own page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Count

from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import asked, kept_rows
from guyub.trade.subsidised.domain.programmes import Mode
from guyub.trade.subsidised.domain.queues import (
    Handing,
    QueueOrder,
    QueueState,
    TicketState,
    Waiting,
    states_on,
)
from guyub.trade.subsidised.domain.spans import day_of
from guyub.trade.subsidised.domain.turns import Turn
from guyub.trade.subsidised.models import BuyerQueue, QueueTicket

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

    from guyub.foundation.kernel.selectors.together import Inquiry
    from guyub.trade.subsidised.selectors.consumers import ConsumerFound

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
    off_turn: Mode
    by_members: bool
    cancelled_on: date | None
    cancelled_why: str

    @property
    def handing(self) -> Handing:
        """When it hands out, to how many."""
        return _handing_of(self)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnQueue(Row):
    """A queue as one household sees it: its number and what that is worth; None: it may enter."""

    row: QueueRow
    no: int | None
    state: TicketState | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Called(Row):
    """One number whose turn it is, with the last digits of who entered."""

    programme: str
    no: int
    last4: str


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
    states = _states(row, [one.no for one in kept], cooperative_id, today)
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


def own_queues(*, cooperative_id: int, buyer: ConsumerFound | None, today: date) -> list[OwnQueue]:
    """List the queues that a household is in or may enter by itself, today and to come. Three queries, or more.

    Args:
        cooperative_id: Whose.
        buyer: As who the person is registered; None: nobody, who is in none.
        today: The business date.
    """
    coming = BuyerQueue.objects.filter(cooperative_id=cooperative_id, until_on__gte=today)
    found = []
    for queue in coming.select_related("programme").order_by("hands_on", "id")[:MOST_LISTED]:
        row, numbers = _row(queue, 0), _numbers(queue)
        own = (buyer.nik_index, buyer.kk_index) if buyer else (None, None)
        mine = next((no for no, *them in numbers if _is_same(own, them)), None)
        may_enter = mine is None and row.by_members and row.state is QueueState.OPEN
        if mine is not None or may_enter:
            states = _states(row, [no for no, _, _ in numbers], cooperative_id, today)
            found.append(OwnQueue(row=row, no=mine, state=states[mine] if mine else None))
    return found


def handing_inquiry(*, cooperative_id: int, today: date) -> Inquiry[list[BuyerQueue]]:
    """Ask for the drawn queues that hand out on a day, of every good; the cooperative's scope is needed."""
    return kept_rows(_handing, cooperative_id, today, QueueState.DRAWN.value)


def turn_of(
    handing: Iterable[BuyerQueue], *, programme: str, buyer: tuple[bytes, bytes | None], today: date
) -> Turn | None:
    """Tell where a household stands in what is handed out today; None: nothing is, and nothing is asked.

    Args:
        handing: What ``handing_inquiry`` found; the cooperative's scope is needed.
        programme: Of which good.
        buyer: The indexes of NIK and KK of one of the household.
        today: The business date.
    """
    turns = []
    mine = [queue for queue in handing if queue.programme_id == programme]
    for queue, numbers, states in _handing_out(mine, today):
        called = [no for no, _, _ in numbers if states[no] is TicketState.GETS]
        no = next((no for no, *them in numbers if _is_same(buyer, them)), None)
        turns.append(Turn(mode=Mode(queue.off_turn), no=no, state=states[no] if no else None, called=called))
    # Whose turn it is in one of them may buy; else the one that knows the household speaks.
    return max(turns, key=lambda one: (one.state is TicketState.GETS, one.no is not None), default=None)


def called_today(*, cooperative_id: int, today: date) -> list[Called]:
    """List whose turn it is now, by number and four digits: what a till shows. One query, or more."""
    (handing,) = asked(handing_inquiry(cooperative_id=cooperative_id, today=today))
    return [
        Called(programme=queue.programme_id, no=no, last4=last4)
        for queue, numbers, states in _handing_out(handing, today)
        for no, last4 in _last4(
            cooperative_id, queue.id, [no for no, _, _ in numbers if states[no] is TicketState.GETS]
        )
    ]


def _handing(cooperative_id: int, today: date, drawn: str) -> QuerySet[BuyerQueue]:
    rows = BuyerQueue.objects.filter(
        cooperative_id=cooperative_id, state=drawn, hands_on__lte=today, until_on__gte=today
    )
    return rows.order_by("hands_on", "id")


def _handing_out(
    handing: Iterable[BuyerQueue], today: date
) -> Iterator[tuple[BuyerQueue, list[tuple[int, bytes, bytes | None]], dict[int, TicketState]]]:
    """Give each queue with its numbers in their order and what they are worth."""
    for queue in handing:
        numbers = _numbers(queue)
        yield (
            queue,
            numbers,
            _served_states(
                queue.cooperative_id, queue.id, _handing_of(queue), [no for no, _, _ in numbers], today
            ),
        )


def _numbers(queue: BuyerQueue) -> list[tuple[int, bytes, bytes | None]]:
    """Give the tickets of a queue: number, and the indexes of who entered."""
    kept = QueueTicket.objects.filter(cooperative_id=queue.cooperative_id, queue_id=queue.id)
    rows = kept.order_by("turn_no", "no").values_list("no", "consumer__nik_index", "consumer__kk_index")
    return [(no, bytes(nik), bytes(kk) if kk is not None else None) for no, nik, kk in rows]


def _last4(cooperative_id: int, queue_id: UUID, numbers: Sequence[int]) -> list[tuple[int, str]]:
    rows = QueueTicket.objects.filter(cooperative_id=cooperative_id, queue_id=queue_id, no__in=numbers)
    return list(rows.order_by("turn_no", "no").values_list("no", "consumer__nik_last4"))


def _is_same(one: Sequence[bytes | None], other: Sequence[bytes | None]) -> bool:
    """Tell whether two are of one household, by the indexes of NIK and KK."""
    return one[0] == other[0] or (one[1] is not None and one[1] == other[1])


def _states(
    row: QueueRow, numbers: Sequence[int], cooperative_id: int, today: date
) -> dict[int, TicketState]:
    if row.state is QueueState.DRAWN:
        return _served_states(cooperative_id, row.id, row.handing, numbers, today)
    is_off = row.state is QueueState.CANCELLED
    return dict.fromkeys(numbers, TicketState.CANCELLED if is_off else TicketState.ENTERED)


def _served_states(
    cooperative_id: int, queue_id: UUID, handing: Handing, numbers: Sequence[int], today: date
) -> dict[int, TicketState]:
    served = dict(_asked(_SERVED, cooperative_id, queue_id))
    return states_on(numbers, handing=handing, served=served, today=today)


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


def _handing_of(queue: QueueRow | BuyerQueue) -> Handing:
    return Handing(
        places=queue.supply_qty // queue.each_qty,
        hands_on=queue.hands_on,
        until_on=queue.until_on,
        turn_days=queue.turn_days,
    )


def _row(one: BuyerQueue, count: int) -> QueueRow:
    is_drawn = one.drawn_at is not None
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
        off_turn=Mode(one.off_turn),
        by_members=one.by_members,
        cancelled_on=day_of(one.cancelled_at) if one.cancelled_at else None,
        cancelled_why=one.cancelled_why,
    )


def _asked(statement: str, cooperative_id: int, queue_id: UUID) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"place": cooperative_id, "queue": queue_id})
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found
