"""How steps and those who hold the ball are called on screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.city.development.domain.path import StepState

if TYPE_CHECKING:
    from collections.abc import Mapping

HOLDER_WORDS: Mapping[str, str] = {
    "": "Tidak menunggu siapa pun",
    "KETUA": "Ketua",
    "SEKRETARIS": "Sekretaris",
    "BENDAHARA": "Bendahara",
    "PENGURUS": "Pengurus",
    "LURAH": "Lurah",
    "NOTARIS": "Notaris",
    "KEMENKUM": "Kementerian Hukum",
    "KPP": "Kantor pajak",
    "OSS": "OSS",
    "BANK": "Bank",
    "PEMASOK": "Pemasok",
    "DINAS": "Dinas",
    "KEMENTERIAN": "Kementerian",
    "LAINNYA": "Pihak lain",
}
# State → how the stepper draws it, and what it says.
STATE_MARKS: Mapping[StepState, tuple[str, str]] = {
    StepState.DONE: ("done", "selesai"),
    StepState.REPORTED: ("done", "dilaporkan selesai"),
    StepState.UNDERWAY: ("now", "sedang dikerjakan"),
    StepState.WAITING: ("wait", "menunggu langkah lain"),
    StepState.OPEN: ("todo", "belum mulai"),
}
