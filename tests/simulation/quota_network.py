"""Outlets that sell rationed goods under random faults: honest tills, the real services, a database.

A till here keeps the rules that the till's page keeps (docs/algorithms/till_sync.md): it sells from a slice only before
its end, after its last contact, with a clock that was not set back. Everything else goes wrong: the line, the answers,
the order, the clocks, the phones themselves. A seed decides everything.
"""

import json
import random
from collections import Counter as Tally
from contextlib import contextmanager, suppress
from datetime import date, datetime, timedelta
from unittest.mock import patch
from uuid import UUID

from django.db.models import F

from guyub.foundation.devices.domain.chain import START
from guyub.foundation.devices.models import Device
from guyub.foundation.devices.services.admitting import Applied, admit
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.selectors.keys import index_keys, vault_keys
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services import device_events
from guyub.trade.inventory.models import Product
from guyub.trade.subsidised.domain import tags
from guyub.trade.subsidised.models import (
    BuyerCategory,
    Consumer,
    LimitRule,
    Programme,
    QuotaSlice,
    RationedSale,
    Standing,
)
from guyub.trade.subsidised.services.giving_back import finish_everywhere, give_back, let_go, release_device
from guyub.trade.subsidised.services.noting import note_uses
from guyub.trade.subsidised.services.quota import QuotaRefusedError
from tests.simulation.quota_findings import findings
from tests.simulation.quota_phone import FIRM, RT, SOFT, Phone
from tests.world import NOW, World, new_id

BEGINS = datetime(2026, 11, 18, 1, tzinfo=NOW.tzinfo)
CHANGES = (
    date(2026, 12, 3),
    date(2026, 12, 11),
)  # the limit of a household is lowered, then raised, at midnight
MOST = {date(2025, 1, 1): 4, CHANGES[0]: 2, CHANGES[1]: 5}
MOST_A_DAY = 2
_BASIS = {"legal_basis": "contoh", "source": "contoh", "confidence": "C", "set_by": "contoh", "set_at": NOW}


