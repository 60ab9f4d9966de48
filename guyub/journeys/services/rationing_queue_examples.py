"""Queues at Bumiayu: one that hands out today, one still open to members, one taken back. Invented buyers alone."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid5

from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.selectors.guiding import place_by_code
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.examples import BUMIAYU, SPACE
from guyub.journeys.services.ledger_examples import actor_in
from guyub.journeys.services.rationing_examples import nik_of
from guyub.trade.subsidised.domain.queues import QueueTyped
from guyub.trade.subsidised.selectors.consumers import consumer_by_nik
from guyub.trade.subsidised.selectors.queues import queues_of
from guyub.trade.subsidised.services.queues import cancel_queue, draw_queue, enter_queue, open_queue

if TYPE_CHECKING:
    from uuid import UUID

LPG = "LPG_3KG"
FIRST = 6  # of the invented buyers; those before share one KK
BY_TURN, BY_LOT = 14, 5


def make_rationing_queue_examples(*, now: datetime) -> None:
    """Open the queues and enter households. Only for a demonstration; repeating it changes nothing."""
    place = place_by_code(BUMIAYU)
    if place is None:
        return
    zone = Zone(place.zone)
    today = business_date(now, zone)
    with scope(place.id):
        cashier, keeper = (actor_in(place, role) for role in (Role.KASIR, Role.PENGELOLA_GERAI))
        if queues_of(cooperative_id=place.id):
            return

    def act(label: str, minute: int) -> dict[str, Any]:
        moment = datetime.combine(today - timedelta(days=2), time(9, minute), zone.info)
        return {"request_id": uuid5(SPACE, f"queue/{label}"), "now": moment}

    def fill(order: str, count: int, *, supply_qty: int, ahead: int) -> UUID:
        first = today + timedelta(days=ahead)
        typed = QueueTyped(
            programme=LPG,
            drawn_by=order,
            supply_qty=supply_qty,
            is_estimate=ahead > 0,
            each_qty=1,
            hands_on=first,
            until_on=first + timedelta(days=2),
            turn_days=1,
            by_members=order == "LOT",
        )
        opened = open_queue(actor=keeper, typed=typed, today=today, **act(f"{order}/{ahead}", 0))
        for at in range(FIRST, FIRST + count):
            buyer = consumer_by_nik(nik_of(at))
            if buyer is not None:
                told = act(f"{order}/{at}", at)
                enter_queue(actor=cashier, queue_id=opened, consumer_id=buyer.id, today=today, **told)
        return opened

    fill("LOT", BY_LOT, supply_qty=20, ahead=4)
    wrong_day = fill("TURN", 0, supply_qty=30, ahead=2)
    why = "Contoh: harinya keliru, dibuka lagi untuk hari lain"
    cancel_queue(actor=keeper, queue_id=wrong_day, why=why, **act("cancel", 50))
    queue_id = fill("TURN", BY_TURN, supply_qty=10, ahead=0)
    draw_queue(actor=keeper, queue_id=queue_id, **act("draw", 40))
