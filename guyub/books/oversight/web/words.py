"""How states, reasons and opinions of the pengawas are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.books.oversight.domain.samples import Why
from guyub.books.oversight.domain.words import Opinion, QuestionState, Verdict
from guyub.books.oversight.selectors.exceptions import Part

if TYPE_CHECKING:
    from collections.abc import Mapping

# Words and tone.
STATES: Mapping[str, tuple[str, str]] = {
    QuestionState.TERBUKA: ("Menunggu pengurus", "warn"),
    QuestionState.DIJAWAB: ("Sudah dijawab", "act"),
    QuestionState.SELESAI: ("Selesai", "ok"),
}
VERDICTS: Mapping[str, tuple[str, str]] = {
    "": ("Belum diperiksa", "plain"),
    Verdict.COCOK: ("Cocok", "ok"),
    Verdict.TANPA_BUKTI: ("Tanpa bukti", "bad"),
    Verdict.TANYA: ("Ditanyakan", "warn"),
}
OPINIONS: Mapping[str, tuple[str, str]] = {
    Opinion.WAJAR: ("Wajar", "ok"),
    Opinion.DENGAN_CATATAN: ("Dengan catatan", "warn"),
    Opinion.BELUM: ("Belum bisa dinilai", "bad"),
}
PARTS: Mapping[str, str] = {
    Part.JURNAL: "Jurnal dan orang",
    Part.KAS: "Kas, klaim, dana",
    Part.SIMPANAN: "Simpanan",
    Part.PINJAMAN: "Pinjaman",
    Part.STOK: "Stok",
    Part.BELANJA: "Belanja",
    Part.ANGGARAN: "Anggaran",
}
WHYS: Mapping[str, str] = {
    Why.AMBANG: "jumlah besar",
    Why.BALIK: "membalik jurnal lain",
    Why.MUNDUR: "dicatat terlambat",
    Why.NILAI: "diacak menurut rupiah",
    Why.ACAK: "diacak",
}
