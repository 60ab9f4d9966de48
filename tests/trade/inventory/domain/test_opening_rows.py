"""A shop's list of goods is read line by line; what is amiss is named, and nothing doubtful is taken."""

from datetime import date
from uuid import UUID

import pytest

from guyub.foundation.intake.domain.headers import header_of
from guyub.foundation.intake.domain.notes import MOST_NOTES
from guyub.foundation.intake.domain.titles import lacking
from guyub.foundation.parameters.domain.definitions import Confidence
from guyub.trade.inventory.domain.costing import CostMethod
from guyub.trade.inventory.domain.opening_fields import FIELDS
from guyub.trade.inventory.domain.opening_rows import read_goods
from guyub.trade.inventory.domain.opening_shapes import BroughtStock, GoodsTable, KnownProduct
from guyub.trade.inventory.domain.price_rules import Channel, PriceKind, PriceRule
from guyub.trade.inventory.domain.regulated import RuleUnit
from tests.trade.inventory.opening_tables import BERAS, HEADER, MIE, ROWS, SABUN, changed, number, row

TODAY = date(2026, 11, 25)


def known(at, code, name, *, base="buah", units=None, **more):
    given = {"account": "1.3.01", "has_batches": False, "is_open": True, "is_stocked": False} | more
    return KnownProduct(UUID(int=at), code, name, base_unit=base, units=units or {base: 1}, **given)


KNOWN = (
    known(1, "K-1", "Kopi (contoh)", base="sachet", units={"sachet": 1, "renteng": 10}),
    known(2, "K-2", "Gula (contoh)", base="gram", units={"gram": 1, "kg": 1000}),
    known(3, "K-3", "Lama (contoh)", is_open=False),
    known(4, "K-4", "Teh (contoh)", is_stocked=True, has_batches=True),
)
BARCODES = {number(91): UUID(int=1), number(92): UUID(int=2), number(93): UUID(int=99)}


def ruled(good, kind, amount_rp, unit=RuleUnit.LITER):
    return PriceRule(
        good=good,
        kind=kind,
        region="",
        channel=Channel.ANY,
        unit=unit,
        amount_rp=amount_rp,
        valid_from=date(2025, 1, 1),
        valid_to=None,
        legal_basis="contoh",
        source="contoh",
        confidence=next(iter(Confidence)),
    )


RULES = (
    ruled("MINYAKITA", PriceKind.HET, 15_700),
    ruled("GULA", PriceKind.HAP_HIGH, 17_500, RuleUnit.KG),
)


def read(*rows, header=HEADER, products=KNOWN, mapping=None):
    lines = [(1, header), *enumerate(rows, 2)]
    found = header_of(lines, fields=FIELDS)
    return read_goods(
        GoodsTable(
            columns=found.columns,
            lines=lines[1:],
            mapping=found.mapping if mapping is None else mapping,
            products=products,
            barcodes=BARCODES,
            rules=RULES,
            region="35.73.03.1003",
            today=TODAY,
        )
    )


KOPI = row("Kopi (contoh)", stok="1", harga_beli="1")


def noted(reading):
    return [f"{note.field} {note.wrong} {note.suggestion}".strip() for note in reading.notes]


OIL = row(
    "Minyak goreng (contoh)",
    kategori="Sembako",
    satuan="botol",
    stok="5",
    harga_beli="14.000",
    harga_jual="15.700",
    barang_aturan="Minyakita",
    isi_kemasan="1 liter",
)


def test_a_clean_list_is_read_whole():
    reading = read(*ROWS)

    mie, beras, sabun, kalender, payung = reading.rows
    assert noted(reading) == ["category category_empty"]
    assert mie.product.units == {"bungkus": 1, "karton": 40}
    assert mie.product.barcodes == [("8990000000013", "bungkus"), ("18990000000010", "karton")]
    assert (mie.product.code, mie.product.category, mie.product.least_qty) == ("M-01", "MAKANAN", 40)
    assert mie.stock == BroughtStock(83, 207_500, "2027-08-31", date(2027, 8, 31))
    assert beras.product.units == {"gram": 1, "kg": 1000, "karung": 50_000}
    assert (beras.product.usual, beras.product.content_unit) == ("kg", "G")
    assert beras.stock == BroughtStock(12_500, 150_000)
    # 36 at 2,333.33 are 83,999.88: the list says 84,000.
    assert (sabun.stock.value_rp, sabun.product.method) == (84_000, CostMethod.FIFO)
    assert kalender.stock == BroughtStock(10, 0)
    assert (payung.stock.qty, payung.product.price_rp, payung.is_new) == (0, 40_000, True)


