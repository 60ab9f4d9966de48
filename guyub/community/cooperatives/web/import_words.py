"""What is said of the rows of a brought table: what is not right, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from guyub.community.cooperatives.domain.imports import FIELD_TITLES, FIELDS, ImportKind
from guyub.community.cooperatives.domain.indicators import Measure
from guyub.community.cooperatives.domain.officers import POST_WORDS, Post
from guyub.foundation.kernel.formats import day
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from guyub.community.cooperatives.domain.import_shapes import RowFault

KIND_WORDS: Mapping[str, str] = {
    "COOPERATIVES": "Daftar koperasi",
    "OFFICERS": "Pengurus dan pengawas",
    "REPORTS": "Angka laporan",
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
    "two_posts": ("Orang ini sudah memegang jabatan lain", "Satu orang memegang satu jabatan; pilih satu."),
    "term_long": ("Masa jabatan terlalu panjang", "Periksa tanggal akhirnya."),
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
    if not fault.suggestion:
        return ""
    words = WORDED.get(fault.wrong, str)(fault.suggestion)
    return SUGGESTIONS.get(fault.wrong, "Mungkin {}").format(words)


def _day(iso: str) -> str:
    return day(date.fromisoformat(iso))


def _post(code: str) -> str:
    return POST_WORDS[Post(code)]


SUGGESTIONS: Mapping[str, str] = {
    "duplicate": "Baris {}",
    "too_long": "Paling panjang {} huruf",
    "before_deed": "Akta: {}",
    "bad_value": "Bentuknya: {}",
    "name_other": "Kode itu milik {}",
    "post_taken": "Dipegang {}",
    "two_posts": "Sekarang {}",
    "term_long": "Paling lama sampai {}",
}
WORDED: Mapping[str, Callable[[str], str]] = {
    "before_deed": _day,
    "term_long": _day,
    "bad_post": _post,
    "two_posts": _post,
    "bad_value": MEASURE_WORDS.__getitem__,
}
