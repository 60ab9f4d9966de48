"""The invented members of two example cooperatives: 118 who stood in the older books, those who joined since.

Names are made of common ones; NIK and KK begin with a district that is not there, so that they are nobody's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, product
from typing import TYPE_CHECKING
from uuid import uuid5

from django.contrib.auth.hashers import make_password

from guyub.community.members.domain.files import KkRelation, Sex
from guyub.community.members.domain.register import REGISTER_SERIES, MemberState
from guyub.community.members.models import Member, MemberFile, MemberImport
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.models import Membership, Person
from guyub.foundation.identity.services.vault import keep_secret
from guyub.foundation.intake.domain.states import TableState
from guyub.foundation.kernel.services.numbering import next_numbers
from guyub.journeys.services.examples import SPACE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from guyub.foundation.kernel.models import Cooperative

NOWHERE = "357399"  # Kota Malang has no such district
_WOMEN = (
    "Siti Sri Endah Wahyu Nur Dwi Retno Tutik Sulastri Yuni Ningsih Lilik Umi Wiwik Kartini Suparti Ratih Indah"
).split()
_MEN = (
    "Slamet Joko Agus Bambang Hadi Sugeng Budi Eko Suyono Mulyono Wawan Imam Heru Supri Darmaji Yanto Rudi Arif"
).split()
_LAST = "Aminah Lestari Rahayu Utami Handayani Susanti Purwanti Wulandari".split()
_LAST_MEN = "Santoso Prasetyo Wibowo Setiawan Nugroho Hidayat Saputra Kurniawan".split()
_WORKS = (
    "Pedagang",
    "Ibu rumah tangga",
    "Buruh harian",
    "Penjahit",
    "Pegawai swasta",
    "Guru",
    "Sopir",
    "Pensiunan",
)
# How many had joined by which year, as Bumiayu's growth was told (16 in 2018, 118 at the end of 2025).
_GROWTH = ((2018, 16), (2019, 24), (2020, 31), (2021, 40), (2022, 58), (2023, 79), (2024, 101), (2025, 118))


@dataclass(frozen=True)
class Joined:
    """Somebody invented: the name and the day of joining."""

    name: str
    sex: Sex
    on: date


def bumiayu_joined(new_ones: Sequence[tuple[date, int]]) -> Iterator[Joined]:
    """Give the members of Bumiayu by day of joining: those of the older books, then the new ones of each month."""
    names = invented_names()
    before = 0
    for year, until in _GROWTH:
        for at in range(until - before):
            yield Joined(*next(names), on=date(year, 1 + at * 11 // max(until - before, 1), 5 + at % 20))
        before = until
    for on, count in new_ones:
        for name, sex in islice(names, count):
            yield Joined(name, sex, on)


def mergosono_joined(on: date, count: int) -> Iterator[Joined]:
    """Give the members with whom a cooperative begins, all on one day."""
    names = islice(invented_names(), 150, 150 + count)
    return (Joined(name, sex, on) for name, sex in names)


def enter_members(
    place: Cooperative, people: Sequence[Joined], *, old: int, pokok_rp: int, now: datetime
) -> list[Member]:
    """Enter invented members in the order of their numbers. Step: needs the scope of the place, open and empty.

    Args:
        place: Whose.
        people: By day of joining. Where the cooperative has example officers, they are among the first.
        old: How many of them came with a table of the older books.
        pokok_rp: The simpanan pokok of each.
        now: The moment, aware.
    """
    officers = _officers(place)
    batch = _batch(place, old, now) if old else None
    known = dict(zip(_seats_of(len(officers), len(people)), officers, strict=True))
    files, members = [], []
    for at, joined in enumerate(people):
        person = known.get(at) or Person(
            id=uuid5(SPACE, f"member/{place.code}/{at}"),
            name=joined.name,
            password=make_password(None),
            is_example=True,
            created_at=_moment(joined.on),
        )
        files.append(_file(place, person, joined, at, batch if at < old else None, now))
        members.append(_member(place, files[-1], joined.on, at, pokok_rp, batch if at < old else None))
    Person.objects.bulk_create(
        [file.person for file in files if file.person_id not in {p.id for p in officers}]
    )
    MemberFile.objects.bulk_create(files)
    numbers = next_numbers(cooperative_id=place.id, series=REGISTER_SERIES, count=len(members))
    assert [member.number for member in members] == [*numbers]  # noqa: S101  the first of a place
    Member.objects.bulk_create(members)
    seated = set(
        Membership.objects.filter(cooperative=place, role=Role.ANGGOTA.value).values_list(
            "person_id", flat=True
        )
    )
    Membership.objects.bulk_create(
        Membership(
            person_id=member.person_id,
            cooperative=place,
            role=Role.ANGGOTA.value,
            starts_at=_moment(member.joined_on or member.accepted_on),
        )
        for member in members
        if member.person_id not in seated
    )
    _keep_numbers(files, people, officers, now)
    return members


def _officers(place: Cooperative) -> list[Person]:
    """Give the example people of a place who live there, the member first."""
    held = Membership.objects.filter(cooperative=place, person__is_example=True, ends_at__isnull=True)
    local = held.exclude(role__in=(Role.PENDAMPING.value, Role.PRODUSEN.value)).select_related("person")
    ordered = sorted(local, key=lambda seat: (seat.role != Role.ANGGOTA.value, seat.starts_at, seat.id))
    return list({seat.person_id: seat.person for seat in ordered}.values())


def _seats_of(count: int, total: int) -> list[int]:
    """Spread the officers over the numbers; the member is A-0042 where there are so many."""
    first = min(41, total - 1)
    return [first, *(at * 3 for at in range(count - 1))][:count]


def invented_names() -> Iterator[tuple[str, Sex]]:
    """Give 288 names, each once, a woman's and a man's in turn; Bumiayu's members have the first of them."""
    women = (f"{first} {last}" for last, first in product(_LAST, _WOMEN))
    men = (f"{first} {last}" for last, first in product(_LAST_MEN, _MEN))
    for woman, man in zip(women, men, strict=True):
        yield woman, Sex.PEREMPUAN
        yield man, Sex.LAKI


