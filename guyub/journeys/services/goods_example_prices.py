"""What invented Bumiayu asks for its goods: whole rupiah by product of the starter catalogue and unit.

As a shop in Malang asked in 2026, for the demonstration alone; what has a ceiling stays at or below it.
"""

PRICES = {
    "beras-medium": {"kg": 13_200, "setengah kg": 6_600},
    "beras-premium": {"kg": 14_700, "setengah kg": 7_350},
    "beras-medium-5": {"karung": 66_500},
    "beras-premium-5": {"karung": 74_000},
    "beras-sphp-5": {"karung": 62_000},
    "beras-ketan": {"kg": 17_500, "seperempat kg": 4_500},
    "minyakita-1": {"bungkus": 15_700},
    "minyakita-2": {"bungkus": 31_400},
    "minyak-1": {"bungkus": 20_500},
    "minyak-2": {"bungkus": 39_500},
    "gula-curah": {"kg": 17_300, "setengah kg": 8_700},
    "gula-1": {"bungkus": 17_500},
    "gula-merah": {"kg": 19_000, "seperempat kg": 4_800},
    "terigu-curah": {"kg": 10_500, "setengah kg": 5_300},
    "terigu-1": {"bungkus": 12_500},
    "tapioka": {"bungkus": 7_500},
    "garam": {"bungkus": 3_000},
    "indomie-goreng": {"bungkus": 3_300},
    "indomie-soto": {"bungkus": 3_200},
    "indomie-ayam": {"bungkus": 3_200},
    "sedaap-goreng": {"bungkus": 3_200},
    "mi-telur": {"bungkus": 6_000},
    "sarden": {"kaleng": 12_500},
    "margarin": {"sachet": 9_000},
    "telur": {"kg": 28_500, "setengah kg": 14_250, "seperempat kg": 7_200},
    "bawang-merah": {"kg": 38_000, "seperempat kg": 9_500},
    "bawang-putih": {"kg": 37_000, "seperempat kg": 9_250},
    "cabai-rawit": {"kg": 62_000, "ons": 6_200},
    "tempe": {"buah": 5_000},
    "tahu": {"buah": 700},
    "kacang-tanah": {"kg": 32_000, "seperempat kg": 8_000},
    "kecap-sachet": {"sachet": 1_000, "renteng": 11_500},
    "kecap-220": {"bungkus": 11_500},
    "masako": {"sachet": 600, "renteng": 6_500},
    "royco": {"sachet": 600, "renteng": 6_500},
    "santan": {"bungkus": 4_000},
    "kapal-api-mix": {"sachet": 1_800, "renteng": 16_500},
    "kopi-bubuk": {"bungkus": 17_500},
    "luwak": {"sachet": 1_700, "renteng": 16_000},
    "kopi-dampit": {"bungkus": 28_000},
    "teh-celup": {"dus": 7_500},
    "teh-tubruk": {"bungkus": 3_000},
    "teh-botol": {"botol": 4_500},
    "aqua-gelas": {"buah": 700, "karton": 31_000},
    "aqua-600": {"botol": 3_500},
    "susu-kental": {"kaleng": 13_500},
    "susu-kental-sachet": {"sachet": 2_000, "renteng": 11_500},
    "keripik-tempe": {"bungkus": 15_000},
    "keripik-apel": {"bungkus": 22_000},
    "sabun-mandi": {"buah": 4_500},
    "sampo-sachet": {"sachet": 600, "renteng": 6_500},
    "deterjen": {"bungkus": 23_500},
    "deterjen-sachet": {"sachet": 1_100, "renteng": 6_000},
    "sabun-cuci": {"bungkus": 15_500},
    "korek": {"buah": 3_000},
    "popok": {"buah": 2_200},
    "lpg-3": {"tabung": 18_000},
    "galon": {"galon": 6_000},
    "Kue basah Bu Yati (contoh)": {"buah": 2_000},
    "Sirup jahe Bumiayu 250 ml (contoh)": {"botol": 18_000},
}
MEMBERS = {
    "minyak-2": {"bungkus": 38_500},
    "indomie-goreng": {"bungkus": 3_200},
    "kopi-dampit": {"bungkus": 26_500},
    "deterjen": {"bungkus": 22_800},
    "telur": {"kg": 28_000},
}
RAISED = {"indomie-soto": {"bungkus": 3_300}}  # since the tags were printed
PROMO = {"susu-kental": {"kaleng": 12_500}}
ABOVE_REFERENCE = frozenset({"cabai-rawit"})
WHY_ABOVE = "Harga di Pasar Gadang naik karena hujan (contoh)."
LABELLED = ("tempe", "keripik-tempe", "Kue basah Bu Yati (contoh)", "Sirup jahe Bumiayu 250 ml (contoh)")
WEIGHED = ("gula-curah", "telur")
LEAST = {"minyakita-1": 24, "beras-sphp-5": 10, "gula-curah": 25_000, "telur": 15_000, "lpg-3": 20}
