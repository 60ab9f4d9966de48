"""What members keeps about one person in one cooperative: everything that hangs on the file and the register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.community.members.domain.files import RELATION_WORDS, SEX_WORDS, KkRelation, Sex
from guyub.community.members.domain.letters import written_number
from guyub.community.members.domain.own_requests import FIELD_WORDS, KIND_WORDS, OwnRequestKind
from guyub.community.members.domain.register import STATE_WORDS, MemberState, member_number
from guyub.community.members.models import (
    Application,
    Business,
    BusinessPaper,
    Card,
    Employee,
    ExitCase,
    FileChange,
    GroupSeat,
    Heir,
    JoinRequest,
    MailingLine,
    Member,
    MemberFile,
    OwnRequest,
    PassiveCase,
    StatusEvent,
)
from guyub.foundation.kernel.selectors.own_data import OwnPart

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from guyub.foundation.kernel.selectors.own_data import Fact, Owner


def _of(model: Any, owner: Owner, path: str, *order: str) -> Any:
    """Give a table's rows of one person, by the way from the row to the person."""
    rows = model.objects.filter(cooperative_id=owner.cooperative_id, **{path: owner.person_id})
    return rows.order_by(*order, "id")


def _file(owner: Owner) -> Iterator[dict[str, Fact]]:
    for row in _of(MemberFile, owner, "person_id").select_related("ktp_seen_by"):
        yield {
            "Nama": row.name,
            "Jenis kelamin": SEX_WORDS[Sex(row.sex)] if row.sex else "",
            "Tempat lahir": row.birthplace,
            "Tanggal lahir": row.born_on,
            "Alamat": row.address,
            "RT": row.rt,
            "RW": row.rw,
            "Kode kelurahan di KTP": row.ward_code,
            "Hubungan dalam keluarga": RELATION_WORDS[KkRelation(row.kk_relation)] if row.kk_relation else "",
            "Pekerjaan": row.work,
            "KTP dilihat": row.ktp_seen_on,
            "KTP dilihat oleh": row.ktp_seen_by.name if row.ktp_seen_by else "",
            "Foto disimpan": row.photo_id is not None,
            "Terakhir berubah": row.changed_at,
        }


def _changes(owner: Owner) -> Iterator[dict[str, Fact]]:
    for row in _of(FileChange, owner, "file__person_id", "changed_at").select_related("person"):
        yield {
            "Waktu": row.changed_at,
            "Isian": FIELD_WORDS.get(row.field, row.field),
            "Semula": row.before,
            "Menjadi": row.after,
            "Alasan": row.why,
            "Oleh": row.person.name if row.person else "",
        }


def _applications(owner: Owner) -> Iterator[dict[str, Fact]]:
    for row in _of(Application, owner, "person_id", "asked_at"):
        yield {
            "Nomor": written_number(row.number, row.year),
            "Asal": row.source,
            "Keadaan": row.state,
            "Diajukan": row.asked_at,
            "Harapan": row.wish,
            "Cicilan simpanan pokok": row.instalments,
            "Tercatat di koperasi lain": row.is_elsewhere,
            "Alamat KTP di luar kelurahan": row.is_outside,
            "Alasan": row.reason,
            "Selesai": row.closed_at,
        }


def _memberships(owner: Owner) -> Iterator[dict[str, Fact]]:
    for row in _of(Member, owner, "person_id", "accepted_on"):
        yield {
            "Nomor anggota": member_number(row.number) if row.number else "",
            "Keadaan": STATE_WORDS[MemberState(row.state)],
            "Sejak": row.state_since,
            "Diterima pengurus": row.accepted_on,
            "Menjadi anggota": row.joined_on,
            "Berhenti": row.left_on,
            "Sebab berhenti": row.left_why,
            "Simpanan pokok yang disepakati (rupiah)": row.pokok_rp,
            "Cicilan simpanan pokok": row.instalments,
        }


def _standing(owner: Owner) -> Iterator[dict[str, Fact]]:
    for row in _of(StatusEvent, owner, "member__person_id", "recorded_at", "no"):
        yield {"Tanggal": row.on, "Kejadian": row.happened, "Alasan": row.reason, "Dicatat": row.recorded_at}


def _cards(owner: Owner) -> Iterator[dict[str, Fact]]:
    for row in _of(Card, owner, "member__person_id", "issued_on", "no"):
        yield {
            "Kartu": str(row.id),
            "Urutan": row.no,
            "Dicetak": row.issued_on,
            "Dicabut": row.revoked_on,
            "Sebab dicabut": row.revoked_why,
        }


def _heirs(owner: Owner) -> Iterator[dict[str, Fact]]:
    for row in _of(Heir, owner, "file__person_id", "from_on"):
        yield {
            "Nama": row.name,
            "Hubungan": row.relation,
            "Bagian (persen)": row.share_percent,
            "Catatan": row.note,
            "Sejak": row.from_on,
            "Sampai": row.until_on,
        }


def _businesses(owner: Owner) -> Iterator[dict[str, Fact]]:
    for row in _of(Business, owner, "file__person_id", "changed_at"):
        yield {
            "Nama usaha": row.name,
            "Membuat atau menjual": row.makes,
            "Hasil sebulan": row.a_month,
            "Omzet sebulan (rupiah)": row.turnover_rp,
            "Pekerja": row.workers,
            "Sejak tahun": row.since_year,
            "Tempat": row.place,
            "Berhenti": row.ended_on,
        }


