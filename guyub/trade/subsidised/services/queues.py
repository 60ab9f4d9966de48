"""Queues for a rationed good that is short: opened, entered once by each household, drawn so that anybody can check."""

from __future__ import annotations

import secrets
from dataclasses import asdict
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Max, Q

from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.selectors.vault import index_kept
from guyub.foundation.kernel.formats import day, number
from guyub.foundation.kernel.ids import uuid7
from guyub.trade.subsidised.domain.queues import (
    QueueOrder,
    QueueRefusedError,
    QueueState,
    checked_queue,
    checked_why,
    order_of,
    seed_hash,
)
from guyub.trade.subsidised.models import BuyerQueue, Programme, QueueTicket
from guyub.trade.subsidised.selectors.consumers import consumer_by_id, consumer_by_index
from guyub.trade.subsidised.selectors.queues import waiting_in
from guyub.trade.subsidised.services.acting import note, once

if TYPE_CHECKING:
    from datetime import date, datetime

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.trade.subsidised.domain.queues import QueueTyped
    from guyub.trade.subsidised.selectors.consumers import ConsumerFound

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
        QueueRefusedError: ``order supply each days off_turn programme``.
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
        QueueRefusedError: ``gone closed cancelled buyer full``; ``household`` with ``no``: it has a ticket.
    """

    def work() -> int:
        queue = _open(actor.cooperative_id, queue_id)
        return _entered(actor, queue, consumer_by_id(consumer_id), today, now)

    facts = {"queue": str(queue_id), "consumer": str(consumer_id)}
    return int(once(actor, Action.SERVE_BUYERS, "enter_queue", facts, request_id, now, work))


def enter_own_queue(*, actor: Actor, queue_id: UUID, today: date, request_id: UUID, now: datetime) -> int:
    """Enter the own household in a queue that members enter by themselves. Use-case of the member.

    Args:
        actor: The member.
        queue_id: Which queue.
        today: The business date.
        request_id: Made once per press.
        now: The moment, aware.

    Returns:
        The number of the ticket.

    Raises:
        QueueRefusedError: ``gone closed cancelled full``; ``counter``: this one is entered at the counter alone;
            ``own``: the own NIK is not kept, or is not registered for the good; ``household`` with ``no``.
    """

    def work() -> int:
        queue = _open(actor.cooperative_id, queue_id)
        if not queue.by_members:
            raise QueueRefusedError(wrong="counter")
        index = index_kept(SecretKind.NIK, actor.person_id)
        buyer = consumer_by_index(index) if index else None
        return _entered(actor, queue, buyer, today, now, wrong="own")

    facts = {"queue": str(queue_id)}
    return int(once(actor, Action.OWN_MEMBERSHIP, "enter_own_queue", facts, request_id, now, work))


def cancel_queue(*, actor: Actor, queue_id: UUID, why: str, request_id: UUID, now: datetime) -> UUID:
    """Take back a queue that was opened by mistake, drawn or not. Use-case of who buys goods.

    What was sold stays sold; its tickets stay and count for nothing, also not as having waited.

    Args:
        actor: Who takes it back.
        queue_id: Which queue.
        why: Why, as anybody reads it: no name.
        request_id: Made once per press.
        now: The moment, aware.

    Returns:
        The id of the queue.

    Raises:
        QueueRefusedError: ``why gone cancelled``.
    """
    reason = checked_why(why)

    def work() -> str:
        queue = _held(actor.cooperative_id, queue_id)
        queue.state, queue.cancelled_at = QueueState.CANCELLED.value, now
        queue.cancelled_by_id, queue.cancelled_why = actor.person_id, reason
        queue.save(update_fields=["state", "cancelled_at", "cancelled_by", "cancelled_why"])
        facts = {"good": queue.programme.title, "on": day(queue.hands_on), "reason": reason}
        note(actor, "queue.cancelled", facts, now)
        return str(queue.id)

    facts = {"queue": str(queue_id), "why": reason}
    return UUID(once(actor, Action.BUY_GOODS, "cancel_queue", facts, request_id, now, work))


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
        QueueRefusedError: ``gone closed cancelled empty``.
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
    """Hold a queue that is not drawn yet."""
    queue = _held(cooperative_id, queue_id)
    if queue.state != QueueState.OPEN.value:
        raise QueueRefusedError(wrong="closed")
    return queue


def _held(cooperative_id: int, queue_id: UUID) -> BuyerQueue:
    """Hold a queue, so that its households enter one after another."""
    rows = BuyerQueue.objects.select_for_update(of=("self",), no_key=True).select_related("programme")
    queue = rows.filter(cooperative_id=cooperative_id, id=queue_id).first()
    if queue is None:
        raise QueueRefusedError(wrong="gone")
    if queue.state == QueueState.CANCELLED.value:
        raise QueueRefusedError(wrong="cancelled")
    return queue


def _entered(
    actor: Actor,
    queue: BuyerQueue,
    buyer: ConsumerFound | None,
    today: date,
    now: datetime,
    wrong: str = "buyer",
) -> int:
    """Give a household its number; ``wrong``: what is said where nobody of it is registered for the good."""
    if buyer is None or not buyer.categories_on(queue.programme_id, today):
        raise QueueRefusedError(wrong=wrong)
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
