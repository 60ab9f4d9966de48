"""What changed in a person's file: the fields, what they are called, and how a history of changes is read back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# The fields that a form changes together, as the file keeps them; a day is written 1990-05-01.
FIELD_WORDS: Mapping[str, str] = {
    "name": "Nama",
    "sex": "Jenis kelamin",
    "birthplace": "Tempat lahir",
    "born_on": "Tanggal lahir",
    "address": "Alamat",
    "rt": "RT",
    "rw": "RW",
    "ward_code": "Kelurahan di KTP",
    "kk_relation": "Hubungan di KK",
    "work": "Pekerjaan",
}
NUMBER_WORDS: Mapping[str, str] = {"nik": "NIK", "kk": "Nomor KK", "phone": "Nomor HP"}
OTHER_WORDS: Mapping[str, str] = {
    "photo": "Foto",
    "ktp_seen_on": "KTP dilihat",
    "heirs": "Ahli waris",
    "business": "Usaha",
    "business.name": "Nama usaha",
    "business.makes": "Yang dihasilkan usaha",
    "business.a_month": "Hasil usaha sebulan",
    "business.turnover_rp": "Omzet usaha sebulan",
    "business.workers": "Orang yang bekerja di usaha",
    "business.since_year": "Tahun mulai usaha",
    "business.place": "Tempat usaha",
    "business.paper": "Foto dan sertifikat usaha",
}
CHANGE_WORDS: Mapping[str, str] = {**FIELD_WORDS, **NUMBER_WORDS, **OTHER_WORDS}
LONGEST_KEPT = 200  # of what a line of the history shows before and after


@dataclass(frozen=True, slots=True)
class Change:
    """One field, from what to what, as the history writes it."""

    field: str
    before: str
    after: str


def changes_between(before: Mapping[str, str], after: Mapping[str, str]) -> list[Change]:
    """Tell which fields differ, in the order of ``before``; both name the same fields."""
    return [Change(field, value, after[field]) for field, value in before.items() if value != after[field]]


def replayed(first: Mapping[str, str], changes: Iterable[Change]) -> dict[str, str] | None:
    """Bring a file from how it began to how it is now; None where a change does not begin where the file stood.

    Args:
        first: The fields as they were; fields that are not among them are passed over.
        changes: The history, the oldest first.
    """
    now = dict(first)
    for change in changes:
        if change.field not in now:
            continue
        if now[change.field] != change.before:
            return None
        now[change.field] = change.after
    return now


def undone(last: Mapping[str, str], changes: Iterable[Change]) -> dict[str, str] | None:
    """Read a file back to how it began; ``changes`` the oldest first, as of ``replayed``."""
    back = [Change(change.field, change.after, change.before) for change in changes]
    return replayed(last, reversed(back))


def shortened(text: str) -> str:
    """Fit a text into a line of the history: at most 200 characters, with a mark where something was left off."""
    return text if len(text) <= LONGEST_KEPT else f"{text[: LONGEST_KEPT - 1]}…"
