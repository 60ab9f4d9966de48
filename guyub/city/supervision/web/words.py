"""How stages and ages are drawn on the city's pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

# Shades of the map, light to dark.
STAGE_SHADES: Mapping[str, int] = {
    "AKTA": 0,
    "AHU": 0,
    "NPWP": 0,
    "PELATIHAN": 0,
    "NIB": 1,
    "REKENING": 2,
    "GERAI": 3,
    "PASOKAN": 4,
    "JUALAN": 5,
    "TUTUP_BULAN": 5,
    "RAT": 5,
}
FRESH_SHADES: Mapping[int, int] = {4: 5, 3: 4, 2: 2, 1: 1}
FRESH_WORDS: Mapping[int, str] = {4: "hari ini", 3: "7 hari", 2: "30 hari", 1: "lebih lama"}
