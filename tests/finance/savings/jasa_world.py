"""A small world of savings that earn jasa."""

import threading
from datetime import date

from django.db import connection

from guyub.community.cooperatives.models import BusinessUnit
from guyub.finance.savings.domain.kinds import SavingsKind
from guyub.finance.savings.domain.terms import DayCount, JasaMethod
from guyub.finance.savings.models import SavingsAccount, SavingsTerms, UnitOverride
from guyub.finance.savings.services.jasa import post_jasa
from guyub.finance.savings.services.moving import MoveTyped, pay_in, pay_out
from guyub.finance.savings.services.products import ensure_products
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.parameters.models import Decision
from tests.world import NOW, new_id

TODAY = NOW.date()
JANUARY = date(2026, 1, 1)


def jasa_kind(name):
    """Give the kind of a name."""
    return SavingsKind(name)


class JasaWorld:
    """Bumiayu with books since 1 January 2026, and what its members save."""

    def __init__(self, world):
        self.world, self.place = world, world.bumiayu
        self.cash = world.cash()["BRANKAS"]
        self.treasurer = world.actor(Role.BENDAHARA)
        with scope(self.place.id):
            self.products = ensure_products(cooperative_id=self.place.id)
            self.decision, _ = Decision.objects.get_or_create(
                cooperative=self.place,
                number="01/RAT/2026",
                body="RAT",
                defaults={
                    "decided_on": JANUARY,
                    "title": "Jasa simpanan",
                    "recorded_by": world.person(Role.SEKRETARIS),
                    "recorded_at": NOW,
                },
            )

    def allow(self):
        """Open the savings-and-loan unit by the city's word; in one world several small ones may ask."""
        with scope(self.place.id):
            BusinessUnit.objects.get_or_create(
                cooperative=self.place,
                kind="SIMPAN_PINJAM",
                defaults={"name": "Simpan pinjam", "opened_on": JANUARY},
            )
            UnitOverride.objects.get_or_create(
                cooperative=self.place,
                no=1,
                defaults={
                    "event": "BUKA",
                    "on": JANUARY,
                    "until_on": date(2027, 12, 30),
                    "reason": "Contoh: modal dipenuhi bertahap.",
                    "person": self.treasurer_person,
                    "person_name": "Kepala dinas (contoh)",
                    "recorded_at": NOW,
                },
            )

    @property
    def treasurer_person(self):
        """Somebody who wrote it down."""
        return self.world.person(Role.BENDAHARA)

    def promise(self, tiers, from_on=JANUARY, kind=SavingsKind.SUKARELA, **more):
        """Write the terms of a product down; tiers in rupiah and millionths."""
        told = {"method": JasaMethod.HARIAN, "day_count": DayCount.ACTUAL_365} | more
        with scope(self.place.id):
            mine = SavingsTerms.objects.filter(cooperative=self.place, product_id=self.products[kind])
            return SavingsTerms.objects.create(
                cooperative=self.place,
                product_id=self.products[kind],
                no=mine.count() + 1,
                from_on=from_on,
                decision=self.decision,
                tiers=[list(tier) for tier in tiers],
                recorded_at=NOW,
                **told,
            )

    def move(self, member, amount_rp, on, kind=SavingsKind.SUKARELA):
        """Pay in, or out where the amount is below zero."""
        step = pay_in if amount_rp > 0 else pay_out
        typed = MoveTyped(
            member_id=member.id, kind=kind, amount_rp=abs(amount_rp), cash_place_id=self.cash, on=on
        )
        with scope(self.place.id, durable=False):
            return step(
                place=self.place, typed=typed, today=TODAY, actor=self.treasurer, request_id=new_id(), now=NOW
            )

    def post(self, month, actor=None):
        """Book the jasa of a month of 2026."""
        return post_jasa(
            actor=actor or self.treasurer,
            place=self.place,
            month=date(2026, month, 1) if isinstance(month, int) else month,
            today=TODAY,
            request_id=new_id(),
            now=NOW,
        )

    def account(self, member, kind=SavingsKind.SUKARELA):
        """Give a member's account as it is now."""
        with scope(self.place.id):
            return SavingsAccount.objects.get(cooperative=self.place, member=member, kind=kind.value)


def at_once(act, refusal, times=6):
    """Do an act so often at once, each time on its own connection; give what each met: ``done``, or why not."""
    said = []

    def run():
        try:
            act()
            said.append("done")
        except refusal as refused:
            said.append(refused.facts["wrong"])
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(times)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return sorted(said)
