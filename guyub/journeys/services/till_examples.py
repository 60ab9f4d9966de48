"""The tills of invented Bumiayu at work: three days and a morning of sales, told as tills tell them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from guyub.books.ledger.services.posting import Act
from guyub.books.treasury.domain.places import CashKind
from guyub.books.treasury.selectors.places import places_of
from guyub.books.treasury.services.booking import EventTyped
from guyub.books.treasury.services.events import record_event
from guyub.books.treasury.services.places import open_place
from guyub.community.cooperatives.domain.outlets import UnitKind
from guyub.community.cooperatives.selectors.profiles import units_of
from guyub.foundation.devices.domain.chain import START, Event, milliseconds, seal
from guyub.foundation.devices.domain.wire import body_text
from guyub.foundation.devices.services.binding import bind, give_code
from guyub.foundation.devices.services.contacts import Word, contact
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.selectors.guiding import place_by_code
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.device_events import take_events
from guyub.journeys.services.examples import BUMIAYU, EXAMPLE_PIN, SPACE
from guyub.journeys.services.ledger_examples import actor_in
from guyub.journeys.services.stock_examples import SHELF, WITHOUT_CARDS
from guyub.journeys.services.till_example_rations import has_buyers, ration_of
from guyub.journeys.services.till_example_sales import (
    BASKETS,
    BROUGHT,
    DENTED,
    GAS,
    GIVEN_BACK,
    LOCAL_NAMES,
    MISTAKEN,
    MISTOLD,
    NOT_THERE,
    OLD_PRICE,
    TOO_DEAR,
    Basket,
    local_baskets,
)
from guyub.journeys.services.treasury_examples_cash import BANK, BOX
from guyub.trade.inventory.domain.moves import Cause
from guyub.trade.inventory.selectors.locations import open_names
from guyub.trade.inventory.selectors.starter import starter_catalogue
from guyub.trade.inventory.selectors.unit_words import find_product
from guyub.trade.inventory.services.moving import book_moves, plan_moves
from guyub.trade.inventory.services.plans import Movement
from guyub.trade.retail.selectors.slices import Cursor, slice_of
from guyub.trade.retail.selectors.tills import tills_of
from guyub.trade.retail.services.pins import set_till_pin
from guyub.trade.retail.services.tills import TillTyped, set_till

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from guyub.foundation.devices.models import Device
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

FRONT, SIDE = "Kasir depan (contoh)", "Kasir samping (contoh)"
DRAWERS: Mapping[str, str] = {FRONT: "Laci kasir depan", SIDE: "Laci kasir samping"}
FLOAT_RP = 200_000
SHORT_RP = -2_000
DUES_RP = 20_000
MINUTE = timedelta(minutes=1)


def make_till_examples(*, now: datetime) -> None:
    """Set two tills of Bumiayu's shop up and let them sell. Only for a demonstration; repeating it changes nothing.

    After ``make_cash_examples``, ``make_goods_examples`` and ``make_stock_examples``; without their shelves nothing is
    made. One sale waits for a person: the till sold more than the books say lies there. The cashier's PIN at the
    tills is the published one.
    """
    place = place_by_code(BUMIAYU)
    if place is None:
        return
    with scope(place.id):
        shelf_id = next(
            (UUID(id_) for id_, name in open_names(cooperative_id=place.id).items() if name == SHELF), None
        )
        is_done = any(row.name == FRONT for row in tills_of(cooperative_id=place.id))
        has_cash = any(row.name == BANK for row in places_of(cooperative_id=place.id))
    if shelf_id is None or is_done or not has_cash:
        return
    shop = _Shop(place, shelf_id, now)
    shop.bring()
    front, side = (shop.sets(name, actor) for name, actor in ((FRONT, shop.cashier), (SIDE, shop.keeper)))
    set_till_pin(actor=shop.cashier, pin=EXAMPLE_PIN, request_id=_once("pin"), now=now - timedelta(days=4))
    gas = GAS if has_buyers() else ()
    front.day(-3, [*BASKETS, DENTED, *shop.local()])
    for till, back, baskets, differs_rp in (
        (front, -2, [*gas[:2], *BASKETS[3:], MISTAKEN, *BASKETS[:3]], SHORT_RP),
        (side, -2, [*BASKETS[1:5], *shop.local()[:1]], 0),
        (front, -1, [*gas[2:5], *BASKETS[5:], GIVEN_BACK, MISTOLD, OLD_PRICE, *BASKETS[:4]], 0),
        (side, -1, [TOO_DEAR, *BASKETS[6:], *shop.local()[1:]], 0),
    ):
        till.day(back, baskets, differs_rp=differs_rp)
    side.morning([BASKETS[0], *gas[5:], BASKETS[7], NOT_THERE, BASKETS[2], BASKETS[4], BASKETS[5]])


def _once(name: str) -> UUID:
    return uuid5(SPACE, f"till/{name}")


class _Shop:
    """Bumiayu's shop, its people, and the moment of the demonstration."""

    def __init__(self, place: Cooperative, shelf_id: UUID, now: datetime) -> None:
        self.place, self.shelf_id, self.now = place, shelf_id, now
        self.zone = Zone(place.zone)
        self.today = business_date(now, self.zone)
        self.names = {one.key: one.typed.name for one in starter_catalogue()} | dict(LOCAL_NAMES)
        with scope(place.id):
            self.cashier, self.keeper, self.treasurer = (
                actor_in(place, role) for role in (Role.KASIR, Role.PENGELOLA_GERAI, Role.BENDAHARA)
            )
            self.unit_id = next(
                unit.id for unit in units_of(cooperative_id=place.id) if unit.kind == UnitKind.SEMBAKO
            )
            self.cash = {row.name: row.id for row in places_of(cooperative_id=place.id)}

    def at(self, back: int, hour: int, minute: int = 0) -> datetime:
        """Give an hour of a day before or after today, in the shop's own zone."""
        on = self.today + timedelta(days=back)
        return datetime.combine(on, time(hour, minute), self.zone.info)

    def local(self) -> Sequence[Basket]:
        """Give what is bought of local producers, where there are any."""
        with scope(self.place.id):
            return local_baskets(self.place.id)

    def bring(self) -> None:
        """Put what the tills sell on the shelf, taken from what the shop had without cards."""
        at = self.at(-4, 16)
        on = business_date(at, self.zone)
        with scope(self.place.id, durable=True):
            goods = {
                key: find_product(cooperative_id=self.place.id, written=self.names[key]) for key in BROUGHT
            }
            movements = [
                Movement(
                    product_id=product_id,
                    location_id=self.shelf_id,
                    cause=Cause.AWAL,
                    qty=qty,
                    value_rp=qty * cost_rp,
                    counter=WITHOUT_CARDS,
                    note="contoh",
                )
                for key, (qty, cost_rp) in BROUGHT.items()
                if (product_id := goods[key])
            ]
            book_moves(
                plan=plan_moves(place=self.place, movements=movements, on=on, today=on),
                memo="Barang kasir memakai kartu stok (contoh)",
                act=Act("inventory.stock.begun", {"where": SHELF}, at),
                today=on,
                actor=self.keeper,
                request_id=_once("brought"),
                now=at,
            )

    def sets(self, name: str, cashier: Actor) -> _Till:
        """Bind a device, give it a drawer with small change, and set the till up."""
        at = self.at(-4, 17)
        drawer_id = open_place(
            actor=self.treasurer,
            place=self.place,
            kind=CashKind.LACI,
            name=DRAWERS[name],
            today=business_date(at, self.zone),
            request_id=_once(f"drawer/{name}"),
            now=at,
            unit_id=self.unit_id,
        )
        record_event(
            actor=self.treasurer,
            place=self.place,
            typed=EventTyped(
                kind="kas.pindah",
                happened_on=business_date(at, self.zone),
                amounts={"jumlah": FLOAT_RP},
                cash_place_id=self.cash[BOX],
                to_place_id=drawer_id,
                note="receh kasir (contoh)",
            ),
            today=business_date(at, self.zone),
            request_id=_once(f"float/{name}"),
            now=at,
        )
        device = self._bound(name, at)
        typed = TillTyped(
            device_id=device.id,
            location_id=self.shelf_id,
            drawer_id=drawer_id,
            bank_id=self.cash[BANK],
            safe_id=self.cash[BOX],
        )
        set_till(actor=self.keeper, typed=typed, request_id=_once(f"set/{name}"), now=at)
        return _Till(self, device, cashier, self.keeper if cashier is self.cashier else self.treasurer)

    def _bound(self, name: str, at: datetime) -> Device:
        code = give_code(
            actor=self.keeper,
            device_name=name,
            outlet_id=None,
            outlet_name=SHELF,
            request_id=_once(f"code/{name}"),
            now=at,
        )
        return bind(
            written=code,
            request_id=_once(f"bound/{name}"),
            visitor="contoh",
            device_ms=milliseconds(at),
            app_version="0.1.0",
            now=at + MINUTE,
        ).device


