"""Invented needs, calls and visits for a demonstration, by its invented people."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from guyub.city.development.domain.needs import NeedKind, NeedState
from guyub.city.development.models import Need
from guyub.city.development.selectors.visits import actions_of
from guyub.city.development.services.help_requests import answer_help, ask_help
from guyub.city.development.services.needs import Move, Wish, move_need, raise_need
from guyub.city.development.services.visits import (
    Account,
    NextStep,
    finish_action,
    plan_visit,
    write_visit,
)
from guyub.foundation.identity.domain.roles import Actor, Role
from guyub.foundation.identity.models import Membership
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.tenancy.scope import scope

if TYPE_CHECKING:
    from datetime import date, datetime

BUMIAYU, MERGOSONO, CITY = "35.73.03.1003", "35.73.03.1002", "35.73"
SPACE = UUID("6d0b3c51-3a2f-4b43-8a53-5a6f0f4a2b11")
DAY = timedelta(days=1)
PROOF = ("berita-acara-contoh.txt", b"Berita acara serah terima (contoh). Nama dan barang dikarang.\n")
K, S = NeedKind, NeedState
FORWARD = (S.VERIFIED, S.PLANNED, S.FUNDED, S.BOUGHT, S.HANDED_OVER, S.IN_USE)
NEEDS = (
    # cooperative, kind, what, how many, unit, estimate, why, urgency, how far, days ago
    (BUMIAYU, K.TIMBANGAN, "Timbangan digital 50 kg (contoh)", 1, "buah", 750_000,
     "Beras curah masih ditimbang di toko sebelah.", 2, S.IN_USE, 90),
    (BUMIAYU, K.PRINTER, "Printer warna (contoh)", 1, "buah", 2_400_000,
     "Mencetak laporan dan poster.", 1, S.DECLINED, 60),
    (BUMIAYU, K.RAK_ETALASE, "Rak besi lima susun (contoh)", 3, "buah", 4_500_000,
     "Sembako masih ditumpuk di lantai, cepat lembap.", 2, S.FUNDED, 45),
    (BUMIAYU, K.PENDINGIN, "Lemari pendingin 300 liter (contoh)", 1, "buah", 5_200_000,
     "Anggota menanyakan telur dan minuman dingin.", 1, S.RAISED, 4),
    (MERGOSONO, K.TEMPAT, "Ruang gerai 5 x 7 m (contoh)", 1, "ruang", None,
     "Belum ada tempat; lurah menawarkan ruang di balai RW.", 3, S.VERIFIED, 30),
    (MERGOSONO, K.TABUNG_LPG, "Tabung LPG 3 kg (contoh)", 50, "tabung", 9_000_000,
     "Modal awal menjadi subpangkalan.", 3, S.PLANNED, 25),
    (MERGOSONO, K.PELATIHAN, "Pelatihan pembukuan (contoh)", 4, "orang", 1_200_000,
     "Bendahara baru belum pernah membuat neraca.", 2, S.RAISED, 6),
)  # fmt: skip


def make_development_examples(*, now: datetime) -> None:
    """Enter needs in several states, a call for help, visits done and planned. Only for a demonstration.

    Repeating it changes nothing; without the invented people it does nothing.
    """
    cast = _Cast(now)
    if not cast.seats:
        return
    with scope(cast.place_id(BUMIAYU)):
        if Need.objects.filter(cooperative_id=cast.place_id(BUMIAYU)).exists():
            return
    for need in NEEDS:
        _make_need(cast, *need)
    _make_help(cast)
    _make_visits(cast)


class _Cast:
    """Who plays which part where, and when it is."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        held = Membership.objects.filter(
            person__is_example=True, cooperative__code__in=(BUMIAYU, MERGOSONO, CITY), ends_at__isnull=True
        ).select_related("person", "cooperative")
        self.seats = {(seat.cooperative.code, Role(seat.role)): seat for seat in held.order_by("starts_at")}

    def who(self, role: Role, code: str) -> dict[str, Any]:
        """Give who acts in a cooperative: an officer of its own, or (for the city's roles) of the city."""
        seat = self.seats.get((code, role)) or self.seats[CITY, role]
        actor = Actor(seat.person_id, seat.person.name, role, seat.cooperative_id, seat.id)
        return {"actor": actor, "place_id": self.place_id(code)}

    def place_id(self, code: str) -> int:
        return self.seats[code, Role.KETUA].cooperative_id

    def when(self, days_ago: int, label: str) -> dict[str, Any]:
        """Give moment and request_id of an act some days ago."""
        return {"now": self.now - days_ago * DAY, "request_id": uuid5(SPACE, label)}

    def day(self, days_ago: int) -> date:
        """Give the business date some days ago (or ahead, when negative)."""
        return business_date(self.now, Zone.WIB) - days_ago * DAY