def test_what_is_no_goods_is_passed_over():
    rows = [
        ("", "", "MAKANAN"),
        HEADER,
        tuple(str(at) for at in range(1, 19)),
        ("", "", "JUMLAH", *[""] * 6, "84.000"),
    ]
    reading = read(*rows, SABUN, ("Pengelola",), ("", "", "Jumlah"))

    assert reading.passed_over == 6
    assert len(reading.rows) == 1
    assert not reading.notes


def test_names_alone_are_a_list_too():
    reading = read(
        ("1", "Sapu (contoh)"), ("2", "Ember (contoh)"), ("", "Total"), header=("No", "Nama Barang")
    )

    assert [one.product.name for one in reading.rows] == ["Sapu (contoh)", "Ember (contoh)"]
    assert reading.passed_over == 1
    assert reading.rows[0].product.units == {"buah": 1}
    assert lacking(FIELDS, {}) == ["name"]


@pytest.mark.parametrize(
    ("_case", "base", "cells", "notes"),
    [
        ("the example", row("Barang Contoh", stok="1"), {}, ["name example"]),
        ("no name", row("", kode_barang="X", stok="1"), {}, ["name no_name"]),
        ("a short name", row("ab", kategori="sabun", stok="0", satuan="pcs"), {}, ["name name_bad"]),
        ("a code with signs", MIE, {"kode_barang": "M*1"}, ["code code_bad"]),
        ("a long code", MIE, {"kode_barang": "M" * 21}, ["code code_bad"]),
        ("an unknown category", MIE, {"kategori": "Sembakoo"}, ["category category_unknown Sembako"]),
        ("another one", MIE, {"kategori": "qqq"}, ["category category_unknown"]),
        ("an unknown unit", SABUN, {"satuan": "lusinan"}, ["unit unit_unknown"]),
        ("units nobody understands", MIE, {"konversi": "banyak"}, ["others units_bad"]),
        ("units told by each other", MIE, {"konversi": "karton = 2 dus; dus = 2 karton"}, ["others units_loop karton"]),
        ("a unit told twice", MIE, {"konversi": "karton = 40; karton = 20"}, ["others units_twice karton"]),
        ("a unit by an unknown one", MIE, {"konversi": "karton = 4 peti"}, ["others units_unknown peti"]),
        ("a unit of nothing", MIE, {"konversi": "karton = 0"}, ["others units_count karton"]),
        ("half a packet", MIE, {"konversi": "karton = 0,5"}, ["others units_fraction karton"]),
        ("a kilogram of 900 gram", BERAS, {"konversi": "kg = 900 gram"}, ["others units_base kg"]),
        ("the smallest is told by a smaller", SABUN, {"konversi": "pcs = 4 potong"}, ["others units_base buah"]),
        ("a wrong last digit", SABUN, {"barcode": "8990000000021"}, ["barcode barcode_check 8990000000020"]),
        ("no number", SABUN, {"barcode": "12345"}, ["barcode barcode_bad 12345"]),
        ("not even digits", SABUN, {"barcode": "belum dipindai"}, ["barcode barcode_bad"]),
        ("a rounded number", SABUN, {"barcode": "8.99000000002E+12"}, ["barcode barcode_lost"]),
        ("a number of an unknown unit", SABUN, {"barcode": f"peti {number(2)}"}, ["barcode barcode_unit peti"]),
        ("a quantity nobody understands", MIE, {"stok": "banyak"}, ["qty qty_bad"]),
        ("below nothing", MIE, {"stok": "-3"}, ["qty qty_below"]),
        ("below nothing in brackets", MIE, {"stok": "(3)"}, ["qty qty_below"]),
        ("an unknown unit of it", MIE, {"stok": "3 peti"}, ["qty qty_unit peti"]),
        ("half a packet there", MIE, {"stok": "2,5"}, ["qty qty_part"]),
        ("too much", MIE, {"stok": "9" * 17}, ["qty qty_large"]),
        ("a doubtful dot", BERAS, {"stok": "1.250"}, ["qty qty_doubtful kg"]),
        ("a least that is too much", MIE, {"stok_min": "9999999999999"}, ["least qty_large"]),
        ("no cost", BERAS, {"harga_beli": "0"}, ["cost cost_zero"]),
        ("a cost nobody understands", BERAS, {"harga_beli": "murah"}, ["cost money_bad"]),
        ("a cost below nothing", BERAS, {"harga_beli": "-100"}, ["cost money_below"]),
        ("a value below nothing", BERAS, {"nilai_stok": "-100"}, ["value money_below"]),
        ("a value nobody understands", BERAS, {"nilai_stok": "kira-kira"}, ["value money_bad"]),
        ("too dear", BERAS, {"harga_beli": "999.999.999.999"}, ["cost money_large"]),
        ("a value of nothing", BERAS, {"stok": "0", "nilai_stok": "500"}, ["value value_alone"]),
        ("a price of nothing", MIE, {"harga_jual": "0"}, ["price price_zero"]),
        ("a price below nothing", MIE, {"harga_jual": "-1"}, ["price money_below"]),
        ("a price nobody understands", MIE, {"harga_anggota": "nego"}, ["member_price money_bad"]),
        ("an unknown method", MIE, {"metode_hpp": "LIFO"}, ["method method_unknown"]),
        ("a day nobody understands", MIE, {"kadaluarsa": "besok"}, ["expires day_bad"]),
        ("a long mark", MIE, {"kode_produksi": "X" * 31}, ["batch too_long 30"]),
        ("an unknown good", OIL, {"barang_aturan": "Minyakitaa"}, ["good good_unknown Minyakita"]),
        ("another one", OIL, {"barang_aturan": "qqqq"}, ["good good_unknown"]),
        ("a content nobody understands", OIL, {"isi_kemasan": "besar"},
         ["content content_bad", "content content_needed Minyakita"]),
        ("a content without a unit", SABUN, {"isi_kemasan": "900"}, ["content content_bad"]),
        ("a content of tonnes", SABUN, {"isi_kemasan": "9 ton"}, ["content content_bad"]),
        ("a content in kilograms", OIL, {"isi_kemasan": "1 kg"}, ["content content_needed Minyakita"]),
        ("above its ceiling", OIL, {"harga_jual": "15.701"}, ["price above_ceiling 15700"]),
        ("no ceiling is known", OIL, {"barang_aturan": "LPG 3 kg", "isi_kemasan": "-"}, ["price no_ceiling"]),
        ("closed", row("Lama (contoh)", stok="1", harga_beli="1"), {}, ["name closed"]),
        ("not its unit", KOPI, {"satuan": "kg"}, ["unit unit_other sachet, renteng"]),
        ("loose without a unit", changed(KOPI, nama_barang="Gula (contoh)"), {}, ["unit unit_needed gram, kg"]),
        ("of the known what is amiss", KOPI, {"stok": "-1"}, ["qty qty_below"]),
        ("another's number", KOPI, {"barcode": number(92)}, ["barcode barcode_other Gula (contoh)"]),
        ("another's code", KOPI, {"kode_barang": "K-2"},
         ["code code_other Gula (contoh)", "unit unit_needed gram, kg"]),
        ("by two numbers of two", KOPI, {"kode_barang": "K-1", "barcode": number(92)},
         ["barcode barcode_other Gula (contoh)"]),
    ],
)  # fmt: skip
def test_what_is_amiss_is_named(_case, base, cells, notes):
    reading = read(changed(base, **cells))

    assert noted(reading) == notes
    assert reading.rows == []
    assert reading.errors_count == len(notes)


