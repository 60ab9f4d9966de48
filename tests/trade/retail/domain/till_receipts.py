"""Receipts as a shop prints them, for tests: the names are invented."""

from datetime import date, datetime

from guyub.foundation.parameters.domain.definitions import Confidence
from guyub.trade.inventory.domain.price_rules import Channel, PriceKind, PriceRule
from guyub.trade.inventory.domain.regulated import RuleUnit
from guyub.trade.retail.domain.baskets import Tender, TenderKind
from guyub.trade.retail.domain.receipts import MemberPart, Receipt, ReceiptLine, Shop

SHOP = Shop(
    name="Koperasi Kelurahan Merah Putih Bumiayu (contoh)",
    lines=("Jl. Contoh 1, Kota Malang", "Telp. 0000-000-000"),
)
STICKER = (
    "00020101021126570011ID.DANA.WWW011893600915000000000102090000000010303UMI51440014ID.CO.QRIS.WWW0215ID102000"
    "00000010303UMI5204581253033605802ID5922Warung Contoh Guyub 026010Kab. Conto6105595676304EEB8"
)


def rule(amount_rp, unit, hotline):
    return PriceRule(
        good="LPG_3KG",
        kind=PriceKind.HET,
        region="35",
        channel=Channel.ANY,
        unit=unit,
        amount_rp=amount_rp,
        valid_from=date(2025, 7, 1),
        valid_to=None,
        legal_basis="Keputusan contoh 1/2025",
        source="contoh",
        confidence=Confidence.A,
        hotline=hotline,
    )


def paid(**amounts):
    return tuple(
        Tender(kind=TenderKind[kind.upper()], amount_rp=amount_rp) for kind, amount_rp in amounts.items()
    )


def receipt(*lines, **told):
    facts = {
        "shop": SHOP,
        "till_number": "K1-000318",
        "number": "JL/2026/000917",
        "at": datetime(2026, 11, 24, 10, 24),  # noqa: DTZ001  the clock on the wall
        "zone": "WIB",
        "cashier": "Rina (contoh)",
        "lines": lines,
        "total_rp": sum(line.gross_rp - line.discount_rp for line in lines),
        "tenders": (),
    }
    return Receipt(**facts | told)


RICE = ReceiptLine(
    name="Beras SPHP 5 kg",
    quantity="2 sak",
    price_rp=60_000,
    gross_rp=120_000,
    rule=rule(12_500, RuleUnit.KG, "0800-000-0000"),
)
CHIPS = ReceiptLine(
    name="Keripik tempe Bumiayu “Bu Sri” rasa daun jeruk – titipan anggota",
    quantity="1½ kg",
    price_rp=27_000,
    gross_rp=40_500,
    discount_rp=4_050,
    why="kemasan penyok",
)
LPG = ReceiptLine(
    name="LPG 3 kg",
    quantity="1 tabung",
    price_rp=18_000,
    gross_rp=18_000,
    rule=rule(18_000, RuleUnit.TABUNG, "135"),
    notes=("Tabung kosong masuk: 1",),
)
OFFLINE = receipt(
    RICE,
    CHIPS,
    number="",
    rounding_rp=-450,
    tenders=paid(cash=130_000, credit=30_000),
    change_rp=4_000,
    member=MemberPart(name="Siti Aminah (contoh)", number="A-0042", counted_rp=156_000, owed_rp=45_000),
    is_demo=True,
)
RECEIPTS = {
    "offline": OFFLINE,
    "lpg": receipt(LPG, tenders=paid(qris=18_000), buyer_nik="3573034105900001", qr=STICKER),
    "charges": receipt(
        ReceiptLine(name="Nasi goreng", quantity="4 porsi", price_rp=25_000, gross_rp=100_000),
        discount_rp=5_000,
        discount_why="promo",
        charges=(("Pajak 11%", 10_450),),
        total_rp=105_450,
        tenders=paid(cash=110_000),
        change_rp=4_550,
        copy=2,
    ),
    "return": receipt(
        ReceiptLine(name="Beras SPHP 5 kg", quantity="1 sak", price_rp=59_866, gross_rp=59_866),
        till_number="K1-000321",
        number="JL/2026/000921",
        returns="JL/2026/000917",
        rounding_rp=224,
        tenders=paid(cash=50_000, credit=10_090),
        member=MemberPart(
            name="Siti Aminah (contoh)",
            number="A-0042",
            counted_rp=-60_090,
            year_rp=1_173_910,
            owed_rp=34_910,
        ),
    ),
    "void": receipt(CHIPS, tenders=paid(cash=36_450), void_why="salah barang"),
}
