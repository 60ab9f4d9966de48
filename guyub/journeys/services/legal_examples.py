"""The invented legal life of two example cooperatives: Bumiayu, which has everything, and Mergosono, stuck at NIB."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from guyub.community.cooperatives.selectors.officers import officers_of
from guyub.community.cooperatives.selectors.profiles import outlets_of, units_of
from guyub.community.cooperatives.services.kbli import choose_kbli
from guyub.community.cooperatives.services.legal import Paper, keep_paper
from guyub.community.cooperatives.services.officers import Appointment, appoint, end_term, hand_over
from guyub.community.cooperatives.services.outlets import OutletTyped, change_status, keep_outlet
from guyub.community.cooperatives.services.profiles import ProfileTyped, change_profile
from guyub.community.cooperatives.services.steps import StepWord, note_step
from guyub.community.cooperatives.services.units import open_unit
from guyub.foundation.identity.domain.roles import Actor, Role
from guyub.foundation.identity.models import Membership
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.examples import BUMIAYU, CITY, MERGOSONO, SPACE

if TYPE_CHECKING:
    from collections.abc import Mapping

FOUNDED = date(2025, 5, 20)
# kind, number, issuer, issued on; every number is plainly invented
_PAPERS: Mapping[str, tuple[tuple[str, str, str, date], ...]] = {
    BUMIAYU: (
        ("MUSYAWARAH", "03/BA/2025 (contoh)", "Kelurahan Bumiayu (contoh)", FOUNDED),
        ("AKTA", "12 (contoh)", "Notaris contoh", date(2025, 6, 11)),
        ("AHU", "AHU-0001003.AH.01.29 (contoh)", "Kementerian Hukum (contoh)", date(2025, 6, 24)),
        ("NPWP", "0000000000001003", "KPP contoh", date(2025, 7, 9)),
        ("NIB", "0000000001003", "OSS (contoh)", date(2025, 8, 5)),
        ("AKUN_SIMKOPDES", "", "SIMKOPDES (contoh)", date(2025, 8, 20)),
        ("NIK_KOPERASI", "3573000001003", "Kementerian Koperasi (contoh)", date(2025, 9, 2)),
        ("REKENING", "000.1003.0001", "Bank contoh", date(2025, 9, 15)),
        ("PELATIHAN", "SERT-1003 (contoh)", "Diskopindag (contoh)", date(2025, 11, 6)),
        ("PASOKAN", "PKS-07 (contoh)", "Pemasok contoh", date(2026, 1, 12)),
        ("RAT", "03/RAT/BMY/2026", "Rapat anggota (contoh)", date(2026, 3, 28)),
    ),
    MERGOSONO: (
        ("AKTA", "15 (contoh)", "Notaris contoh", date(2025, 6, 12)),
        ("AHU", "AHU-0001002.AH.01.29 (contoh)", "Kementerian Hukum (contoh)", date(2025, 6, 25)),
        ("NPWP", "0000000000001002", "KPP contoh", date(2025, 7, 22)),
        ("PELATIHAN", "SERT-1002 (contoh)", "Diskopindag (contoh)", date(2025, 11, 6)),
    ),
}
# post, name, sex, role in Guyub
_OFFICERS = (
    ("KETUA", "Bambang Sutrisno", "L", Role.KETUA),
    ("WAKIL_KETUA_USAHA", "Agus Hariyanto", "L", Role.WAKIL_KETUA_USAHA),
    ("WAKIL_KETUA_ANGGOTA", "Endang Rahayu", "P", Role.WAKIL_KETUA_ANGGOTA),
    ("SEKRETARIS", "Rina Kusuma", "P", Role.SEKRETARIS),
    ("BENDAHARA", "Dwi Cahyono", "L", None),
    ("KETUA_PENGAWAS", "Wahyu Widodo", "L", None),
    ("ANGGOTA_PENGAWAS", "Hadi Prasetyo", "L", Role.PENGAWAS),
    ("ANGGOTA_PENGAWAS", "Siti Mutmainah", "P", None),
)
_CHANGED_ON = date(2026, 5, 11)  # the treasurer of the first year moves away
_LINES = ("47112", "47772", "64142")


@dataclass(frozen=True)
class _Desk:
    """Somebody who writes for one cooperative, and the arguments that every act shares."""

    actor: Actor
    place_id: int
    code: str
    now: datetime

    @property
    def today(self) -> date:
        return business_date(self.now, Zone.WIB)

    def of(self, label: str, *, dated: bool = True) -> dict[str, Any]:
        """Give what a use-case asks of everybody; one request_id for each label."""
        shared = {
            "actor": self.actor,
            "place_id": self.place_id,
            "request_id": uuid5(SPACE, f"legal/{self.code}/{label}"),
            "now": self.now,
        }
        return shared | ({"today": self.today} if dated else {})


def make_legal_examples(*, now: datetime) -> None:
    """Enter papers, officers, outlets and words of two example cooperatives; repeating it changes nothing.

    Only for a demonstration, after ``make_examples``.
    """
    places = {row.code: row.id for row in Cooperative.objects.filter(code__in=(BUMIAYU, MERGOSONO, CITY))}
    with scope(places[BUMIAYU]):
        if officers_of(cooperative_id=places[BUMIAYU]):
            return
    secretary = _actor(places[BUMIAYU], Role.SEKRETARIS)
    mentor = _actor(places[MERGOSONO], Role.PENDAMPING)
    officer = _actor(places[CITY], Role.PETUGAS_DINAS)
    bumiayu = _Desk(secretary, places[BUMIAYU], BUMIAYU, now - timedelta(days=1))
    mergosono = _Desk(mentor, places[MERGOSONO], MERGOSONO, now - timedelta(days=8))
    _keep_papers(bumiayu)
    _fill_posts(bumiayu)
    _open_outlets(bumiayu)
    _keep_papers(mergosono)
    _stand_at_nib(mergosono)
    # Mergosono has no secretary yet: the city's officer enters its chair.
    _appoint(
        _Desk(officer, places[MERGOSONO], MERGOSONO, now - timedelta(days=8)), "KETUA", "Wulan Sari", sex="P"
    )


def _actor(place_id: int, role: Role) -> Actor:
    seat = Membership.objects.select_related("person").get(
        cooperative_id=place_id, role=role.value, person__is_example=True
    )
    return Actor(seat.person_id, seat.person.name, role, place_id, seat.id)


def _keep_papers(desk: _Desk) -> None:
    for kind, number, issuer, issued_on in _PAPERS[desk.code]:
        scan = ("akta-contoh.txt", b"Berkas contoh, bukan akta.\n") if kind == "AKTA" else None
        holder = "KKMP Bumiayu (contoh)" if kind == "REKENING" else ""
        keep_paper(paper=Paper(kind, issued_on, number, issuer, holder), file=scan, **desk.of(kind))


def _fill_posts(desk: _Desk) -> None:
    for post, name, sex, role in _OFFICERS:
        _appoint(desk, post, name, sex=sex, role=role)
    with scope(desk.place_id):
        treasurer = next(
            row for row in officers_of(cooperative_id=desk.place_id) if row.name == "Dwi Cahyono"
        )
    end_term(
        officer_id=treasurer.officer_id,
        ended_on=_CHANGED_ON,
        reason="Pindah ke luar kota (contoh)",
        **desk.of("leaves"),
    )
    for item in ("KAS", "BUKU"):
        hand_over(
            officer_id=treasurer.officer_id,
            item=item,
            received_by="Sri Wahyuni",
            done_on=_CHANGED_ON,
            **desk.of(f"hands {item}"),
        )
    _appoint(desk, "BENDAHARA", "Sri Wahyuni", sex="P", role=Role.BENDAHARA, since=_CHANGED_ON)


def _appoint(
    desk: _Desk, post: str, name: str, *, sex: str, role: Role | None = None, since: date = FOUNDED
) -> None:
    person_id = _actor(desk.place_id, role).person_id if role else None
    by_office = post == "KETUA_PENGAWAS"
    appointment = Appointment(
        post=post,
        name=name,
        sex=sex,
        term_from=since,
        is_ex_officio=by_office,
        appointed_by="Akta pendirian (contoh)" if by_office else "Musyawarah kelurahan (contoh)",
        person_id=person_id,
    )
    appoint(appointment=appointment, **desk.of(f"officer {post} {name}"))


def _open_outlets(desk: _Desk) -> None:
    change_profile(
        typed=ProfileTyped(
            official_name="Koperasi Kelurahan Merah Putih Bumiayu",
            address="Jalan Contoh 12, Bumiayu, Kedungkandang",
            postal_code="65135",
            opening_hours="Sen-Sab 08.00-16.00 (contoh)",
            office_email="bumiayu@contoh.example",
            origin="BARU",
        ),
        **desk.of("profile", dated=False),
    )
    with scope(desk.place_id):
        stands = {row.kind: row.outlet_id for row in outlets_of(cooperative_id=desk.place_id)}
        works = {row.kind for row in units_of(cooperative_id=desk.place_id)}
    kantor = _outlet(desk, "KANTOR", "Kantor Bumiayu (contoh)", opened_on=date(2025, 9, 1), internet="KABEL")
    toko = stands.get("SEMBAKO") or _outlet(
        desk, "SEMBAKO", "Toko Bumiayu (contoh)", opened_on=date(2025, 11, 17), internet="HP"
    )
    _outlet(desk, "APOTEK", "Apotek Bumiayu (rencana, contoh)")
    for kind, name, outlet_id, since in (
        ("SEMBAKO", "Toko sembako", toko, date(2025, 11, 17)),
        ("LPG", "Pangkalan LPG", toko, date(2026, 1, 20)),
        ("SIMPAN_PINJAM", "Unit simpan pinjam", kantor, date(2025, 9, 1)),
    ):
        if kind not in works:
            open_unit(kind=kind, name=name, outlet_id=outlet_id, opened_on=since, **desk.of(f"unit {kind}"))
    for code in _LINES:
        choose_kbli(code=code, edition=2020, title="", **desk.of(f"kbli {code}"))
    ending = desk.today + timedelta(days=24)
    lent = Paper(
        "IZIN_TEMPAT",
        ending - timedelta(days=365),
        "PP-04 (contoh)",
        "Pemerintah kota (contoh)",
        expires_on=ending,
        outlet_id=toko,
    )
    keep_paper(paper=lent, **desk.of("lent"))
    word = StepWord(
        step="TUTUP_BULAN",
        started_on=desk.today - timedelta(days=5),
        responsible="Sri Wahyuni",
        waits_for="BENDAHARA",
        note="Tiga nota pembelian belum ditemukan (contoh).",
        target_on=desk.today + timedelta(days=7),
    )
    note_step(word=word, **desk.of("word"))


def _outlet(
    desk: _Desk, kind: str, name: str, *, opened_on: date | None = None, internet: str = "TIDAK_ADA"
) -> UUID:
    is_open = opened_on is not None
    typed = OutletTyped(
        kind=kind,
        name=name,
        ownership="PINJAM_PAKAI" if is_open else "BELUM",
        internet=internet,
        address="Jalan Contoh 12, Bumiayu" if is_open else "",
        land_m2=36 if is_open else None,
        electricity_va=1300 if is_open else None,
        has_water=True if is_open else None,
        opening_hours="Sen-Sab 08.00-16.00" if is_open else "",
    )
    outlet_id = keep_outlet(typed=typed, **desk.of(f"outlet {kind}"))
    if opened_on:
        change_status(
            outlet_id=outlet_id, status="OPERASIONAL", on=opened_on, **desk.of(f"outlet {kind} opens")
        )
    return outlet_id


def _stand_at_nib(desk: _Desk) -> None:
    word = StepWord(
        step="NIB",
        started_on=desk.today - timedelta(days=36),
        responsible="Wulan Sari",
        waits_for="KETUA",
        note="Alamat di akta dan OSS beda RT. Ketua mengurus surat keterangan ke kelurahan (contoh).",
        target_on=desk.today + timedelta(days=14),
    )
    note_step(word=word, **desk.of("word"))
