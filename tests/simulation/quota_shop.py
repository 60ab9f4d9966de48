"""The simulation of quotas with whole shops: what tills tell is entered by the product, with cylinders, deposits, cash.

Each sale takes full cylinders away and brings empty ones, or some stay with the buyer on deposit or on loan; some are
taken back. At the end goods, containers, drawers and books must be what the tills wrote.
"""

from collections import Counter as Tally
from contextlib import contextmanager
from datetime import datetime, timedelta
from unittest.mock import patch

from guyub.books.treasury.models import CashPlace
from guyub.books.treasury.services.places import open_place
from guyub.foundation.devices.models import DeviceEvent
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.selectors.invariants import Examination, broken_rules
from guyub.journeys.services import device_events
from guyub.trade.inventory.domain.containers import ContainerState, Why
from guyub.trade.inventory.models import ContainerBook, ContainerProduct
from guyub.trade.inventory.services import container_kinds, containers
from guyub.trade.inventory.services.price_rules import load_rules
from guyub.trade.retail.services.tills import TillTyped, set_till
from guyub.trade.subsidised.domain import tags
from guyub.trade.subsidised.models import RationedSale
from tests.simulation.quota_findings import head
from tests.simulation.quota_network import FIRM, SOFT, Network
from tests.trade.retail.counter import Counter
from tests.world import NOW, World, new_id

PRICE_RP, DEPOSIT_RP = {FIRM: 18_000, SOFT: 15}, 150_000  # of a cylinder, of a millilitre
FULL, EMPTY, OIL = 40_000, 50, 40_000
DEPOSITS, SOLD, BACK = "2.1.13", "4.2.01", "4.2.09"


class Shop(Counter):
    """One outlet: what it has of both goods, its cylinders, and a cashier and a drawer for each till."""

    def __init__(self, place, other):
        world = World()
        world.bumiayu, world.arjosari = place, other
        super().__init__(world, is_set=False)
        load_rules(now=NOW - timedelta(days=30))
        self.tills, self.goods, self.units = {}, {}, {}
        for key, qty, unit in ((FIRM, FULL, "BUAH"), (SOFT, OIL, "ML")):
            with scope(place.id):
                self.goods[key] = self.shop.product(key, good=key, content_unit=unit)
                self.units[key] = self.goods[key].units.get()
            self.shop.receive(self.goods[key], qty, qty * 10, on=self.today)
        by = {"actor": self.buyer, "place": place, "today": self.today, "now": NOW}
        told = {"name": "Tabung 3 kg", "deposit_rp": DEPOSIT_RP, "request_id": new_id()}
        self.kind_id = container_kinds.add_kind(**told, **by)
        with scope(place.id):
            ContainerProduct.objects.create(cooperative=place, kind_id=self.kind_id, product=self.goods[FIRM])
        for qty, after in ((FULL, ContainerState.ISI), (EMPTY, ContainerState.KOSONG)):
            moved = {"why": Why.BELI, "before": ContainerState.LUAR, "after": after, "qty": qty}
            at = {"location_id": self.store.id, "note": "contoh", "request_id": new_id()}
            containers.move_at_place(kind_id=self.kind_id, **moved, **at, **by)

    def sets_till(self, phone):
        """Give a till its drawer and its cashier, who opens a shift."""
        number = len(self.tills) + 1
        by = {"actor": self.treasurer, "request_id": new_id(), "now": NOW}
        drawer_id = open_place(
            place=self.place, kind="LACI", name=f"Laci {number + 1}", today=self.today, **by
        )
        typed = TillTyped(
            device_id=phone.device.id,
            location_id=self.store.id,
            drawer_id=drawer_id,
            bank_id=self.cash["BANK"],
            safe_id=self.cash["BRANKAS"],
        )
        set_till(actor=self.buyer, typed=typed, request_id=new_id(), now=NOW)
        cashier = self.world.seat(Role.KASIR, name=f"Kasir {number}").person
        held = {"shift_id": str(new_id()), "cashier_id": str(cashier.id)}
        self.tills[phone.device.id] = (drawer_id, held, cashier.name)
        phone.writes("shift.opened", held | {"float_rp": 0}, new_id())

    def number_of(self, phone):
        """Give the till's next receipt its number."""
        made = sum(one.kind != "shift.opened" for one in phone.till.events)
        return f"{phone.device.series}-{made + 1:04}"

    def body(self, phone, told, empties, stays):
        """Say what a sale was: paid in cash, and the deposit beside it."""
        key, qty, (_, held, name) = told["programme"], told["qty"], self.tills[phone.device.id]
        line = self.told_line(self.goods[key], self.units[key], qty, PRICE_RP[key])
        deposit_rp = DEPOSIT_RP * (qty - empties) if stays == "DEPOSIT" else 0
        ration = told | {"empties": empties, "stays": stays, "deposit_rp": deposit_rp, "reason": "hajatan"}
        return self.basket(line, rations=[ration], number=self.number_of(phone), cashier_name=name, **held)

    def left(self, phones):
        """Count what the tills wrote, without what they took back."""
        sold, holds = Tally(), Tally()
        for phone in phones:
            back = {one.facts["sale_id"] for one in phone if one.kind in {"sale.voided", "sale.returned"}}
            for one in phone:
                if one.kind == "sale.made" and str(one.id) not in back:
                    (told,) = one.facts["rations"]
                    rest = told["qty"] - told["empties"] if told["programme"] == FIRM else 0
                    sold[told["programme"]] += told["qty"]
                    sold["empty"] += told["empties"]
                    sold[told["stays"]] += rest
                    sold["paid_rp"] += one.facts["total_rp"]
                    sold["deposit_rp"] += told["deposit_rp"]
                    holds[one.device_id] += one.facts["total_rp"] + told["deposit_rp"]
        return sold, holds

    def findings(self, phones):
        """Hold what the tills wrote against shelves, cylinders, drawers and books."""
        waiting = DeviceEvent.objects.filter(cooperative=self.place).exclude(answer="ACCEPTED")
        yield from (f"event {one.seq} {one.kind}: {one.code} {one.facts}" for one in waiting[:3])
        sold, holds = self.left(phones)
        for key, qty in ((FIRM, FULL), (SOFT, OIL)):
            if self.there(self.goods[key]) != qty - sold[key]:
                yield f"{key}: {self.there(self.goods[key])} there, {qty - sold[key]} left"
        kept = ContainerBook.objects.get(cooperative=self.place, kind_id=self.kind_id)
        there = (kept.full_qty, kept.empty_qty, kept.loan_qty, kept.deposit_qty, kept.deposit_rp)
        left = (
            *(FULL - sold[FIRM], EMPTY + sold["empty"]),
            *(sold["LOAN"], sold["DEPOSIT"], sold["deposit_rp"]),
        )
        if there != left or sum(there[:4]) != FULL + EMPTY:
            yield f"cylinders: {there} kept, {left} left"
        deposits_rp, sold_rp, back_rp = self.books(DEPOSITS, SOLD, BACK)
        if (deposits_rp, sold_rp + back_rp) != (-sold["deposit_rp"], -sold["paid_rp"]):
            yield f"books: {deposits_rp} {sold_rp} {back_rp}, {sold}"
        for device_id, (drawer_id, _, _) in self.tills.items():
            code = CashPlace.objects.get(cooperative=self.place, id=drawer_id).account_code
            if self.books(code) != [holds[device_id]]:
                yield f"drawer of {device_id}: {self.books(code)} booked, {holds[device_id]} taken"
        made = sum(one.kind == "sale.made" for phone in phones for one in phone)
        rows = RationedSale.objects.filter(cooperative=self.place).count()
        if rows != made:
            yield f"{rows} sales kept of {made}"
        yield from broken_rules(cooperative_id=self.place.id, examination=Examination.AUDIT)


