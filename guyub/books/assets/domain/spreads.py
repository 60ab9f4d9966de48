"""What was paid or received ahead, and belongs to the months to come."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from guyub.books.assets.domain.sharing import month_of
from guyub.foundation.kernel.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from uuid import UUID

LONGEST_WHAT = 80
MOST_MONTHS = 120


class SpreadKind(StrEnum):
    """What is spread."""

    SEWA = "SEWA"
    ASURANSI = "ASURANSI"
    LAYANAN_ANGGOTA = "LAYANAN_ANGGOTA"
    LAYANAN_LAIN = "LAYANAN_LAIN"
    PENDAPATAN_LAIN = "PENDAPATAN_LAIN"


@dataclass(frozen=True, slots=True)
class Way:
    """From which account to which; ``sign`` 1 where it stands in debit (paid ahead), -1 in credit (received ahead)."""

    source: str
    target: str
    sign: int


WAYS: Mapping[str, Way] = {
    SpreadKind.SEWA: Way("1.4.01", "6.1.04", 1),
    SpreadKind.ASURANSI: Way("1.4.02", "6.1.11", 1),
    SpreadKind.LAYANAN_ANGGOTA: Way("2.1.09", "4.1.05", -1),
    SpreadKind.LAYANAN_LAIN: Way("2.1.09", "4.2.02", -1),
    SpreadKind.PENDAPATAN_LAIN: Way("2.1.09", "4.3.09", -1),
}
SPREAD_WORDS: Mapping[str, str] = {
    SpreadKind.SEWA: "Sewa dibayar di muka",
    SpreadKind.ASURANSI: "Asuransi dibayar di muka",
    SpreadKind.LAYANAN_ANGGOTA: "Layanan anggota diterima di muka",
    SpreadKind.LAYANAN_LAIN: "Layanan bukan anggota diterima di muka",
    SpreadKind.PENDAPATAN_LAIN: "Pendapatan lain diterima di muka",
}


class SpreadRefusedError(DomainError):
    """Something is not spread, or not taken back; ``wrong`` says why.

    ``kind what total months month unit``; ``more`` than its account holds (fact ``left_rp``); ``gone``; ``followed``:
    a month bears some of it already.
    """

    code: ClassVar[str] = "assets.spread.refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class SpreadTyped:
    """An amount to be spread, as a person tells it.

    Args:
        kind: A SpreadKind.
        what: ``Sewa gerai setahun``, at most 80 characters.
        total_rp: Whole rupiah.
        first: A day of the first month.
        months: 1 to 120.
        unit_id: The unit of business that bears it; None: the cooperative as a whole.
    """

    kind: str
    what: str
    total_rp: int
    first: date
    months: int
    unit_id: UUID | None = None


def checked(typed: SpreadTyped) -> SpreadTyped:
    """Check what was typed, take spare spaces from it, and name the month by its first day.

    Raises:
        SpreadRefusedError: ``kind``, ``what``, ``total`` or ``months``.
    """
    what = " ".join(typed.what.split())
    if typed.kind not in WAYS:
        raise SpreadRefusedError(wrong="kind")
    if not what or len(what) > LONGEST_WHAT:
        raise SpreadRefusedError(wrong="what")
    if typed.total_rp <= 0:
        raise SpreadRefusedError(wrong="total")
    if not 1 <= typed.months <= MOST_MONTHS:
        raise SpreadRefusedError(wrong="months")
    return replace(typed, what=what, first=month_of(typed.first))
