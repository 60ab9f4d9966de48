"""Invented people and acts for a demonstration. Everybody here is an example; names are made up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid5

from django.contrib.auth.hashers import make_password

from guyub.foundation.identity.domain.roles import Actor, Role
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.models import Membership, Person, VaultEntry
from guyub.foundation.identity.services.people import add_login_name, add_person, give_role
from guyub.foundation.identity.services.privacy import record_consent
from guyub.foundation.identity.services.vault import identify
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.parameters.models import Decision
from guyub.foundation.parameters.services.decisions import keep_decision
from guyub.foundation.parameters.services.values import Change
from guyub.journeys.services.access import ask_reset, ask_role
from guyub.journeys.services.privacy import receive_request
from guyub.journeys.services.rules import propose_value

BUMIAYU, MERGOSONO, CITY = "35.73.03.1003", "35.73.03.1002", "35.73"
SPACE = UUID("5b1f5f6e-6e2c-4f39-9d6e-0d5f3f9f4a10")
MEETING = "03/RAT/BMY/2026"
EXAMPLE_PIN, EXAMPLE_PASSWORD = "246802", "contoh-guyub-2026"  # published on purpose, in a demo alone

PEOPLE = (
    # name, phone, cooperative, role; one person may appear twice
    ("Dewi Lestari", "081200000041", BUMIAYU, Role.KASIR),
    ("Sri Wahyuni", "081200000042", BUMIAYU, Role.BENDAHARA),
    ("Bambang Sutrisno", "081200000043", BUMIAYU, Role.KETUA),
    ("Rina Kusuma", "081200000044", BUMIAYU, Role.SEKRETARIS),
    ("Agus Hariyanto", "081200000045", BUMIAYU, Role.WAKIL_KETUA_USAHA),
    ("Endang Rahayu", "081200000046", BUMIAYU, Role.WAKIL_KETUA_ANGGOTA),
    ("Hadi Prasetyo", "081200000047", BUMIAYU, Role.PENGAWAS),
    ("Slamet Riyadi", "081200000048", BUMIAYU, Role.ANGGOTA),
    ("Yuli Astuti", "081200000049", BUMIAYU, Role.KOLEKTOR),
    ("Joko Purnomo", "081200000050", BUMIAYU, Role.PENGELOLA_GERAI),
    ("Nur Aini", "081200000051", BUMIAYU, Role.PRODUSEN),
    ("Fajar Nugroho", "081200000052", BUMIAYU, Role.PENDAMPING),
    ("Fajar Nugroho", "081200000052", MERGOSONO, Role.PENDAMPING),
    ("Sri Wahyuni", "081200000042", MERGOSONO, Role.ANGGOTA),
    ("Wulan Sari", "081200000053", MERGOSONO, Role.KETUA),
    ("Ratna Dewanti", "081200000054", CITY, Role.PETUGAS_DINAS),
    ("Teguh Santoso", "081200000055", CITY, Role.KEPALA_DINAS),
    ("Citra Maharani", "081200000056", CITY, Role.OPERATOR),
)


def make_examples(*, now: datetime) -> None:
    """Enter the invented people, unless they are there, and let them act. Only for a demonstration; repeatable."""
    if not Person.objects.filter(is_example=True).exists():
        seat_people(began=now - timedelta(days=200))
    cooperatives = {row.code: row for row in Cooperative.objects.filter(code__in=(BUMIAYU, MERGOSONO, CITY))}
    with scope(cooperatives[BUMIAYU].id):
        if Decision.objects.filter(cooperative=cooperatives[BUMIAYU], number=MEETING).exists():
            return
    held = Membership.objects.filter(cooperative=cooperatives[BUMIAYU]).select_related("person")
    cast = _Cast(cooperatives[BUMIAYU].id, {membership.role: membership for membership in held})
    _keep_the_register(cast, now)
    _ask_second_persons(cast, now)


def seat_people(*, began: datetime) -> dict[str, Cooperative]:
    """Enter the invented people with their roles and the published PIN; gives their places by code. Step of a demo."""
    cooperatives = {row.code: row for row in Cooperative.objects.filter(code__in=(BUMIAYU, MERGOSONO, CITY))}
    pin, password = make_password(EXAMPLE_PIN), make_password(EXAMPLE_PASSWORD)
    for name, phone, code, role in PEOPLE:
        with scope(cooperatives[code].id, durable=True):
            person = add_person(name=name, login=phone, now=began, is_example=True)
            Person.objects.filter(id=person.id).update(pin=pin, password=password)
            give_role(person=person, cooperative_id=cooperatives[code].id, role=role, now=began)
    with scope(cooperatives[BUMIAYU].id, durable=True):
        treasurer = Person.objects.get(name="Sri Wahyuni", is_example=True)
        add_login_name(person=treasurer, login="sri@contoh.example", now=began)
    return cooperatives


@dataclass(frozen=True)
class _Cast:
    """Who plays which part in one cooperative."""

    cooperative_id: int
    seats: dict[str, Membership]

    def person_id(self, role: Role) -> UUID:
        return self.seats[role.value].person_id

    def actor(self, role: Role) -> Actor:
        seat = self.seats[role.value]
        return Actor(seat.person_id, seat.person.name, role, self.cooperative_id, seat.id)


def _once(label: str) -> UUID:
    return uuid5(SPACE, label)


def _keep_the_register(cast: _Cast, now: datetime) -> None:
    secretary, member = cast.actor(Role.SEKRETARIS), cast.person_id(Role.ANGGOTA)
    today = now.astimezone(UTC).date()
    if not VaultEntry.objects.filter(person_id=member, kind=SecretKind.NIK.value).exists():
        identify(
            actor=secretary,
            person_id=member,
            kind=SecretKind.NIK,
            written="3573031708840001",
            today=today,
            request_id=_once("nik"),
            now=now - timedelta(days=90),
        )
    record_consent(
        actor=secretary,
        person_id=member,
        purpose="MESSAGES",
        version=1,
        is_given=True,
        request_id=_once("consent"),
        now=now - timedelta(days=90),
    )
    keep_decision(
        actor=secretary,
        number=MEETING,
        decided_on=date(2026, 3, 28),
        body="RAT",
        title="Simpanan wajib dan batas jasa pinjaman 2026 (contoh)",
        today=today,
        request_id=_once("decision"),
        now=now - timedelta(days=60),
    )
    receive_request(
        actor=secretary,
        person_id=member,
        kind="ACCESS",
        today=today,
        request_id=_once("subject"),
        now=now - timedelta(hours=20),
    )


def _ask_second_persons(cast: _Cast, now: datetime) -> None:
    today = now.astimezone(UTC).date()
    propose_value(
        actor=cast.actor(Role.BENDAHARA),
        change=Change(
            key="pinjaman.jasa_maksimal",
            value="18%",
            valid_from=today,
            legal_basis="Keputusan RAT 03/RAT/BMY/2026 (contoh)",
            source="Notulen RAT (contoh)",
        ),
        reason="RAT memutuskan jasa pinjaman paling tinggi 18% setahun.",
        today=today,
        request_id=_once("parameter"),
        now=now - timedelta(hours=5),
    )
    ask_role(
        actor=cast.actor(Role.SEKRETARIS),
        person_id=cast.person_id(Role.ANGGOTA),
        role=Role.PENGAWAS,
        reason="Terpilih sebagai pengawas dalam rapat anggota (contoh).",
        request_id=_once("role"),
        now=now - timedelta(hours=3),
    )
    ask_reset(
        actor=cast.actor(Role.WAKIL_KETUA_ANGGOTA),
        person_id=cast.person_id(Role.KASIR),
        reason="HP hilang, orangnya hadir di kantor (contoh).",
        request_id=_once("reset"),
        now=now - timedelta(hours=1),
    )
