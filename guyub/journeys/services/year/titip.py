"""Titip jual: a kitchen of the ward brings chips each Wednesday, and is told and paid each month what was sold."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from guyub.community.partners.domain.partners import PartnerKind, PartnerTyped
from guyub.community.partners.services.partners import add_partner
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.consignment_examples import KITCHEN
from guyub.journeys.services.year.founding import BOX
from guyub.journeys.services.year.goods import Ware
from guyub.trade.consignment.domain.agreements import AgreementTyped, GoodTerms, Settles
from guyub.trade.consignment.domain.shares import Basis
from guyub.trade.consignment.domain.slips import SlipKind, SlipTyped
from guyub.trade.consignment.selectors.papers import statements_of
from guyub.trade.consignment.services.agreements import write_agreement
from guyub.trade.consignment.services.paying import pay_out
from guyub.trade.consignment.services.settling import draw_up
from guyub.trade.consignment.services.slips import write_slip
from guyub.trade.inventory.domain.products import ProductTyped
from guyub.trade.inventory.selectors.bought import goods_of
from guyub.trade.inventory.services.prices import PriceTold, set_prices
from guyub.trade.inventory.services.products import add_product

if TYPE_CHECKING:
    from uuid import UUID

    from guyub.journeys.services.year.buying import Buying
    from guyub.journeys.services.year.goods import Store
    from guyub.journeys.services.year.stage import Stage

BEGINS, WEDNESDAY, TOLD_ON = date(2025, 12, 1), 2, 2
CHIPS = Ware("keripik-titip", "bungkus", 10_000, 12_000, 3, 2, 30, KITCHEN)
NAME = "Keripik tempe Kenanga (contoh)"


class Titip:
    """The kitchen's corner of the shelf."""

    def __init__(self, stage: Stage, store: Store, buying: Buying) -> None:
        """Nothing is agreed yet."""
        self.stage, self.store, self.buying = stage, store, buying
        self.agreement_id: UUID | None = None

    def day(self, on: date) -> None:
        """Agree on one day; from then on goods each week, a statement each month."""
        if on == BEGINS:
            self._agrees(on)
        if self.agreement_id is None:
            return
        if on.weekday() == WEDNESDAY or on == BEGINS:
            self._brings(self.agreement_id, on)
        if on.day == TOLD_ON and on > BEGINS + timedelta(days=TOLD_ON):
            self._settles(self.agreement_id, on)

    def _agrees(self, on: date) -> None:
        keeper = Role.PENGELOLA_GERAI
        kitchen = PartnerTyped(
            kind=PartnerKind.PRODUSEN, name=KITCHEN, code="KENANGA", contact="Kenanga (contoh)"
        )
        partner_id = add_partner(
            typed=kitchen, phone="", **self.stage.by("kitchen", on, keeper, hour=6, without="place")
        )
        typed = ProductTyped(name=NAME, category="UMKM", base_unit=CHIPS.unit)
        product_id = add_product(
            typed=typed, units=(), **self.stage.by("chips", on, keeper, hour=6, without="today")
        )
        with scope(self.stage.place.id):
            good = goods_of(cooperative_id=self.stage.place.id, product_ids={product_id})[product_id]
        unit_id = good.unit_ids[CHIPS.unit]
        price = PriceTold(product_id=product_id, unit_id=unit_id, amount_rp=CHIPS.price_rp, from_on=on)
        set_prices(told=[price], **self.stage.by("chips priced", on, keeper, hour=6))
        terms = GoodTerms(product_id=product_id, unit_id=unit_id, basis=Basis.SETOR, setor_rp=CHIPS.cost_rp)
        agreed = AgreementTyped(
            partner_id=partner_id,
            location_id=self.store.shelf,
            from_on=on,
            goods=(terms,),
            shown_name=KITCHEN,
            settles=Settles.BULANAN,
            note="Contoh perjanjian.",
        )
        self.agreement_id = write_agreement(typed=agreed, **self.stage.by("chips agreed", on, keeper, hour=6))
        self.store.goods[CHIPS.key], self.store.wares[CHIPS.key] = good, CHIPS

    def _brings(self, agreement_id: UUID, on: date) -> None:
        """Fill up to what fits the corner."""
        product_id = self.store.goods[CHIPS.key].product_id
        wanted = CHIPS.target - self.buying.stock().get(product_id, 0)
        if wanted <= 0:
            return
        typed = SlipTyped(
            agreement_id=agreement_id,
            kind=SlipKind.BAWA,
            on=on,
            quantities={product_id: wanted},
            fetch_by=on + timedelta(days=60),
            note="contoh",
        )
        write_slip(typed=typed, **self.stage.by(f"chips {on}", on, Role.PENGELOLA_GERAI, hour=7))

    def _settles(self, agreement_id: UUID, on: date) -> None:
        """The keeper draws up what was sold, the treasurer pays it."""
        until = on - timedelta(days=on.day)
        drawn = self.stage.by(f"chips told {on}", on, Role.PENGELOLA_GERAI, hour=7)
        statement_id = draw_up(agreement_id=agreement_id, until_on=until, **drawn)
        with scope(self.stage.place.id):
            (found,) = statements_of(cooperative_id=self.stage.place.id, statement_id=statement_id)
        if found.left_rp:
            pay_out(
                statement_id=statement_id,
                amount_rp=found.left_rp,
                cash_place_id=self.stage.cash[BOX],
                **self.stage.by(f"chips paid {on}", on, hour=8),
            )
