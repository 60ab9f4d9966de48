"""What others report of a cooperative: which figures, in which unit.

A reported figure is what somebody said on a day. It is never mixed with what the cooperative's own books say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


class Measure(StrEnum):
    """What a value is."""

    YES_NO = "YES_NO"
    RUPIAH = "RUPIAH"
    COUNT = "COUNT"
    TEXT = "TEXT"


@dataclass(frozen=True)
class Indicator:
    """One thing that can be reported."""

    code: str
    title: str
    measure: Measure
    unit: str = ""


_TABLE = (
    Indicator("legal_entity_decree", "Berbadan hukum (SK AHU)", Measure.YES_NO),
    Indicator("simkopdes_account", "Akun SIMKOPDES", Measure.YES_NO),
    Indicator("npwp", "NPWP", Measure.YES_NO),
    Indicator("nib", "NIB", Measure.YES_NO),
    Indicator("nik_koperasi", "NIK koperasi", Measure.YES_NO),
    Indicator("bank_account", "Rekening bank", Measure.YES_NO),
    Indicator("trained", "Pengurus dilatih", Measure.YES_NO),
    Indicator("operating", "Beroperasi", Measure.YES_NO),
    Indicator("outlet_building", "Pembangunan gerai", Measure.TEXT),
    Indicator("business_lines", "Usaha", Measure.TEXT),
    Indicator("rat_recorded", "RAT tercatat", Measure.COUNT, "kali"),
    Indicator("quarterly_report", "Laporan triwulan", Measure.TEXT),
    Indicator("annual_report", "Laporan tahunan", Measure.TEXT),
    Indicator("members", "Anggota", Measure.COUNT, "orang"),
    Indicator("members_paid_simpanan_pokok", "Anggota pembayar simpanan pokok", Measure.COUNT, "orang"),
    Indicator("sales_value", "Penjualan", Measure.RUPIAH),
    Indicator("sales_units", "Satuan terjual", Measure.COUNT, "satuan"),
    Indicator("savings_value", "Simpanan", Measure.RUPIAH),
    Indicator("total_assets", "Jumlah aset", Measure.RUPIAH),
    Indicator("shu", "SHU", Measure.RUPIAH),
    Indicator("opening_capital", "Modal awal", Measure.RUPIAH),
    Indicator("simpanan_pokok_rate", "Simpanan pokok tiap anggota", Measure.RUPIAH),
    Indicator("simpanan_wajib_rate", "Simpanan wajib sebulan", Measure.RUPIAH),
)
INDICATORS: Mapping[str, Indicator] = {indicator.code: indicator for indicator in _TABLE}


@dataclass(frozen=True)
class Value:
    """A reported value: a number, a yes or no, or a text, as its indicator's measure says."""

    number: int | None = None
    is_yes: bool | None = None
    text: str = ""


LARGEST = 10**15
LONGEST_TEXT = 200
_YES, _NO = (
    {"ya", "yes", "y", "1", "true", "ada", "sudah"},
    {"tidak", "no", "n", "0", "false", "belum", "tdk"},
)


def read_value(indicator: Indicator, written: str) -> Value | None:
    """Read a reported value as people and spreadsheets write it; None when it cannot be one.

    Rupiah and counts are whole and not negative; ``Rp``, spaces and dots between thousands are passed over.
    """
    text = " ".join(written.split())
    if indicator.measure is Measure.TEXT:
        return Value(text=text) if 0 < len(text) <= LONGEST_TEXT else None
    if indicator.measure is Measure.YES_NO:
        lowered = text.casefold()
        return Value(is_yes=lowered in _YES) if lowered in _YES | _NO else None
    digits = text.removeprefix("Rp").removeprefix("rp").replace(" ", "").replace("\u00a0", "")
    if "." in digits:
        head, *groups = digits.split(".")
        if not head or any(len(group) != 3 for group in groups):
            return None
        digits = "".join((head, *groups))
    if not (digits.isascii() and digits.isdigit()) or int(digits) > LARGEST:
        return None
    return Value(number=int(digits))


_SHORTHAND = {"under construction": "sedang dibangun", "opened": "sudah dibuka"}


def plain_words(written: str) -> str:
    """Turn the shorthand of published tables into words: ``simpan_pinjam;sembako`` is ``simpan pinjam, sembako``."""
    return _SHORTHAND.get(written, written.replace(";", ", ").replace("_", " "))


def exactness(unit: str) -> str:
    """Say how exact a figure is, where the unit of a published table tells; otherwise nothing."""
    if "10,000" in unit:
        return "dibulatkan Rp\u00a010.000"
    return "dibulatkan" if "rounded" in unit else ""


@dataclass(frozen=True)
class Said:
    """Who said what, when, of one indicator."""

    indicator: str
    value: Value
    as_of: date
    source: str


@dataclass(frozen=True)
class Contradiction:
    """Two reports that cannot both tell the whole story, side by side."""

    first: Said
    second: Said
    why: str


def contradictions(newest: Mapping[str, Said]) -> list[Contradiction]:
    """Find reports about one cooperative that do not fit together; both stay shown with source and date.

    Args:
        newest: Indicator → its newest report.
    """
    found = []
    for (first, is_one), (second, is_other), why in _CLASHES:
        one, other = newest.get(first), newest.get(second)
        if one and other and is_one(one.value) and is_other(other.value):
            found.append(Contradiction(one, other, why))
    return found


def _yes(value: Value) -> bool:
    return value.is_yes is True


def _no(value: Value) -> bool:
    return value.is_yes is False


def _none(value: Value) -> bool:
    return value.number == 0


def _some(value: Value) -> bool:
    return bool(value.number)


_CLASHES = (
    (("operating", _yes), ("nib", _no), "disebut beroperasi, NIB belum tercatat"),
    (("operating", _yes), ("sales_value", _none), "disebut beroperasi, penjualan tercatat nol"),
    (("operating", _no), ("sales_value", _some), "disebut belum beroperasi, ada penjualan tercatat"),
    (("members", _some), ("members_paid_simpanan_pokok", _none), "ada anggota, pembayar simpanan pokok nol"),
    (("total_assets", _some), ("savings_value", _none), "ada aset, simpanan tercatat nol"),
    (("sales_value", _some), ("nib", _no), "ada penjualan, NIB belum tercatat"),
)


_TRAILING_DATE = re.compile(r",?\s*\d{4}(-\d\d){0,2}$")


def said_by(source: str) -> str:
    """Name who reported, without the date that stands beside it anyway: ``malangpagi.com``, ``SIMKOPDES``."""
    name = _TRAILING_DATE.sub("", source)
    return name.replace("SIMKOPDES public statistics", "statistik publik SIMKOPDES") or source
