"""A queue for LPG at Bumiayu, for tests and for the pages of a world."""

from datetime import timedelta

from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.subsidised.domain.queues import QueueTyped
from guyub.trade.subsidised.selectors.queues import queue_page
from guyub.trade.subsidised.services.queues import cancel_queue, draw_queue, enter_queue, open_queue
from tests.trade.subsidised.buyers import TODAY, rationed, registered
from tests.world import NOW, new_id

LPG = "LPG_3KG"


def typed(**more):
    """Two cylinders, one for each household, today and tomorrow, a day for each turn."""
    told = {
        "programme": LPG,
        "drawn_by": "TURN",
        "supply_qty": 2,
        "is_estimate": True,
        "each_qty": 1,
        "hands_on": TODAY,
        "until_on": TODAY + timedelta(days=1),
        "turn_days": 1,
    }
    return QueueTyped(**told | more)


def opens(world, *, today=TODAY, **more):
    """Open a queue."""
    more = {"hands_on": today, "until_on": today + timedelta(days=1)} | more
    return open_queue(
        actor=world.actor(Role.PENGELOLA_GERAI),
        typed=typed(**more),
        today=today,
        request_id=new_id(),
        now=NOW,
    )


def enters(world, queue_id, consumer_id, **more):
    """Enter a household."""
    told = {"actor": world.actor(Role.KASIR), "request_id": new_id(), "now": NOW, "today": TODAY}
    return enter_queue(queue_id=queue_id, consumer_id=consumer_id, **told | more)


def draws(world, queue_id):
    """Draw it."""
    draw_queue(actor=world.actor(Role.PENGELOLA_GERAI), queue_id=queue_id, request_id=new_id(), now=NOW)


def cancels(world, queue_id, why="salah hari"):
    """Take it back."""
    actor = world.actor(Role.PENGELOLA_GERAI)
    return cancel_queue(actor=actor, queue_id=queue_id, why=why, request_id=new_id(), now=NOW)


def seen(world, queue_id, *, on=TODAY, is_public=False):
    """Read it on a day."""
    with scope(world.bumiayu.id):
        return queue_page(cooperative_id=world.bumiayu.id, queue_id=queue_id, today=on, is_public=is_public)


def opened_in(world):
    """Open a queue with one household, for the pages of a world."""
    rationed()
    queue_id = opens(world)
    enters(world, queue_id, registered(world, order=77, kk="3573030101100077").consumer_id)
    return queue_id
