"""What is said of a brought table of members: notes on its lines, samples of its columns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from guyub.community.members.domain.import_fields import TITLES
from guyub.foundation.identity.domain.vault import masked
from guyub.foundation.intake.web import words
from guyub.foundation.kernel.formats import day, rupiah
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from guyub.community.members.domain.import_shapes import TotalRead
    from guyub.foundation.intake.domain.notes import Note
    from guyub.foundation.intake.web.words import NoteLine

_MANY_DIGITS = 9  # a phone has ten, a NIK sixteen
_NUMBERISH = re.compile(r"[\d][\d\s.\-'()+/E]{6,}\d")
_AGAIN = "Ubah kolomnya menjadi teks, ketik ulang dari KTP, lalu unggah lagi."
# note → what is not right, what to do
NOTE_WORDS: Mapping[str, tuple[str, str]] = {
    "no_name": ("Nama kosong", "Isi namanya, atau kosongkan seluruh baris."),
    "bad_name": ("Nama tidak terbaca", "Tulis nama seperti di KTP, paling panjang 120 huruf."),
    "nik_missing": ("NIK kosong", "Lengkapi nanti dari KTP di halaman anggota."),
    "nik_lost": ("Angka NIK hilang: program tabel membulatkannya, seperti 3,57303E+15", _AGAIN),
    "nik_bad": ("NIK bukan nomor yang sah", "Cocokkan dengan KTP."),
    "nik_twice": (
        "NIK sudah ada di baris lain",
        "Hapus satu di antaranya, atau betulkan NIK-nya.",
    ),
    "kk_lost": ("Angka nomor KK hilang: program tabel membulatkannya", _AGAIN.replace("KTP", "KK")),
    "kk_bad": ("Nomor KK bukan 16 angka", "Cocokkan dengan kartu keluarga."),
    "kk_many": ("Satu nomor KK dipakai banyak orang", "Periksa apakah nomornya tersalin ke bawah."),
    "phone_bad": ("Bukan nomor HP", "Nomor ini tidak ikut masuk. Catat nanti di halaman anggota."),
    "sex_bad": ("Jenis kelamin belum terbaca", "Tulis L atau P, atau lengkapi nanti."),
    "sex_other": (
        "Jenis kelamin tidak sesuai NIK",
        "Cocokkan dengan KTP. Yang tertulis di tabel yang dipakai.",
    ),
    "born_bad": ("Tanggal lahir belum terbaca", "Tulis seperti 12 Mei 1984 atau 12/05/1984."),
    "born_other": (
        "Tanggal lahir tidak sesuai NIK",
        "Cocokkan dengan KTP. Yang tertulis di tabel yang dipakai.",
    ),
    "joined_bad": ("Tanggal masuk belum terbaca", "Tulis seperti 12 Mei 2018 atau 12/05/2018."),
    "joined_before_birth": ("Masuk sebelum lahir", "Periksa kedua tanggalnya."),
    "future": ("Tanggal belum tiba", "Periksa tahun dan bulannya."),
    "young": (
        "Belum cukup umur",
        "Anak belum bisa menjadi anggota. Hapus barisnya, atau periksa tanggal lahirnya.",
    ),
    "name_twice": ("Nama sama dengan baris lain, tanpa NIK", "Pastikan memang dua orang."),
    "rt_bad": ("RT atau RW belum terbaca", "Tulis seperti 02/04. Bagian ini kosong dulu."),
    "too_long": ("Terlalu panjang", "Pendekkan isinya."),
    "money_bad": ("Jumlah belum terbaca", "Tulis rupiah bulat, misalnya 100.000."),
    "money_below": ("Jumlah di bawah nol", "Simpanan tidak bisa minus. Periksa angkanya."),
    "total_differs": ("Baris jumlah tidak sama dengan isi di atasnya", "Periksa angka pada baris-baris itu."),
    "numbers_dropped": (
        "Nomor anggota tidak lengkap atau ada yang sama",
        "Semua diberi nomor baru berurutan.",
    ),
    "numbers_taken": ("Ada nomor anggota yang sudah dipakai", "Semua diberi nomor baru berurutan."),
    "known": ("Sudah terdaftar di sini", "Barisnya dilewati. Pilih Lengkapi bila datanya perlu diisi."),
    "filled": ("Sudah terdaftar di sini", "Hanya isian yang masih kosong yang dilengkapi."),
    "other_name": ("NIK ini terdaftar dengan nama lain", "Cocokkan dengan KTP sebelum memasukkan."),
    "elsewhere": ("Juga anggota koperasi lain", "Tanyakan kepada orangnya. Barisnya tetap masuk."),
    "applying": ("Sedang mengajukan pendaftaran", "Selesaikan dulu di Pendaftaran, atau hapus barisnya."),
    "same_person": ("Orang yang sama dengan baris lain", "Hapus satu di antaranya."),
    "savings_there": ("Simpanannya sudah tercatat", "Simpanan di baris ini tidak ikut masuk."),
}


def _line(number: str) -> str:
    return f"Baris {number}"


def _day(iso: str) -> str:
    return f"Menurut NIK: {day(date.fromisoformat(iso))}"


_NIK_FAULTS = {
    "not_digits": "Ada huruf atau tanda di dalamnya",
    "length": "Jumlah angkanya bukan 16",
    "repeated_digit": "Semua angkanya sama",
    "unknown_province": "Dua angka depan bukan kode provinsi",
    "birth_date": "Angka tanggal lahirnya tidak ada di kalender",
    "serial": "Empat angka terakhir 0000",
    "lost_digits": "",
}
_SUGGESTIONS: Mapping[str, Callable[[str], str]] = {
    "nik_twice": _line,
    "name_twice": _line,
    "same_person": _line,
    "nik_bad": lambda fault: _NIK_FAULTS.get(fault, ""),
    "nik_lost": lambda fault: _NIK_FAULTS.get(fault, ""),
    "kk_many": lambda count: f"{count} orang",
    "sex_other": lambda sex: "Menurut NIK: perempuan" if sex == "P" else "Menurut NIK: laki-laki",
    "born_other": _day,
    "young": lambda age: f"Paling muda {age} tahun",
    "too_long": lambda most: f"Paling panjang {most} huruf",
    "total_differs": lambda rp: f"Selisih {rupiah(abs(int(rp)))}",
}


# The title of the page of a table that cannot be taken in yet; what those are that came.
HEADS: Mapping[str, str] = {
    "lacking": "Kolom nama belum ditemukan",
    "nothing": "Tidak ada yang baru di tabel ini",
    "": "Simpanan belum cocok dengan buku",
    "came": "anggota",
}


@dataclass(frozen=True, slots=True)
class TotalLine(Row):
    """One figure of the table's own totals, in words."""

    line: int
    title: str
    said_rp: int
    counted_rp: int
    is_met: bool


def note_line(note: Note) -> NoteLine:
    """Put a note into words."""
    return words.note_line(note, words=NOTE_WORDS, titles=TITLES, suggestions=_SUGGESTIONS)


def total_line(total: TotalRead) -> TotalLine:
    """Put a figure of a totals row into words."""
    return TotalLine(total.line, TITLES[total.field], total.said_rp, total.counted_rp, total.is_met)


def without_numbers(cell: str) -> str:
    """Hide whatever may be a NIK, a KK or a phone."""

    def hide(match: re.Match[str]) -> str:
        found = match[0]
        return masked(found) if sum(map(str.isdecimal, found)) >= _MANY_DIGITS else found

    return _NUMBERISH.sub(hide, cell)
