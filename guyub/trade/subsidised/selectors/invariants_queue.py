"""What must hold of queues: a drawn order is the one that anybody counts from what is published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.foundation.kernel.selectors.invariants import Broken
from guyub.trade.subsidised.domain.queues import QueueOrder, Waiting, order_of, seed_hash
from guyub.trade.subsidised.models import BuyerQueue, QueueTicket

if TYPE_CHECKING:
    from collections.abc import Iterator


def queues_are_in_their_order(cooperative_id: int) -> Iterator[Broken]:
    """Turns of a drawn queue follow from its seed, or from what was bought; nobody has one before."""
    tickets: dict[object, list[QueueTicket]] = {}
    kept = QueueTicket.objects.filter(cooperative_id=cooperative_id)
    for one in kept.order_by("queue_id", "turn_no", "no").iterator():
        tickets.setdefault(one.queue_id, []).append(one)
    for queue in BuyerQueue.objects.filter(cooperative_id=cooperative_id).order_by("id").iterator():
        mine = tickets.get(queue.id, [])
        turns = [one.no for one in mine if one.turn_no is not None]
        waiting = [Waiting(no=one.no, last_on=one.last_on, waited=one.waited) for one in mine]
        is_drawn = queue.drawn_at is not None
        due = order_of(waiting, order=QueueOrder(queue.drawn_by), seed=queue.seed) if is_drawn else []
        if turns != due or (queue.seed and seed_hash(queue.seed) != queue.seed_sha):
            yield Broken("subsidised.queue.order", f"{queue}: {turns[:5]} of {due[:5]}")
