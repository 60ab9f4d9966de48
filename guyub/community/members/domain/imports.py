"""Members from the spreadsheet that a cooperative keeps today."""

from __future__ import annotations

from enum import StrEnum


class MemberImportState(StrEnum):
    """How far a table came."""

    DIUNGGAH = "DIUNGGAH"
    DIMASUKKAN = "DIMASUKKAN"
    DIBATALKAN = "DIBATALKAN"
    DIBUANG = "DIBUANG"
