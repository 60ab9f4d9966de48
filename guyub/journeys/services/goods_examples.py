"""What invented Bumiayu sells: sixty products with prices of Malang, numbers, and tags at the shelves."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.examples import BUMIAYU, SPACE
from guyub.journeys.services.goods_example_prices import (
    ABOVE_REFERENCE,
    LABELLED,
    LEAST,
    MEMBERS,
    PRICES,
    PROMO,
    RAISED,
    WEIGHED,
    WHY_ABOVE,
)
from guyub.journeys.services.ledger_examples import actor_in
from guyub.trade.inventory.domain.products import ProductTyped, UnitTyped
from guyub.trade.inventory.models import PrintedTag
from guyub.trade.inventory.selectors.catalogue import MOST_EXPORTED, catalogue
from guyub.trade.inventory.selectors.starter import starter_catalogue
from guyub.trade.inventory.services.barcodes import add_weight_code, make_label
from guyub.trade.inventory.services.prices import PriceTold, set_prices
from guyub.trade.inventory.services.products import add_product, change_product
from guyub.trade.inventory.services.starting import begin_catalogue
from guyub.trade.inventory.services.tags import print_tags

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.trade.inventory.selectors.catalogue import ListedProduct

MADE_HERE = (
    ProductTyped(name="Kue basah Bu Yati (contoh)", category="UMKM", base_unit="buah"),
    ProductTyped(name="Sirup jahe Bumiayu 250 ml (contoh)", category="UMKM", base_unit="botol"),
)


def make_goods_examples(*, now: datetime) -> None:
    """Fill the catalogue of Bumiayu's shop; repeating it changes nothing. Only for a demonstration.

    Needs the invented people of ``make_examples`` and the price rules of the release.
    """
    place = Cooperative.objects.get(code=BUMIAYU)
    zone = Zone(place.zone)
    with scope(place.id):
        if PrintedTag.objects.filter(cooperative=place).exists():
            return
    shop = _Shop(place, actor_in(place, Role.PENGELOLA_GERAI))
    began = now - timedelta(days=60)
    new = shop.fill(began)
    shop.price("first", {key: PRICES[key] for key in new}, business_date(began, zone), began)
    shop.price("members", MEMBERS, business_date(began, zone), began, audience="ANGGOTA")
    shop.label(began)
    shop.print_tags(business_date(began, zone), began + timedelta(hours=1))
    changed = now - timedelta(days=2)
    today = business_date(changed, zone)
    shop.price("raised", RAISED, today, changed)
    shop.price("promo", PROMO, today, changed, until_on=today + timedelta(days=12))


class _Shop:
    """Bumiayu's shop and who keeps its goods; each act once, by the id that its label gives."""

    def __init__(self, place: Cooperative, keeper: Actor) -> None:
        self.place, self.keeper = place, keeper
        self.names = {one.key: one.typed.name for one in starter_catalogue()}

    def fill(self, at: datetime) -> list[str]:
        """Take what the shop sells from the list of the release, and what the ward makes; gives what is new."""
        there = self._rows(at)
        new = [key for key in PRICES if self.names.get(key, key) not in there]
        begin_catalogue(keys=[key for key in new if key in self.names], **self._act("begin", at))
        for typed in MADE_HERE:
            add_product(typed=typed, units=[UnitTyped(name=typed.base_unit)], **self._act(typed.name, at))
        rows = self._rows(at)
        for key, least_qty in LEAST.items():
            row = rows[self.names[key]]
            starter = next(one for one in starter_catalogue() if one.key == key)
            change_product(
                product_id=row.product_id,
                typed=replace(starter.typed, code=row.code, least_qty=least_qty),
                today=business_date(at, Zone(self.place.zone)),
                **self._act(f"least/{key}", at),
            )
        return new

    def price(
        self,
        label: str,
        prices: Mapping[str, Mapping[str, int]],
        on: date,
        at: datetime,
        *,
        audience: str = "UMUM",
        until_on: date | None = None,
    ) -> None:
        """Set prices by product and unit, all at once."""
        rows = self._rows(at)
        told = [
            PriceTold(
                product_id=row.product_id,
                unit_id=UUID(next(one.unit_id for one in row.units if one.name == unit)),
                amount_rp=amount_rp,
                from_on=on,
                until_on=until_on,
                audience=audience,
                reason=WHY_ABOVE if key in ABOVE_REFERENCE else "",
            )
            for key, units in prices.items()
            for unit, amount_rp in units.items()
            for row in (rows[self.names.get(key, key)],)
        ]
        set_prices(told=told, today=on, **self._act(f"prices/{label}", at))

    def label(self, at: datetime) -> None:
        """Give labels of the shop's own, and numbers on its scale."""
        rows = self._rows(at)
        for key in LABELLED:
            row = rows[self.names.get(key, key)]
            unit_id = UUID(row.sold[0].unit_id)
            make_label(product_id=row.product_id, unit_id=unit_id, **self._act(f"label/{key}", at))
        for plu, key in enumerate(WEIGHED, 1):
            row = rows[self.names[key]]
            kilo = UUID(next(unit.unit_id for unit in row.units if unit.name == "kg"))
            given = self._act(f"weighed/{key}", at)
            add_weight_code(product_id=row.product_id, unit_id=kilo, prefix="21", plu=plu, **given)

    def print_tags(self, on: date, at: datetime) -> None:
        """Print the tag of everything that has a price."""
        units = [UUID(unit.unit_id) for row in self._rows(at).values() for unit in row.priced]
        print_tags(unit_ids=units, outlet_id=None, today=on, **self._act("tags", at))

    def _rows(self, at: datetime) -> dict[str, ListedProduct]:
        on = business_date(at, Zone(self.place.zone))
        with scope(self.place.id):
            listed = catalogue(cooperative_id=self.place.id, on=on, most=MOST_EXPORTED)
        return {row.name: row for row in listed.rows}

    def _act(self, label: str, at: datetime) -> dict[str, Any]:
        request_id = uuid5(SPACE, f"goods/{label}")
        return {"actor": self.keeper, "place": self.place, "request_id": request_id, "now": at}