@pytest.mark.parametrize(
    ("_case", "base", "cells", "notes"),
    [
        ("no category", SABUN, {"kategori": "-"}, ["category category_empty"]),
        ("no unit", SABUN, {"satuan": "-"}, ["unit unit_empty"]),
        ("a number of the shop's own", SABUN, {"barcode": "2000000000015"}, ["barcode barcode_own 2000000000015"]),
        ("members pay more", SABUN, {"harga_anggota": "3.600"}, ["member_price member_above"]),
        ("value and cost differ", SABUN, {"nilai_stok": "85.000"}, ["value value_other 84000"]),
        ("it has expired", MIE, {"kadaluarsa": "01/2026"}, ["expires expired"]),
        ("above a reference price", BERAS, {"barang_aturan": "Gula konsumsi", "harga_jual": "18.000"},
         ["price above_reference 17500"]),
        ("another name", KOPI, {"nama_barang": "Kopi bubuk (contoh)", "kode_barang": "k-1"},
         ["name other_name Kopi (contoh)"]),
        ("another code", KOPI, {"kode_barang": "Z-9"}, ["code other_code K-1"]),
        ("batches of goods without", KOPI, {"kadaluarsa": "2027-01-31"}, ["batch no_batches"]),
        ("it lay there before", KOPI, {"nama_barang": "Teh (contoh)", "kadaluarsa": "2027-01-31"}, ["qty stocked"]),
    ],
)  # fmt: skip
def test_what_should_be_looked_at_is_said_and_taken(_case, base, cells, notes):
    reading = read(changed(base, **cells))

    assert noted(reading) == notes
    assert len(reading.rows) == 1
    assert reading.errors_count == 0


