"""Goods whose price the state sets or watches: what they are called, how they are priced, whether they are rationed.

Which price holds is a dated rule (price_rules.py, data/aturan_harga.csv); which goods have one stands in
data/barang_diatur.csv, which comes with the release: another good is another row there, and no code.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


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


class SellsAs(StrEnum):
    """As what link of the chain an outlet sells a good."""

    PENGECER = "PENGECER"
    PANGKALAN = "PANGKALAN"
    PPTS = "PPTS"


@dataclass(frozen=True, slots=True)
class RegulatedGood:
    """One good that rules are written for.

    Args:
        key: By which products and rules name it.
        title: What people call it.
        unit: In what its rules name a price.
        is_rationed: It may not be sold where no ceiling is known.
        sells_as: As what an outlet sells it.
        staple: For which of the ten staples that a city watches it stands; empty: for none.
    """

    key: str
    title: str
    unit: RuleUnit
    is_rationed: bool = False
    sells_as: SellsAs = SellsAs.PENGECER
    staple: str = ""


def read_goods(rows: Iterable[Mapping[str, str]]) -> dict[str, RegulatedGood]:
    """Read goods, one a row, by their keys, in the order of the rows.

    Raises:
        ValueError: A unit or a link of the chain that is none, or a key that stands there twice.
        KeyError: Whether it is rationed is neither ``ya`` nor ``tidak``.
    """
    goods: dict[str, RegulatedGood] = {}
    for row in rows:
        if row["key"] in goods:
            raise ValueError(f"{row['key']} stands there twice")
        goods[row["key"]] = RegulatedGood(
            key=row["key"],
            title=row["title"],
            unit=RuleUnit(row["unit"]),
            is_rationed={"ya": True, "tidak": False}[row["is_rationed"]],
            sells_as=SellsAs(row["sells_as"]),
            staple=row["staple"],
        )
    return goods


def _shipped() -> dict[str, RegulatedGood]:
    with GOODS.open(encoding="utf-8", newline="") as file:
        return read_goods(csv.DictReader(file))


GOODS = Path(__file__).resolve().parent.parent / "data" / "barang_diatur.csv"
REGULATED: Mapping[str, RegulatedGood] = _shipped()


def _staples() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for good in REGULATED.values():
        if good.staple:
            found[good.staple] = (*found.get(good.staple, ()), good.key)
    return found


# The ten staples that a city watches, each with the goods that stand for it.
STAPLES: Mapping[str, tuple[str, ...]] = _staples()
