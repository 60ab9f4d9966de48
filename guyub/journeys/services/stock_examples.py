"""Invented work with the stock of Bumiayu's shop: goods on their way, packs of rice, losses, one count and another."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from guyub.books.ledger.services.posting import Act
from guyub.community.cooperatives.domain.outlets import OutletKind, UnitKind
from guyub.community.cooperatives.selectors.profiles import outlets_of, units_of
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.selectors.guiding import place_by_code
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.examples import BUMIAYU, SPACE
from guyub.journeys.services.ledger_examples import actor_in
from guyub.trade.inventory.domain.counting import CountScope
from guyub.trade.inventory.domain.documents import GoodsTyped, LossKind, Purpose
from guyub.trade.inventory.domain.locations import LocationKind
from guyub.trade.inventory.domain.moves import Cause
from guyub.trade.inventory.selectors.counts import count_seen
from guyub.trade.inventory.selectors.locations import open_names
from guyub.trade.inventory.selectors.unit_words import find_product
from guyub.trade.inventory.services.counting import begin_count, tally
from guyub.trade.inventory.services.counts_deciding import compare_count, decide_count
from guyub.trade.inventory.services.locations import open_place
from guyub.trade.inventory.services.losses import write_off
from guyub.trade.inventory.services.moving import book_moves, plan_moves
from guyub.trade.inventory.services.plans import Movement
from guyub.trade.inventory.services.repacking import repack
from guyub.trade.inventory.services.transfers import send_goods

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

STORE, SHELF = "Gudang gerai", "Rak gerai"
WITHOUT_CARDS = "1.3.07"  # what the shop had before its goods had cards
RICE, PACKS, SUGAR = "Beras medium curah", "Beras medium kemasan 5 kg", "Gula pasir curah"
OIL, NOODLES, EGGS = "Minyakita kemasan 1 liter", "Indomie Mi Goreng 85 g", "Telur ayam ras"
# What lay in the storeroom: base units, and what they cost together.
THERE: Mapping[str, tuple[int, int]] = {
    RICE: (200_000, 2_440_000),
    SUGAR: (50_000, 800_000),
    OIL: (72, 1_058_400),
    NOODLES: (200, 560_000),
    EGGS: (30_000, 780_000),
}
ON_THE_SHELF = {RICE: 60_000, SUGAR: 15_000, OIL: 36, NOODLES: 120, EGGS: 15_000}


@dataclass(frozen=True)
class _Amounts:
    """How much is worked with: what is carried to the storeroom, packs made, what is on its way, oil counted there."""

    stored: Mapping[str, int]
    packs: int
    sent: Mapping[str, int]
    counted: int


FIRST = _Amounts(stored={}, packs=10, sent={RICE: 20_000, NOODLES: 40}, counted=36)
# Of a shop that has sold for a year, and has less of each.
OF_A_YEAR = _Amounts(
    {RICE: 25_000, OIL: 24, NOODLES: 40, EGGS: 4_000}, packs=4, sent={NOODLES: 20}, counted=24
)


def make_stock_examples(*, now: datetime) -> None:
    """Let Bumiayu's people work with their stock. Only for a demonstration; repeating it changes nothing.

    After ``make_ledger_examples`` and the seeding of the catalogue, whose products it takes; without them nothing is
    made.
    """
    place = place_by_code(BUMIAYU)
    if place is None:
        return
    with scope(place.id):
        known = {name: find_product(cooperative_id=place.id, written=name) for name in (*THERE, PACKS)}
        stands = {name: UUID(id_) for id_, name in open_names(cooperative_id=place.id).items()}
    if STORE in stands or any(id_ is None for id_ in known.values()):
        return
    shop = _Shop(place, {name: id_ for name, id_ in known.items() if id_}, now)
    amounts = OF_A_YEAR if SHELF in stands else FIRST
    shop.open(stands.get(SHELF))
    if amounts.stored:
        shop.store(amounts.stored)
    else:
        shop.bring()
    shop.pack(amounts.packs)
    shop.lose()
    if not amounts.stored:  # a year's shelves are counted each month
        shop.count()
    shop.send(amounts.sent)
    shop.begin(amounts.counted)


@dataclass
class _Shop:
    """The shop, its products by name, and the moment of the demonstration; each act once, by what it is called."""

    place: Cooperative
    products: Mapping[str, UUID]
    now: datetime
    room: UUID = field(init=False)
    shelf: UUID = field(init=False)

    def open(self, shelf: UUID | None) -> None:
        """Open a storeroom, and the shelves of the outlet where there are none."""
        with scope(self.place.id):
            outlets = outlets_of(cooperative_id=self.place.id)
            units = units_of(cooperative_id=self.place.id)
        outlet = next((one for one in outlets if one.kind == OutletKind.SEMBAKO), None)
        unit_id = next((one.id for one in units if one.kind == UnitKind.SEMBAKO), None)
        keeper = Role.PENGELOLA_GERAI
        self.room = open_place(
            kind=LocationKind.GUDANG, name=STORE, unit_id=unit_id, **self._act("store", keeper, 4)
        )
        self.shelf = shelf or open_place(
            kind=LocationKind.GERAI if outlet else LocationKind.GUDANG,
            name=SHELF,
            outlet_id=outlet.outlet_id if outlet else None,
            unit_id=unit_id,
            **self._act("shelf", keeper, 4),
        )

    def store(self, goods: Mapping[str, int]) -> None:
        """Carry a part of what lies on the shelves to the storeroom."""
        self._transfer("stored", goods, days=4, is_direct=True, is_stored=True)

    def bring(self) -> None:
        """Put what lay there on cards, and a part of it on the shelves."""
        act = self._act("there", Role.PENGELOLA_GERAI, 4)
        movements = [
            Movement(
                product_id=self.products[name],
                location_id=self.room,
                cause=Cause.AWAL,
                qty=qty,
                value_rp=value_rp,
                counter=WITHOUT_CARDS,
                note="contoh",
            )
            for name, (qty, value_rp) in THERE.items()
        ]
        with scope(self.place.id, durable=True):
            book_moves(
                plan=plan_moves(place=self.place, movements=movements, on=act["today"], today=act["today"]),
                memo="Stok gerai mulai memakai kartu (contoh)",
                act=Act("inventory.stock.begun", {"where": STORE}, act["now"]),
                **{name: act[name] for name in ("today", "actor", "request_id", "now")},
            )
        self._transfer("shelved", ON_THE_SHELF, days=3, is_direct=True)

    def pack(self, packs: int) -> None:
        """Make packs of 5 kg of a sack of rice; a little is spilt."""
        act = self._act("packed", Role.PENGELOLA_GERAI, 3)
        repack(
            location_id=self.room,
            given=[self._goods(RICE, packs * 5_040)],
            made=[self._goods(PACKS, packs)],
            on=act["today"],
            note="contoh",
            **act,
        )

    def lose(self) -> None:
        """Write off eggs that broke, and sugar for a meeting."""
        broken = self._act("broken", Role.PENGELOLA_GERAI, 2)
        write_off(
            kind=LossKind.RUSAK,
            location_id=self.shelf,
            goods=[self._goods(EGGS, 750)],
            reason="Pecah saat menata rak (contoh)",
            on=broken["today"],
            **broken,
        )
        used = self._act("used", Role.PENGELOLA_GERAI, 2)
        write_off(
            kind=LossKind.PAKAI,
            purpose=Purpose.RAPAT,
            location_id=self.shelf,
            goods=[self._goods(SUGAR, 1_000)],
            reason="Minum rapat pengurus (contoh)",
            on=used["today"],
            **used,
        )

    def count(self) -> None:
        """Count three products on the shelves; of one the two differ, a third decides."""
        chosen = [self.products[name] for name in (OIL, NOODLES, SUGAR)]
        first, second, third = (
            (Role.PENGELOLA_GERAI, {OIL: 36, NOODLES: 117, SUGAR: 14_000}),
            (Role.KASIR, {OIL: 36, NOODLES: 118, SUGAR: 14_000}),
            (Role.BENDAHARA, {NOODLES: 118}),
        )
        count_id = begin_count(
            location_id=self.shelf,
            scope=CountScope.PILIHAN,
            product_ids=chosen,
            **self._act("count", Role.PENGELOLA_GERAI, 1),
        )
        self._tally(count_id, *first, days=1)
        self._tally(count_id, *second, days=1)
        compare_count(count_id=count_id, **self._act("count/compare", Role.PENGELOLA_GERAI, 1))
        self._tally(count_id, *third, days=1)
        decide_count(
            count_id=count_id,
            reason="Dua bungkus tidak ketemu (contoh)",
            **self._act("count/decide", Role.PENGELOLA_GERAI, 1),
        )

    def send(self, goods: Mapping[str, int]) -> None:
        """Send goods that have not arrived."""
        self._transfer("sent", goods, days=1, is_direct=False)

    def begin(self, counted: int) -> None:
        """Begin to count two products of the storeroom; the cashier has counted one."""
        count_id = begin_count(
            location_id=self.room,
            scope=CountScope.PILIHAN,
            product_ids=[self.products[OIL], self.products[EGGS]],
            **self._act("store", Role.BENDAHARA, 0, "count"),
        )
        self._tally(count_id, Role.KASIR, {OIL: counted}, days=0)

    def _transfer(
        self, label: str, goods: Mapping[str, int], *, days: int, is_direct: bool, is_stored: bool = False
    ) -> None:
        act = self._act(label, Role.PENGELOLA_GERAI, days)
        send_goods(
            giver_id=self.shelf if is_stored else self.room,
            taker_id=self.room if is_stored else self.shelf,
            goods=[self._goods(name, qty) for name, qty in goods.items()],
            on=act["today"],
            is_direct=is_direct,
            note="contoh",
            **act,
        )

    def _tally(self, count_id: UUID, role: Role, counted: Mapping[str, int], *, days: int) -> None:
        person = self._actor(role).person_id
        with scope(self.place.id):
            seen = count_seen(cooperative_id=self.place.id, count_id=count_id, person_id=person)
        lines = {line.product_id: line for line in seen.lines} if seen else {}
        for name, qty in counted.items():
            line = lines[self.products[name]]
            act = self._act(f"{count_id}/{role}/{name}", role, days)
            tally(count_id=count_id, line_id=line.line_id, qty=qty, written=line.words.words(qty), **act)

    def _goods(self, name: str, qty: int) -> GoodsTyped:
        return GoodsTyped(self.products[name], qty)

    def _actor(self, role: Role) -> Actor:
        with scope(self.place.id):
            return actor_in(self.place, role)

    def _act(self, label: str, role: Role, days: int, kind: str = "act") -> dict[str, Any]:
        at = self.now - timedelta(days=days)
        today: date = business_date(at, Zone(self.place.zone))
        return {
            "actor": self._actor(role),
            "place": self.place,
            "today": today,
            "request_id": uuid5(SPACE, f"stock/{self.place.code}/{kind}/{label}"),
            "now": at,
        }
