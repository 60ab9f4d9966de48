"""Reaching many members at once: whom, in which words, on which sheets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from guyub.community.members.domain.register import MemberState

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST_TITLE, LONGEST_MESSAGE, LONGEST_LETTER = 80, 600, 2000
SHORTEST_TITLE = 10  # it is the reason for which phones are opened
MOST_REACHED = 500  # members of one mailing
OPENED_AT_ONCE = 40  # phones on one page, which stays below 100 kB
CONSENT_PURPOSE = "MESSAGES"
GAP = "…"  # what the writer still has to fill in
FIELDS = ("nama", "nomor", "koperasi")
_FIELD = re.compile(r"\{([^{}\n]{0,20})\}")


class Way(StrEnum):
    """How a mailing goes out."""

    WA = "WA"
    SURAT = "SURAT"


class Whom(StrEnum):
    """Which members are meant, by their standing."""

    SEMUA = "SEMUA"
    AKTIF = "AKTIF"
    PASIF = "PASIF"


WHOM_WORDS: Mapping[Whom, str] = {
    Whom.SEMUA: "Semua anggota",
    Whom.AKTIF: "Anggota aktif",
    Whom.PASIF: "Anggota pasif",
}
STATES_OF: Mapping[Whom, tuple[MemberState, ...]] = {
    Whom.SEMUA: (MemberState.AKTIF, MemberState.PASIF),
    Whom.AKTIF: (MemberState.AKTIF,),
    Whom.PASIF: (MemberState.PASIF,),
}


@dataclass(frozen=True, slots=True)
class Pattern:
    """A text that is kept to begin with: as a message, and as the body of a letter."""

    label: str
    title: str
    message: str
    letter: str


PATTERNS: Mapping[str, Pattern] = {
    "undangan": Pattern(
        "Undangan rapat",
        "Undangan rapat anggota",
        "Yth. Bapak/Ibu {nama}, anggota {nomor}.\n\nKami mengundang Anda ke rapat anggota {koperasi} pada hari"
        " …, tanggal …, pukul …, di ….\n\nMohon datang tepat waktu dan membawa kartu anggota. Terima kasih.",
        "Dengan hormat,\n\nKami mengundang Bapak/Ibu {nama}, anggota nomor {nomor}, untuk hadir dalam rapat anggota"
        " {koperasi} pada hari …, tanggal …, pukul …, bertempat di ….\n\nAcara: ….\n\nMohon datang tepat waktu dan"
        " membawa kartu anggota. Atas perhatian dan kehadiran Bapak/Ibu kami sampaikan terima kasih.",
    ),
    "pemberitahuan": Pattern(
        "Pemberitahuan",
        "Pemberitahuan kepada anggota",
        "Yth. Bapak/Ibu {nama}, anggota {nomor}.\n\nKami beritahukan bahwa ….\n\nHal yang kurang jelas dapat"
        " ditanyakan di kantor {koperasi}. Terima kasih.",
        "Dengan hormat,\n\nBersama surat ini kami beritahukan kepada Bapak/Ibu {nama}, anggota nomor {nomor}, bahwa"
        " ….\n\nHal yang kurang jelas dapat ditanyakan di kantor {koperasi}. Atas perhatian Bapak/Ibu kami sampaikan"
        " terima kasih.",
    ),
    "ucapan": Pattern(
        "Ucapan",
        "Ucapan selamat hari raya",
        "Yth. Bapak/Ibu {nama}.\n\nPengurus {koperasi} mengucapkan selamat … kepada Anda sekeluarga. Terima kasih"
        " telah menjadi anggota.",
        "Dengan hormat,\n\nSegenap pengurus dan pengawas {koperasi} mengucapkan selamat … kepada Bapak/Ibu {nama}"
        " sekeluarga.\n\nTerima kasih telah menjadi bagian dari {koperasi}.",
    ),
}


@dataclass(frozen=True, slots=True)
class LabelSheet:
    """How labels lie on a sheet of A4; lengths in tenths of a millimetre."""

    words: str
    columns: int
    rows: int
    width: int
    height: int
    left: int
    top: int
    gutter: int


LABEL_SHEETS: Mapping[str, LabelSheet] = {
    "3x8": LabelSheet("3 × 8 (70 × 37 mm)", 3, 8, 700, 370, 0, 5, 0),
    "2x7": LabelSheet("2 × 7 (99 × 38 mm)", 2, 7, 991, 381, 46, 151, 25),
}


def unknown_fields(text: str) -> list[str]:
    """List what stands in braces and is no field, as written; also a brace that is alone."""
    found = [name for name in _FIELD.findall(text) if name not in FIELDS]
    rest = _FIELD.sub("", text)
    return [*found, *[brace for brace in "{}" if brace in rest]]


def filled(text: str, *, name: str, number: str, cooperative: str) -> str:
    """Put the fields into a text, once: what a name holds is never a field again."""
    values = {"nama": name, "nomor": number, "koperasi": cooperative}
    return _FIELD.sub(lambda match: values.get(match[1], match[0]), text)


def chosen_words(whom: Whom, *, rt: str = "", group: str = "") -> str:
    """Say who is meant: ``Anggota aktif, RT 004, kelompok Melati``."""
    parts = (WHOM_WORDS[whom], f"RT {rt}" if rt else "", f"kelompok {group}" if group else "")
    return ", ".join(part for part in parts if part)
