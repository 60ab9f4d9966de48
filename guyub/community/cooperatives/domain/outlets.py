"""Outlets (gerai): the seven kinds of Inpres 9/2025, what each stands on, when it is ready to open."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class OutletKind(StrEnum):
    """The seven kinds (Inpres 9/2025)."""

    KANTOR = "KANTOR"
    SEMBAKO = "SEMBAKO"
    SIMPAN_PINJAM = "SIMPAN_PINJAM"
    KLINIK = "KLINIK"
    APOTEK = "APOTEK"
    GUDANG = "GUDANG"
    LOGISTIK = "LOGISTIK"


OUTLET_WORDS: Mapping[str, str] = {
    OutletKind.KANTOR: "Kantor koperasi",
    OutletKind.SEMBAKO: "Gerai sembako",
    OutletKind.SIMPAN_PINJAM: "Gerai simpan pinjam",
    OutletKind.KLINIK: "Klinik kelurahan",
    OutletKind.APOTEK: "Apotek kelurahan",
    OutletKind.GUDANG: "Gudang atau cold storage",
    OutletKind.LOGISTIK: "Logistik kelurahan",
}


class Ownership(StrEnum):
    """Whose the place is; only what the cooperative owns enters its balance sheet."""

    MILIK = "MILIK"
    PINJAM_PAKAI = "PINJAM_PAKAI"
    SEWA = "SEWA"
    AGRINAS = "AGRINAS"
    BELUM = "BELUM"


class OutletStatus(StrEnum):
    """How far it is."""

    BELUM = "BELUM"
    SIAP = "SIAP"
    OPERASIONAL = "OPERASIONAL"
    TUTUP = "TUTUP"


class Internet(StrEnum):
    """How it is connected."""

    TIDAK_ADA = "TIDAK_ADA"
    HP = "HP"
    KABEL = "KABEL"


class UnitKind(StrEnum):
    """A unit of business: what the books keep apart. UMUM is the cooperative as a whole, made with its books."""

    UMUM = "UMUM"
    SEMBAKO = "SEMBAKO"
    LPG = "LPG"
    AIR = "AIR"
    SIMPAN_PINJAM = "SIMPAN_PINJAM"
    APOTEK = "APOTEK"
    KLINIK = "KLINIK"
    GUDANG = "GUDANG"
    LOGISTIK = "LOGISTIK"
    LAINNYA = "LAINNYA"


UNIT_WORDS: Mapping[str, str] = {
    UnitKind.UMUM: "Koperasi bersama",
    UnitKind.SEMBAKO: "Sembako",
    UnitKind.LPG: "LPG",
    UnitKind.AIR: "Air minum isi ulang",
    UnitKind.SIMPAN_PINJAM: "Simpan pinjam",
    UnitKind.APOTEK: "Apotek",
    UnitKind.KLINIK: "Klinik",
    UnitKind.GUDANG: "Gudang",
    UnitKind.LOGISTIK: "Logistik",
    UnitKind.LAINNYA: "Usaha lain",
}
OPENABLE_UNITS = {kind: words for kind, words in UNIT_WORDS.items() if kind != UnitKind.UMUM}
STATUS_WORDS: Mapping[str, str] = {
    OutletStatus.BELUM: "Belum siap",
    OutletStatus.SIAP: "Siap buka",
    OutletStatus.OPERASIONAL: "Operasional",
    OutletStatus.TUTUP: "Tutup",
}
KBLI_EDITIONS = (2020, 2025)

# KBLI 2020; the edition is kept with each choice, since KBLI 2025 has been published (confidence M).
KBLI: Mapping[UnitKind, tuple[str, str]] = {
    UnitKind.SEMBAKO: ("47112", "Perdagangan eceran sembako di toko"),
    UnitKind.LPG: ("47772", "Perdagangan eceran gas elpiji"),
    UnitKind.SIMPAN_PINJAM: ("64142", "Unit simpan pinjam koperasi primer"),
    UnitKind.APOTEK: ("47721", "Perdagangan eceran farmasi di apotek"),
    UnitKind.KLINIK: ("86105", "Klinik swasta"),
    UnitKind.GUDANG: ("52101", "Pergudangan dan penyimpanan"),
    UnitKind.LOGISTIK: ("49431", "Angkutan barang umum"),
}
NEEDS_HEALTH_PERMIT = frozenset({OutletKind.KLINIK, OutletKind.APOTEK})


class Missing(StrEnum):
    """What an outlet lacks before it may open."""

    PLACE = "PLACE"
    POWER = "POWER"
    INTERNET = "INTERNET"
    PERMIT = "PERMIT"


@dataclass(frozen=True)
class Standing:
    """What is known of an outlet: kind, whose place, power in VA (0 none, None unknown), connection, permits."""

    kind: OutletKind
    ownership: Ownership
    electricity_va: int | None
    internet: Internet
    has_permit: bool


def lacks(standing: Standing) -> list[Missing]:
    """List what an outlet lacks. A clinic and a pharmacy may not open without their health permit."""
    missing = []
    if standing.ownership is Ownership.BELUM:
        missing.append(Missing.PLACE)
    if not standing.electricity_va:
        missing.append(Missing.POWER)
    if standing.internet is Internet.TIDAK_ADA:
        missing.append(Missing.INTERNET)
    if standing.kind in NEEDS_HEALTH_PERMIT and not standing.has_permit:
        missing.append(Missing.PERMIT)
    return missing


def may_open(standing: Standing) -> bool:
    """Tell whether an outlet may be called operational: it has a place and, where the law asks, its permit."""
    return not {Missing.PLACE, Missing.PERMIT} & set(lacks(standing))
