"""The statutory books that live here: which of the sixteen are lists of what officers write down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from guyub.community.members.domain.register import LeftWhy

if TYPE_CHECKING:
    from collections.abc import Mapping

FIRST_DAY = date(2000, 1, 1)  # an earlier day is a slip of the pen
LONGEST_WHO, LONGEST_OF, LONGEST_TEXT, LONGEST_FOLLOW_UP = 120, 120, 600, 300
LONGEST_NAME, LONGEST_POSITION, LONGEST_HOME, LONGEST_BY, LONGEST_END = 120, 80, 200, 120, 120
EMPLOYEE_SERIES = "members.employee"  # never starts again
ROMAN_MONTHS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


LEFT_WORDS: Mapping[LeftWhy, str] = {
    LeftWhy.MUNDUR: "Mengundurkan diri",
    LeftWhy.MENINGGAL: "Meninggal dunia",
    LeftWhy.DIBERHENTIKAN: "Diberhentikan",
    LeftWhy.BATAL: "Batal",
}


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


@dataclass(frozen=True, slots=True, kw_only=True)
class BookForm:
    """What the columns of a book of lines are called, on the screen and on paper.

    Args:
        no: Which of the sixteen books it is (regulation: the ministry's list).
        slug: Its name in addresses.
        on: The day.
        who: The guest, the official, sender or addressee.
        of: From where, of which office, the letter's own number.
        text: What the line tells.
        follow_up: What became of it.
        signs: Who signs in a column of the paper book; "" for nobody.
        new: The button that begins a line.
    """

    no: int
    slug: str
    on: str
    who: str
    of: str
    text: str
    follow_up: str
    signs: str = ""
    new: str


FORMS: Mapping[BookKind, BookForm] = {
    BookKind.TAMU: BookForm(
        no=5,
        slug="tamu",
        on="Tanggal",
        who="Nama tamu",
        of="Dari instansi atau alamat",
        text="Keperluan",
        follow_up="Kesan dan tindak lanjut",
        signs="Tanda tangan tamu",
        new="Catat tamu",
    ),
    BookKind.ANJURAN_KOPERASI: BookForm(
        no=8,
        slug="anjuran-koperasi",
        on="Tanggal",
        who="Nama pejabat",
        of="Jabatan dan kantor",
        text="Isi anjuran",
        follow_up="Tindak lanjut pengurus",
        signs="Tanda tangan pejabat",
        new="Catat anjuran",
    ),
    BookKind.ANJURAN_INSTANSI: BookForm(
        no=9,
        slug="anjuran-instansi",
        on="Tanggal",
        who="Nama pejabat",
        of="Jabatan dan instansi",
        text="Isi anjuran",
        follow_up="Tindak lanjut pengurus",
        signs="Tanda tangan pejabat",
        new="Catat anjuran",
    ),
    BookKind.KEJADIAN: BookForm(
        no=13,
        slug="kejadian",
        on="Tanggal kejadian",
        who="Yang mengalami atau melapor",
        of="Tempat",
        text="Kejadian",
        follow_up="Tindak lanjut",
        signs="Paraf pengurus",
        new="Catat kejadian",
    ),
    BookKind.SURAT_MASUK: BookForm(
        no=16,
        slug="surat-masuk",
        on="Tanggal diterima",
        who="Dari",
        of="Nomor dan tanggal surat",
        text="Perihal",
        follow_up="Diteruskan kepada",
        signs="Paraf",
        new="Catat surat masuk",
    ),
    BookKind.SURAT_KELUAR: BookForm(
        no=16,
        slug="surat-keluar",
        on="Tanggal surat",
        who="Kepada",
        of="Nomor surat",
        text="Perihal",
        follow_up="Keterangan",
        signs="Paraf",
        new="Catat surat keluar",
    ),
    BookKind.EKSPEDISI: BookForm(
        no=16,
        slug="ekspedisi",
        on="Tanggal diantar",
        who="Kepada",
        of="Nomor surat",
        text="Isi kiriman",
        follow_up="Diterima oleh",
        signs="Tanda tangan penerima",
        new="Catat kiriman",
    ),
}


def kind_of_slug(slug: str) -> BookKind | None:
    """Find a book by its name in addresses; None for none."""
    return next((kind for kind, form in FORMS.items() if form.slug == slug), None)


def line_number(number: int, year: int) -> str:
    """Write the number of a line as people say it: ``3/2026``."""
    return f"{number}/{year}"


def letter_number(number: int, on: date) -> str:
    """Write the number that the cooperative gives its own letter: ``012/KKMP/XI/2026``."""
    return f"{number:03}/KKMP/{ROMAN_MONTHS[on.month - 1]}/{on.year}"


def home_of(address: str, rt: str, rw: str) -> str:
    """Write where somebody lives: ``Jl. Kyai Parseh Jaya 12, RT 004 RW 002``."""
    neighbourhood = " ".join(part for part in (f"RT {rt}" if rt else "", f"RW {rw}" if rw else "") if part)
    return ", ".join(part for part in (address, neighbourhood) if part)
