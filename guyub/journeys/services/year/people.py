"""The 130 members, from the table that the secretary had kept: who they are, what each had saved until the founding."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from guyub.community.members.domain.files import Sex
from guyub.community.members.models import Member
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.models import Membership
from guyub.foundation.identity.services.vault import identify
from guyub.foundation.intake.services.bringing import bring_table
from guyub.foundation.intake.services.taking import take_table
from guyub.foundation.kernel.documents.spreadsheets import render_csv
from guyub.foundation.kernel.money import allocate_rp
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.member_examples import born_of, bumiayu_joined, numbers_of
from guyub.journeys.services.member_imports import MEMBERS
from guyub.journeys.services.year.founding import OPENED, POKOK_RP, SUKARELA_RP, WAJIB_RP

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from uuid import UUID

    from guyub.foundation.intake.services.tables import Intake
    from guyub.journeys.services.year.stage import Stage

    Cells = Sequence[str | int | date]

COUNT = 130
OFFICERS = range(0, COUNT, 9)  # their places in the register
VISITED = "Slamet Riyadi"  # as whom a visitor sees what members see
JOINED_LAST = date(2025, 7, 21)
TITLES = (
    "No anggota", "Nama", "NIK", "No KK", "L/P", "Tempat lahir", "Tanggal lahir", "Alamat", "RT", "RW", "No HP",
    "Pekerjaan", "Tanggal masuk", "Simpanan pokok", "Simpanan wajib", "Simpanan sukarela",
)  # fmt: skip
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
_WOMEN = frozenset({"Dewi Lestari", "Sri Wahyuni", "Rina Kusuma", "Endang Rahayu", "Yuli Astuti"})
_STRANGERS = (Role.PENDAMPING.value, Role.PRODUSEN.value)


@dataclass(frozen=True)
class Neighbour:
    """One member: the place in the register, from 0; the id; of which RT; the invented name, NIK and KK."""

    at: int
    member_id: UUID
    person_id: UUID
    rt: int
    name: str
    nik: str
    kk: str


def enrol(stage: Stage) -> list[Neighbour]:
    """Take the table of members in with what they had saved; gives them in the order of their numbers."""
    rows = list(_rows(stage))
    take(stage, MEMBERS, "anggota bumiayu (contoh).csv", TITLES, rows, role=Role.SEKRETARIS)
    with scope(stage.place.id):
        found = Member.objects.filter(cooperative=stage.place, number__isnull=False).order_by("number")
        ids = found.values_list("id", "person_id")
        named = enumerate(zip(ids, rows, strict=True))
        return [Neighbour(at, *both, _rt(at), *map(str, row[1:4])) for at, (both, row) in named]


def take(
    stage: Stage,
    intake: Intake[Any, Any],
    name: str,
    titles: tuple[str, ...],
    rows: list[Cells],
    *,
    role: Role = Role.BENDAHARA,
) -> None:
    """Bring a table and take it in, on the first day of the books."""
    batch_id = bring_table(
        intake=intake,
        name=name,
        content=render_csv(titles=titles, rows=rows),
        **stage.by(f"table {name}", OPENED, role, without="place today"),
    )
    take_table(intake=intake, batch_id=batch_id, **stage.by(f"taken {name}", OPENED, role, hour=11))


def _rows(stage: Stage) -> Iterator[Cells]:
    chance = stage.chance("people")
    people = [*bumiayu_joined([(JOINED_LAST, COUNT - 118)])]
    officers = dict(zip(OFFICERS, _officers(stage), strict=False))
    longest = [max(1, (OPENED - one.on).days // 30) for one in people]
    wajib = allocate_rp(WAJIB_RP, longest)
    sukarela = allocate_rp(SUKARELA_RP, [chance.choice((0, 1, 1, 2, 3, 5, 9)) for _ in people])
    pokok_rp = POKOK_RP // COUNT
    for at, one in enumerate(people):
        person = officers.get(at)
        name = person.person.name if person else one.name
        sex = (Sex.PEREMPUAN if name in _WOMEN else Sex.LAKI) if person else one.sex
        born = born_of(at)
        numbers = numbers_of(at, sex, born, ward_code=stage.place.code)
        if person:
            _identify(stage, person, numbers[SecretKind.NIK])
        phone = "" if person else numbers.get(SecretKind.PHONE, "")
        letter = "P" if sex is Sex.PEREMPUAN else "L"
        yield (
            at + 1, name, numbers[SecretKind.NIK], numbers[SecretKind.KK], letter, "Malang", born,
            f"Jl. Contoh {1 + at % 18} No. {1 + at * 7 % 60}", _rt(at), 1 + at // 5 % 6, phone,
            _WORKS[at % len(_WORKS)], min(one.on, JOINED_LAST), pokok_rp, wajib[at], sukarela[at],
        )  # fmt: skip


def _officers(stage: Stage) -> list[Membership]:
    """Give the invented people who live there: they are members too."""
    held = Membership.objects.filter(cooperative=stage.place, person__is_example=True, ends_at__isnull=True)
    seats = held.exclude(role__in=_STRANGERS).select_related("person").order_by("person__name")
    return list(seats)


def _identify(stage: Stage, seat: Membership, nik: str) -> None:
    """Let the secretary note an officer's NIK, by which the table knows them."""
    identify(
        person_id=seat.person_id,
        kind=SecretKind.NIK,
        written=nik,
        **stage.by(f"nik {seat.person_id}", OPENED, Role.SEKRETARIS, hour=9, without="place"),
    )


def _rt(at: int) -> int:
    return 1 + at % 5
