"""Rationed goods as anybody may see them: where they are today, and how a city proposes to share them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from guyub.community.cooperatives.selectors.wards import Ward, wards
from guyub.foundation.identity.selectors.guiding import city_of
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.inventory.domain.price_rules import PriceKind
from guyub.trade.inventory.selectors.price_rules import rules_for, selling_rules
from guyub.trade.subsidised.domain.shelf import Shelf
from guyub.trade.subsidised.selectors.outlets import RationedOutlet, outlets_of
from guyub.trade.subsidised.selectors.queues import queue_page
from guyub.trade.subsidised.selectors.rounds import RoundRow, rounds_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from uuid import UUID

    from guyub.trade.inventory.domain.price_rules import PriceRule
    from guyub.trade.subsidised.selectors.queues import QueuePage

LPG = "LPG_3KG"


@dataclass(frozen=True)
class ShelfRow(Row):
    """One ward: how much is left, at which price; ``outlet`` None where nobody told. ``is_late``: an old reading."""

    ward: Ward
    outlet: RationedOutlet | None

    @property
    def shelf(self) -> Shelf:
        """How much is left."""
        return self.outlet.shelf if self.outlet else Shelf.BELUM


@dataclass(frozen=True)
class ShelvesToday(Row):
    """One good over the city: the ceiling, the wards by kecamatan, how many have it, rounds that are published."""

    ceiling: PriceRule | None
    kecamatan: tuple[tuple[str, tuple[ShelfRow, ...]], ...]
    counts: dict[Shelf, int]
    read_at: datetime | None
    rounds: Sequence[RoundRow]
    city_id: int | None


def shelves_today(*, today: date, good: str = LPG) -> ShelvesToday:
    """Read where a good is. Five queries.

    Args:
        today: The business date, for the ceiling.
        good: Its key.
    """
    city = city_of(wards()[0].code)
    found = {one.code: one for one in outlets_of(programme=good)}
    rows = [ShelfRow(ward, found.get(ward.code)) for ward in wards()]
    ceiling, rounds = None, []
    if city is not None:
        ceiling = ceiling_of(city_id=city.id, region=city.code, good=good, on=today)
        with scope(city.id):
            rounds = rounds_of(city_id=city.id, is_public=True)
    return ShelvesToday(
        ceiling=ceiling,
        kecamatan=tuple(
            (name, tuple(group)) for name, group in groupby(rows, key=lambda row: row.ward.kecamatan)
        ),
        counts={shelf: sum(row.shelf is shelf for row in rows) for shelf in Shelf},
        read_at=next((one.summed_at for one in found.values()), None),
        rounds=rounds,
        city_id=city.id if city else None,
    )


def ceiling_of(*, city_id: int, region: str, good: str, on: date) -> PriceRule | None:
    """Find the ceiling that holds for buyers on a day; None: there is none. One query."""
    held = selling_rules(rules_for(cooperative_id=city_id), goods=[good], region=region, on=on)
    return held.get(good, {}).get(PriceKind.HET)


def queue_today(
    *, cooperative_id: int, queue_id: UUID, now: datetime
) -> tuple[Cooperative, QueuePage, date] | None:
    """Read a queue for anybody, without names: whose it is, its tickets, the day there. Four queries; None: no such.

    Args:
        cooperative_id: Whose.
        queue_id: Which.
        now: The moment, aware.
    """
    place = Cooperative.objects.filter(id=cooperative_id).first()
    if place is None:
        return None
    today = business_date(now, Zone(place.zone))
    with scope(cooperative_id):
        page = queue_page(cooperative_id=cooperative_id, queue_id=queue_id, today=today, is_public=True)
    return (place, page, today) if page else None
