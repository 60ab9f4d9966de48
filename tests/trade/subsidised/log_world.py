"""Rationed sales of Bumiayu as they stand once a till has told them: made by hand, with registered buyers."""

import json
from datetime import timedelta

from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.selectors.keys import index_keys, vault_keys
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.parameters.services.values import load_national
from guyub.trade.inventory.models import Product, ProductUnit
from guyub.trade.subsidised.domain.day_closes import Told
from guyub.trade.subsidised.domain.oddities import OddKind
from guyub.trade.subsidised.models import (
    Consumer,
    Oddity,
    OddityOutlet,
    QuotaUse,
    RationedSale,
    Standing,
)
from guyub.trade.subsidised.selectors.invariants import INVARIANTS
from guyub.trade.subsidised.selectors.sealed import opened_consumers
from guyub.trade.subsidised.services.day_closes import write_close
from guyub.trade.subsidised.services.programmes import load_programmes
from tests.world import NOW, World, new_id

NIK, KK = "3573031203850042", "3573030101100001"
HET_RP = 18_000
LPG = "LPG_3KG"


def index(kind, number):
    """Give the index by which a number is found."""
    return index_keys().index(kind, number)


class LogWorld:
    """Bumiayu sells LPG: a cashier, a second person, buyers with numbers of their own."""

    def __init__(self, world=None):
        self.world = world or World()
        load_national(now=NOW)
        self.place, self.today = self.world.bumiayu, business_date(NOW, Zone.WIB)
        self.cashier = self.world.actor(Role.KASIR)
        self.treasurer = self.world.actor(Role.BENDAHARA)
        for role in (Role.SEKRETARIS, Role.PENGAWAS, Role.PETUGAS_DINAS, Role.KETUA):
            self.world.seat(role)  # whoever a test makes is gone behind it
        for role in (Role.KASIR, Role.PENGAWAS):
            self.world.seat(role, self.world.arjosari)
        load_programmes(now=NOW)
        with scope(self.place.id):
            self.product = Product.objects.create(
                cooperative=self.place,
                name="LPG 3 kg di buku",
                code="LPG-BUKU",
                category="LPG",
                account="1.3.01",
                base_unit="tabung",
                changed_at=NOW,
            )
            ProductUnit.objects.create(cooperative=self.place, product=self.product, name="tabung", factor=1)
        self.siti = self.consumer(NIK, KK, "Siti")

    def consumer(self, nik, kk, name, place=None):
        """Register somebody."""
        made = Consumer(
            id=uuid7(),
            nik_index=index("NIK", nik),
            kk_index=index("KK", kk),
            index_key_id=index_keys().current,
            key_id=vault_keys().current,
            given_name=name,
            nik_last4=nik[-4:],
            registered_by=place or self.place,
            person_id=self.cashier.person_id,
            registered_at=NOW,
            consent_version=1,
            changed_at=NOW,
        )
        told = {"nik": nik, "kk": kk, "name": f"{name} Aminah", "phone": "", "address": ""}
        made.sealed = vault_keys().seal(json.dumps(told), bound_to=f"consumer:{made.id}")
        made.save(force_insert=True)
        Standing.objects.create(
            consumer=made,
            programme_id=LPG,
            category="RT",
            proofs="KTP",
            from_on=self.today,
            verified_by_id=self.cashier.person_id,
            verified_for=place or self.place,
            verified_at=NOW,
        )
        return made

    def close(self, on, **told):
        """Let the cashier write how a day of LPG ended, all of it paid in cash."""
        return write_close(
            actor=self.cashier,
            programme=LPG,
            on=on,
            told=Told(cashless_rp=0, **told),
            today=self.today,
            request_id=new_id(),
            now=NOW,
        )

    def sale(self, *, ago=timedelta(minutes=5), qty=1, official="WAITING", consumer=None, **more):
        """Keep one rationed line as the till's sale keeps it."""
        at = NOW - ago
        who = consumer or self.siti
        fields = {
            "sale_id": uuid7(),
            "use_id": None,
            "line_no": 1,
            "number": "A1-0001",
            "programme": LPG,
            "category": "RT",
            "consumer_id": who.id,
            "buyer": who.given_name,
            "nik_last4": who.nik_last4,
            "qty": qty,
            "packs": qty,
            "paid_rp": qty * HET_RP,
            "sold_at": at,
            "sold_on": business_date(at, Zone.WIB),
            "cashier_id": self.cashier.person_id,
            "known_by": "NETWORK",
            "official": official,
            "recorded_at": at,
        }
        with scope(self.place.id):
            return RationedSale.objects.create(cooperative=self.place, product=self.product, **fields | more)

    def row(self, sale):
        """Read it again."""
        with scope(self.place.id):
            return RationedSale.objects.get(cooperative=self.place, id=sale.id)

    def broken(self):
        """Say what does not hold."""
        with scope(self.place.id):
            return [one for check in INVARIANTS for one in check(self.place.id)]

    def opened(self):
        """Say whom the seals open to."""
        return opened_consumers([self.siti.id])[self.siti.id]


def use(place, bought):
    """Keep a use of a quota as the network counts it, of what ``domain.anomalies`` reads."""
    return QuotaUse(
        id=bought.id,
        programme_id=bought.programme,
        category=bought.category,
        nik_index=bought.nik,
        kk_index=bought.kk,
        cooperative_id=place,
        device_id=bought.device,
        qty=bought.qty,
        at=bought.at,
        day=bought.day,
        state="USED",
        known_by="NETWORK",
        told_by=bought.id,
        decision={},
        recorded_at=bought.at,
    )


def made_in(world):
    """Give a sale that waits, a day of which something differs, and a pattern, for the pages of a world."""
    log = LogWorld(world)
    sale = log.sale()
    log.close(log.today, official=0, cash_rp=HET_RP, reason="situs mati")
    odd = Oddity.objects.create(
        kind=OddKind.NIGHT.value,
        programme_id=LPG,
        subject=f"OUTLET:{log.place.id}",
        from_on=log.today,
        until_on=log.today,
        found_count=3,
        said="3 penjualan antara pukul 22 dan 5, saat gerai lazimnya tutup.",
        found_at=NOW,
    )
    OddityOutlet.objects.create(oddity=odd, cooperative=log.place)
    return {"sale_id": sale.id, "on": log.today.isoformat(), "oddity_id": odd.id}
