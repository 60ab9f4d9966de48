"""The permission rows of queues for a good that is short."""

from guyub.foundation.identity.domain.roles import Action
from tests.permission_rows import SOME_ID, Row, made_once
from tests.trade.subsidised.queueing import opened_in

A = Action


def of_queue(world):
    """Give a queue with one household in it."""
    return {"queue_id": made_once(world, "queue", lambda: opened_in(world)) if world else SOME_ID}


def of_ticket(world):
    return of_queue(world) | {"number": 1}


def of_public(world):
    return of_queue(world) | {"cooperative_id": world.bumiayu.id if world else 1}


GOODS_QUEUES_ROWS: tuple[Row, ...] = (
    Row("queues:queues", requires=A.VIEW_GOODS),
    Row("queues:queue_new", requires=A.BUY_GOODS),
    Row("queues:queue", requires=A.VIEW_BUYERS, arguments=of_queue),
    Row("queues:queue_enter", requires=A.SERVE_BUYERS, method="post", arguments=of_queue),
    Row("queues:queue_draw", requires=A.BUY_GOODS, method="post", arguments=of_queue),
    Row("queues:queue_cancel", requires=A.BUY_GOODS, method="post", arguments=of_queue),
    Row("queues:queue_export", requires=A.VIEW_BUYERS, arguments=of_queue),
    Row("member_desk:own_queue_enter", requires=A.OWN_MEMBERSHIP, method="post", arguments=of_queue),
    Row("queues:ticket", requires=A.VIEW_BUYERS, arguments=of_ticket),
    Row("public_site:queue", 404, 404, arguments=of_public),
)
