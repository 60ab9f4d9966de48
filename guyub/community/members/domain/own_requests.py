"""What a member asks about the own file: a correction, or that an entry is not right."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from guyub.community.members.domain.files import RELATION_WORDS, SEX_WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping

OWN_REQUEST_SERIES = "members.own_request"  # starts again each year
LONGEST_VALUE, LONGEST_WORDS, LONGEST_ABOUT = 200, 400, 60
MOST_OPEN = 10  # of one person at a time


class OwnRequestKind(StrEnum):
    """What is asked."""

    KOREKSI = "KOREKSI"
    SANGGAHAN = "SANGGAHAN"


class Outcome(StrEnum):
    """What came of it."""

    MENUNGGU = "MENUNGGU"
    DITERIMA = "DITERIMA"
    DITOLAK = "DITOLAK"
    DITARIK = "DITARIK"


KIND_WORDS: Mapping[OwnRequestKind, str] = {
    OwnRequestKind.KOREKSI: "Koreksi data",
    OwnRequestKind.SANGGAHAN: "Sanggahan",
}
# The parameter that says within how many days each is answered.
ANSWER_DAYS: Mapping[OwnRequestKind, str] = {
    OwnRequestKind.KOREKSI: "anggota.koreksi_hari",
    OwnRequestKind.SANGGAHAN: "anggota.sanggah_hari",
}
# Fields of the file that a member may ask to have corrected, and how the paper calls them.
FIELD_WORDS: Mapping[str, str] = {
    "name": "Nama",
    "sex": "Jenis kelamin",
    "birthplace": "Tempat lahir",
    "born_on": "Tanggal lahir",
    "address": "Alamat",
    "rt": "RT",
    "rw": "RW",
    "kk_relation": "Hubungan dalam keluarga",
    "work": "Pekerjaan",
    "nik": "NIK",
    "kk": "Nomor KK",
    "phone": "Nomor HP",
}
# Numbers of the vault: never kept in clear, not even as a wish.
NUMBER_FIELDS: Mapping[str, str] = {"nik": "NIK", "kk": "KK", "phone": "PHONE"}


def day_in(written: str) -> date | None:
    """Read a day as people or browsers write it: ``12-5-1984``, ``12/5/1984``, ``1984-05-12``; None: it is none."""
    parts = written.strip().replace("/", "-").replace(".", "-").split("-")
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() and len(part) <= 4 for part in parts):
        return None
    if 4 not in (len(parts[0]), len(parts[2])):
        return None  # of two digits nobody knows the century
    first, month, last = map(int, parts)
    year, day = (first, last) if len(parts[0]) == 4 else (last, first)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def meant(field: str, written: str) -> str | None:
    """Bring what a field should be to the form in which the file keeps it; None where it cannot be read.

    A day becomes ``1984-05-12``, a sex or a relation its code, whether the code or the word was written.
    """
    text = " ".join(written.split())
    if field == "born_on":
        day = day_in(text)
        return day.isoformat() if day else None
    words: Mapping[str, str] = {"sex": SEX_WORDS, "kk_relation": RELATION_WORDS}.get(field, {})  # type: ignore[assignment]  # both are keyed by codes
    if words:
        spelled = {said.casefold(): code for code, said in words.items()} | {
            code.casefold(): code for code in words
        }
        found = spelled.get(text.casefold())
        return str(found) if found else None
    return text or None
