"""Invented mentors of the other wards, what they saw there, and what those wards need. Each says that it is made up.

Nothing here says how far a cooperative really is: that stays as it was reported, or untold.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Any
from uuid import uuid5

from guyub.city.development.domain.needs import NeedKind, NeedState
from guyub.city.development.models import Visit
from guyub.city.development.services.examples import BUMIAYU, CITY, MERGOSONO, SPACE, steps_to, wish_of
from guyub.city.development.services.needs import Move, Wish, move_need, raise_need
from guyub.city.development.services.visits import Account, NextStep, plan_visit, write_visit
from guyub.foundation.identity.domain.roles import Actor, Role
from guyub.foundation.identity.models import Membership
from guyub.foundation.identity.services.people import add_person, give_role
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.tenancy.scope import scope

if TYPE_CHECKING:
    from datetime import date, datetime

K, S = NeedKind, NeedState
DISTRICT = len("35.73.01")
# One for each of the five districts, in the order of their codes.
MENTORS = ("Ayu Lestari", "Rizky Ananda", "Dian Puspita", "Yusuf Maulana", "Intan Permata")
FIRST_PHONE = 81_200_000_070
WISHES = (
    (K.RAK_ETALASE, "Rak pajang tiga susun (contoh)", 2, "buah", 2_600_000, "Barang masih di lantai.", 2),
    (K.TABUNG_LPG, "Tabung LPG 3 kg (contoh)", 40, "tabung", 7_200_000, "Modal awal subpangkalan.", 3),
    (K.PELATIHAN, "Pelatihan kasir dan stok (contoh)", 3, "orang", 900_000, "Pengurus baru semua.", 2),
    (K.TEMPAT, "Ruang gerai di balai RW (contoh)", 1, "ruang", None, "Belum punya tempat.", 3),
    (K.STOK_AWAL, "Stok sembako pertama (contoh)", 1, "paket", 12_000_000, "Gerai siap, belum ada isi.", 3),
    (K.PERIZINAN, "Pendampingan NIB dan NPWP (contoh)", 1, "kali", None, "Berkas ditolak dua kali.", 2),
    (K.HP_KASIR, "HP untuk kasir (contoh)", 1, "buah", 1_900_000, "Kasir memakai HP sendiri.", 1),
    (K.TIMBANGAN, "Timbangan digital 30 kg (contoh)", 1, "buah", 650_000, "Beras ditimbang di luar.", 1),
)
SEEN = (
    "Pengurus lengkap hadir. Rekening sudah dibuka, belum ada simpanan yang masuk. (contoh)",
    "Ketua dan bendahara hadir. Buku kas ditulis tangan, cocok dengan isi laci. (contoh)",
    "Dua pengurus hadir. Tempat gerai sedang dibicarakan dengan lurah. (contoh)",
    "Rapat anggota direncanakan. Daftar anggota belum dirapikan. (contoh)",
)
STEPS = ("Merapikan daftar anggota", "Membuka rekening koperasi", "Menyusun rencana usaha", "Mengurus NIB")


def make_network_examples(*, now: datetime) -> None:
    """Seat five mentors and let them visit their wards. Only for a demonstration; repeating it changes nothing."""
    held = Membership.objects.filter(
        person__is_example=True, cooperative__code=CITY, role=Role.PETUGAS_DINAS.value, ends_at__isnull=True
    )
    officer = held.select_related("person").first()
    wards = Cooperative.objects.filter(code__startswith=f"{CITY}.", kind="KOPERASI").order_by("code")
    others = [ward for ward in wards if ward.code not in {BUMIAYU, MERGOSONO}]
    if officer is None or not others:
        return
    with scope(others[0].id):
        if Visit.objects.filter(cooperative=others[0]).exists():
            return
    city = Actor(
        officer.person_id, officer.person.name, Role.PETUGAS_DINAS, officer.cooperative_id, officer.id
    )
    districts = sorted({ward.code[:DISTRICT] for ward in others})
    for at, (district, name) in enumerate(zip(districts, MENTORS, strict=True)):
        mine = [ward for ward in others if ward.code.startswith(district)]
        with scope(*(ward.id for ward in mine), durable=True):
            began = now - timedelta(days=150)
            person = add_person(name=name, login=f"0{FIRST_PHONE + at}", now=began, is_example=True)
            seats = {
                ward.id: give_role(person=person, cooperative_id=ward.id, role=Role.PENDAMPING, now=began)
                for ward in mine
            }
        for ward in mine:
            seat = seats[ward.id]
            mentor = Actor(person.id, name, Role.PENDAMPING, ward.id, seat.id)
            _Ward(ward, mentor, city, now).lives()


@dataclass
class _Ward:
    """One ward, its mentor, and who works in the city's office."""

    place: Cooperative
    mentor: Actor
    city: Actor
    now: datetime

    def lives(self) -> None:
        """Be visited once or twice, wait for another visit, need something."""
        chance = Random(self.place.code)  # noqa: S311  no secret: the same each time
        before, lately = chance.randint(35, 70), chance.randint(4, 30)
        for back in (before, lately)[chance.randrange(2) :]:
            self._visited(back, chance)
        if chance.random() < 0.5:
            ahead = chance.randint(1, 14)
            plan_visit(
                planned_on=self._day(-ahead),
                purpose="Melihat kemajuan langkah terakhir (contoh)",
                plan="Siapkan buku dan surat-surat.",
                today=self._day(2),
                **self._by(self.mentor, 2, "to come"),
            )
        for told in chance.sample(WISHES, chance.choice((1, 1, 2))):
            state = chance.choice((S.RAISED, S.RAISED, S.VERIFIED, S.PLANNED))
            self._needs(wish_of(*told), chance.randint(6, 60), state)

    def _visited(self, back: int, chance: Random) -> None:
        visit_id = plan_visit(
            planned_on=self._day(back),
            purpose="Kunjungan pendampingan (contoh)",
            plan="",
            today=self._day(back + 3),
            **self._by(self.mentor, back + 3, f"planned {back}"),
        )
        account = Account(
            visited_on=self._day(back),
            minutes=chance.randrange(45, 125, 5),
            met="Pengurus (contoh)",
            notes=chance.choice(SEEN),
            actions=(NextStep(chance.choice(STEPS), "Pengurus (contoh)", self._day(back - 21)),),
        )
        write_visit(
            visit_id=visit_id,
            account=account,
            today=self._day(back),
            **self._by(self.mentor, back, f"written {back}"),
        )

    def _needs(self, wish: Wish, back: int, state: NeedState) -> None:
        need_id = raise_need(wish=wish, **self._by(self.mentor, back, wish.title))
        seen = S.RAISED
        for turn, to in enumerate(steps_to(state), 1):
            passed = back - 2 * turn
            move = Move(
                seen=seen.value,
                to=to.value,
                funding_source="APBD Kota Malang (contoh)",
                amount_rp=wish.estimate_rp or 1,
                planned_on=self._day(-30),
            )
            given = self._by(self.city, passed, f"{wish.title} {to}")
            move_need(need_id=need_id, move=move, today=self._day(passed), **given)
            seen = to

    def _by(self, actor: Actor, back: int, label: str) -> dict[str, Any]:
        return {
            "actor": actor,
            "place_id": self.place.id,
            "request_id": uuid5(SPACE, f"network/{self.place.code}/{label}"),
            "now": self.now - timedelta(days=back),
        }

    def _day(self, back: int) -> date:
        return business_date(self.now, Zone.WIB) - timedelta(days=back)
