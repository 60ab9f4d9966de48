"""An invented shop: the goods of the till's drawing, and as many more as are asked for."""

import hashlib

PIN, SALT, ROUNDS = "123456", "00112233445566778899aabbccddeeff", 1000
HASH = hashlib.pbkdf2_hmac("sha256", PIN.encode(), bytes.fromhex(SALT), ROUNDS).hex()
CASHIERS = [
    {"id": f"k{number}", "name": name, "pin": {"salt": SALT, "rounds": ROUNDS, "hash": HASH}}
    for number, name in enumerate(("Rina (contoh)", "Budi (contoh)"))
]
MEMBERS = [
    {"id": "m1", "number": "A-0042", "name": "Siti Aminah (contoh)", "credit_rp": 215_000, "is_active": True},
    {"id": "m2", "number": "A-0007", "name": "Aminudin (contoh)", "credit_rp": 0, "is_active": True},
]
SETTINGS = {"rounding_rp": 100, "discount_most_rate": 1000, "zone_min": 420, "is_demo": True}
STICKER = {
    "payload": "00020101021126570011ID.DANA.WWW011893600915000000000102090000000010303UMI51440014ID.CO.QRIS.WWW0215"
    "ID10200000000010303UMI5204581253033605802ID5922Warung Contoh Guyub 026010Kab. Conto6105595676304EEB8",
    "nmid": "ID1020000000001",
    "name": "Warung Contoh Guyub 02",
}
# Name, category, unit, price, stock, and what else is said of it.
DRAWN = (
    ("Beras SPHP 5 kg", "SEMBAKO", "sak", 60_000, 30, {"most_qty": 2}),
    ("Minyakita 1 L", "SEMBAKO", "botol", 15_700, 96, {}),
    ("Gula pasir 1 kg", "SEMBAKO", "kg", 17_500, 38, {}),
    ("Telur ayam 1 kg", "SEMBAKO", "kg", 27_000, 24, {}),
    ("Beras premium 5 kg", "SEMBAKO", "sak", 74_500, 18, {}),
    ("Tepung terigu 1 kg", "SEMBAKO", "kg", 11_500, 31, {}),
    ("Air galon isi ulang", "AIR", "galon", 5000, None, {}),
    ("Mi instan goreng", "SEMBAKO", "bungkus", 3200, 210, {}),
    ("Kopi bubuk 165 g", "SEMBAKO", "bungkus", 14_000, 27, {}),
    ("Garam 250 g", "SEMBAKO", "bungkus", 3000, 44, {}),
    ("Sabun cuci 770 g", "LAIN", "bungkus", 17_800, 3, {}),
    ("Keripik tempe Bumiayu", "UMKM", "bungkus", 12_000, 9, {"is_consigned": True}),
    ("Kecap manis 520 ml", "SEMBAKO", "botol", 23_500, 19, {}),
    ("Susu kental 370 g", "SEMBAKO", "kaleng", 12_500, 33, {}),
    ("Teh celup isi 25", "SEMBAKO", "kotak", 6500, 40, {}),
    ("LPG 3 kg", "LAIN", "tabung", 18_000, 12, {"good": "LPG_3KG", "is_rationed": True}),
    ("Gula merah 500 g", "UMKM", "bungkus", 11_000, 9, {"is_consigned": True}),
    ("Sabun mandi 70 g", "LAIN", "batang", 3500, 52, {}),
    ("Kerupuk udang 250 g", "UMKM", "bungkus", 9500, 22, {}),
    ("Sarden kaleng 155 g", "SEMBAKO", "kaleng", 11_800, 25, {}),
)


CEILINGS = {
    name: {"kind": "HET", "amount_rp": rp, "unit": unit, "basis": "Keputusan contoh"}
    for name, rp, unit in (("Minyakita 1 L", 15_700, "BUAH"), ("LPG 3 kg", 18_000, "TABUNG"))
}


def ean13(digits):
    total = sum(int(digit) * (1 if at % 2 else 3) for at, digit in enumerate(reversed(digits)))
    return digits + str(-total % 10)


def goods(how_many):
    drawn = [product(number, *one) for number, one in enumerate(DRAWN)]
    loose = product(90, "Bawang merah curah", "SEMBAKO", "kg", 32_000, 12_000, {})
    loose |= {"base_unit": "gram", "content_unit": "G", "barcodes": [{"code": "2100123", "unit": "u90"}]}
    loose["units"] = [{"id": "u90", "name": "kg", "factor": 1000}]
    more = [
        product(1000 + number, f"Barang contoh {number}", "LAIN", "buah", 1000 + number % 90 * 100, 10, {})
        for number in range(max(0, how_many - len(drawn) - 1))
    ]
    return [*drawn, loose, *more]


def product(number, name, category, unit, price_rp, stock, more):
    return {
        "id": f"0193a1b2-0000-7000-8000-{number:012d}",
        "code": f"B{number:05d}",
        "name": name,
        "category": category,
        "base_unit": unit,
        "content": 1,
        "content_unit": "BUAH",
        "units": [{"id": f"u{number}", "name": unit, "factor": 1}],
        "barcodes": [{"code": ean13(f"899{number:09d}"), "unit": f"u{number}"}],
        "prices": [
            {
                "unit": f"u{number}",
                "audience": "UMUM",
                "amount_rp": price_rp,
                "from": "2026-01-01",
                "to": None,
            }
        ],
        "ceiling": CEILINGS.get(name),
        "stock_qty": stock,
        "allows_negative": True,
        "picture": None,
        "changed": "2026-11-01T00:00:00Z",
    } | more
