"""What is said of a brought table of running loans: notes on its lines, how each loan stands, what columns mean."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from guyub.finance.loans.domain.opening_cells import METHOD_WORDS
from guyub.finance.loans.domain.opening_fields import TITLES
from guyub.finance.loans.domain.openings import standing_of
from guyub.finance.loans.domain.terms import MILLION, Every, Unit
from guyub.foundation.intake.web import words
from guyub.foundation.kernel.formats import day, rupiah
from guyub.foundation.kernel.money import round_rp
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from fractions import Fraction

    from guyub.finance.loans.domain.opening_rows import BroughtLoan
    from guyub.finance.loans.domain.openings import Standing
    from guyub.foundation.intake.domain.notes import Note
    from guyub.foundation.intake.web.words import NoteLine

# note → what is not right, what to do
NOTE_WORDS: Mapping[str, tuple[str, str]] = {
    "example": ("Ini baris contoh", "Hapus baris contoh dari tabel."),
    "nobody": ("Nomor anggota dan nama kosong", "Isi salah satunya."),
    "number_bad": ("Nomor anggota belum terbaca", "Tulis nomornya saja, misalnya 42 atau A-0042."),
    "number_unknown": (
        "Tidak ada anggota bernomor ini",
        "Cocokkan dengan daftar anggota, atau daftarkan orangnya dulu.",
    ),
    "left_already": (
        "Orang ini bukan anggota lagi",
        "Catat sisanya sebagai piutang lain di saldo awal, lalu hapus barisnya.",
    ),
    "name_unknown": ("Tidak ada anggota bernama ini", "Isi nomor anggotanya, atau daftarkan orangnya dulu."),
    "name_many": ("Beberapa anggota bernama sama", "Isi nomor anggotanya."),
    "other_name": (
        "Nama di tabel lain daripada nama anggota bernomor ini",
        "Pastikan orangnya benar. Barisnya tetap masuk.",
    ),
    "no_product": ("Produk kosong", "Tulis nama produk pinjamannya."),
    "product_unknown": ("Produk ini tidak ada", "Tulis nama atau kode dari halaman produk pinjaman."),
    "empty": ("Kosong", "Isi sel ini."),
    "day_bad": ("Tanggal belum terbaca", "Tulis seperti 12/05/2025 atau 12 Mei 2025."),
    "after_cut_off": (
        "Cair sesudah hari saldo awal",
        "Hapus barisnya. Pinjaman baru dicatat lewat pencairan.",
    ),
    "first_due_early": ("Angsuran pertama tidak sesudah tanggal cair", "Periksa kedua tanggal itu."),
    "money_bad": ("Jumlah belum terbaca", "Tulis rupiah bulat, misalnya 1.200.000."),
    "money_below": ("Jumlah di bawah nol", "Periksa angkanya."),
    "settled": ("Sisa pokok kosong atau nol", "Pinjaman yang sudah lunas tidak dibawa; hapus barisnya."),
    "left_more": ("Sisa pokok lebih besar daripada plafon", "Periksa kedua angka itu."),
    "count_bad": (
        "Banyaknya angsuran belum terbaca",
        "Tulis angkanya saja, misalnya 12; paling banyak 1.200.",
    ),
    "rate_bad": (
        "Suku jasa belum terbaca",
        "Tulis persennya, misalnya 1,5, di kolom sebulan atau setahun yang benar.",
    ),
    "rate_two": ("Suku sebulan dan setahun tidak cocok", "Isi salah satunya saja."),
    "method_unknown": (
        "Cara hitung belum terbaca",
        "Tulis flat, menurun, anuitas, jasa saja, atau sekaligus.",
    ),
    "every_unknown": (
        "Jarak angsuran belum terbaca",
        "Tulis bulanan, mingguan, harian, pasaran, atau 3 bulan.",
    ),
    "yes_no": ("Belum terbaca", "Tulis ya atau tidak."),
    "provision_more": ("Penyisihan lebih besar daripada sisa pokok", "Periksa angkanya."),
    "too_long": ("Terlalu panjang", "Pendekkan isinya."),
    "twice": (
        "Sama persis dengan baris lain",
        "Hapus satu, atau bedakan keperluannya bila memang dua pinjaman.",
    ),
    "terms": ("Jadwal tidak dapat dibuat dari isian baris ini", "Perbaiki isian yang disebut."),
    "anew": (
        "Sisa pokok tidak cocok dengan jadwal asalnya",
        "Sisanya dijadwalkan ulang sampai angsuran terakhir. Periksa angsuran berikutnya.",
    ),
    "jasa_other": (
        "Jasa tertunggak lain daripada menurut jadwal",
        "Yang ditagih menurut jadwal; yang di buku menurut tabel. Periksa angkanya.",
    ),
}


def _line(number: str) -> str:
    return f"Baris {number}"


_SUGGESTIONS: Mapping[str, Callable[[str], str]] = {
    "twice": _line,
    "after_cut_off": lambda iso: f"Saldo awal per {day(date.fromisoformat(iso))}",
    "name_many": lambda count: f"{count} anggota",
    "too_long": lambda most: f"Paling panjang {most} huruf",
    "name_unknown": lambda name: f"Mungkin {name}",
    "product_unknown": lambda name: f"Mungkin {name}",
}
# What each column means, for the sheet of explanations.
FIELD_HELP: Mapping[str, str] = {
    "number": "Nomor di daftar anggota. Boleh kosong bila namanya hanya dimiliki satu anggota.",
    "name": "Nama peminjam seperti di daftar anggota.",
    "product": "Nama atau kode produk pinjaman. Boleh kosong bila koperasi hanya punya satu produk.",
    "disbursed_on": "Hari pinjaman cair, paling akhir hari saldo awal.",
    "principal": "Pinjaman semula, rupiah bulat.",
    "instalments": "Banyaknya angsuran seluruhnya, bukan sisanya.",
    "every": "bulanan, mingguan, harian, pasaran, tahunan, atau misalnya 3 bulan. Kosong: seperti produknya.",
    "rate_month": "Jasa sebulan dalam persen, misalnya 1,5. Isi ini atau jasa setahun, salah satu. Tanpa jasa: 0.",
    "rate_year": "Jasa setahun dalam persen, misalnya 18.",
    "method": "flat, menurun, anuitas, jasa saja (pokok di akhir), atau sekaligus. Kosong: seperti produknya.",
    "first_due_on": "Jatuh tempo angsuran pertama. Kosong: satu jarak angsuran sesudah cair.",
    "left": "Pokok yang belum kembali pada hari saldo awal.",
    "jasa": "Jasa yang sudah jatuh tempo dan belum dibayar, bila tercatat di saldo awal. Boleh kosong.",
    "provision": "Penyisihan untuk pinjaman ini. Tanpa kolom ini, jumlah di saldo awal dibagi menurut sisa pokok.",
    "purpose": "Untuk apa pinjamannya, paling panjang 120 huruf.",
    "anew": "ya: jadwal asal tidak dipakai, sisanya dibagi rata sampai angsuran terakhir.",
}
EVERY_WORDS: Mapping[Unit, str] = {
    Unit.DAY: "hari",
    Unit.WEEK: "minggu",
    Unit.MONTH: "bulan",
    Unit.YEAR: "tahun",
    Unit.PASARAN: "pasaran",
}


@dataclass(frozen=True, slots=True)
class LoanLine(Row):
    """One loan as taking it in would keep it; whole rupiah."""

    line: int
    borrower: str
    product: str
    terms: str
    disbursed_on: date
    principal_rp: int
    left_rp: int
    paid_rp: int
    arrears: str
    tone: str
    next_on: date | None
    next_rp: int
    ends_on: date
    provision_rp: int
    is_anew: bool


# The title of the page of a table that cannot be taken in yet.
HEADS: Mapping[str, str] = {
    "lacking": "Beberapa kolom belum ketemu",
    "nothing": "Tidak ada pinjaman di tabel ini",
    "": "Jumlahnya belum cocok dengan saldo awal",
}


def note_line(note: Note) -> NoteLine:
    """Put a note into words."""
    return words.note_line(note, words=NOTE_WORDS, titles=TITLES, suggestions=_SUGGESTIONS)


def loan_line(row: BroughtLoan, provision_rp: int, cut_off: date) -> LoanLine:
    """Say how a loan stands on the day of the opening position, as a treasurer recognises it."""
    state = row.opening.state
    standing = standing_of(state, cut_off)
    arrears, tone = arrears_words(standing)
    return LoanLine(
        row.line,
        row.member.name,
        row.product.name,
        terms_words(
            row.told.annual_rate, METHOD_WORDS[row.told.method], row.told.instalments, row.told.every
        ),
        row.told.disbursed_on,
        row.told.principal_rp,
        row.told.left_rp,
        sum(one.amount for one in state.transactions),
        arrears,
        tone,
        standing.next_on,
        standing.next_rp,
        state.lines[-1].due_on,
        provision_rp,
        row.opening.is_anew,
    )


def arrears_words(standing: Standing) -> tuple[str, str]:
    """Say how late a loan is, with the tone of its chip: ``tunggak 2 angsuran, Rp 224.000``."""
    if standing.late:
        return f"tunggak {standing.late} angsuran, {rupiah(standing.overdue.amount_rp)}", "bad"
    return (f"{standing.ahead} angsuran di muka", "") if standing.ahead else ("lancar", "ok")


def terms_words(annual_rate: Fraction, method: str, instalments: int, every: Every) -> str:
    """Say on which terms a loan runs: ``flat 1,5% sebulan, 12 angsuran tiap bulan``."""
    hundredths = round_rp(annual_rate * MILLION / 12)
    whole, rest = divmod(hundredths, MILLION // 100)
    percent = f"{whole},{rest:04}".rstrip("0").rstrip(",")
    count = f"{every.count} " if every.count > 1 else ""
    return f"{method} {percent}% sebulan, {instalments} angsuran tiap {count}{EVERY_WORDS[every.unit]}"
