"""The statutory books that live here: which of the sixteen are lists of what officers write down."""

from __future__ import annotations

from enum import StrEnum


class BookKind(StrEnum):
    """A book whose lines officers write; each has numbers of its own, year by year."""

    TAMU = "TAMU"
    ANJURAN_KOPERASI = "ANJURAN_KOPERASI"
    ANJURAN_INSTANSI = "ANJURAN_INSTANSI"
    KEJADIAN = "KEJADIAN"
    SURAT_MASUK = "SURAT_MASUK"
    SURAT_KELUAR = "SURAT_KELUAR"
    EKSPEDISI = "EKSPEDISI"


BOOK_WORDS = {
    BookKind.TAMU: "Buku tamu",
    BookKind.ANJURAN_KOPERASI: "Buku anjuran pejabat koperasi",
    BookKind.ANJURAN_INSTANSI: "Buku anjuran pejabat instansi lain",
    BookKind.KEJADIAN: "Buku catatan kejadian penting",
    BookKind.SURAT_MASUK: "Agenda surat masuk",
    BookKind.SURAT_KELUAR: "Agenda surat keluar",
    BookKind.EKSPEDISI: "Buku ekspedisi",
}


def book_series(kind: BookKind) -> str:
    """Give the series of a book's numbers."""
    return f"members.book.{kind.value.lower()}"
