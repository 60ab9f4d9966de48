"""What is said of the rows of a brought table: what is not right, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from guyub.community.cooperatives.domain.imports import FIELD_TITLES, FIELDS, ImportKind
from guyub.community.cooperatives.domain.indicators import Measure
from guyub.community.cooperatives.domain.officers import Post
from guyub.foundation.kernel.formats import day
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from guyub.community.cooperatives.domain.import_rows import RowFault

KIND_WORDS: Mapping[str, str] = {
    "COOPERATIVES": "Daftar koperasi",
    "OFFICERS": "Pengurus dan pengawas",
    "REPORTS": "Angka laporan",
}
POST_WORDS: Mapping[Post, str] = {
    Post.KETUA: "Ketua",
    Post.WAKIL_KETUA_USAHA: "Wakil ketua bidang usaha",
    Post.WAKIL_KETUA_ANGGOTA: "Wakil ketua bidang anggota",
    Post.SEKRETARIS: "Sekretaris",
    Post.BENDAHARA: "Bendahara",
    Post.ANGGOTA_PENGURUS: "Anggota pengurus",
    Post.KETUA_PENGAWAS: "Ketua pengawas",
    Post.ANGGOTA_PENGAWAS: "Anggota pengawas",
}
MEASURE_WORDS: Mapping[str, str] = {
    Measure.YES_NO: "ya atau tidak",
    Measure.RUPIAH: "rupiah bulat, misalnya 5.220.000",
    Measure.COUNT: "angka bulat, misalnya 130",
    Measure.TEXT: "paling panjang 200 huruf",
}
# fault → what is not right, what to do
FAULT_WORDS: Mapping[str, tuple[str, str]] = {
    "missing": ("Kosong", "Isi sel ini. Pada sel gabungan, pisahkan selnya lalu isi tiap baris."),
    "unknown_code": ("Kode ini bukan kelurahan yang dibina", "Tulis kode kelurahan, misalnya 35.73.03.1003."),
    "name_other": ("Nama tidak sama dengan kelurahan pada kode itu", "Perbaiki kodenya atau namanya."),
    "duplicate": ("Sudah tertulis pada baris di atasnya", "Hapus satu di antaranya."),
    "bad_date": ("Tanggal belum terbaca", "Tulis seperti 24/11/2026 atau 24 Nov 2026."),
    "future": ("Tanggal belum tiba", "Periksa tahun dan bulannya."),
    "before_deed": ("Lebih tua daripada akta", "Periksa tanggal ini dan tanggal akta."),
    "ends_before_start": ("Berakhir sebelum mulai", "Periksa kedua tanggal masa jabatan."),
    "unknown_indicator": ("Angka ini tidak dikenal", "Pakai nama dari tabel contoh."),
    "bad_value": ("Nilai belum terbaca", "Tulis dalam bentuk yang diminta."),
    "bad_post": ("Jabatan tidak dikenal", "Pakai nama jabatan dari tabel contoh."),
    "post_taken": ("Jabatan ini masih dipegang orang lain", "Catat dulu akhir masa jabatannya."),
    "bad_sex": ("Jenis kelamin belum terbaca", "Tulis L atau P."),
    "bad_yes_no": ("Belum terbaca", "Tulis ya atau tidak."),
    "ex_officio": ("Hanya pengawas yang bisa karena jabatan", "Tulis tidak, atau ubah jabatannya."),
    "bad_postal": ("Kode pos bukan lima angka", "Tulis lima angka."),
    "bad_number": ("Banyak angkanya tidak sesuai", "NPWP 16 angka; NIB dan NIK koperasi 13 angka."),
    "rounded": (
        "Angkanya dibulatkan oleh program tabel",
        "Ubah kolomnya menjadi teks, lalu tulis ulang dari dokumennya.",
    ),
    "formula": ("Berisi rumus", "Tulis isinya saja, tanpa tanda di depan."),
    "too_long": ("Terlalu panjang", "Pendekkan isinya."),
}


@dataclass(frozen=True)
class FaultLine(Row):
    """One fault as people read it."""

    line: int
    field: str
    what: str
    todo: str
    suggestion: str


@dataclass(frozen=True)
class FieldChoice(Row):
    """One field with the columns that it may be read from."""

    code: str
    title: str
    is_required: bool
    chosen: str


def fault_line(kind: str, fault: RowFault) -> FaultLine:
    """Put a fault into words."""
    what, todo = FAULT_WORDS[fault.wrong]
    return FaultLine(
        fault.line,
        FIELD_TITLES[ImportKind(kind)].get(fault.field, fault.field),
        what,
        todo,
        _suggestion(fault),
    )


def field_choices(kind: str, mapping: Mapping[str, str]) -> Iterator[FieldChoice]:
    """List the fields of a kind with the column that each is read from."""
    for field in FIELDS[ImportKind(kind)]:
        yield FieldChoice(field.code, field.title, field.is_required, mapping.get(field.code, ""))


def _suggestion(fault: RowFault) -> str:
    said = fault.suggestion
    if not said:
        return ""
    match fault.wrong:
        case "duplicate":
            return f"Baris {said}"
        case "too_long":
            return f"Paling panjang {said} huruf"
        case "before_deed":
            return f"Akta: {_day(said)}"
        case "bad_post":
            return f"Mungkin {POST_WORDS[Post(said)]}"
        case "bad_value":
            return f"Bentuknya: {MEASURE_WORDS[said]}"
        case "name_other":
            return f"Kode itu milik {said}"
        case "post_taken":
            return f"Dipegang {said}"
        case _:
            return f"Mungkin {said}"


def _day(iso: str) -> str:
    return day(date.fromisoformat(iso))