def _business_papers(owner: Owner) -> Iterator[dict[str, Fact]]:
    rows = _of(BusinessPaper, owner, "business__file__person_id", "added_at")
    for row in rows.select_related("business"):
        yield {
            "Usaha": row.business.name,
            "Jenis": row.kind,
            "Nomor": row.number,
            "Berlaku sampai": row.valid_until,
            "Berkas disimpan": row.file_id is not None,
            "Dihapus": row.removed_on,
        }


def _groups(owner: Owner) -> Iterator[dict[str, Fact]]:
    for row in _of(GroupSeat, owner, "member__person_id", "from_on").select_related("group"):
        yield {
            "Kelompok": row.group.name,
            "Jenis": row.group.kind,
            "Ketua": row.is_leader,
            "Sejak": row.from_on,
            "Sampai": row.until_on,
        }


def _passive(owner: Owner) -> Iterator[dict[str, Fact]]:
    for row in _of(PassiveCase, owner, "member__person_id", "noticed_on"):
        yield {
            "Diberi tahu": row.noticed_on,
            "Bulan belum dibayar": row.missed_months,
            "Batas": row.due_on,
            "Keadaan": row.state,
            "Banding": row.appeal,
            "Waktu banding": row.appealed_at,
            "Alasan putusan": row.outcome_why,
            "Selesai": row.closed_at,
        }


def _exits(owner: Owner) -> Iterator[dict[str, Fact]]:
    for row in _of(ExitCase, owner, "member__person_id", "asked_at"):
        yield {
            "Nomor": written_number(row.number, row.year),
            "Jenis": row.kind,
            "Keadaan": row.state,
            "Tanggal": row.happened_on,
            "Alasan": row.reason,
            "Diselesaikan": row.settled_on,
            "Hak dan kewajiban": "; ".join(map(str, row.settlement)),
            "Dibayar kepada": row.paid_to,
        }


def _own_requests(owner: Owner) -> Iterator[dict[str, Fact]]:
    for row in _of(OwnRequest, owner, "file__person_id", "asked_at"):
        is_field = row.kind == OwnRequestKind.KOREKSI.value
        yield {
            "Nomor": written_number(row.number, row.year),
            "Jenis": KIND_WORDS[OwnRequestKind(row.kind)],
            "Tentang": FIELD_WORDS[row.about] if is_field else row.about,
            "Seharusnya": row.value,
            "Penjelasan": row.text,
            "Diminta": row.asked_at,
            "Batas jawaban": row.due_on,
            "Hasil": row.outcome,
            "Jawaban": row.answer,
            "Dijawab": row.answered_at,
        }


def _wishes(owner: Owner) -> Iterator[dict[str, Fact]]:
    for row in _of(JoinRequest, owner, "person_id", "asked_at"):
        yield {
            "Nomor": written_number(row.number, row.year),
            "Nama": row.name,
            "RT dan RW": row.neighbourhood,
            "Harapan": row.wish,
            "Keadaan": row.state,
            "Catatan pengurus": row.note,
            "Diminta": row.asked_at,
        }


def _mailings(owner: Owner) -> Iterator[dict[str, Fact]]:
    for row in _of(MailingLine, owner, "member__person_id", "mailing__made_at").select_related("mailing"):
        yield {
            "Tanggal": row.mailing.made_on,
            "Lewat": row.mailing.way,
            "Perihal": row.mailing.title,
            "Isi": row.mailing.text,
            "Dikirim": row.sent_at,
        }


def _employments(owner: Owner) -> Iterator[dict[str, Fact]]:
    for row in _of(Employee, owner, "person_id", "from_on"):
        yield {
            "Nomor": row.number,
            "Nama": row.name,
            "Jabatan": row.position,
            "Alamat": row.address,
            "Diangkat oleh": row.appointed_by,
            "Sejak": row.from_on,
            "Sampai": row.until_on,
            "Sebab berhenti": row.ended_why,
        }


OWN_DATA = (
    OwnPart("Data diri", (MemberFile,), _file, rank=10),
    OwnPart("Keanggotaan", (Member,), _memberships, rank=10),
    OwnPart("Riwayat keanggotaan", (StatusEvent,), _standing, rank=10),
    OwnPart("Permohonan menjadi anggota", (Application,), _applications, rank=10),
    OwnPart("Permintaan bergabung", (JoinRequest,), _wishes, rank=10),
    OwnPart("Kartu anggota", (Card,), _cards, rank=10),
    OwnPart("Ahli waris", (Heir,), _heirs, rank=10),
    OwnPart("Usaha sendiri", (Business,), _businesses, rank=10),
    OwnPart("Surat dan foto usaha", (BusinessPaper,), _business_papers, rank=10),
    OwnPart("Kelompok", (GroupSeat,), _groups, rank=10),
    OwnPart("Pemberitahuan tunggakan", (PassiveCase,), _passive, rank=10),
    OwnPart("Berhenti menjadi anggota", (ExitCase,), _exits, rank=10),
    OwnPart("Permintaan koreksi dan sanggahan", (OwnRequest,), _own_requests, rank=10),
    OwnPart("Pesan dan surat massal", (MailingLine,), _mailings, rank=10),
    OwnPart("Pekerjaan di koperasi", (Employee,), _employments, rank=10),
    OwnPart("Perubahan data diri", (FileChange,), _changes, rank=10),
)
