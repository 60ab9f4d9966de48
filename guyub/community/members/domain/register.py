"""The register of members: what somebody is to the cooperative, since when, and the number that is theirs for good."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

REGISTER_SERIES = "members.register"  # never starts again: a number is given once


class MemberState(StrEnum):
    """What somebody is to the cooperative."""

    CALON = "CALON"  # accepted by the board; simpanan pokok is not whole yet, so there is no number
    AKTIF = "AKTIF"
    PASIF = "PASIF"
    KELUAR = "KELUAR"


class LeftWhy(StrEnum):
    """Why somebody is a member no more."""

    MUNDUR = "MUNDUR"
    MENINGGAL = "MENINGGAL"
    DIBERHENTIKAN = "DIBERHENTIKAN"
    BATAL = "BATAL"  # accepted, but the simpanan pokok was never whole


class Happened(StrEnum):
    """What changes a member's state after the admission; each is a row of the register, never changed."""

    DIPASIFKAN = "DIPASIFKAN"
    DIAKTIFKAN = "DIAKTIFKAN"
    MUNDUR = "MUNDUR"
    MENINGGAL = "MENINGGAL"
    DIBERHENTIKAN = "DIBERHENTIKAN"
    BATAL = "BATAL"


STATE_WORDS = {
    MemberState.CALON: "Calon anggota",
    MemberState.AKTIF: "Aktif",
    MemberState.PASIF: "Pasif",
    MemberState.KELUAR: "Keluar",
}
HAPPENED_WORDS = {
    Happened.DIPASIFKAN: "Dipasifkan",
    Happened.DIAKTIFKAN: "Aktif kembali",
    Happened.MUNDUR: "Mengundurkan diri",
    Happened.MENINGGAL: "Meninggal dunia",
    Happened.DIBERHENTIKAN: "Diberhentikan",
    Happened.BATAL: "Batal menjadi anggota",
}
# What may happen in a state, and the state that follows.
STEPS: dict[MemberState, dict[Happened, MemberState]] = {
    MemberState.CALON: {Happened.BATAL: MemberState.KELUAR, Happened.MENINGGAL: MemberState.KELUAR},
    MemberState.AKTIF: {
        Happened.DIPASIFKAN: MemberState.PASIF,
        Happened.MUNDUR: MemberState.KELUAR,
        Happened.MENINGGAL: MemberState.KELUAR,
        Happened.DIBERHENTIKAN: MemberState.KELUAR,
    },
    MemberState.PASIF: {
        Happened.DIAKTIFKAN: MemberState.AKTIF,
        Happened.MUNDUR: MemberState.KELUAR,
        Happened.MENINGGAL: MemberState.KELUAR,
        Happened.DIBERHENTIKAN: MemberState.KELUAR,
    },
    MemberState.KELUAR: {},
}


def member_number(number: int) -> str:
    """Write a member's number as people see it: ``A-0042``."""
    return f"A-{number:04}"


def login_number(place_name: str, number: int) -> str:
    """Write a member's number as a name to get in by, one in the whole network: ``BUMIAYU-0042``."""
    ward = re.sub(r"[^A-Z]+", "-", place_name.upper().removeprefix("KKMP ")).strip("-")
    return f"{ward[:40]}-{number:04}"


def state_after(admitted: bool, happenings: Iterable[Happened]) -> MemberState | None:  # noqa: FBT001  one fact of two
    """Tell what somebody is after what happened, in its order; None where it could not have happened so.

    Args:
        admitted: A number was given: the row began as AKTIF; otherwise as CALON.
        happenings: What happened since.
    """
    state = MemberState.AKTIF if admitted else MemberState.CALON
    for happened in happenings:
        if happened not in STEPS[state]:
            return None
        state = STEPS[state][happened]
    return state
