"""Invented lines of the statutory books, employees, and a message to members, for a demonstration."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING

from guyub.community.members.domain.books import BookKind
from guyub.community.members.domain.reach import PATTERNS, Way
from guyub.community.members.selectors.books import Span, book_lines
from guyub.community.members.selectors.reach import Chosen, recipients
from guyub.community.members.services.books import (
    EmployeeTyped,
    LineTyped,
    end_employee,
    enter_employee,
    write_line,
)
from guyub.community.members.services.reach import MailingTyped, make_mailing, mark_sent
from guyub.foundation.identity.domain.roles import Actor, Role
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.models import Membership, Person
from guyub.foundation.identity.selectors.guiding import place_by_code
from guyub.foundation.identity.selectors.vault import who_has
from guyub.foundation.identity.services.privacy import note_consent
from guyub.foundation.identity.services.vault import keep_secret
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.examples import BUMIAYU

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from guyub.community.members.selectors.reach import Recipient

# Book, days ago, who, of where, what, what came of it.
LINES = (
    ("TAMU", 40, "Ratna Dewanti (contoh)", "Diskopindag Kota Malang", "Pendampingan pembukuan", "Lanjut November"),
    ("TAMU", 26, "Pak Suwito (contoh)", "RW 03 Bumiayu", "Menanyakan syarat menjadi anggota", "Diberi formulir"),
    ("TAMU", 12, "Bu Hartini (contoh)", "PKK Kelurahan", "Menitip jajanan untuk gerai", ""),
    ("TAMU", 3, "Petugas Bulog (contoh)", "Perum Bulog", "Melihat gudang sebelum kiriman beras", "Dinilai layak"),
    ("ANJURAN_KOPERASI", 60, "Hadi Prasetyo (contoh)", "Pengawas", "Laci dihitung dua orang setiap tutup", "Berjalan"),
    ("ANJURAN_INSTANSI", 38, "Ratna Dewanti (contoh)", "Diskopindag", "RAT sebelum akhir Maret", "Panitia dibentuk"),
    ("KEJADIAN", 75, "Joko Purnomo (contoh)", "Gerai sembako", "Atap gudang bocor, 3 karung basah", "Atap diganti"),
    ("KEJADIAN", 15, "Pengurus (contoh)", "Balai RW 02", "Gerai kedua dibuka bersama lurah", ""),
    ("SURAT_MASUK", 45, "Diskopindag (contoh)", "518/231/2026, 8 Okt 2026", "Undangan pelatihan", "Sekretaris"),
    ("SURAT_MASUK", 9, "Lurah Bumiayu (contoh)", "005/77/2026", "Permintaan data anggota per RT", "Wakil ketua"),
    ("SURAT_KELUAR", 30, "Lurah Bumiayu (contoh)", "", "Permohonan memakai balai kelurahan", ""),
    ("EKSPEDISI", 29, "Kantor kelurahan (contoh)", "001/KKMP", "Surat permohonan balai", "Bu Wiwik, bagian umum"),
)  # fmt: skip
MISSPELT = (
    "KEJADIAN",
    50,
    "Joko Purnomo (contoh)",
    "Gerai sembako",
    "Listrik padam 6 hari",
    "Genset dipinjam",
)
WORKERS = (
    ("Sari Utami (contoh)", "Penjaga gerai", "RT 002 RW 01", 420, 0),
    ("Doni Saputra (contoh)", "Petugas gudang", "RT 005 RW 03", 300, 0),
    ("Lina Marlina (contoh)", "Kasir paruh waktu", "RT 001 RW 02", 380, 90),
)
REACHED = 24  # members who agreed to messages


def make_book_examples(*, now: datetime) -> None:
    """Let the secretary of Bumiayu keep the books and write to members. Only for a demonstration.

    Repeating it changes nothing. Needs the invented people and members.
    """
    place = place_by_code(BUMIAYU)
    if place is None:
        return
    with scope(place.id):
        if book_lines(cooperative_id=place.id, kind=BookKind.TAMU, span=Span(most=1))[1]:
            return
    seat = Membership.objects.select_related("person").get(
        cooperative=place, role=Role.SEKRETARIS.value, person__is_example=True
    )
    secretary = Actor(seat.person_id, seat.person.name, Role.SEKRETARIS, place.id, seat.id)
    for line in LINES:
        _write(secretary, *line, now=now)
    wrong = _write(secretary, *MISSPELT, now=now)
    _write(secretary, *MISSPELT[:4], "Listrik padam 6 jam", MISSPELT[5], now=now, corrects_id=wrong)
    for worker in WORKERS:
        _employ(secretary, *worker, now=now)
    _reach(secretary, now)


def _day(now: datetime, days: int) -> date:
    return (now - timedelta(days=days)).astimezone(UTC).date()


def _write(
    actor: Actor,
    kind: str,
    days: int,
    who: str,
    of: str,
    text: str,
    follow_up: str,
    *,
    now: datetime,
    corrects_id: UUID | None = None,
) -> UUID:
    on = _day(now, days)
    return write_line(
        actor=actor,
        typed=LineTyped(kind=kind, on=on, who=who, of=of, text=text, follow_up=follow_up),
        corrects_id=corrects_id,
        today=on,
        request_id=uuid7(),
        now=now - timedelta(days=days),
    )


def _employ(
    actor: Actor, name: str, position: str, address: str, since: int, until: int, *, now: datetime
) -> None:
    employee_id = enter_employee(
        actor=actor,
        typed=EmployeeTyped(
            name=name,
            position=position,
            address=address,
            appointed_by="Rapat pengurus (contoh)",
            from_on=_day(now, since),
        ),
        today=_day(now, 0),
        request_id=uuid7(),
        now=now,
    )
    if until:
        end_employee(
            actor=actor,
            employee_id=employee_id,
            until_on=_day(now, until),
            why="Melanjutkan kuliah (contoh)",
            today=_day(now, 0),
            request_id=uuid7(),
            now=now,
        )


def _reach(actor: Actor, now: datetime) -> None:
    """Let some members agree to messages and have a phone that nobody has; write to them and send half."""
    with scope(actor.cooperative_id, durable=True):
        people = recipients(cooperative_id=actor.cooperative_id, chosen=Chosen(), most=REACHED)
        have = who_has(SecretKind.PHONE, [one.person_id for one in people])
        known = Person.objects.in_bulk([one.person_id for one in people])
        for at, one in zip(count(300), people, strict=False):
            if one.person_id not in have:
                keep_secret(
                    person=known[one.person_id], kind=SecretKind.PHONE, value=f"+6281200000{at}", now=now
                )
            note_consent(
                cooperative_id=actor.cooperative_id,
                person_id=one.person_id,
                purpose="MESSAGES",
                version=1,
                is_given=True,
                recorded_by_id=actor.person_id,
                now=now - timedelta(days=100),
            )
    _send(actor, people, now)


def _send(actor: Actor, people: list[Recipient], now: datetime) -> None:
    pattern, at = PATTERNS["undangan"], now - timedelta(days=2)
    gaps = {
        "hari …": "hari Sabtu",
        "tanggal …": "tanggal 5 Desember",
        "pukul …": "pukul 13.00",
        "di ….": "di balai RW 02.",
    }
    text = pattern.message
    for gap, words in gaps.items():
        text = text.replace(gap, words)
    mailing_id = make_mailing(
        actor=actor,
        typed=MailingTyped(way=Way.WA.value, chosen=Chosen(), title=f"{pattern.title} (contoh)", text=text),
        today=_day(now, 2),
        request_id=uuid7(),
        now=at,
    )
    mark_sent(
        actor=actor,
        mailing_id=mailing_id,
        member_ids=[one.member_id for one in people[: REACHED // 2]],
        request_id=uuid7(),
        now=at,
    )
