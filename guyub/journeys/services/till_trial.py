"""A browser of somebody who looks at the demonstration becomes a till of invented Bumiayu in one step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from guyub.books.treasury.domain.places import CashKind
from guyub.books.treasury.selectors.places import places_of
from guyub.books.treasury.services.places import open_place
from guyub.foundation.devices.domain.chain import milliseconds
from guyub.foundation.devices.services.binding import bind, give_code
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.ledger_examples import actor_in
from guyub.journeys.services.stock_examples import SHELF
from guyub.journeys.services.treasury_examples_cash import BANK, BOX
from guyub.trade.inventory.selectors.locations import open_names
from guyub.trade.retail.services.tills import TillTyped, set_till

if TYPE_CHECKING:
    from datetime import datetime

    from guyub.foundation.kernel.models import Cooperative

NAME, DRAWER = "Peramban coba (contoh)", "Laci coba"


@dataclass(frozen=True, slots=True)
class Trial:
    """What the browser takes up: a code, and the id by which it gets the device that was bound for it."""

    code: str
    request_id: UUID


def try_till(*, place: Cooperative, request_id: UUID, now: datetime) -> Trial | None:
    """Bind a device of Bumiayu's shop, give it a drawer of its own and set it up. Only for a demonstration.

    The manager and the treasurer do it, each what is theirs; a retry gives the same device.

    Args:
        place: Invented Bumiayu.
        request_id: Made once per intention.
        now: The moment, aware.

    Returns:
        What the browser takes up within ten minutes; None: the shop has no shelf yet.
    """
    today = business_date(now, Zone(place.zone))
    with scope(place.id):
        places = open_names(cooperative_id=place.id)
        shelf_id = next((UUID(id_) for id_, name in places.items() if name == SHELF), None)
        if shelf_id is None:
            return None
        keeper, treasurer = actor_in(place, Role.PENGELOLA_GERAI), actor_in(place, Role.BENDAHARA)
        cash = {row.name: row.id for row in places_of(cooperative_id=place.id)}
    code = give_code(
        actor=keeper,
        device_name=NAME,
        outlet_id=None,
        outlet_name=SHELF,
        request_id=uuid5(request_id, "code"),
        now=now,
    )
    bound_by = uuid5(request_id, "bound")
    device = bind(
        written=code,
        request_id=bound_by,
        visitor="contoh",
        device_ms=milliseconds(now),
        app_version="",
        now=now,
    ).device
    drawer_id = open_place(
        actor=treasurer,
        place=place,
        kind=CashKind.LACI,
        name=f"{DRAWER} {device.series}",
        today=today,
        request_id=uuid5(request_id, "drawer"),
        now=now,
    )
    typed = TillTyped(
        device_id=device.id,
        location_id=shelf_id,
        drawer_id=drawer_id,
        bank_id=cash.get(BANK),
        safe_id=cash.get(BOX),
    )
    set_till(actor=keeper, typed=typed, request_id=uuid5(request_id, "set"), now=now)
    return Trial(code, bound_by)
