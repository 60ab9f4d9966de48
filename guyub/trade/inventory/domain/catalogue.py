"""What goods are sorted by: categories with their account, units, who buys."""

from __future__ import annotations

from dataclasses import dataclass

# A quantity is whole base units; these are what they may be called. Loose goods are counted by the gram or millilitre.
BASE_UNITS = (
    "gram", "ml", "buah", "bungkus", "pak", "botol", "kaleng", "sachet", "butir", "ikat", "lembar", "tabung", "galon",
    "karung", "dus", "pasang", "batang", "rol", "tablet", "porsi",
)  # fmt: skip
CONTENT_UNITS = ("G", "ML", "BUAH")
AUDIENCES = ("UMUM", "ANGGOTA")


@dataclass(frozen=True, slots=True)
class Category:
    """A category of goods: its code, its name, and the account that holds their value."""

    code: str
    name: str
    account: str


CATEGORIES = (
    Category("SEMBAKO", "Sembako", "1.3.01"),
    Category("SEGAR", "Sayur, buah, telur, dan daging", "1.3.01"),
    Category("BUMBU", "Bumbu dan bahan kue", "1.3.01"),
    Category("MINUMAN", "Kopi, teh, susu, dan minuman", "1.3.01"),
    Category("MAKANAN", "Makanan ringan dan siap saji", "1.3.01"),
    Category("RUMAH", "Kebersihan dan rumah tangga", "1.3.05"),
    Category("BAYI", "Ibu dan bayi", "1.3.05"),
    Category("LPG", "LPG", "1.3.02"),
    Category("AIR", "Air minum galon", "1.3.03"),
    Category("OBAT", "Obat dan kesehatan", "1.3.04"),
    Category("TANI", "Pupuk dan sarana tani", "1.3.05"),
    Category("UMKM", "Produk UMKM warga", "1.3.05"),
    Category("LAIN", "Barang lain", "1.3.05"),
)
CATEGORY_OF = {one.code: one for one in CATEGORIES}
ON_ITS_WAY = "1.3.06"  # holds goods between two locations
ACCOUNTS = tuple(dict.fromkeys([*(one.account for one in CATEGORIES), ON_ITS_WAY]))
