"""Queues for a rationed good that is short: opened, entered once by each household, drawn so that anybody can check."""

from __future__ import annotations

import secrets
from dataclasses import asdict
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Max, Q

from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.formats import day, number
from guyub.foundation.kernel.ids import uuid7
from guyub.trade.subsidised.domain.queues import (
    QueueOrder,
    QueueRefusedError,
    QueueState,
    checked_queue,
    order_of,
    seed_hash,
)
from guyub.trade.subsidised.models import BuyerQueue, Programme, QueueTicket
from guyub.trade.subsidised.selectors.consumers import consumer_by_id
from guyub.trade.subsidised.selectors.queues import waiting_in
from guyub.trade.subsidised.services.acting import note, once

if TYPE_CHECKING:
    from datetime import date, datetime

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.trade.subsidised.domain.queues import QueueTyped

MOST_TICKETS = 2_000


def open_queue(*, actor: Actor, typed: QueueTyped, today: date, request_id: UUID, now: datetime) -> UUID:
    """Open a queue for a good that is short. Use-case of who buys goods.

    A lot is decided by a seed that is made here and sealed: its hash is shown at once, itself once it is drawn.

    Args:
        actor: Who opens it, for the own cooperative.
        typed: Good, order, amounts, days.
        today: The business date.
        request_id: Made once per press.
        now: The moment, aware.

    Returns:
        The id of the queue.

    Raises:
        QueueRefusedError: ``order supply each days programme``.
    """
    checked_queue(typed, today=today)

    def work() -> str:
        good = Programme.objects.filter(key=typed.programme).first()
        if good is None:
            raise QueueRefusedError(wrong="programme")
        seed = secrets.token_hex(32) if typed.drawn_by == QueueOrder.LOT.value else ""
        told = {name: value for name, value in asdict(typed).items() if name != "programme"}
        row = BuyerQueue.objects.create(
            id=uuid7(),
            cooperative_id=actor.cooperative_id,
            programme=good,
            state=QueueState.OPEN.value,
            seed=seed,
            seed_sha=seed_hash(seed) if seed else "",
            person_id=actor.person_id,
            opened_at=now,
            **told,
        )
        facts = {"good": good.title, "on": day(typed.hands_on), "supply": number(typed.supply_qty)}
        note(actor, "queue.opened", facts | {"seed_sha": row.seed_sha}, now)
        return str(row.id)

    facts = {name: str(value) for name, value in asdict(typed).items()}
    return UUID(once(actor, Action.BUY_GOODS, "open_queue", facts, request_id, now, work))


def enter_queue(
    *, actor: Actor, queue_id: UUID, consumer_id: UUID, today: date, request_id: UUID, now: datetime
) -> int:
    """Enter a household in a queue by one of its registered buyers. Use-case of who serves buyers.

    Args:
        actor: Who stands at the counter.
        queue_id: Which queue.
        consumer_id: The buyer, as found by the NIK that was shown.
        today: The business date.
        request_id: Made once per press.
        now: The moment, aware.

    Returns:
        The number of the ticket.

    Raises:
        QueueRefusedError: ``gone closed buyer full``; ``household`` with ``no``: it has a ticket.
    """

    def work() -> int:
        queue = _open(actor.cooperative_id, queue_id)
        buyer = consumer_by_id(consumer_id)
        if buyer is None or not buyer.categories_on(queue.programme_id, today):
            raise QueueRefusedError(wrong="buyer")
        tickets = QueueTicket.objects.filter(cooperative_id=actor.cooperative_id, queue_id=queue.id)
        same = Q(consumer_id=buyer.id)
        if buyer.kk_index is not None:
            same |= Q(consumer__kk_index=buyer.kk_index)
        there = tickets.filter(same).first()
        if there is not None:
            raise QueueRefusedError(wrong="household", no=there.no)
        last = tickets.aggregate(last=Max("no"))["last"] or 0
        if last >= MOST_TICKETS:
            raise QueueRefusedError(wrong="full")
        made = QueueTicket.objects.create(
            id=uuid7(),
            cooperative_id=actor.cooperative_id,
            queue=queue,
            no=last + 1,
            consumer_id=buyer.id,
            person_id=actor.person_id,
            entered_at=now,
        )
        facts = {"good": queue.programme.title, "on": day(queue.hands_on), "no": made.no}
        note(actor, "queue.entered", facts, now)
        return int(made.no)

    facts = {"queue": str(queue_id), "consumer": str(consumer_id)}
    return int(once(actor, Action.SERVE_BUYERS, "enter_queue", facts, request_id, now, work))


def draw_queue(*, actor: Actor, queue_id: UUID, request_id: UUID, now: datetime) -> int:
    """Close a queue and give its tickets their turns. Use-case of who buys goods.

    Args:
        actor: Who draws.
        queue_id: Which queue.
        request_id: Made once per press.
        now: The moment, aware.

    Returns:
        How many tickets have a turn.

    Raises:
        QueueRefusedError: ``gone closed empty``.
    """

    def work() -> int:
        queue = _open(actor.cooperative_id, queue_id)
        waiting = {one.no: one for one in waiting_in(cooperative_id=actor.cooperative_id, queue_id=queue.id)}
        if not waiting:
            raise QueueRefusedError(wrong="empty")
        turns = order_of(waiting.values(), order=QueueOrder(queue.drawn_by), seed=queue.seed)
        place = {no: at for at, no in enumerate(turns, start=1)}
        mine = QueueTicket.objects.filter(cooperative_id=actor.cooperative_id)
        tickets = list(mine.filter(queue_id=queue.id))
        for one in tickets:
            one.turn_no, one.last_on = place[one.no], waiting[one.no].last_on
            one.waited = waiting[one.no].waited
        mine.bulk_update(tickets, ["turn_no", "last_on", "waited"])
        queue.state, queue.drawn_at = QueueState.DRAWN.value, now
        queue.save(update_fields=["state", "drawn_at"])
        facts = {"good": queue.programme.title, "on": day(queue.hands_on), "count": len(tickets)}
        note(actor, "queue.drawn", facts, now)
        return len(tickets)

    return int(once(actor, Action.BUY_GOODS, "draw_queue", {"queue": str(queue_id)}, request_id, now, work))


def _open(cooperative_id: int, queue_id: UUID) -> BuyerQueue:
    """Hold a queue, so that its households enter one after another."""
    rows = BuyerQueue.objects.select_for_update(of=("self",), no_key=True).select_related("programme")
    queue = rows.filter(cooperative_id=cooperative_id, id=queue_id).first()
    if queue is None:
        raise QueueRefusedError(wrong="gone")
    if queue.state != QueueState.OPEN.value:
        raise QueueRefusedError(wrong="closed")
    return queue
