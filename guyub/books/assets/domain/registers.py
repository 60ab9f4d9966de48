"""Fixed assets: what they are, where they come from, how they end, and on which accounts they stand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar

from guyub.books.assets.domain.sharing import month_of
from guyub.books.ledger.domain.entries import MOST_RP
from guyub.foundation.kernel.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from uuid import UUID

LONGEST_NAME, LONGEST_PLACE, LONGEST_SERIAL = 80, 80, 60
MOST_MONTHS = 600
DEPRECIATION, GAIN, LOSS = "6.1.08", "4.3.05", "6.3.02"
OPENING_COST, OPENING_TAKEN = (
    "1.6.81",
    "1.6.99",
)  # totals of the opening position, not yet told piece by piece
SERIES, CONTEXT = "PST", "assets"


class AssetClass(StrEnum):
    """What an asset is."""

    TANAH = "TANAH"
    BANGUNAN = "BANGUNAN"
    PERALATAN = "PERALATAN"
    KENDARAAN = "KENDARAAN"
    PERABOT = "PERABOT"
    TABUNG = "TABUNG"
    GALON = "GALON"


@dataclass(frozen=True, slots=True)
class Accounts:
    """Where a class stands: its cost, what it has lost ("" for land), and the months that it usually serves."""

    cost: str
    lost: str
    months: int


# Months: groups of tangible goods (PMK 72/2023) as a proposal; the person types what is true here.
ACCOUNTS: Mapping[AssetClass, Accounts] = {
    AssetClass.TANAH: Accounts("1.6.01", "", 0),
    AssetClass.BANGUNAN: Accounts("1.6.02", "1.6.91", 240),
    AssetClass.PERALATAN: Accounts("1.6.03", "1.6.92", 60),
    AssetClass.KENDARAAN: Accounts("1.6.04", "1.6.93", 96),
    AssetClass.PERABOT: Accounts("1.6.05", "1.6.94", 48),
    AssetClass.TABUNG: Accounts("1.6.06", "1.6.95", 60),
    AssetClass.GALON: Accounts("1.6.07", "1.6.95", 36),
}
CLASS_WORDS: Mapping[str, str] = {
    AssetClass.TANAH: "Tanah",
    AssetClass.BANGUNAN: "Bangunan",
    AssetClass.PERALATAN: "Peralatan gerai",
    AssetClass.KENDARAAN: "Kendaraan",
    AssetClass.PERABOT: "Perabot dan komputer",
    AssetClass.TABUNG: "Tabung LPG",
    AssetClass.GALON: "Galon",
}


class Source(StrEnum):
    """How an asset came into the list."""

    BELI = "BELI"
    HIBAH = "HIBAH"
    SALDO_AWAL = "SALDO_AWAL"  # out of the total of the opening position
    TERDAFTAR = "TERDAFTAR"  # the books had it already


SOURCE_WORDS: Mapping[str, str] = {
    Source.BELI: "Dibeli",
    Source.HIBAH: "Hibah",
    Source.SALDO_AWAL: "Saldo awal",
    Source.TERDAFTAR: "Sudah ada di buku",
}


class Ending(StrEnum):
    """How an asset left the list."""

    DIJUAL = "DIJUAL"
    RUSAK = "RUSAK"
    HILANG = "HILANG"
    DIBATALKAN = "DIBATALKAN"  # its registration was taken back


ENDING_WORDS: Mapping[str, str] = {
    Ending.DIJUAL: "Dijual",
    Ending.RUSAK: "Rusak, dihapus",
    Ending.HILANG: "Hilang, dihapus",
    Ending.DIBATALKAN: "Pencatatan dibatalkan",
}


class AssetRefusedError(DomainError):
    """An asset is not listed, ended or taken back, or a month not run; ``wrong`` says why.

    By what was typed: ``name class cost months day month place serial how`` (fact ``at``: the row of a table); by the
    list: ``gone``, ``more`` than the books hold (fact ``left_rp``), ``followed`` (something happened since),
    ``listed`` (taken back where it was made), ``reason``; by the months: ``future``, ``closed``, ``done``, ``due`` (one
    before it first), ``later`` (one after it first).
    """

    code: ClassVar[str] = "assets.asset.refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetTyped:
    """An asset as a person tells it.

    Args:
        name: What people call it.
        asset_class: An AssetClass.
        acquired_on: The day it came.
        cost_rp: What it cost, in rupiah.
        residual_rp: What it will be worth at the end, in rupiah.
        taken_rp: What the books say it has lost before ``first``, in rupiah.
        months: Over how many months the rest is lost; 0 for land.
        first: A day of the first month that this list depreciates; None: by the day it came.
        unit_id: The unit of business that bears it; None: the cooperative as a whole.
        outlet_id: Where it stands.
        location: Where there, in words.
        serial: The maker's number.
    """

    name: str
    asset_class: str
    acquired_on: date
    cost_rp: int
    residual_rp: int = 0
    taken_rp: int = 0
    months: int = 0
    first: date | None = None
    unit_id: UUID | None = None
    outlet_id: UUID | None = None
    location: str = ""
    serial: str = ""


def checked(typed: AssetTyped, *, today: date, at: int = 0) -> AssetTyped:
    """Check what was typed, and take spare spaces from it.

    Args:
        typed: The asset.
        today: The business date, after which it did not come.
        at: Its row in a table, told with a refusal; 0: none.

    Raises:
        AssetRefusedError: See there.
    """
    facts = {"at": at} if at else {}
    words: dict[str, Any] = {
        field: " ".join(getattr(typed, field).split()) for field in ("name", "location", "serial")
    }
    if not words["name"] or len(words["name"]) > LONGEST_NAME:
        raise AssetRefusedError(wrong="name", **facts)
    if typed.asset_class not in set(AssetClass):
        raise AssetRefusedError(wrong="class", **facts)
    if len(words["location"]) > LONGEST_PLACE:
        raise AssetRefusedError(wrong="place", **facts)
    if len(words["serial"]) > LONGEST_SERIAL:
        raise AssetRefusedError(wrong="serial", **facts)
    if typed.acquired_on > today:
        raise AssetRefusedError(wrong="day", **facts)
    is_land = typed.asset_class == AssetClass.TANAH
    amounts = typed.cost_rp, typed.residual_rp, typed.taken_rp
    if not 0 < typed.cost_rp <= MOST_RP or min(amounts) < 0 or sum(amounts[1:]) > typed.cost_rp:
        raise AssetRefusedError(wrong="cost", **facts)
    if is_land and typed.taken_rp:
        raise AssetRefusedError(wrong="cost", **facts)
    if not (is_land or 1 <= typed.months <= MOST_MONTHS):
        raise AssetRefusedError(wrong="months", **facts)
    first = month_of(typed.first) if typed.first else None
    if first and first < month_of(typed.acquired_on):
        raise AssetRefusedError(wrong="month", **facts)
    return replace(typed, **words, months=0 if is_land else typed.months, first=first)
