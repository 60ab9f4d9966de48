"""Goods that three invented producers let Bumiayu's shop sell: agreed, brought, and one of them paid."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from guyub.books.treasury.domain.places import CashKind
from guyub.books.treasury.selectors.places import places_of
from guyub.community.members.selectors.members import member_of_person
from guyub.community.partners.domain.partners import PartnerKind, PartnerTyped
from guyub.community.partners.selectors.partners import partners_inquiry
from guyub.community.partners.services.partners import add_partner
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.selectors.examples import example_seat
from guyub.foundation.identity.selectors.guiding import place_by_code
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.selectors.together import asked
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.examples import BUMIAYU, SPACE
from guyub.journeys.services.ledger_examples import actor_in
from guyub.journeys.services.partner_examples import EGGS, TEMPE
from guyub.journeys.services.stock_examples import SHELF
from guyub.journeys.services.till_example_sales import LOCAL_NAMES
from guyub.trade.consignment.domain.agreements import AgreementTyped, GoodTerms, Settles
from guyub.trade.consignment.domain.shares import Basis, LossBearer
from guyub.trade.consignment.domain.slips import SlipKind, SlipTyped
from guyub.trade.consignment.selectors.agreements import agreements_of
from guyub.trade.consignment.selectors.papers import statements_of
from guyub.trade.consignment.services.agreements import write_agreement
from guyub.trade.consignment.services.paying import pay_out
from guyub.trade.consignment.services.settling import draw_up
from guyub.trade.consignment.services.slips import write_slip
from guyub.trade.inventory.domain.products import ProductTyped
from guyub.trade.inventory.selectors.bought import goods_of
from guyub.trade.inventory.selectors.locations import open_names
from guyub.trade.inventory.services.prices import PriceTold, set_prices
from guyub.trade.inventory.services.products import add_product

if TYPE_CHECKING:
    from guyub.foundation.kernel.models import Cooperative

KITCHEN = "Dapur Kenanga (contoh)"
BEGAN, SETTLED = -6, -2  # days before today


@dataclass(frozen=True, kw_only=True)
class _Product:
    """One product: its key among the baskets, in what it is counted, its price, and what is agreed of it."""

    key: str
    unit: str
    price_rp: int
    rate: Decimal = Decimal(0)
    setor_rp: int = 0


TEMPES = (_Product(key="tempe-titip", unit="bungkus", price_rp=6_000, rate=Decimal("0.15")),)
EGG = (_Product(key="telur-asin-titip", unit="buah", price_rp=4_000, setor_rp=3_400),)
CHIPS = (
    _Product(key="keripik-titip", unit="bungkus", price_rp=12_000, rate=Decimal("0.2")),
    _Product(key="sambal-titip", unit="botol", price_rp=25_000, setor_rp=20_000),
)
# What was brought: days before today, base units by key, days until the rest is fetched.
BROUGHT = (
    (-6, {"tempe-titip": 40}, 2),
    (-5, {"telur-asin-titip": 60}, 30),
    (-5, {"keripik-titip": 24, "sambal-titip": 12}, 60),
    (-2, {"tempe-titip": 30}, 1),
)


def make_consignment_examples(*, now: datetime) -> None:
    """Let three producers bring goods to Bumiayu's shelf. Only for a demonstration; repeating it changes nothing.

    Before the tills, which sell them; without the shelf and the partners nothing is made. One producer is the member
    of the demonstration.
    """
    place = place_by_code(BUMIAYU)
    if place is None:
        return
    with scope(place.id):
        shelf = {name: UUID(id_) for id_, name in open_names(cooperative_id=place.id).items()}.get(SHELF)
        (partners,) = asked(partners_inquiry(cooperative_id=place.id))
        is_done = bool(agreements_of(cooperative_id=place.id, today=now.date(), most=1))
    who = {row.name: row.partner_id for row in partners}
    if shelf is None or is_done or not {EGGS, TEMPE} <= set(who):
        return
    shop = _Shop(place, shelf, now)
    tempe = shop.agrees(who[TEMPE], TEMPES, shown_name="Tempe Bu Wiwik (contoh)", settles=Settles.HARIAN)
    eggs = shop.agrees(who[EGGS], EGG, settles=Settles.MINGGUAN, losses=LossBearer.KOPERASI)
    chips = shop.agrees(
        shop.kitchen(), CHIPS, member_id=shop.member_id, shown_name=KITCHEN, settles=Settles.BULANAN
    )
    for (back, qty, days), agreement_id in zip(BROUGHT, (tempe, eggs, chips, tempe), strict=True):
        shop.brings(agreement_id, back, qty, days)


def settle_consignment_examples(*, now: datetime) -> None:
    """Tell the maker of tempe what was sold, and pay it by another person. After the tills; repeatable."""
    place = place_by_code(BUMIAYU)
    if place is None:
        return
    with scope(place.id):
        rows = agreements_of(cooperative_id=place.id, today=now.date())
        statements = statements_of(cooperative_id=place.id, most=1)
        safes = [row.id for row in places_of(cooperative_id=place.id) if row.kind is CashKind.BRANKAS]
    tempe = next((row for row in rows if row.partner == TEMPE), None)
    if tempe is None or statements or not safes:
        return
    shop = _Shop(place, None, now)
    on = shop.today + timedelta(days=SETTLED)
    statement_id = draw_up(
        place=place, agreement_id=tempe.agreement_id, until_on=on, **shop.act("drawn", SETTLED, 17)
    )
    with scope(place.id):
        (found,) = statements_of(cooperative_id=place.id, statement_id=statement_id)
    if found.left_rp:
        pay_out(
            place=place,
            statement_id=statement_id,
            amount_rp=found.left_rp,
            cash_place_id=safes[0],
            **shop.act("paid", SETTLED, 18) | {"actor": shop.treasurer},
        )


@dataclass
class _Shop:
    """Bumiayu's shop, its people, and the moment of the demonstration; each act once, by what it is called."""

    place: Cooperative
    shelf: UUID | None
    now: datetime
    goods: dict[str, UUID] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.zone = Zone(self.place.zone)
        self.today = business_date(self.now, self.zone)
        with scope(self.place.id):
            self.keeper, self.treasurer = (
                actor_in(self.place, role) for role in (Role.PENGELOLA_GERAI, Role.BENDAHARA)
            )
            seat = example_seat(Role.ANGGOTA.value)
            found = seat and member_of_person(cooperative_id=self.place.id, person_id=seat.person_id)
        self.member_id = found.member_id if found and found.is_member else None

    def act(self, label: str, back: int, hour: int = 15) -> dict[str, Any]:
        """Give what a use-case takes: the keeper, on a day before today."""
        on = self.today + timedelta(days=back)
        return {
            "actor": self.keeper,
            "today": on,
            "request_id": uuid5(SPACE, f"consignment/{label}"),
            "now": datetime.combine(on, time(hour), self.zone.info),
        }

    def kitchen(self) -> UUID:
        """Add the member's own kitchen to the partners."""
        typed = PartnerTyped(
            kind=PartnerKind.PRODUSEN,
            name=KITCHEN,
            code="KENANGA",
            contact="Kenanga (contoh)",
            address="Bumiayu RT 03 RW 02 (contoh)",
            note="Keripik dan sambal, titip jual (contoh).",
        )
        return add_partner(typed=typed, phone="", **self.act("kitchen", BEGAN))

    def agrees(self, partner_id: UUID, products: tuple[_Product, ...], **more: Any) -> UUID:
        """Put products into the catalogue with their prices, and agree on them."""
        terms = [self._product(one) for one in products]
        typed = AgreementTyped(
            partner_id=partner_id,
            location_id=self.shelf,  # type: ignore[arg-type]  # it was looked for
            from_on=self.today + timedelta(days=BEGAN),
            goods=tuple(terms),
            note="Contoh perjanjian.",
            **more,
        )
        return write_agreement(place=self.place, typed=typed, **self.act(f"agreed/{products[0].key}", BEGAN))

    def brings(self, agreement_id: UUID, back: int, qty: dict[str, int], days: int) -> None:
        """Write down what was brought."""
        on = self.today + timedelta(days=back)
        typed = SlipTyped(
            agreement_id=agreement_id,
            kind=SlipKind.BAWA,
            on=on,
            quantities={self.goods[key]: many for key, many in qty.items()},
            fetch_by=on + timedelta(days=days),
            note="contoh",
        )
        act = self.act(f"brought/{agreement_id}/{back}", back, 7)
        write_slip(place=self.place, typed=typed, **act)

    def _product(self, one: _Product) -> GoodTerms:
        act = self.act(f"product/{one.key}", BEGAN, 9)
        today = act.pop("today")
        typed = ProductTyped(name=LOCAL_NAMES[one.key], category="UMKM", base_unit=one.unit)
        product_id = self.goods[one.key] = add_product(place=self.place, typed=typed, units=(), **act)
        with scope(self.place.id):
            unit_id = goods_of(cooperative_id=self.place.id, product_ids={product_id})[product_id].unit_ids[
                one.unit
            ]
        set_prices(
            place=self.place,
            told=[PriceTold(product_id=product_id, unit_id=unit_id, amount_rp=one.price_rp, from_on=today)],
            **self.act(f"price/{one.key}", BEGAN, 10),
        )
        return GoodTerms(
            product_id=product_id,
            unit_id=unit_id,
            basis=Basis.SETOR if one.setor_rp else Basis.PERSEN,
            share_rate=one.rate,
            setor_rp=one.setor_rp,
        )