class Network:
    """One seed's outlets, households and tills; what they sell is noted down, and entered in no books."""

    begins, days = BEGINS, 40
    rush, mended = (
        (1, 4),
        0,
    )  # sales at a till before it may be in contact again; how often its line comes back then

    def __init__(self, seed, *, outlets=5, households=160):
        self.chance, self.now = random.Random(seed), self.begins  # noqa: S311  a seed, no secret
        self.said, self.voided, self.ids = Tally(), set(), 0
        self.world = World()
        self.rules()
        self.places = self.made_places(outlets)
        self.people(households)
        self.phones, self.goods = [], {}
        for place in self.places:
            self.shop(place)

    def made_places(self, outlets):
        return [
            Cooperative.objects.get_or_create(
                code=f"35.73.0{at % 5 + 1}.10{at + 10}",
                defaults={"name": f"KKMP Contoh {at}", "zone": "WIB", "kind": "KOPERASI"},
            )[0]
            for at in range(outlets)
        ]

    def id(self):
        return UUID(int=self.chance.getrandbits(122) | 0x7 << 76)

    def rules(self):
        for key, unit in ((FIRM, "TABUNG"), (SOFT, "LITER")):
            Programme.objects.get_or_create(key=key, defaults={"title": key, "unit": unit})
            BuyerCategory.objects.filter(programme_id=key).delete()
            LimitRule.objects.filter(programme_id=key).delete()
            told = {"code": RT, "title": "Rumah tangga", "usual_qty": 1, "registers": "COUNTER", "proofs": ""}
            BuyerCategory.objects.create(programme_id=key, valid_from=date(2025, 1, 1), **told, **_BASIS)
        days = [*MOST, None]
        for at, (begins, most) in enumerate(MOST.items()):
            ends = days[at + 1] - timedelta(days=1) if days[at + 1] else None
            self.rule(FIRM, "KK", "MONTH", most, "BLOCK", valid_from=begins, valid_to=ends)
        self.rule(FIRM, "NIK", "DAY", MOST_A_DAY, "BLOCK", valid_from=date(2025, 1, 1))
        self.rule(SOFT, "KK", "MONTH", 6, "WARN", valid_from=date(2025, 1, 1), unknown_qty=1)

    def rule(self, key, scope_, period, most, mode, **more):
        LimitRule.objects.create(
            programme_id=key,
            scope=scope_,
            period=period,
            counts="QTY",
            max_qty=most,
            mode=mode,
            **more,
            **_BASIS,
        )

    def people(self, households):
        ring, keys = index_keys(), vault_keys()
        seller = self.world.person(Role.KASIR)
        self.buyers, made, standings = [], [], []
        for number in range(households):
            kk, home = f"35730301{number:08}", self.chance.choice(self.places)
            for part in range(1 + number % 2):
                nik, id_ = f"3573030101{number:05}{part}", self.id()
                made.append(
                    Consumer(
                        id=id_,
                        nik_index=ring.index(SecretKind.NIK.value, nik),
                        kk_index=ring.index(SecretKind.KK.value, kk),
                        index_key_id=ring.current,
                        key_id=keys.current,
                        sealed=keys.seal(json.dumps({"nik": nik}), bound_to=f"consumer:{id_}"),
                        given_name="Contoh",
                        nik_last4=nik[-4:],
                        registered_by=home,
                        person=seller,
                        registered_at=BEGINS - timedelta(days=30),
                        consent_version=1,
                        changed_at=BEGINS,
                    )
                )
                standings += [self.standing(id_, key, seller, home) for key in (FIRM, SOFT)]
                self.buyers.append((str(id_), home.id, kk))
        Consumer.objects.bulk_create(made)
        Standing.objects.bulk_create(standings)
        self.household = {id_: kk for id_, _, kk in self.buyers}

    def standing(self, consumer_id, key, seller, home):
        return Standing(
            consumer_id=consumer_id,
            programme_id=key,
            category=RT,
            proofs="",
            from_on=date(2025, 1, 1),
            verified_by=seller,
            verified_for=home,
            verified_at=BEGINS,
        )

    def shop(self, place):
        with scope(place.id):
            for at, key in enumerate((FIRM, SOFT)):
                self.goods[place.id, key] = Product.objects.create(
                    cooperative=place,
                    code=f"R-{at}",
                    name=key,
                    category="SEMBAKO",
                    account="1.3.01",
                    base_unit="buah",
                    good=key,
                    changed_at=BEGINS,
                )
        for number in (1, 2):
            self.phone(place, number)

    def phone(self, place, number):
        with scope(place.id):
            device = Device.objects.create(
                cooperative=place,
                number=number,
                name=f"HP {number}",
                outlet_name="Gerai",
                key_hash=bytes([number]) * 32,
                bound_by=self.world.person(Role.KASIR),
                bound_at=self.now,
                head_hash=START,
                last_contact_at=self.now,
            )
        self.phones.append(Phone(self, place, device))

    def wish(self, place):
        """Choose who wants to buy: half of them of a few households, most of them near."""
        few = self.buyers[:40] if self.chance.random() < 0.5 else self.buyers
        id_, home, _ = self.chance.choice(few)
        if home != place.id and self.chance.random() < 0.5:
            id_, _, _ = self.chance.choice(few)
        return id_, self.chance.choice((FIRM, FIRM, FIRM, FIRM, SOFT)), 1 + (self.chance.random() < 0.15)

    def wish_at(self, phone):
        """Choose who comes to a till: without a network often somebody whom it knows."""
        if not phone.is_online and phone.lent and self.chance.random() < 0.6:
            buyer, key = self.chance.choice(list(phone.lent))
            return buyer, key, 1
        return self.wish(phone.place)

    # What tills write of a sale, and of taking one back.
    def body(self, _phone, told):
        return {"rations": [told]}

    def back(self, _phone, sale_id):
        return "sale.voided", {"sale_id": str(sale_id)}

    # The books of a test: they keep what the quota is compared with.
    def enters(self, happened):
        if happened.event.kind != "sale.voided":
            return self.enters_sales([happened])[0]
        sale_id = happened.event.facts["sale_id"]
        rows = RationedSale.objects.filter(cooperative_id=happened.cooperative_id, sale_id=sale_id)
        rows.update(taken_back_on=happened.happened_at.date())
        return Applied("sale", happened.event.id, "")

    def enters_sales(self, happenings):
        RationedSale.objects.bulk_create(
            [self.sold(one, told) for one in happenings for told in one.event.facts["rations"]]
        )
        return [Applied("sale", one.event.id, "") for one in happenings]

    def sold(self, happened, told):
        return RationedSale(
            cooperative_id=happened.cooperative_id,
            sale_id=happened.event.id,
            use_id=told["use_id"],
            line_no=told["line"],
            number="K1-0001",
            programme=told["programme"],
            category=told["category"],
            consumer_id=told["consumer_id"],
            buyer="Contoh",
            nik_last4="0001",
            product=self.goods[happened.cooperative_id, told["programme"]],
            qty=told["qty"],
            packs=told["qty"],
            paid_rp=0,
            sold_at=happened.happened_at,
            sold_on=happened.happened_at.date(),
            cashier=self.world.person(Role.KASIR),
            known_by=told["known_by"],
            recorded_at=happened.now,
        )

    enters_alone = enters

    @contextmanager
    def weather(self):
        """Let the books of the test take what tills tell."""
        with (
            patch.object(device_events, "apply_event", self.enters),
            patch.object(device_events, "together", lambda: {"sale.made": self.enters_sales}),
            patch.object(tags, "ROUNDS", 1),
        ):
            yield

    def lives(self, sales):
        """Let tills sell until so many sales were made; then all of them are taken in."""
        with self.weather():
            apart = timedelta(days=self.days) / sales
            while self.made() < sales:
                self.now += apart * self.chance.uniform(0.2, 3)
                self.step(self.chance.choice([one for one in self.phones if not one.is_lost]))
            self.ends()

    def made(self):
        return self.said["NETWORK"] + self.said["SLICE"] + self.said["UNKNOWN"]

    def step(self, phone):
        chance = self.chance
        if chance.random() < 0.08:
            phone.is_online = not phone.is_online
        if chance.random() < 0.01:
            phone.skew = timedelta(days=chance.uniform(-4, 4)) if chance.random() < 0.7 else timedelta(0)
            self.said["clock"] += 1
        if phone.is_revoked:
            phone.is_lost = True
            return
        for _ in range(chance.randrange(*self.rush)):
            phone.is_online = phone.is_online or (self.mended > 0 and chance.random() < self.mended)
            phone.sells(*self.wish_at(phone))
        if phone.is_online and chance.random() < 0.5:
            phone.sends()
            if chance.random() < 0.7 and not phone.is_revoked:
                phone.hears()
        if chance.random() < 0.02:
            let_go(now=self.now)
        if chance.random() < 0.0015:
            self.revokes(phone)

    def revokes(self, phone):
        """Revoke a device that does not hear it: what it wrote comes as a file later, or never."""
        with scope(phone.place.id):
            Device.objects.filter(cooperative=phone.place, id=phone.device.id).update(
                revoked_at=self.now, revoked_by=self.world.person(Role.KETUA), revoked_why="hilang"
            )
        self.said["revoked"] += 1
        phone.is_online = False
        self.phone(phone.place, len(self.phones) + 10)

    def ends(self):
        """Let everything come in, and nobody lose anything any more."""
        self.now += timedelta(days=9)
        for phone in self.phones:
            with scope(phone.place.id):
                is_revoked = Device.objects.get(cooperative=phone.place, id=phone.device.id).revoked_at
            if is_revoked:
                self.comes_as_file(phone)
                continue
            while phone.answered < len(phone.till.events):
                phone.sends(is_calm=True)
            for _ in range(20):  # a few buyers at each contact
                phone.sends(is_calm=True)
                phone.hears(is_calm=True)
                if not QuotaSlice.objects.filter(
                    device_id=phone.device.id, lent_qty__gt=F("told_qty")
                ).exists():
                    break
        let_go(now=self.now)
        finish_everywhere(now=self.now)

    def comes_as_file(self, phone):
        """Half of the revoked devices are lost for good; of the others all comes in. Then people let go of the rest."""
        if self.chance.random() < 0.5:
            rest = phone.till.events[phone.answered :]
            note_uses(device=phone.device, batch=rest, now=self.now)
            for at in range(0, len(rest), 50):
                with scope(phone.place.id, durable=True):
                    admit(
                        device=phone.device,
                        batch=rest[at : at + 50],
                        now=self.now,
                        apply=self.enters_alone,
                        is_from_file=True,
                    )
            give_back(place_id=phone.place.id, batch=rest)
            phone.answered = len(phone.till.events)
            self.said["files"] += 1
        actor = self.world.actor(Role.PENGELOLA_GERAI, phone.place)
        with suppress(QuotaRefusedError):
            release_device(
                actor=actor,
                device_id=phone.device.id,
                why="hilang di jalan",
                request_id=new_id(),
                now=self.now,
            )

    # What must be true afterwards.
    def findings(self):
        """List what was lost, doubled, or goes beyond a limit that blocks."""
        return findings(self, firm=FIRM, most=MOST, most_a_day=MOST_A_DAY)


class BusyNetwork(Network):
    """Outlets whose tills sell more between two contacts: cheaper, with as much that goes wrong."""

    rush, mended = (6, 24), 0.015
