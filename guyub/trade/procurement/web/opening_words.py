"""What is said of a brought table of debts: notes on its lines, what columns mean."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from guyub.foundation.intake.web import words
from guyub.foundation.kernel.formats import day
from guyub.trade.procurement.domain.opening_fields import TITLES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from guyub.foundation.intake.domain.notes import Note
    from guyub.foundation.intake.web.words import NoteLine

NOTE_WORDS: Mapping[str, tuple[str, str]] = {
    "example": ("Ini baris contoh", "Hapus baris contoh dari tabel."),
    "no_partner": ("Pemasok kosong", "Isi nama atau kodenya, atau kosongkan seluruh baris."),
    "partner_unknown": (
        "Pemasok ini tidak ada di daftar mitra",
        "Betulkan namanya, atau tambahkan dulu di halaman Mitra.",
    ),
    "no_number": ("Nomor nota kosong", "Tulis nomor di notanya. Nota tanpa nomor: tulis tanggalnya."),
    "number_twice": ("Nomor nota sama dengan baris lain", "Hapus satu, atau betulkan nomornya."),
    "number_known": (
        "Nota pemasok ini sudah tercatat sebagai tagihan",
        "Hapus barisnya, atau betulkan nomornya.",
    ),
    "day_bad": ("Tanggal belum terbaca", "Tulis seperti 12/12/2025 atau 12 Desember 2025."),
    "day_future": ("Tanggal nota belum tiba", "Periksa tahunnya."),
    "day_after": (
        "Tanggal nota sesudah hari saldo awal",
        "Hapus barisnya, lalu catat sebagai tagihan biasa.",
    ),
    "due_before": ("Jatuh tempo sebelum tanggal nota", "Betulkan salah satunya."),
    "money_bad": ("Jumlah rupiah belum terbaca", "Tulis angkanya, misalnya 1.250.000."),
    "amount_zero": (
        "Sisa utang nol atau di bawah nol",
        "Hapus baris yang sudah lunas, atau betulkan angkanya.",
    ),
    "too_long": ("Terlalu panjang", "Pendekkan isinya."),
}
_SUGGESTIONS: Mapping[str, Callable[[str], str]] = {
    "number_twice": lambda line: f"Baris {line}",
    "partner_unknown": lambda name: f"Mungkin {name}",
    "day_after": lambda written: f"Hari saldo awal {day(date.fromisoformat(written))}",
    "too_long": lambda letters: f"Paling panjang {letters} huruf",
}
# What each column means, for the sheet of explanations.
FIELD_HELP: Mapping[str, str] = {
    "name": "Nama atau kode pemasok seperti di daftar Mitra.",
    "number": "Nomor yang tercetak di nota. Satu nomor hanya sekali untuk tiap pemasok.",
    "billed": "Tanggal di nota, paling lambat hari saldo awal: 12/12/2025 atau 12 Desember 2025.",
    "due": "Paling lambat dibayar. Kosong: menurut syarat bayar pemasok di daftar Mitra.",
    "amount": "Yang belum dibayar pada hari saldo awal, rupiah bulat.",
    "note": "Untuk apa, paling panjang 200 huruf. Boleh kosong.",
}


# The title of the page of a table that cannot be taken in yet.
HEADS: Mapping[str, str] = {
    "lacking": "Ada kolom yang belum ketemu",
    "nothing": "Tidak ada utang di tabel ini",
    "many": "Tabelnya terlalu panjang",
    "unopened": "Buku belum dimulai",
    "": "Jumlahnya lebih daripada saldo awal",
}


def note_line(note: Note) -> NoteLine:
    """Put a note into words."""
    return words.note_line(note, words=NOTE_WORDS, titles=TITLES, suggestions=_SUGGESTIONS)
