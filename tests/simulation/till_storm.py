"""The server's side of tills under random faults: the real doors, a database that dies in the middle, people who help.

The tills are a program of their own (``tills.js``); each of its lines is answered here. What is light takes events in
as the product does, and notes them down instead of entering them in the books.
"""

import json
import logging
import random
import subprocess
from collections import Counter as Tally
from contextlib import ExitStack, contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

from django.contrib.auth.hashers import make_password
from django.db import OperationalError, connection, transaction
from django.test import Client
from psycopg.errors import QueryCanceled

from guyub.books.treasury.models import CashPlace
from guyub.books.treasury.services.places import open_place
from guyub.foundation.approvals.services.requests import decide
from guyub.foundation.devices.domain.chain import milliseconds, moment_of
from guyub.foundation.devices.models import Device, DeviceEvent
from guyub.foundation.devices.services.admitting import Applied
from guyub.foundation.devices.services.binding import give_code, revoke_device
from guyub.foundation.devices.services.locks import DeviceRefusedError
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.models import Person
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.selectors.invariants import Examination, broken_rules
from guyub.journeys.services import device_events
from guyub.trade.inventory.services.prices import PriceTold, set_prices
from guyub.trade.retail.models import SaleLine
from guyub.trade.retail.services.pins import set_till_pin
from guyub.trade.retail.services.tills import TillTyped, set_till
from tests.foundation.devices.till import ClashError, RefusedSaleError
from tests.trade.retail.counter import Counter
from tests.world import NOW, World, new_id

PROGRAM = Path(__file__).with_name("tills.js")
PIN = "270817"
# Of the calls: the connection dies within so many statements (one call in any case), or the answer is lost afterwards.
KILLED, LONGEST, SURELY, LOST = 0.04, 40, 15, 0.04
DOORS = ("guyub.journeys.api.till", "guyub.foundation.devices.api.routes")


