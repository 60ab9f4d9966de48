"""When the savings-and-loan unit may take deposits: unit, licence, separated capital, or the city's word for it.

Source: Permenkop UKM 8/2023 Ps 8 (docs/regulations.md#savings-unit).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from guyub.foundation.kernel.dates import add_months
from guyub.foundation.kernel.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

LEAST_REASON, LONGEST_REASON = 20, 300
LONGEST_MONTHS = 12


class Lack(StrEnum):
    """What is missing before the unit may take deposits."""

    UNIT = "UNIT"
    LICENCE = "LICENCE"
    CAPITAL = "CAPITAL"


class OverrideEvent(StrEnum):
    """What the city said."""

    BUKA = "BUKA"
    CABUT = "CABUT"


# What is missing, and what to do next.
LACK_WORDS: Mapping[Lack, tuple[str, str]] = {
    Lack.UNIT: ("Unit simpan pinjam belum dibuka", "Sekretaris membukanya di halaman unit usaha."),
    Lack.LICENCE: (
        "Izin usaha simpan pinjam yang berlaku belum tercatat",
        "Urus lewat OSS bersama Diskopindag, lalu catat di halaman surat dengan tanggal berlakunya.",
    ),
    Lack.CAPITAL: (
        "Modal tetap unit belum cukup",
        "Rapat anggota memutuskan modal yang dipisahkan, lalu bendahara mencatatnya di sini.",
    ),
}


class GateRefusedError(DomainError):
    """The gate of the savings-and-loan unit is not opened or closed; ``wrong`` says why.

    ``reason`` (shorter than 20 letters or longer than 300), ``until`` (not after today, or more than a year away),
    ``open`` (the city opened it already), ``unit`` (there is none), ``none`` (the city opened nothing), ``amount``
    (separated capital below zero), ``decision`` (none of this cooperative), ``day`` (after today).
    """

    code: ClassVar[str] = "savings.gate.refused"


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of the unit on a day; whole rupiah."""

    has_unit: bool
    has_licence: bool
    capital_rp: int
    needed_rp: int


def lacks(standing: Standing) -> tuple[Lack, ...]:
    """List what is missing on a day."""
    found = (
        (Lack.UNIT, standing.has_unit),
        (Lack.LICENCE, standing.has_licence),
        (Lack.CAPITAL, standing.capital_rp >= standing.needed_rp),
    )
    return tuple(lack for lack, is_there in found if not is_there)


def holds_on(*, granted_on: date, until_on: date, ended_on: date | None, day: date) -> bool:
    """Tell whether the city's word holds on a day: from its day to its last, not from the day it was taken back."""
    return granted_on <= day <= until_on and (ended_on is None or day < ended_on)


def checked_reason(written: str) -> str:
    """Bring a reason to one line.

    Raises:
        GateRefusedError: ``reason``.
    """
    text = " ".join(written.split())
    if not LEAST_REASON <= len(text) <= LONGEST_REASON:
        raise GateRefusedError(wrong="reason")
    return text


def check_until(until_on: date, *, today: date) -> None:
    """Refuse an end that is not ahead, or further than a year.

    Raises:
        GateRefusedError: ``until``.
    """
    if not today < until_on <= add_months(today, LONGEST_MONTHS):
        raise GateRefusedError(wrong="until")
