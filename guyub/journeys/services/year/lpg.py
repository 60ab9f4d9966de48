"""LPG of 3 kg: a contract since January, some 90 cylinders a week to registered households, short weeks."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from guyub.books.assets.domain.registers import AssetTyped
from guyub.books.treasury.services.asset_deals import Deal, buy_asset
from guyub.community.cooperatives.domain.outlets import UnitKind
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.partner_examples import LPG as AGENT
from guyub.journeys.services.rationed_examples import GAS
from guyub.journeys.services.year.founding import BANK
from guyub.journeys.services.year.people import VISITED
from guyub.journeys.services.year.rations import Buyers
from guyub.trade.inventory.domain.containers import ContainerState, Why
from guyub.trade.inventory.services.container_kinds import add_kind, link_product
from guyub.trade.inventory.services.containers import move_at_place
from guyub.trade.procurement.models import GoodsReceipt
from guyub.trade.subsidised.domain.supply import ArrivalTyped, ContractTyped, SupplyRole
from guyub.trade.subsidised.services.deliveries import plan_delivery, receive_delivery
from guyub.trade.subsidised.services.supply import write_contract

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from guyub.journeys.services.year.buying import Buying
    from guyub.journeys.services.year.goods import Store
    from guyub.journeys.services.year.people import Neighbour
    from guyub.journeys.services.year.stage import Stage

BEGINS, FIRST_DELIVERY = date(2026, 1, 20), date(2026, 1, 27)
BUYERS, CYLINDERS, CYLINDER_RP, CYLINDER_MONTHS = 120, 100, 165_000, 60
WEEKLY, TUESDAY = 90, 1
SHORT_OF_HUNDRED = 22  # weeks in which the agent brings less than was agreed
KIND = "LPG 3 kg"


class Lpg:
    """The rack of cylinders, and the households that are registered for them."""

    def __init__(self, stage: Stage, store: Store, buying: Buying, people: Sequence[Neighbour]) -> None:
        """Nothing is agreed yet."""
        self.stage, self.store, self.buying, self.people = stage, store, buying, people
        self.chance: Random = stage.chance("lpg")
        self.buyers = Buyers(stage, GAS, self.chance)
        self.under: dict[str, Any] = {}

    def day(self, on: date) -> None:
        """Begin on one day; from then on a delivery each Tuesday."""
        if on == BEGINS:
            self._begins(on)
        if on >= FIRST_DELIVERY and on.weekday() == TUESDAY:
            self._delivered(on)

    def sold_on(self, on: date, left: int) -> int:
        """Throw how many households come for a cylinder; without any on the rack none is sold."""
        if on <= FIRST_DELIVERY:
            return 0
        return min(self.chance.randint(12, 19), left, len(self.buyers.known))

    def _begins(self, on: date) -> None:
        """Buy cylinders, agree with the agent, register the households."""
        keeper = Role.PENGELOLA_GERAI
        typed = AssetTyped(
            name=f"{CYLINDERS} tabung LPG 3 kg (contoh)",
            asset_class="TABUNG",
            acquired_on=on,
            cost_rp=CYLINDERS * CYLINDER_RP,
            months=CYLINDER_MONTHS,
            unit_id=self.stage.units[UnitKind.LPG],
            location="Rak tabung",
        )
        deal = Deal(way="TUNAI", cash_place_id=self.stage.cash[BANK], who="Toko tabung (contoh)")
        buy_asset(typed=typed, deal=deal, **self.stage.by("cylinders", on))
        self.stage.agreed(on)
        kind_id = add_kind(name=KIND, deposit_rp=150_000, **self.stage.by("kind", on, keeper))
        product_id = self.store.goods["lpg-3"].product_id
        linked = self.stage.by("linked", on, keeper, without="today")
        link_product(kind_id=kind_id, product_id=product_id, is_linked=True, **linked)
        move_at_place(
            kind_id=kind_id,
            why=Why.BELI,
            before=ContainerState.LUAR,
            after=ContainerState.KOSONG,
            location_id=self.store.shelf,
            qty=CYLINDERS,
            **self.stage.by("empties", on, keeper),
        )
        contract = ContractTyped(
            partner_id=self.buying.partners[AGENT],
            programme=GAS.programme,
            role=SupplyRole.PANGKALAN.value,
            registration_no="CONTOH-0001",
            contract_no="AG/CONTOH/2026/01",
            from_on=on,
            weekly_qty=WEEKLY,
            has_sign=True,
            hours="Senin sampai Sabtu, 08.00 sampai 16.00",
        )
        contract_id = write_contract(typed=contract, **self.stage.by("contract", on, keeper))
        self.under = {"contract_id": contract_id, "product_id": product_id}
        self.buyers.register(BUYERS, on)
        member = next(one for one in self.people if one.name == VISITED)
        self.buyers.add(member.name, member.nik, member.kk, on)

    def _delivered(self, on: date) -> None:
        """Take in what came, as two people counted it, with its bill."""
        keeper = Role.PENGELOLA_GERAI
        room = CYLINDERS - self.buying.stock().get(self.store.goods["lpg-3"].product_id, 0)
        is_short = self.chance.randrange(100) < SHORT_OF_HUNDRED
        came = min(self.chance.randrange(35, 70, 5) if is_short else WEEKLY, room)
        if came <= 0:
            return
        planned = self.stage.by(f"lpg planned {on}", on, keeper, hour=8)
        delivery_id = plan_delivery(planned_on=on, qty=WEEKLY, **self.under, **planned)
        typed = ArrivalTyped(
            on=on,
            location_id=self.store.shelf,
            came_qty=came,
            empties_qty=came,
            price_rp=self.store.wares["lpg-3"].cost_rp,
            second="Pak Karto (contoh)",
            samples_g=(8_020, 8_050, 8_010),
            note="Agen membawa kurang dari jatah (contoh)" if is_short else "",
        )
        receive_delivery(
            delivery_id=delivery_id, typed=typed, **self.stage.by(f"lpg {on}", on, keeper, hour=9)
        )
        with scope(self.stage.place.id):
            newest = GoodsReceipt.objects.filter(
                cooperative=self.stage.place, partner_id=self.buying.partners[AGENT]
            ).order_by("-year", "-no")[0]
        self.buying.bills(newest.id, AGENT, on)
