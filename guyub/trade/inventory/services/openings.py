"""Tables of goods: what is taken in, from which columns, by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.intake.services.tables import Intake
from guyub.trade.inventory.domain.opening_fields import FIELDS
from guyub.trade.inventory.models import StockOpening
from guyub.trade.inventory.selectors.opening_plans import places_of, plan_of
from guyub.trade.inventory.services.opening_taking import StockOpeningRefusedError, take_goods
from guyub.trade.inventory.services.opening_undoing import undo_goods

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from guyub.foundation.intake.services.tables import Opened
    from guyub.foundation.kernel.models import Cooperative
    from guyub.trade.inventory.selectors.opening_plans import StockPlan

MOST_GOODS = 20_000


def _plan(batch: StockOpening, opened: Opened, place: Cooperative, today: date, _now: datetime) -> StockPlan:
    return plan_of(
        place=place,
        columns=opened.header.columns,
        lines=opened.lines,
        mapping=batch.mapping,
        location_id=batch.location_id,
        today=today,
    )


def _told(cooperative_id: int, options: Mapping[str, Any] | None) -> dict[str, Any]:
    """Say where the goods lie: nobody says yet of a new table, unless the cooperative has one place.

    Raises:
        StockOpeningRefusedError: ``place``: no location of this cooperative, or closed.
    """
    places = [one.location_id for one in places_of(cooperative_id=cooperative_id)]
    if options is None:
        return {"location_id": places[0] if len(places) == 1 else None}
    location_id = options["location"]
    if location_id and location_id not in places:
        raise StockOpeningRefusedError(wrong="place")
    return {"location_id": location_id}


# Who keeps the goods brings a table; who keeps the treasury takes it in, since the books follow.
GOODS = Intake(
    model=StockOpening,
    refused=StockOpeningRefusedError,
    fields=FIELDS,
    most=MOST_GOODS,
    acts="inventory.opening",
    brings=Action.KEEP_GOODS,
    takes=Action.KEEP_TREASURY,
    task="inventory.carry_on_opening_table",
    plan=_plan,
    take=take_goods,
    undo=undo_goods,
    told=_told,
)
