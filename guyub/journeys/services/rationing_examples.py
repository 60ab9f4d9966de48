"""Forty invented buyers of rationed goods at Bumiayu, and a few at another outlet.

Their NIK and KK begin with a district that is not there, so that they are nobody's.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid5

from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.models import Membership
from guyub.foundation.identity.selectors.guiding import place_by_code
from guyub.foundation.identity.services.people import add_person, give_role
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.examples import BUMIAYU, MERGOSONO, SPACE
from guyub.journeys.services.ledger_examples import actor_in
from guyub.journeys.services.member_examples import NOWHERE
from guyub.trade.subsidised.domain.consumers import ConsumerTyped
from guyub.trade.subsidised.selectors.consents import consent_on
from guyub.trade.subsidised.selectors.consumers import consumer_by_nik
from guyub.trade.subsidised.services.consumers import register_consumer

if TYPE_CHECKING:
    from datetime import date, datetime

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

_NAMES = (
    "Siti Juwariyah,Suparmi,Ratna Dewi,Mulyadi,Sumiati,Karsono,Painah,Yuliati,Edi Purnomo,Wagiman,"
    "Lastri,Tumini,Rohmad,Sunarti,Kasiyem,Bagus Setyo,Nanik,Ponirah,Samsul,Wiji Astuti,"
    "Rukmini,Anik Zubaidah,Sholeh,Dwi Cahyani,Misnan,Partini,Suwandi,Ngatemi,Fatimah,Hartono,"
    "Kusnadi,Juariah,Rubiyem,Sukardi,Titik Andayani,Mujiono,Sarinah,Buang,Endang Palupi,Tarmidi"
).split(",")
ELSEWHERE = ("Sulis Wahyuni", "Marsudi", "Ida Royani", "Kemis", "Watiah")
OWN_NIK = "3573031708840001"  # of the member of the demonstration
CASHIER = "Lilis Suryani"
STALLS = 8  # of the forty, with a stall of food: a business's number besides
ELSEWHERE_FROM = 900  # where the first forty and more are taken
SHARED = 6  # so many share one KK: the pengawas is told, nobody is refused
BEGAN = 75  # days before today


def make_rationing_examples(*, now: datetime) -> None:
    """Register the buyers, before the tills sell to them. Only for a demonstration; repeating it changes nothing."""
    here, there = place_by_code(BUMIAYU), place_by_code(MERGOSONO)
    if here is None or there is None:
        return
    cashier, today = actor_in(here, Role.KASIR), business_date(now, Zone(here.zone))
    register = _Register(now, today)
    is_known = consumer_by_nik(nik_of(0)) is not None  # whoever lived a year there registered them
    if not is_known:
        register.household(cashier, "Slamet Riyadi", OWN_NIK, kk_of(0), days=BEGAN)
    for at, name in enumerate(_NAMES):
        days, nik = BEGAN - at, nik_of(at)
        kk = kk_of(1 if at < SHARED else 2 + at)
        if not is_known:
            register.household(cashier, name, nik, kk, days=days)
        if at >= len(_NAMES) - STALLS:
            register.stall(cashier, name, nik, days=days)
        if at % 4 == 0 and not is_known:
            register.rice(cashier, name, nik, days=days)
    other = _cashier_of(there, now)
    for at, name in enumerate(ELSEWHERE, ELSEWHERE_FROM if is_known else len(_NAMES)):
        register.household(other, name, nik_of(at), kk_of(2 + at), days=30, ward=MERGOSONO)
    register.stall(other, _NAMES[9], nik_of(9), days=20)


def _cashier_of(place: Cooperative, now: datetime) -> Actor:
    """Seat an invented cashier where there is none yet; nobody logs in as them."""
    held = Membership.objects.filter(cooperative=place, role=Role.KASIR.value, person__is_example=True)
    if not held.exists():
        began = now - timedelta(days=BEGAN)
        with scope(place.id, durable=True):
            person = add_person(name=CASHIER, login="081200000057", now=began, is_example=True)
            give_role(person=person, cooperative_id=place.id, role=Role.KASIR, now=began)
    return actor_in(place, Role.KASIR)


def nik_of(at: int) -> str:
    """Give the NIK of an invented buyer by the place in the list, from 0."""
    born = f"{1 + at % 28 + (40 if at % 3 else 0):02}{1 + at % 12:02}{70 + at % 25}"
    return f"{NOWHERE}{born}{at + 1:04}"


def kk_of(at: int) -> str:
    """Give the KK of an invented household."""
    return f"{NOWHERE}010115{at + 1:04}"


class _Register:
    """The counter's register: each registration on a day of its own."""

    def __init__(self, now: datetime, today: date) -> None:
        self.now, self.today = now, today

    def household(
        self, actor: Actor, name: str, nik: str, kk: str, *, days: int, ward: str = BUMIAYU
    ) -> None:
        """Take somebody in as a household."""
        papers = ("KTP", "KK")
        self._take(actor, "LPG_3KG", "RT", name, nik, days=days, proofs=papers, kk=kk, ward=ward)

    def stall(self, actor: Actor, name: str, nik: str, *, days: int) -> None:
        """Take somebody in for a stall of food too."""
        papers = ("KTP", "NIB", "FOTO_USAHA")
        nib = f"99{nik[-4:]}0000000"
        self._take(actor, "LPG_3KG", "UM", name, nik, days=days, proofs=papers, nib=nib)

    def rice(self, actor: Actor, name: str, nik: str, *, days: int) -> None:
        """Take somebody in for SPHP rice."""
        self._take(actor, "BERAS_SPHP", "PEMBELI", name, nik, days=days, proofs=("KTP",))

    def _take(
        self,
        actor: Actor,
        programme: str,
        category: str,
        name: str,
        nik: str,
        *,
        days: int,
        proofs: tuple[str, ...],
        kk: str = "",
        nib: str = "",
        ward: str = "",
    ) -> None:
        on = self.today - timedelta(days=days)
        typed = ConsumerTyped(
            programme=programme,
            category=category,
            nik=nik,
            name=f"{name} (contoh)",
            kk=kk,
            nib=nib,
            ward=ward,
            proofs=proofs,
            consent_version=consent_on(on).version,
        )
        register_consumer(
            actor=actor,
            typed=typed,
            today=on,
            request_id=uuid5(SPACE, f"buyer {actor.cooperative_id} {programme} {category} {nik}"),
            now=self.now - timedelta(days=days),
        )
