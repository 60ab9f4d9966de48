"""What states, steps, books and patterns beside the official sites are called on screens and papers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.trade.subsidised.domain.day_closes import Book
from guyub.trade.subsidised.domain.oddities import OddKind, Verdict
from guyub.trade.subsidised.domain.officials import Age, OfficialStep, RefusedFor
from guyub.trade.subsidised.domain.programmes import KnownBy, Official, OfficialState

if TYPE_CHECKING:
    from collections.abc import Mapping

SITE_WORDS: Mapping[Official, str] = {
    Official.NONE: "",
    Official.MAP: "MAP",
    Official.KLIK_SPHP: "Klik SPHP",
    Official.IPUBERS: "i-Pubers",
}
STATE_WORDS: Mapping[OfficialState, str] = {
    OfficialState.NONE: "Tanpa situs",
    OfficialState.WAITING: "Belum",
    OfficialState.DONE: "Sudah",
    OfficialState.REFUSED: "Ditolak",
    OfficialState.KEPT: "Ditolak, dibiarkan",
    OfficialState.CANCEL: "Perlu dibatalkan",
    OfficialState.CANCELLED: "Dibatalkan",
}
STATE_TONES: Mapping[OfficialState, str] = {
    OfficialState.DONE: "ok",
    OfficialState.REFUSED: "bad",
    OfficialState.KEPT: "warn",
    OfficialState.CANCEL: "bad",
    OfficialState.CANCELLED: "ok",
}
AGE_WORDS: Mapping[Age, str] = {
    Age.FRESH: "",
    Age.LATE: "Terlambat",
    Age.CLOSING: "Lewat jam tutup",
    Age.PAST: "Hari lain",
}
AGE_TONES: Mapping[Age, str] = {Age.LATE: "warn", Age.CLOSING: "warn", Age.PAST: "bad"}
STEP_WORDS: Mapping[OfficialStep, str] = {
    OfficialStep.DONE: "Tercatat di situs",
    OfficialStep.REFUSED: "Ditolak situs",
    OfficialStep.AGAIN: "Dicoba lagi",
    OfficialStep.KEEP: "Dibiarkan dengan catatan",
    OfficialStep.UNTICK: "Ternyata belum tercatat",
    OfficialStep.CANCELLED: "Dibatalkan di situs",
}
REFUSED_WORDS: Mapping[RefusedFor, str] = {
    RefusedFor.NIK: "Jatah orang ini habis",
    RefusedFor.KK: "Jatah keluarganya habis",
    RefusedFor.UNKNOWN: "Belum terdaftar di situs",
    RefusedFor.STOCK: "Stok di situs kosong",
    RefusedFor.BUSY: "Situs sibuk atau keluar sendiri",
    RefusedFor.OTHER: "Sebab lain",
}
KNOWN_WORDS: Mapping[str, str] = {
    KnownBy.SLICE: "dijual tanpa sinyal, dari jatah yang dititipkan",
    KnownBy.UNKNOWN: "dijual tanpa sinyal, sisa jatah belum diketahui",
}
BOOK_WORDS: Mapping[Book, str] = {
    Book.OFFICIAL: "Laporan situs",
    Book.MONEY: "Uang",
    Book.FULL: "Tabung isi",
    Book.EMPTY: "Tabung kosong",
}
ODD_WORDS: Mapping[OddKind, str] = {
    OddKind.RUSH: "Beruntun cepat",
    OddKind.EVEN: "Jeda seragam",
    OddKind.UNIFORM: "Jumlah besar berulang",
    OddKind.PACKED: "Terlalu padat",
    OddKind.NIGHT: "Malam hari",
    OddKind.OFTEN: "Sering dalam sehari",
    OddKind.OUTLETS_DAY: "Banyak gerai sehari",
    OddKind.OUTLETS_MONTH: "Banyak gerai sebulan",
    OddKind.HOUSEHOLD: "Satu KK terlalu sering",
    OddKind.SHARED: "KK dipakai bersama",
    OddKind.RESELLERS: "Bagian pengecer",
    OddKind.NO_EVENT: "Tanpa catatan jatah",
    OddKind.STILL: "Stok diam",
}
VERDICT_WORDS: Mapping[Verdict, str] = {
    Verdict.RIGHT: "Benar disalahgunakan",
    Verdict.WRONG: "Keliru, ada sebabnya",
}
VERDICT_TONES: Mapping[Verdict, str] = {Verdict.RIGHT: "bad", Verdict.WRONG: "ok"}