class ShopNetwork(Network):
    """Outlets whose tills are entered in the books."""

    begins, days = datetime(2026, 11, 30, 1, tzinfo=NOW.tzinfo), 25  # within the year of the books

    def made_places(self, _outlets):
        here, there = self.world.bumiayu, self.world.arjosari
        self.shops = {one.id: Shop(one, other) for one, other in ((here, there), (there, here))}
        return [here, there]

    def shop(self, place):
        for number in (2, 3):  # the first was bound with the shop
            self.phone(place, number)

    def phone(self, place, number):
        super().phone(place, number)
        self.shops[place.id].sets_till(self.phones[-1])

    def body(self, phone, told):
        """Say what a sale was; some buyers bring no empty cylinder for one of theirs."""
        brings = told["qty"] if told["programme"] == FIRM else 0
        stays = self.chance.choice(("", "", "", "", "DEPOSIT", "LOAN")) if brings else ""
        return self.shops[phone.place.id].body(phone, told, brings - bool(stays), stays)

    def back(self, phone, sale_id):
        """Take a sale back as a whole, or let its goods come back."""
        shop = self.shops[phone.place.id]
        (sold,) = (one.facts for one in phone.till.events if one.id == sale_id)
        head = {"number": shop.number_of(phone), "sale_id": str(sale_id), "reason": "salah ketik"}
        body = head | shop.tills[phone.device.id][1]
        if self.chance.random() < 0.5:
            return "sale.voided", body
        (line,) = sold["lines"]
        lines = [{"line": 1, "base_qty": line["base_qty"], "amount_rp": line["net_rp"]}]
        return "sale.returned", body | {"lines": lines, "tenders": sold["tenders"]}

    @contextmanager
    def weather(self):
        with patch.object(tags, "ROUNDS", 1):
            yield

    def enters_alone(self, happened):
        return device_events.apply_for_good(happened)

    def findings(self):
        for place in self.places:
            heads = [one.till.events[: head(one)] for one in self.phones if one.place == place]
            with scope(place.id):
                yield from self.shops[place.id].findings(heads)
        yield from super().findings()