class _Till:
    """One till: its outbox, its row of numbers, and what should lie in its drawer."""

    def __init__(self, shop: _Shop, device: Device, cashier: Actor, second: Actor) -> None:
        self.shop, self.device, self.cashier, self.second = shop, device, cashier, second
        self.outbox: list[Event] = []
        self.sent = self.number = 0
        self.drawer_rp = FLOAT_RP
        self.shift_id = device.id
        self.goods: Mapping[str, Mapping[str, Any]] = {}
        self.members: Sequence[Mapping[str, Any]] = ()

    def day(self, back: int, baskets: Sequence[Basket], *, differs_rp: int = 0) -> None:
        """Run one day: sales through the day, money to the safe at four, a count, and all of it sent in the evening."""
        self._begin(self.shop.at(back, 7, 30))
        for no, basket in enumerate(baskets):
            self._sell(basket, self.shop.at(back, 8, 5) + no * 37 * MINUTE)
        dropped_rp = (self.drawer_rp - FLOAT_RP) // 10_000 * 10_000
        self._tell("cash.dropped", self.shop.at(back, 16), amount_rp=dropped_rp, note="Sri Wahyuni (contoh)")
        self.drawer_rp += differs_rp - dropped_rp
        self._tell("shift.closed", self.shop.at(back, 16, 30), counted_rp=self.drawer_rp, notes={})
        self._send(self.shop.at(back, 16, 31))

    def morning(self, baskets: Sequence[Basket]) -> None:
        """Begin today's shift, which is still open, a while ago."""
        began = self.shop.now - 160 * MINUTE
        self._begin(began)
        for no, basket in enumerate(baskets, 1):
            self._sell(basket, began + no * 24 * MINUTE)
        self._send(self.shop.now - 4 * MINUTE)

    def _begin(self, at: datetime) -> None:
        """Read what a till must know, as a real one does, and open the shift with what lies in the drawer."""
        place = self.shop.place
        with scope(place.id):
            known = slice_of(
                place=place,
                device_id=self.device.id,
                cursor=Cursor(),
                today=business_date(at, self.shop.zone),
                now=at,
            )
        names = {name: key for key, name in self.shop.names.items()}
        self.goods = {names[one["name"]]: one for one in known.products if one["name"] in names}
        self.members = known.members
        self.shift_id = _once(f"shift/{self.device.series}/{at.isoformat()}")
        self._tell("shift.opened", at, float_rp=self.drawer_rp)

    def _sell(self, basket: Basket, at: datetime) -> None:
        """Key one basket in; what is taken back at once or comes back later follows it."""
        body = self._body(basket, at)
        sale_id = self._tell("sale.made", at, **body)
        cash_rp = sum(paid["amount_rp"] for paid in body["tenders"] if paid["kind"] == "CASH")
        cash_rp += sum(ration["deposit_rp"] for ration in body.get("rations", ()))
        of = {"sale_id": str(sale_id), "sale_number": body["number"], "agreed_by": str(self.second.person_id)}
        if basket is MISTAKEN:
            of |= {"number": self._next(), "reason": "Salah pilih barang (contoh)"}
            self._tell("sale.voided", at + 2 * MINUTE, tenders=body["tenders"], **of)
            cash_rp = 0
        if basket is GIVEN_BACK:
            line = body["lines"][0]
            back_rp = 2 * line["price_rp"]
            told = {"line": 1, "base_qty": 2, "amount_rp": back_rp}
            of |= {"number": self._next(), "reason": "Bungkusnya sobek (contoh)"}
            paid = [{"kind": "CASH", "amount_rp": back_rp}]
            self._tell("sale.returned", at + 20 * MINUTE, lines=[told], tenders=paid, **of)
            cash_rp -= back_rp
        if basket is MISTOLD:
            of |= {"reason": "Salah tekan tunai (contoh)"}
            paid = [{"kind": "QRIS", "amount_rp": cash_rp}]
            self._tell("sale.repaid", at + 3 * MINUTE, before=body["tenders"], tenders=paid, **of)
            cash_rp = 0
            self._receive(at + 9 * MINUTE)
        self.drawer_rp += cash_rp

    def _receive(self, at: datetime) -> None:
        """Take simpanan wajib of a member who is at the till anyway."""
        member = self.members[5 % len(self.members)]
        self._tell(
            "dues.received",
            at,
            number=self._next(),
            member_id=member["id"],
            member_name=member["name"],
            member_number=member["number"],
            purpose="DUES",
            amount_rp=DUES_RP,
            tenders=[{"kind": "CASH", "amount_rp": DUES_RP}],
        )
        self.drawer_rp += DUES_RP

    def _body(self, basket: Basket, at: datetime) -> dict[str, Any]:
        member = None if basket.member is None else self.members[basket.member % len(self.members)]
        lines = [self._line(basket, key, qty, at) for key, qty in basket.goods.items()]
        if basket.off_rp:
            lines[0] |= {
                "discount": {"amount_rp": basket.off_rp, "reason": basket.why},
                "own_discount_rp": basket.off_rp,
                "discount_rp": basket.off_rp,
                "net_rp": lines[0]["gross_rp"] - basket.off_rp,
            }
        total_rp = sum(line["net_rp"] for line in lines)
        paid = {basket.kind: total_rp - basket.bon_rp, "CREDIT": basket.bon_rp}
        return {
            "number": self._next(),
            "cashier_name": self.cashier.name,
            "member_id": member["id"] if member else None,
            "member_name": member["name"] if member else "",
            "member_number": member["number"] if member else "",
            "lines": lines,
            "subtotal_rp": sum(line["gross_rp"] for line in lines),
            "total_rp": total_rp,
            "tenders": [{"kind": kind, "amount_rp": rp} for kind, rp in paid.items() if rp],
            "change_rp": max(basket.handed_rp - total_rp, 0),
            **ration_of(basket, lines, device=self.device, number=self.number, at=at),
        }

    def _line(self, basket: Basket, key: str, qty: int, at: datetime) -> dict[str, Any]:
        good = self.goods[key]
        unit = min(good["units"], key=lambda one: one["factor"])
        on = business_date(at, self.shop.zone).isoformat()
        listed = {
            price["audience"]: price["amount_rp"]
            for price in good["prices"]
            if price["unit"] == unit["id"] and price["from"] <= on <= (price["to"] or on)
        }
        audience = "ANGGOTA" if basket.member is not None and "ANGGOTA" in listed else "UMUM"
        price_rp = basket.told_rp.get(key, listed[audience])
        return {
            "product_id": good["id"],
            "name": good["name"],
            "unit_id": unit["id"],
            "unit": unit["name"],
            "factor": unit["factor"],
            "base_qty": qty,
            "price_rp": price_rp,
            "price_qty": unit["factor"],
            "audience": audience,
            "gross_rp": qty * price_rp // unit["factor"],
            "net_rp": qty * price_rp // unit["factor"],
        }

    def _next(self) -> str:
        self.number += 1
        return f"{self.device.series}-{self.number:04}"

    def _tell(self, kind: str, at: datetime, **body: Any) -> UUID:
        """Write an event down as a till does."""
        told = {"shift_id": str(self.shift_id), "cashier_id": str(self.cashier.person_id)} | body
        event = Event(
            device_id=self.device.id,
            seq=len(self.outbox) + 1,
            id=_once(f"event/{self.device.series}/{len(self.outbox) + 1}"),
            kind=kind,
            at_ms=milliseconds(at),
            body=body_text(told),
            previous=self.outbox[-1].hash if self.outbox else START,
            hash=b"",
        )
        self.outbox.append(replace(event, hash=seal(event)))
        return event.id

    def _send(self, at: datetime) -> None:
        word = Word(
            device_ms=milliseconds(at),
            last_seq=len(self.outbox),
            waiting=0,
            app_version="0.1.0",
            is_persisted=True,
            free_mb=1_800,
        )
        contact(device=self.device, word=word, now=at)
        take_events(device=self.device, batch=self.outbox[self.sent :], now=at)
        self.sent = len(self.outbox)