def test_one_code_one_name_one_number_stand_once():
    same = {"stok": "1", "harga_beli": "1"}
    reading = read(
        row("Satu (contoh)", kode_barang="S-1", barcode=number(5), **same),
        row("SATU  (contoh)", kode_barang="s-1", barcode=number(5), **same),
        row("Kopi (contoh)", **same),
        row("Kopi tubruk (contoh)", kode_barang="K-1", **same),
    )

    errors = [(note.line, note.wrong, note.suggestion) for note in reading.notes if note.is_error]
    assert errors == [
        (3, "code_twice", "2"),
        (3, "name_twice", "2"),
        (3, "barcode_twice", "2"),
        (5, "product_twice", "4"),
    ]
    assert [one.line for one in reading.rows] == [2, 4]


def test_a_known_product_is_found_by_code_number_or_name():
    reading = read(
        row("Kopi (contoh)", kode_barang="K-1", stok="1 renteng 2 pcs", harga_beli="1.000"),
        row("Gula (contoh)", barcode=number(92), satuan="kg", stok="0,5", nilai_stok="8.000,40"),
        row("teh (CONTOH)", kode_produksi="L7", stok="0", barcode=f"{number(6)}; {number(6)}"),
    )

    assert [(one.product.code, one.stock) for one in reading.rows] == [
        ("K-1", BroughtStock(12, 12_000)),
        ("K-2", BroughtStock(500, 8_000)),
        ("K-4", BroughtStock(0, 0)),
    ]
    assert not any(one.is_new for one in reading.rows)


def test_a_cost_without_a_quantity_is_asked_about_only_where_quantities_are_told():
    header = ("Kode Barang", "Nama Barang", "Harga Beli")
    assert not read(("X-1", "Sapu (contoh)", "9.000"), header=header).notes
    reading = read(changed(SABUN, nilai_stok="-", stok="-"), products=())
    assert noted(reading) == ["cost cost_alone"]


def test_columns_of_units_hold_what_they_say():
    header = ("Nama Barang", "Satuan", "Isi Karton", "Isi Pak", "Stok", "Harga Beli")
    reading = read(
        ("Sabun (contoh)", "pcs", "12 pak", "6", "1 karton", "1.000"),
        ("Sampo (contoh)", "pcs", "penuh", "", "1", "1.000"),
        ("Odol (contoh)", "pcs", "", "6", "2 pack", "1.000"),
        header=header,
    )

    assert [(one.product.units, one.stock.qty) for one in reading.rows] == [
        ({"buah": 1, "karton": 72, "pak": 6}, 72),
        ({"buah": 1, "pak": 6}, 12),
    ]
    assert noted(reading) == ["in_karton units_bad"]


def test_too_many_units_are_refused():
    names = "abcdefghijklm"
    told = "; ".join(f"peti{name} = {at}" for at, name in enumerate(names, 2))
    assert noted(read(changed(SABUN, konversi=told))) == ["others units_many 12"]


def test_a_ceiling_looks_at_what_the_pack_holds():
    two_litres = changed(OIL, isi_kemasan="2 liter", harga_jual="31.400", harga_anggota="31.401")
    reading = read(two_litres)
    assert noted(reading) == ["member_price member_above", "member_price above_ceiling 31400"]
    (good,) = read(changed(OIL, harga_jual="-", isi_kemasan="900 ml")).rows
    assert (good.product.content, good.product.content_unit, good.product.price_rp) == (900, "ML", 0)
    (pack,) = read(changed(SABUN, isi_kemasan="85 gr")).rows
    assert (pack.product.content, pack.product.content_unit) == (85, "G")


def test_twenty_thousand_rows_with_a_thousand_errors_are_counted_by_kind_and_kept_few():
    rows = [
        row(
            f"Barang {at} (contoh)",
            kode_barang=f"C{at}",
            kategori="" if at % 2 else "sabun",
            satuan="pcs",
            stok="-1" if at % 20 == 0 else "12",
            harga_beli="1.000",
        )
        for at in range(20_000)
    ]
    reading = read(*rows, products=())

    assert (len(reading.rows), reading.errors_count, reading.warnings_count) == (19_000, 1_000, 10_000)
    assert reading.kinds == {("qty_below", True): 1_000, ("category_empty", False): 10_000}
    # What must be mended comes before what should be looked at.
    assert len(reading.notes) == MOST_NOTES
    assert all(note.is_error for note in reading.notes)
