"""How far a brought table came."""

from __future__ import annotations

from enum import StrEnum


class TableState(StrEnum):
    """How far a table came."""

    DIUNGGAH = "DIUNGGAH"
    DIMASUKKAN = "DIMASUKKAN"
    DIBATALKAN = "DIBATALKAN"
    DIBUANG = "DIBUANG"
