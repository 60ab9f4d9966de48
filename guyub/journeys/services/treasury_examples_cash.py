"""Where the money of the example cooperative lies: a drawer, the treasurer's box, a bank account."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid5

from guyub.books.treasury.domain.places import CashKind
from guyub.books.treasury.services.places import open_place
from guyub.community.cooperatives.selectors.profiles import units_of
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.dates import Zone, add_months, business_date
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.examples import BUMIAYU, SPACE
from guyub.journeys.services.ledger_example_events import BRI, SEMBAKO
from guyub.journeys.services.ledger_examples import actor_in

if TYPE_CHECKING:
    from datetime import datetime

DRAWER, BOX, BANK = "Laci gerai sembako", "Kotak bendahara", "BRI Kedungkandang"


def make_cash_examples(*, now: datetime) -> None:
    """Open the cash places of Bumiayu; repeating it changes nothing. Only for a demonstration.

    After ``make_ledger_examples``: the drawer takes 1.1.01, the box 1.1.02, the bank account the one added there.
    """
    place = Cooperative.objects.get(code=BUMIAYU)
    treasurer = actor_in(place, Role.BENDAHARA)
    since = add_months(business_date(now, Zone.WIB), -1)
    with scope(place.id):
        unit_id = next(unit.id for unit in units_of(cooperative_id=place.id) if unit.kind == SEMBAKO)
    for kind, name, more in (
        (CashKind.LACI, DRAWER, {"unit_id": unit_id}),
        (CashKind.BRANKAS, BOX, {}),
        (CashKind.BANK, BANK, {"bank_name": "BRI", "bank_number": "contoh", "account_code": BRI}),
    ):
        open_place(
            actor=treasurer,
            place=place,
            kind=kind,
            name=name,
            today=since,
            request_id=uuid5(SPACE, f"treasury/{kind}"),
            now=now,
            **more,
        )