class Storm:
    """One seed's shop, its tills, and what the server made of what they told."""

    def __init__(self, seed, *, tills, scarce, is_light):
        self.seed, self.is_light = seed, is_light
        self.chance = random.Random(seed)  # noqa: S311  a seed, no secret
        self.counter = Counter(World(), is_set=False)
        self.world, self.place = self.counter.world, self.counter.place
        self.now, self.left, self.calls, self.said = NOW, None, 0, Tally()
        self.applied, self.written, self.drawers = Tally(), {}, {}
        self.client = Client(raise_request_exception=False)
        self.people(tills)
        self.goods(scarce)

    def people(self, tills):
        for role in (Role.KETUA, Role.PENGELOLA_GERAI):
            Person.objects.filter(id=self.world.person(role).id).update(pin=make_password(PIN))
        self.world.member()
        self.sellers = [
            self.world.actor(Role.KASIR, name=f"Kasir {number}") for number in range(1, tills + 1)
        ]
        for seller in self.sellers:
            set_till_pin(actor=seller, pin=PIN, request_id=new_id(), now=NOW)

    def goods(self, scarce):
        shop, on = self.counter.shop, self.counter.today - timedelta(days=7)
        with scope(self.place.id):
            self.scarce = shop.product("Susu UHT")
            scarce_unit = self.scarce.units.get()
        self.start = {self.counter.rice: 10**8 + 100_000, self.counter.soap: 10**5 + 100, self.scarce: scarce}
        shop.receive(self.counter.rice, 10**8, 12 * 10**8, on=on)
        shop.receive(self.counter.soap, 10**5, 25 * 10**7, on=on)
        shop.receive(self.scarce, scarce, scarce * 6_000, on=on)
        prices = (
            (self.counter.rice, self.counter.kg, 15_150),
            (self.counter.soap, self.counter.piece, 4_049),
            (self.scarce, scarce_unit, 7_777),
        )
        told = [
            PriceTold(product_id=product.id, unit_id=unit.id, amount_rp=amount_rp, from_on=self.counter.today)
            for product, unit, amount_rp in prices
        ]
        set_prices(**self.by(Role.PENGELOLA_GERAI), place=self.place, told=told, today=self.counter.today)

    def by(self, role):
        return {"actor": self.world.actor(role), "request_id": new_id(), "now": self.now}

    # The doors, at the storm's own hour.
    @contextmanager
    def weather(self):
        with ExitStack() as held:
            logging.disable(logging.CRITICAL)  # what dies on purpose is no news
            held.callback(logging.disable, logging.NOTSET)
            for door in DOORS:
                held.enter_context(patch(f"{door}.utc_now", lambda: self.now))
            if self.is_light:
                held.enter_context(patch.object(device_events, "apply_event", self.notes))
                held.enter_context(patch.object(device_events, "together", self.notes_together))
            held.enter_context(connection.execute_wrapper(self.dies))
            # No statement of a till walks through what the shop has: one that does grows with it, up to minutes.
            with connection.cursor() as cursor:
                cursor.execute("SET statement_timeout = '10s'")
                held.callback(self.rests)
            yield

    @staticmethod
    def rests():
        """Let what looks at everything afterwards take its time."""
        with connection.cursor() as cursor:
            cursor.execute("RESET statement_timeout")

    def dies(self, execute, sql, params, many, context):
        """Let the connection go for good once its statements are used up: nothing of a transaction is committed."""
        if self.left is not None:
            self.left -= 1
            if self.left < 0:
                raise OperationalError("the storm took the connection")
        return execute(sql, params, many, context)

    def notes(self, happened):
        """Note an event down once it is committed; a few are refused, always the same ones."""
        id_ = happened.event.id
        if id_.int % 61 == 0:
            raise RefusedSaleError(number=happened.event.seq)
        if id_.int % 67 == 0:
            raise ClashError(number=happened.event.seq)
        transaction.on_commit(lambda: self.applied.update([id_]))
        return Applied("sale", id_, f"J-{happened.event.seq}")

    def notes_together(self):
        """Note sales of a batch down in one go, as they are entered."""
        return {"sale.made": lambda happenings: [self.notes(one) for one in happenings]}

    @contextmanager
    def may_die(self, is_calm):
        self.calls += 1
        dies = self.calls == SURELY or self.chance.random() < KILLED
        self.left = self.chance.randrange(LONGEST) if dies and not is_calm else None
        try:
            yield
        finally:
            self.left = None

    # What the tills ask.
    def answer(self, told):
        self.now, is_calm = moment_of(told["now"]), told["is_calm"]
        for name in ("path", "code", "setup", "revoke", "file", "written"):
            if name in told:
                return getattr(self, f"on_{name}")(told, is_calm)
        raise AssertionError(told)

    def on_path(self, told, is_calm):
        """Answer over the line."""
        device, body = told.get("device"), told.get("body")
        headers = {"Authorization": f"Device {device['device_id']}:{device['key']}"} if device else {}
        with self.may_die(is_calm):
            if body is None:
                heard = self.client.get(told["path"], headers=headers)
            else:
                content = json.dumps(body)
                heard = self.client.post(
                    told["path"], content, content_type="application/json", headers=headers
                )
        self.said[heard.status_code] += 1
        if heard.status_code == 500:
            assert not is_calm, heard.content
            self.hears(heard.exc_info[1] if getattr(heard, "exc_info", None) else None)
            return {"is_cut": self.chance.random() < 0.5, "status": 500, "told": {}}
        if not is_calm and self.chance.random() < LOST:
            return {"is_cut": True}
        return {"status": heard.status_code, "told": heard.json()}

    def hears(self, died):
        """Tell a statement that took too long from what the storm itself took."""
        if died and isinstance(died.__cause__, QueryCanceled):
            raise AssertionError(self.seed) from died

    def on_code(self, told, _is_calm):
        """Give a code for a new phone."""
        code = give_code(
            device_name=told["code"], outlet_id=None, outlet_name="Gerai", **self.by(Role.PENGELOLA_GERAI)
        )
        return {"code": code}

    def on_setup(self, told, _is_calm):
        """Give a till its place, and a drawer of its own."""
        by = self.by(Role.BENDAHARA)
        drawer_id = open_place(
            place=self.place, kind="LACI", name=f"Laci {len(self.drawers) + 2}", today=self.now.date(), **by
        )
        typed = TillTyped(
            device_id=told["setup"],
            location_id=self.counter.store.id,
            drawer_id=drawer_id,
            bank_id=self.counter.cash["BANK"],
            safe_id=self.counter.cash["BRANKAS"],
        )
        set_till(typed=typed, **self.by(Role.PENGELOLA_GERAI))
        self.drawers[told["setup"]] = drawer_id
        return {}

    def on_revoke(self, told, _is_calm):
        """Revoke a device; who presses twice hears that it is done."""
        with suppress(DeviceRefusedError):
            revoke_device(device_id=told["revoke"], why="hilang", **self.by(Role.KETUA))
        return {}

    def on_file(self, told, is_calm):
        """Take in an outbox that came as a file, in parts, over whatever dies meanwhile."""
        brought = self.by(Role.PENGELOLA_GERAI)
        device_events.bring_outbox(
            device_id=told["device"], content=told["file"].encode(), reason="dari berkas", **brought
        )
        decide(approval_id=brought["request_id"], is_approved=True, proof=PIN, **self.by(Role.KETUA))
        by, left = self.by(Role.PENGELOLA_GERAI), 1
        while left:
            try:
                with self.may_die(is_calm):
                    left = device_events.admit_outbox(outbox_id=brought["request_id"], **by).left
                by["request_id"] = new_id()
            except OperationalError as died:
                self.hears(died)
                self.said["file died"] += 1
        self.said["files"] += 1
        return {}

    def on_written(self, told, _is_calm):
        """Hear what was written on a device."""
        self.written[told["device"]] = told["written"]
        return {}

    def blows(self, sales, *, hoards=0):
        """Let the tills live until so many sales are made and all were sent; the first few begin without a line."""
        given = (self.seed, sales, len(self.sellers), milliseconds(NOW), hoards)
        words = ["node", str(PROGRAM), *map(str, given)]
        with (
            self.weather(),
            subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as tills,
        ):
            try:
                for line in tills.stdout:
                    told = json.loads(line)
                    if "done" in told:
                        self.said.update(told["done"])
                    answer = {} if "done" in told else self.answer(told)
                    tills.stdin.write(json.dumps(answer) + "\n")
                    tills.stdin.flush()
            finally:
                tills.kill()
        assert "offline" in self.said, f"the tills of seed {self.seed} broke off"

    # What must be true afterwards.
    def findings(self):
        """List what was lost, doubled, or does not tie."""
        found = []
        with scope(self.place.id):
            for device in Device.objects.filter(cooperative=self.place).order_by("number"):
                found += self.of_device(device)
            found += broken_rules(cooperative_id=self.place.id, examination=Examination.AUDIT)
            if not self.is_light:
                found += [*self.of_goods(), *self.of_cash()]
        return found

    def of_device(self, device):
        """Hold what was written on a device against what is kept of it."""
        rows = DeviceEvent.objects.filter(cooperative=self.place, device=device).order_by("seq")
        kept = {row.seq: row for row in rows if row.is_linked}
        written = self.written.get(str(device.id), [])
        if len(kept) != len(rows) or len(kept) != len(written):
            yield f"{device.name}: {len(written)} written, {len(kept)} kept, {len(rows)} rows"
        for seq, id_, hashed, _, state, number in written:
            row = kept.get(seq)
            if row is None or (str(row.event_id), bytes(row.hash).hex()) != (id_, hashed):
                yield f"{device.name}: event {seq} is lost"
            elif state and (state, number) != (row.answer, row.became_number):
                yield f"{device.name}: event {seq} is {row.answer}, the till has {state}"
            elif self.is_light and self.applied[row.event_id] != (row.answer == "ACCEPTED"):
                yield f"{device.name}: event {seq} entered {self.applied[row.event_id]} times"
        printed = [number for *_, number, _, _ in written if number]
        if printed != [f"{device.series}-{at:04}" for at in range(1, len(printed) + 1)]:
            yield f"{device.name}: numbers with gaps"

    def entered(self):
        """Give what was entered, in the order of each device: its kind, and what it said."""
        rows = DeviceEvent.objects.filter(cooperative=self.place, answer="ACCEPTED")
        for row in rows.order_by("device__number", "seq").iterator(chunk_size=1000):
            yield str(row.device_id), row.kind, json.loads(row.body)

    def of_goods(self):
        """Hold what was sold and came back against the shelves."""
        left = {str(product.id): qty for product, qty in self.start.items()}
        for _, kind, body in self.entered():
            if kind in {"sale.made", "sale.returned"}:
                for line in body["lines"]:
                    left[line["product_id"]] += line["base_qty"] * (-1 if kind == "sale.made" else 1)
            elif kind == "sale.voided":
                for line in SaleLine.objects.filter(cooperative=self.place, sale_id=body["sale_id"]):
                    left[str(line.product_id)] += line.qty
        for product in self.start:
            if self.counter.there(product) != left[str(product.id)]:
                yield f"{product.name}: {self.counter.there(product)} there, {left[str(product.id)]} left"

    def of_cash(self):
        """Hold what was paid in cash, counted and brought away against the drawers."""
        holds = Tally()
        for device, kind, body in self.entered():
            cash_rp = sum(one["amount_rp"] for one in body.get("tenders", ()) if one["kind"] == "CASH")
            if kind in {"shift.opened", "shift.closed"}:
                holds[device] = body["float_rp" if kind == "shift.opened" else "counted_rp"]
            elif kind == "cash.dropped":
                holds[device] -= body["amount_rp"]
            else:
                holds[device] += cash_rp if kind == "sale.made" else -cash_rp
        for device, drawer_id in self.drawers.items():
            code = CashPlace.objects.get(cooperative=self.place, id=drawer_id).account_code
            (booked_rp,) = self.counter.books(code)
            if booked_rp != holds[device]:
                yield f"drawer of {device}: books {booked_rp}, counted {holds[device]}"
