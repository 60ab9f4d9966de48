"""Goods whose price the state sets or watches: what they are called, how they are priced, whether they are rationed.

Which price holds is a dated rule (price_rules.py, data/aturan_harga.csv); here stands only which goods have one.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class RuleUnit(StrEnum):
    """In what a rule names its price."""

    KG = "KG"
    LITER = "LITER"
    TABUNG = "TABUNG"
    BUAH = "BUAH"


# How many grams, milliliters or pieces one unit of a rule holds.
CONTENTS: Mapping[RuleUnit, int] = {
    RuleUnit.KG: 1000,
    RuleUnit.LITER: 1000,
    RuleUnit.TABUNG: 1,
    RuleUnit.BUAH: 1,
}
UNIT_WORDS: Mapping[RuleUnit, str] = {
    RuleUnit.KG: "kg",
    RuleUnit.LITER: "liter",
    RuleUnit.TABUNG: "tabung",
    RuleUnit.BUAH: "buah",
}


@dataclass(frozen=True, slots=True)
class RegulatedGood:
    """One good that rules are written for.

    Args:
        key: By which products and rules name it.
        title: What people call it.
        unit: In what its rules name a price.
        is_rationed: It may not be sold where no ceiling is known.
    """

    key: str
    title: str
    unit: RuleUnit
    is_rationed: bool = False


_KG, _LITER, _TABUNG = RuleUnit.KG, RuleUnit.LITER, RuleUnit.TABUNG

REGULATED: Mapping[str, RegulatedGood] = {
    good.key: good
    for good in (
        RegulatedGood("LPG_3KG", "LPG 3 kg", _TABUNG, is_rationed=True),
        RegulatedGood("BERAS_SPHP", "Beras SPHP", _KG, is_rationed=True),
        RegulatedGood("BERAS_MEDIUM", "Beras medium", _KG),
        RegulatedGood("BERAS_PREMIUM", "Beras premium", _KG),
        RegulatedGood("MINYAKITA", "Minyakita", _LITER, is_rationed=True),
        RegulatedGood("GULA", "Gula konsumsi", _KG),
        RegulatedGood("TELUR_AYAM", "Telur ayam ras", _KG),
        RegulatedGood("DAGING_AYAM", "Daging ayam ras", _KG),
        RegulatedGood("DAGING_SAPI", "Daging sapi", _KG),
        RegulatedGood("BAWANG_MERAH", "Bawang merah", _KG),
        RegulatedGood("BAWANG_PUTIH", "Bawang putih", _KG),
        RegulatedGood("CABAI_RAWIT", "Cabai rawit merah", _KG),
        RegulatedGood("CABAI_KERITING", "Cabai merah keriting", _KG),
        RegulatedGood("KEDELAI_LOKAL", "Kedelai lokal", _KG),
        RegulatedGood("KEDELAI_IMPOR", "Kedelai impor", _KG),
        RegulatedGood("PUPUK_UREA", "Pupuk urea", _KG, is_rationed=True),
        RegulatedGood("PUPUK_NPK", "Pupuk NPK", _KG, is_rationed=True),
        RegulatedGood("PUPUK_NPK_KAKAO", "Pupuk NPK kakao", _KG, is_rationed=True),
        RegulatedGood("PUPUK_ZA", "Pupuk ZA tebu", _KG, is_rationed=True),
        RegulatedGood("PUPUK_ORGANIK", "Pupuk organik", _KG, is_rationed=True),
    )
}

# The ten staples that a city watches, each with the goods that stand for it.
STAPLES: Mapping[str, tuple[str, ...]] = {
    "Beras": ("BERAS_SPHP", "BERAS_MEDIUM", "BERAS_PREMIUM"),
    "Minyak goreng": ("MINYAKITA",),
    "Gula": ("GULA",),
    "Telur ayam": ("TELUR_AYAM",),
    "Daging ayam": ("DAGING_AYAM",),
    "Daging sapi": ("DAGING_SAPI",),
    "Bawang merah": ("BAWANG_MERAH",),
    "Bawang putih": ("BAWANG_PUTIH",),
    "Cabai rawit": ("CABAI_RAWIT",),
    "Cabai merah": ("CABAI_KERITING",),
}
