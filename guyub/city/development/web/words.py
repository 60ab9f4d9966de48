"""How kinds, states, steps and those who hold the ball are called on screens and in documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.city.development.domain.needs import NeedKind, NeedState
from guyub.city.development.domain.path import StepState
from guyub.city.development.selectors.paths import paths

if TYPE_CHECKING:
    from collections.abc import Mapping

# State → how the stepper draws it, and what it says.
STATE_MARKS: Mapping[StepState, tuple[str, str]] = {
    StepState.DONE: ("done", "selesai"),
    StepState.REPORTED: ("done", "dilaporkan selesai"),
    StepState.UNDERWAY: ("now", "sedang dikerjakan"),
    StepState.WAITING: ("wait", "menunggu langkah lain"),
    StepState.OPEN: ("todo", "belum mulai"),
}
KIND_WORDS: Mapping[NeedKind, str] = {
    NeedKind.TEMPAT: "Tempat gerai",
    NeedKind.BANGUNAN: "Bangunan dan renovasi",
    NeedKind.RAK_ETALASE: "Rak dan etalase",
    NeedKind.PENDINGIN: "Lemari pendingin",
    NeedKind.TIMBANGAN: "Timbangan",
    NeedKind.KOMPUTER: "Komputer",
    NeedKind.HP_KASIR: "HP kasir",
    NeedKind.PRINTER: "Printer",
    NeedKind.LISTRIK: "Listrik",
    NeedKind.INTERNET: "Internet",
    NeedKind.TABUNG_LPG: "Tabung LPG",
    NeedKind.KENDARAAN: "Kendaraan",
    NeedKind.STOK_AWAL: "Stok awal",
    NeedKind.MODAL_KERJA: "Modal kerja",
    NeedKind.PELATIHAN: "Pelatihan",
    NeedKind.PERIZINAN: "Perizinan",
    NeedKind.LAINNYA: "Lainnya",
}
STATE_WORDS: Mapping[NeedState, str] = {
    NeedState.RAISED: "Diajukan",
    NeedState.VERIFIED: "Diperiksa",
    NeedState.PLANNED: "Direncanakan",
    NeedState.FUNDED: "Didanai",
    NeedState.BOUGHT: "Dibeli",
    NeedState.HANDED_OVER: "Diserahkan",
    NeedState.IN_USE: "Dipakai",
    NeedState.DECLINED: "Ditolak",
}
STATE_TONES: Mapping[NeedState, str] = {
    NeedState.RAISED: "warn",
    NeedState.IN_USE: "ok",
    NeedState.DECLINED: "bad",
}
# Who holds the ball in each state.
NEXT_WORDS: Mapping[NeedState, str] = {
    NeedState.RAISED: "Menunggu Diskopindag memeriksa",
    NeedState.VERIFIED: "Menunggu Diskopindag merencanakan",
    NeedState.PLANNED: "Menunggu dana",
    NeedState.FUNDED: "Menunggu dibeli",
    NeedState.BOUGHT: "Menunggu diserahkan",
    NeedState.HANDED_OVER: "Menunggu koperasi menyatakan dipakai",
    NeedState.IN_USE: "Selesai",
    NeedState.DECLINED: "Ditutup",
}
STEP_BUTTONS: Mapping[NeedState, str] = {
    NeedState.VERIFIED: "Nyatakan sudah diperiksa",
    NeedState.PLANNED: "Masukkan ke rencana",
    NeedState.FUNDED: "Catat dana",
    NeedState.BOUGHT: "Nyatakan sudah dibeli",
    NeedState.HANDED_OVER: "Catat serah terima",
    NeedState.IN_USE: "Nyatakan sudah dipakai",
    NeedState.DECLINED: "Tolak",
}
URGENCY_WORDS: Mapping[int, str] = {
    3: "Menahan usaha",
    2: "Perlu triwulan ini",
    1: "Bisa menunggu",
}
ANYTHING_ELSE_WORDS = ("LAINNYA", "Hal lain")


def step_choices() -> dict[str, str]:
    """Name the steps of the newest path with which a cooperative may ask for help: code → words."""
    return {step.code: step.title for step in paths()[-1].steps} | dict([ANYTHING_ELSE_WORDS])


def step_words(code: str) -> str:
    """Say a step of the path; one beside the path says its code."""
    return step_choices().get(code, code.replace("_", " ").capitalize())
