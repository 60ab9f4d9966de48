"""What the shop sells: twenty-six products with what they cost and what is asked for them, and what lay there at first.

Prices as in Malang in 2025 and 2026, at or below ceilings (docs/regulations.md); costs leave 3 to 15 per cent. Bulog's
price of SPHP rice, Rp 11.000 a kilogram at its warehouse, was published; the other costs are invented.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.books.ledger.services.posting import Act
from guyub.community.cooperatives.domain.outlets import UnitKind
from guyub.community.cooperatives.selectors.profiles import outlets_of
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.partner_examples import EGGS, GADANG, LPG
from guyub.journeys.services.year.founding import OPENED
from guyub.trade.inventory.domain.locations import LocationKind
from guyub.trade.inventory.domain.moves import Cause
from guyub.trade.inventory.selectors.bought import Good, goods_typed
from guyub.trade.inventory.selectors.starter import starter_catalogue
from guyub.trade.inventory.services.locations import open_place
from guyub.trade.inventory.services.moving import book_moves, plan_moves
from guyub.trade.inventory.services.plans import Movement
from guyub.trade.inventory.services.prices import PriceTold, set_prices
from guyub.trade.inventory.services.starting import begin_catalogue

if TYPE_CHECKING:
    from uuid import UUID

    from guyub.journeys.services.year.stage import Stage

BULOG, WATER = "Perum Bulog Kancab Malang", "Depo Air Arjuno (contoh)"
SHELF = "Rak gerai"
WITHOUT_CARDS = "1.3.07"  # what the shop had before its goods had cards


@dataclass(frozen=True)
class Ware:
    """One product of the shop.

    Args:
        key: Of the starter catalogue.
        unit: In which unit it is bought and priced.
        cost_rp: What one costs.
        price_rp: What is asked for one.
        wish: How often it is in a basket, against the others; 0: never with other goods.
        most: The most of it in one basket.
        target: How many lie there after a delivery.
        supplier: Who brings it.
    """

    key: str
    unit: str
    cost_rp: int
    price_rp: int
    wish: int
    most: int
    target: int
    supplier: str


WARES = (
    Ware("beras-medium", "kg", 12_300, 13_200, 9, 5, 190, GADANG),
    Ware("beras-premium-5", "karung", 69_500, 73_500, 4, 1, 28, GADANG),
    Ware("beras-sphp-5", "karung", 55_000, 61_000, 8, 1, 70, BULOG),
    Ware("minyakita-1", "bungkus", 14_700, 15_700, 11, 2, 150, BULOG),
    Ware("minyak-2", "bungkus", 36_800, 39_500, 3, 1, 24, GADANG),
    Ware("gula-curah", "kg", 16_200, 17_300, 9, 2, 120, BULOG),
    Ware("terigu-1", "bungkus", 11_400, 12_500, 4, 2, 48, GADANG),
    Ware("telur", "kg", 26_600, 28_500, 9, 2, 110, EGGS),
    Ware("indomie-goreng", "bungkus", 2_950, 3_300, 13, 8, 480, GADANG),
    Ware("indomie-soto", "bungkus", 2_900, 3_200, 8, 6, 280, GADANG),
    Ware("mi-telur", "bungkus", 5_300, 6_000, 3, 2, 40, GADANG),
    Ware("kecap-220", "bungkus", 10_400, 11_500, 4, 1, 36, GADANG),
    Ware("garam", "bungkus", 2_500, 3_000, 3, 2, 40, GADANG),
    Ware("santan", "bungkus", 3_500, 4_000, 4, 3, 60, GADANG),
    Ware("kapal-api-mix", "sachet", 1_550, 1_800, 8, 6, 260, GADANG),
    Ware("kopi-bubuk", "bungkus", 15_800, 17_500, 3, 1, 24, GADANG),
    Ware("teh-celup", "dus", 6_700, 7_500, 4, 1, 32, GADANG),
    Ware("aqua-600", "botol", 3_000, 3_500, 6, 3, 96, GADANG),
    Ware("susu-kental", "kaleng", 12_300, 13_500, 4, 2, 48, GADANG),
    Ware("sabun-mandi", "buah", 3_950, 4_500, 5, 3, 72, GADANG),
    Ware("deterjen", "bungkus", 21_600, 23_500, 3, 1, 24, GADANG),
    Ware("sabun-cuci", "bungkus", 14_200, 15_500, 3, 1, 28, GADANG),
    Ware("bawang-merah", "kg", 34_500, 38_000, 2, 1, 14, GADANG),
    Ware("tempe", "buah", 4_400, 5_000, 5, 2, 60, EGGS),
    Ware("galon", "galon", 4_700, 6_000, 7, 2, 90, WATER),
    Ware("lpg-3", "tabung", 16_000, 18_000, 0, 1, 90, LPG),
)
OPENING_PART = 8, 10  # of the target lay there when cards began
FIRST_GOODS = tuple(ware for ware in WARES if ware.wish and ware.supplier != WATER)
GOODS_RP = sum(ware.target * OPENING_PART[0] // OPENING_PART[1] * ware.cost_rp for ware in FIRST_GOODS)


@dataclass(frozen=True)
class Store:
    """Where the goods lie, and each ware with its product."""

    shelf: UUID
    goods: dict[str, Good]
    wares: dict[str, Ware]

    def factor(self, key: str) -> int:
        """Tell how many base units make the one in which a ware is priced."""
        return self.goods[key].units[self.wares[key].unit]


def open_store(stage: Stage) -> Store:
    """Open the shelf, fill the catalogue with prices, and put what lay there on cards."""
    keeper = Role.PENGELOLA_GERAI
    with scope(stage.place.id):
        outlet_id = outlets_of(cooperative_id=stage.place.id)[0].outlet_id
    shelf = open_place(
        kind=LocationKind.GERAI.value,
        name=SHELF,
        outlet_id=outlet_id,
        unit_id=stage.units[UnitKind.SEMBAKO],
        **stage.by("shelf", OPENED, keeper),
    )
    names = {one.key: one.typed.name for one in starter_catalogue()}
    wares = {ware.key: ware for ware in WARES}
    begin_catalogue(keys=list(wares), **stage.by("catalogue", OPENED, keeper, without="today"))
    with scope(stage.place.id):
        found = goods_typed(cooperative_id=stage.place.id, typed=[names[key] for key in wares])
    store = Store(shelf, {key: found[names[key]] for key in wares}, wares)
    told = [
        PriceTold(
            product_id=store.goods[key].product_id,
            unit_id=store.goods[key].unit_ids[ware.unit],
            amount_rp=ware.price_rp,
            from_on=OPENED,
        )
        for key, ware in wares.items()
    ]
    set_prices(told=told, **stage.by("prices", OPENED, keeper))
    _put_on_cards(stage, store)
    return store


def _put_on_cards(stage: Stage, store: Store) -> None:
    """Let what the opening position holds as goods without cards lie on the shelf, product by product."""
    movements = []
    for ware in FIRST_GOODS:
        count = ware.target * OPENING_PART[0] // OPENING_PART[1]
        movements.append(
            Movement(
                product_id=store.goods[ware.key].product_id,
                location_id=store.shelf,
                cause=Cause.AWAL,
                qty=count * store.factor(ware.key),
                value_rp=count * ware.cost_rp,
                counter=WITHOUT_CARDS,
                note="contoh",
            )
        )
    act = stage.by("cards", OPENED, Role.PENGELOLA_GERAI)
    with scope(stage.place.id, durable=True):
        book_moves(
            plan=plan_moves(place=stage.place, movements=movements, on=OPENED, today=OPENED),
            memo="Stok gerai mulai memakai kartu (contoh)",
            act=Act("inventory.stock.begun", {"where": SHELF}, act["now"]),
            **{name: act[name] for name in ("today", "actor", "request_id", "now")},
        )
