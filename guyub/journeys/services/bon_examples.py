"""Bon of invented Bumiayu: one member paid a part, and the tills were lent what they may sell."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid5

from guyub.books.treasury.selectors.places import places_of
from guyub.foundation.devices.domain.lending import Word
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.selectors.guiding import place_by_code
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.examples import BUMIAYU, SPACE
from guyub.journeys.services.ledger_examples import actor_in
from guyub.journeys.services.treasury_examples_cash import BOX
from guyub.trade.retail.selectors.bon import bon_of, paid_of
from guyub.trade.retail.selectors.tills import tills_of
from guyub.trade.retail.services.bon_paying import pay_bon
from guyub.trade.retail.services.slices import lend_slices

if TYPE_CHECKING:
    from datetime import datetime

PART_RP = 25_000


def make_bon_examples(*, now: datetime) -> None:
    """Let one member pay a part of the bon, and lend the tills theirs. Only for a demonstration; may be repeated.

    After ``make_till_examples``; without tills nothing is made.
    """
    place = place_by_code(BUMIAYU)
    if place is None:
        return
    today = business_date(now, Zone(place.zone))
    with scope(place.id):
        owing = bon_of(cooperative_id=place.id, on=today).rows
        treasurer = actor_in(place, Role.BENDAHARA)
        box_id = next((row.id for row in places_of(cooperative_id=place.id) if row.name == BOX), None)
        tills = tills_of(cooperative_id=place.id)
        paid = [one for row in owing for one in paid_of(cooperative_id=place.id, member_id=row.member_id)]
    if owing and owing[0].owed_rp > PART_RP and not paid:
        pay_bon(
            actor=treasurer,
            place=place,
            member_id=owing[0].member_id,
            amount_rp=PART_RP,
            cash_place_id=box_id,
            today=today,
            request_id=uuid5(SPACE, "bon/paid"),
            now=now - timedelta(minutes=2),
        )
    for row in tills:
        lend_slices(place=place, device_id=row.device_id, word=Word(0, None), today=today)