def wish_of(
    kind: NeedKind, title: str, quantity: int, unit: str, estimate_rp: int | None, reason: str, urgency: int
) -> Wish:
    """Give a need as it is raised, of a row of a table."""
    return Wish(
        kind=kind.value,
        title=title,
        quantity=quantity,
        unit=unit,
        estimate_rp=estimate_rp,
        reason=reason,
        urgency=urgency,
    )


def steps_to(state: NeedState) -> tuple[NeedState, ...]:
    """Give the steps by which a need that was raised comes to a state."""
    if state is S.DECLINED:
        return (S.DECLINED,)
    return FORWARD[: FORWARD.index(state) + 1] if state in FORWARD else ()


def _make_need(
    cast: _Cast,
    code: str,
    kind: NeedKind,
    title: str,
    quantity: int,
    unit: str,
    estimate_rp: int | None,
    reason: str,
    urgency: int,
    state: NeedState,
    days_ago: int,
) -> None:
    need_id = raise_need(
        **cast.who(Role.KETUA, code),
        wish=wish_of(kind, title, quantity, unit, estimate_rp, reason, urgency),
        **cast.when(days_ago, title),
    )
    seen = S.RAISED
    for turn, to in enumerate(steps_to(state), 1):
        passed = days_ago - turn * 3
        move_need(
            **cast.who(Role.KETUA if to is S.IN_USE else Role.PETUGAS_DINAS, code),
            need_id=need_id,
            move=Move(
                seen=seen.value,
                to=to.value,
                note="Bisa memakai printer kelurahan." if to is S.DECLINED else "",
                funding_source="APBD Kota Malang (contoh)",
                amount_rp=estimate_rp or 1,
                planned_on=cast.day(passed - 40),
                proof=PROOF if to is S.HANDED_OVER else None,
            ),
            today=cast.day(passed),
            **cast.when(passed, f"{title} {to}"),
        )
        seen = to


def _make_help(cast: _Cast) -> None:
    answered = ask_help(
        **cast.who(Role.BENDAHARA, BUMIAYU),
        step="REKENING",
        text="Bank meminta surat kuasa dua pengurus, belum ada bentuk suratnya (contoh).",
        **cast.when(12, "help answered"),
    )
    answer_help(
        **cast.who(Role.PENDAMPING, BUMIAYU),
        help_id=answered,
        answer="Bentuk surat ada di kelurahan. Ketua dan bendahara menandatangani di depan petugas bank.",
        **cast.when(11, "answer"),
    )
    ask_help(
        **cast.who(Role.KETUA, MERGOSONO),
        step="NIB",
        text="Alamat di OSS beda dengan alamat di akta, pengajuan NIB tertahan (contoh).",
        **cast.when(3, "help open"),
    )


def _make_visits(cast: _Cast) -> None:
    mentor = cast.who(Role.PENDAMPING, BUMIAYU)
    visit_id = plan_visit(
        **mentor,
        planned_on=cast.day(8),
        purpose="Memeriksa buku kas bulan lalu (contoh)",
        plan="Siapkan buku kas, nota belanja, dan buku simpanan.",
        today=cast.day(10),
        **cast.when(10, "visit planned"),
    )
    write_visit(
        **mentor,
        visit_id=visit_id,
        account=Account(
            visited_on=cast.day(8),
            minutes=95,
            met="Sri Wahyuni (bendahara), Rina Kusuma (sekretaris)",
            notes="Kas cocok. Tiga nota belanja belum ditempel. Buku simpanan wajib tertinggal satu bulan.",
            actions=(
                NextStep("Menempel tiga nota belanja", "Sri Wahyuni", cast.day(5)),
                NextStep("Melengkapi buku simpanan wajib", "Rina Kusuma", cast.day(2)),
                NextStep("Menyusun jadwal piket gerai", "Bambang Sutrisno", cast.day(-10)),
            ),
        ),
        today=cast.day(8),
        **cast.when(8, "visit written"),
    )
    with scope(cast.place_id(BUMIAYU)):
        first = actions_of(place_id=cast.place_id(BUMIAYU), visit_id=visit_id)[0]
    finish_action(**mentor, action_id=first.action_id, today=cast.day(6), **cast.when(6, "action finished"))
    plan_visit(
        **cast.who(Role.PENDAMPING, MERGOSONO),
        planned_on=cast.day(-3),
        purpose="Mendampingi perbaikan alamat di OSS (contoh)",
        plan="Bawa akta, SK AHU, dan KTP ketua. Surat keterangan domisili dari kelurahan.",
        today=cast.day(2),
        **cast.when(2, "visit to come"),
    )
