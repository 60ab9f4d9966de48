"""The wards of Kota Malang, as the decree spells them, from files that ship with the product (data/SOURCES.md)."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from guyub.foundation.kernel.rows import Row

DATA = Path(__file__).resolve().parent.parent / "data"
SOURCE = "Kode wilayah dan batas: Cahya DSN, MIT; kode BPS: BPS/OCHA via HDX, CC BY-IGO"


@dataclass(frozen=True)
class Ward(Row):
    """One kelurahan and the name of its cooperative."""

    code: str
    name: str
    kecamatan_code: str
    kecamatan: str
    postal_code: str

    @property
    def cooperative_name(self) -> str:
        """The short name of the ward's Koperasi Kelurahan Merah Putih."""
        return f"KKMP {self.name}"


@cache
def wards() -> tuple[Ward, ...]:
    """List the 57 wards by kecamatan and name."""
    with (DATA / "kelurahan_malang.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = [
        Ward(
            code=row["code"],
            name=row["kelurahan"],
            kecamatan_code=row["kecamatan_code"],
            kecamatan=row["kecamatan"],
            postal_code=row["postal_code"],
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda ward: (ward.kecamatan, ward.name)))


@cache
def ward_shapes() -> dict[str, list[list[tuple[float, float]]]]:
    """Give the outer rings of each ward: code → rings of (longitude, latitude) in degrees."""
    with (DATA / "kelurahan_malang.geojson").open(encoding="utf-8") as file:
        features: list[dict[str, Any]] = json.load(file)["features"]
    return {feature["properties"]["code"]: _outer_rings(feature["geometry"]) for feature in features}


def _outer_rings(geometry: dict[str, Any]) -> list[list[tuple[float, float]]]:
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return [[(longitude, latitude) for longitude, latitude in polygon[0]] for polygon in polygons]
