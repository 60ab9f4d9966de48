"""Cases about a member's standing: passive after missed dues, and leaving."""

from __future__ import annotations

from enum import StrEnum


class PassiveState(StrEnum):
    """How far a notice of missed dues came."""

    DIBERITAHU = "DIBERITAHU"  # told; may pay or appeal until the last day
    BANDING = "BANDING"  # appealed; the board decides
    DIPASIFKAN = "DIPASIFKAN"
    DICABUT = "DICABUT"  # paid, or the appeal was heard: nothing changed


class ExitKind(StrEnum):
    """Why somebody leaves."""

    MUNDUR = "MUNDUR"
    MENINGGAL = "MENINGGAL"
    DIBERHENTIKAN = "DIBERHENTIKAN"
    BATAL = "BATAL"


class ExitState(StrEnum):
    """How far a leaving came."""

    DIAJUKAN = "DIAJUKAN"  # a second person is asked
    DISETUJUI = "DISETUJUI"  # decided; what is owed both ways waits to be settled
    SELESAI = "SELESAI"  # settled and signed
    DIBATALKAN = "DIBATALKAN"


EXIT_WORDS = {
    ExitKind.MUNDUR: "Mengundurkan diri",
    ExitKind.MENINGGAL: "Meninggal dunia",
    ExitKind.DIBERHENTIKAN: "Diberhentikan",
    ExitKind.BATAL: "Batal menjadi anggota",
}
