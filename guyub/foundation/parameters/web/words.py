"""How scopes, sources and directions are called."""

from guyub.foundation.parameters.domain.definitions import Confidence, Direction, Scope

SCOPE_WORDS = {Scope.NATIONAL: "Nasional", Scope.CITY: "Kota", Scope.COOPERATIVE: "Koperasi ini"}
CONFIDENCE_WORDS = {
    Confidence.A: ("Naskah aturan", "ok"),
    Confidence.B: ("Dua laporan", "ok"),
    Confidence.C: ("Belum pasti: satu laporan", "warn"),
    Confidence.M: ("Belum diperiksa: ingatan", "warn"),
    Confidence.OURS: ("Pilihan sendiri", ""),
}
DIRECTION_WORDS = {
    Direction.CAP: "Tingkat yang lebih sempit hanya boleh menurunkan.",
    Direction.FLOOR: "Tingkat yang lebih sempit hanya boleh menaikkan.",
    Direction.FREE: "Tingkat yang lebih sempit boleh memilih sendiri.",
}
BODY_WORDS = {
    "RAT": "Rapat anggota",
    "PENGURUS": "Pengurus",
    "PENGAWAS": "Pengawas",
    "KOTA": "Pemerintah kota",
}