def _batch(place: Cooperative, rows: int, now: datetime) -> MemberImport:
    secretary = Membership.objects.get(cooperative=place, role=Role.SEKRETARIS.value, person__is_example=True)
    return MemberImport.objects.create(
        cooperative=place,
        state=TableState.DIMASUKKAN.value,
        original_name="Buku anggota lama (contoh).xlsx",
        sealed=b"",
        rows_count=rows,
        done_count=rows,
        totals={"members": rows, "merged": 0, "skipped": 0, "numbers": [0, rows]},
        brought_by_id=secretary.person_id,
        brought_at=now - timedelta(days=120),
        closed_at=now - timedelta(days=120),
    )


def _file(
    place: Cooperative, person: Person, joined: Joined, at: int, batch: MemberImport | None, now: datetime
) -> MemberFile:
    return MemberFile(
        id=uuid5(SPACE, f"file/{place.code}/{at}"),
        cooperative=place,
        person=person,
        name=person.name,
        sex=joined.sex.value,
        birthplace="Malang" if at % 5 else "Blitar",
        born_on=born_of(at),
        address=f"Jl. Contoh {1 + at % 18} No. {1 + at * 7 % 60}",
        rt=f"{1 + at % 5:03}",
        rw=f"{1 + at // 5 % 6:03}",
        ward_code=place.code,
        kk_relation=(KkRelation.PASANGAN if at % 9 == 1 else KkRelation.KEPALA).value,
        work=_WORKS[at % len(_WORKS)],
        batch=batch,
        changed_at=now - timedelta(days=120),
    )


def _member(
    place: Cooperative, file: MemberFile, on: date, at: int, pokok_rp: int, batch: MemberImport | None
) -> Member:
    return Member(
        id=uuid5(SPACE, f"membership/{place.code}/{at}"),
        cooperative=place,
        person=file.person,
        file=file,
        number=at + 1,
        state=MemberState.AKTIF.value,
        state_since=on,
        accepted_on=on,
        joined_on=on,
        pokok_rp=pokok_rp,
        batch=batch,
    )


def _keep_numbers(
    files: Sequence[MemberFile], people: Sequence[Joined], officers: list[Person], now: datetime
) -> None:
    """Give every second person a phone and each a NIK and a KK, but for those who have theirs; couples share a KK."""
    mine = {officer.id for officer in officers}
    for at, (file, joined) in enumerate(zip(files, people, strict=True)):
        if file.person_id in mine:
            continue
        born = file.born_on or joined.on
        numbers = numbers_of(at, joined.sex, born, ward_code=file.cooperative.code)
        for kind, value in numbers.items():
            keep_secret(person=file.person, kind=kind, value=value, now=now)


def born_of(at: int) -> date:
    """Give the day on which an invented member was born, by the place in the register, from 0."""
    return date(1955 + at * 13 % 48, 1 + at % 12, 1 + at * 5 % 28)


def numbers_of(at: int, sex: Sex, born: date, *, ward_code: str) -> dict[SecretKind, str]:
    """Give the NIK and the KK of an invented member, and a phone to every second; couples share a KK."""
    ward = int(ward_code.replace(".", "")[-4:])
    day = born.day + (40 if sex is Sex.PEREMPUAN else 0)
    household = at - 1 if at % 9 == 1 else at
    numbers = {
        SecretKind.NIK: f"{NOWHERE}{day:02}{born:%m%y}{(ward * 7 + at) % 9000 + 1:04}",
        SecretKind.KK: f"{NOWHERE}0101{ward % 100:02}{household:04}",
    }
    if at % 2:
        numbers[SecretKind.PHONE] = f"+6281200{ward % 100:02}{at:04}"
    return numbers


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(3), UTC)
