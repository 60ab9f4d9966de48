"""The till of the shop: 15 to 48 sales on each day that it is open, written as a till writes them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from guyub.books.treasury.domain.places import CashKind
from guyub.books.treasury.services.booking import EventTyped
from guyub.books.treasury.services.events import record_event
from guyub.books.treasury.services.places import open_place
from guyub.community.cooperatives.domain.outlets import UnitKind
from guyub.foundation.devices.domain.chain import START, Answer, Event, milliseconds, seal
from guyub.foundation.devices.domain.wire import body_text
from guyub.foundation.devices.services.binding import bind, give_code
from guyub.foundation.devices.services.contacts import Word, contact
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.device_events import take_events
from guyub.journeys.services.examples import EXAMPLE_PIN
from guyub.journeys.services.rationed_examples import GAS, RICE
from guyub.journeys.services.year.bon import Bon
from guyub.journeys.services.year.founding import BANK, BOX, OPENED
from guyub.journeys.services.year.rations import Buyers
from guyub.journeys.services.year.stage import SUNDAY
from guyub.trade.retail.selectors.qris_waiting import qris_waiting
from guyub.trade.retail.selectors.slices import Cursor, slice_of
from guyub.trade.retail.services.pins import set_till_pin
from guyub.trade.retail.services.qris_settling import QrisTyped, settle_qris
from guyub.trade.retail.services.tills import TillTyped, set_till

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from guyub.journeys.services.year.buying import Buying
    from guyub.journeys.services.year.goods import Store
    from guyub.journeys.services.year.lpg import Lpg
    from guyub.journeys.services.year.savings import Savings
    from guyub.journeys.services.year.stage import Stage

TILL, DRAWER, FLOAT_RP = "Kasir gerai (contoh)", "Laci kasir", 200_000
LEAST_SALES, MOST_SALES = 15, 29
MEMBERS_OF_HUNDRED, QRIS_OF_HUNDRED, OFF_OF_HUNDRED = (
    68,
    9,
    4,
)  # who buys, how it is paid, how often a drawer is off
SIZES = (1, 1, 2, 2, 2, 3, 3, 4, 5, 6)
AT_ONCE = 50  # events in one batch
RICE_BUYERS = 40  # households that are registered for rice of Bulog's price programme
MINUTE = timedelta(minutes=1)
MORNING_SALES, MORNING_STEP = 14, timedelta(minutes=4)


@dataclass
class _Told:
    """What the till knows, as a real one has read it: products by key, and members."""

    goods: Mapping[str, Mapping[str, Any]]
    members: Sequence[Mapping[str, Any]]


class Shop:
    """One till and its cashier."""

    def __init__(self, stage: Stage, store: Store, buying: Buying, lpg: Lpg, savings: Savings) -> None:
        """Bind a till, with small change in its drawer."""
        self.stage, self.store, self.buying, self.lpg, self.savings = stage, store, buying, lpg, savings
        self.chance = stage.chance("shop")
        self.outbox: list[Event] = []
        self.sent = self.number = 0
        self.drawer_rp = FLOAT_RP
        self.cashier = stage.actor(Role.KASIR)
        self.bon = Bon(stage, savings.people, cashier_id=self.cashier.person_id)
        self.shift_id = stage.once("no shift")
        self.buyers = {GAS.key: lpg.buyers, RICE.key: Buyers(stage, RICE, stage.chance("rice"))}
        self.buyers[RICE.key].register(RICE_BUYERS, OPENED)
        self.drawer_id = open_place(
            kind=CashKind.LACI.value,
            name=DRAWER,
            unit_id=stage.units[UnitKind.SEMBAKO],
            **stage.by("drawer", OPENED),
        )
        change = EventTyped(
            kind="kas.pindah",
            happened_on=OPENED,
            amounts={"jumlah": FLOAT_RP},
            cash_place_id=stage.cash[BOX],
            to_place_id=self.drawer_id,
            note="receh kasir (contoh)",
        )
        record_event(typed=change, **stage.by("change", OPENED))
        self.device = self._bound()
        self.known = self._read(stage.at(OPENED, 18))

    def day(self, on: date) -> None:
        """Sell through the day, bring money to the safe, count, send; settle QRIS of last week on Mondays."""
        if on.weekday() == SUNDAY:
            return
        if on.weekday() == 0:
            self._settles_qris(on)
        if on.day == 1 or on.weekday() == 0:
            self.known = self._read(self.stage.at(on, 7))
        baskets = self._opens(on)
        opened = self.stage.at(on, 8)
        step = timedelta(hours=7, minutes=40) / max(len(baskets), 1)
        for at, basket in enumerate(baskets):
            if basket:
                self._sell(basket, opened + at * step)
        for one, amount_rp in self.savings.at_till:
            self._takes_money(one.member_id, "DUES", amount_rp, self.stage.at(on, 15, 45))
        self.savings.at_till.clear()
        for member_id, amount_rp in self.bon.paying(on):
            self._takes_money(member_id, "CREDIT", amount_rp, self.stage.at(on, 15, 50))
        self._closes(on)

    def morning(self, on: date) -> None:
        """Sell until nine, and tell it; the shift stays open, for whoever comes in then."""
        if on.weekday() == SUNDAY:
            return
        opened = self.stage.at(on, 8)
        for at, basket in enumerate(self._opens(on)[:MORNING_SALES]):
            if basket:
                self._sell(basket, opened + at * MORNING_STEP)
        self._sends(self.stage.at(on, 9))

    def _opens(self, on: date) -> list[dict[str, int]]:
        """Open the shift; gives what the buyers of the day will take."""
        self.shift_id = self.stage.once(f"shift {on}")
        self._tell("shift.opened", self.stage.at(on, 7, 30), float_rp=self.drawer_rp)
        left = self._left()
        baskets = [self._basket(left) for _ in range(self._sales(on))]
        baskets += [{GAS.key: 1}] * self.lpg.sold_on(on, left.get(GAS.key, 0))
        self.chance.shuffle(baskets)
        return baskets

    def _sales(self, on: date) -> int:
        """Throw how many come: more in the first days of a month, when wages are paid, and on Saturdays."""
        more = 12 * (on.day <= 7) + 6 * (on.weekday() == 5)
        return self.chance.randint(LEAST_SALES, MOST_SALES) + more

    def _left(self) -> dict[str, int]:
        """Tell what lies there by key, in units of its price."""
        held = self.buying.stock()
        return {
            key: held.get(good.product_id, 0) // self.store.factor(key)
            for key, good in self.store.goods.items()
        }

    def _basket(self, left: dict[str, int]) -> dict[str, int]:
        """Throw what one buyer takes of what is there; what has run out is not bought."""
        wares = [ware for ware in self.store.wares.values() if ware.wish]
        chosen = self.chance.choices(
            wares, weights=[ware.wish for ware in wares], k=self.chance.choice(SIZES)
        )
        basket: dict[str, int] = {}
        for ware in chosen:
            count = min(self.chance.randint(1, ware.most), left[ware.key])
            if ware.key not in basket and count:
                basket[ware.key] = count
                left[ware.key] -= count
        return basket

    def _sell(self, basket: Mapping[str, int], at: datetime) -> None:
        is_member = self.chance.randrange(100) < MEMBERS_OF_HUNDRED
        member = self.chance.choice(self.known.members) if is_member else None
        kind = "QRIS" if self.chance.randrange(100) < QRIS_OF_HUNDRED else "CASH"
        lines = [self._line(key, count) for key, count in basket.items()]
        total_rp = sum(line["net_rp"] for line in lines)
        is_free = not self.buyers.keys() & basket.keys()  # rationed goods do not stand on bon
        if member and is_free and self.bon.takes(UUID(member["id"]), total_rp):
            kind = "CREDIT"
        self.number += 1
        rations = [
            self.buyers[key].ration(line, self.device, self.number, at)
            for line, key in enumerate(basket, 1)
            if key in self.buyers
        ]
        self._tell(
            "sale.made",
            at,
            number=self._name(),
            cashier_name=self.cashier.name,
            member_id=member["id"] if member else None,
            member_name=member["name"] if member else "",
            member_number=member["number"] if member else "",
            lines=lines,
            subtotal_rp=total_rp,
            total_rp=total_rp,
            tenders=[{"kind": kind, "amount_rp": total_rp}],
            change_rp=0,
            **({"rations": rations} if rations else {}),
        )
        if kind == "CASH":
            self.drawer_rp += total_rp

    def _line(self, key: str, count: int) -> dict[str, Any]:
        good, ware, factor = self.known.goods[key], self.store.wares[key], self.store.factor(key)
        unit = next(one for one in good["units"] if one["name"] == ware.unit)
        amount_rp = count * ware.price_rp
        return {
            "product_id": good["id"],
            "name": good["name"],
            "unit_id": unit["id"],
            "unit": unit["name"],
            "factor": factor,
            "base_qty": count * factor,
            "price_rp": ware.price_rp,
            "price_qty": factor,
            "audience": "UMUM",
            "gross_rp": amount_rp,
            "net_rp": amount_rp,
        }

    def _takes_money(self, member_id: UUID, purpose: str, amount_rp: int, at: datetime) -> None:
        member = next(one for one in self.known.members if one["id"] == str(member_id))
        self.number += 1
        self._tell(
            "dues.received",
            at,
            number=self._name(),
            member_id=member["id"],
            member_name=member["name"],
            member_number=member["number"],
            purpose=purpose,
            amount_rp=amount_rp,
            tenders=[{"kind": "CASH", "amount_rp": amount_rp}],
        )
        self.drawer_rp += amount_rp

    def _closes(self, on: date) -> None:
        """Bring what is more than small change to the treasurer, count, and send all of it."""
        dropped_rp = max(self.drawer_rp - FLOAT_RP, 0) // 10_000 * 10_000
        if dropped_rp:
            at = self.stage.at(on, 16)
            self._tell("cash.dropped", at, amount_rp=dropped_rp, note="Sri Wahyuni (contoh)")
        is_off = self.chance.randrange(100) < OFF_OF_HUNDRED
        self.drawer_rp += self.chance.choice((-5_000, -2_000, -1_000, 1_000, 2_000)) * is_off - dropped_rp
        at = self.stage.at(on, 16, 30)
        self._tell("shift.closed", at, counted_rp=self.drawer_rp, notes={})
        self._sends(at)
        for buyers in self.buyers.values():
            buyers.ends()

    def _sends(self, at: datetime) -> None:
        """Tell the server all that was written down."""
        word = Word(
            device_ms=milliseconds(at),
            last_seq=self.outbox[-1].seq,
            waiting=0,
            app_version="0.1.0",
            is_persisted=True,
            free_mb=1_800,
        )
        contact(device=self.device, word=word, now=at + MINUTE)
        for first in range(self.sent, len(self.outbox), AT_ONCE):
            batch = self.outbox[first : first + AT_ONCE]
            admission = take_events(device=self.device, batch=batch, now=at + MINUTE)
            left_out = [one for one in admission.answers if one.answer is not Answer.ACCEPTED]
            assert not left_out, left_out[0]  # noqa: S101  a year in which the till tells what is there
        self.outbox, self.sent = self.outbox[-1:], 1

    def _settles_qris(self, on: date) -> None:
        with scope(self.stage.place.id):
            days = qris_waiting(cooperative_id=self.stage.place.id, asked_before=on)
        for one in days:
            typed = QrisTyped(
                tender_ids=[row.tender_id for row in one.rows],
                bank_id=self.stage.cash[BANK],
                settled_on=on,
                fee_rp=0,
            )
            settle_qris(typed=typed, **self.stage.by(f"qris {one.day} {on}", on))

    def _bound(self) -> Any:
        """Bind the device and set it up as the shop's till."""
        keeper = Role.PENGELOLA_GERAI
        given = self.stage.by("till code", OPENED, keeper, without="place today")
        code = give_code(device_name=TILL, outlet_id=None, outlet_name="Gerai", **given)
        at = self.stage.at(OPENED, 10, 2)
        device = bind(
            written=code,
            request_id=self.stage.once("bound"),
            visitor="contoh",
            device_ms=milliseconds(at),
            app_version="0.1.0",
            now=at,
        ).device
        typed = TillTyped(
            device_id=device.id,
            location_id=self.store.shelf,
            drawer_id=self.drawer_id,
            bank_id=self.stage.cash[BANK],
            safe_id=self.stage.cash[BOX],
        )
        set_till(typed=typed, **self.stage.by("till", OPENED, keeper, hour=12, without="place today"))
        pin = self.stage.by("till pin", OPENED, Role.KASIR, hour=12, without="place today")
        set_till_pin(pin=EXAMPLE_PIN, **pin)
        return device

    def _read(self, at: datetime) -> _Told:
        """Read what a till must know."""
        with scope(self.stage.place.id):
            known = slice_of(
                place=self.stage.place, device_id=self.device.id, cursor=Cursor(), today=at.date(), now=at
            )
        keys = {str(good.product_id): key for key, good in self.store.goods.items()}
        goods = {keys[one["id"]]: one for one in known.products if one["id"] in keys}
        return _Told(goods, sorted(known.members, key=lambda one: one["number"]))

    def _name(self) -> str:
        return f"{self.device.series}-{self.number:04}"

    def _tell(self, kind: str, at: datetime, **body: Any) -> None:
        """Write an event down as a till does."""
        told = {"shift_id": str(self.shift_id), "cashier_id": str(self.cashier.person_id)} | body
        seq = self.outbox[-1].seq + 1 if self.outbox else 1
        event = Event(
            device_id=self.device.id,
            seq=seq,
            id=self.stage.once(f"event {seq}"),
            kind=kind,
            at_ms=milliseconds(at),
            body=body_text(told),
            previous=self.outbox[-1].hash if self.outbox else START,
            hash=b"",
        )
        self.outbox.append(replace(event, hash=seal(event)))
