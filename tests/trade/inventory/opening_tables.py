"""Goods of a small shop as its keeper lists them; invented."""

import csv
import io

from guyub.trade.inventory.domain.ean13 import check_digit

HEADER = (
    "No",
    "Kode Barang",
    "Nama Barang",
    "Kategori",
    "Satuan",
    "Konversi",
    "Barcode",
    "Stok",
    "Harga Beli",
    "Nilai Stok",
    "Harga Jual",
    "Harga Anggota",
    "Stok Min",
    "Kode Produksi",
    "Kadaluarsa",
    "Metode HPP",
    "Barang Aturan",
    "Isi Kemasan",
)
AT = {title: place for place, title in enumerate(HEADER)}


def number(at):
    """Give an invented number for scanners, right to its last digit."""
    digits = f"899000{at:06}"
    return digits + check_digit(digits)


def row(name, **cells):
    """Give a line: its name, and cells by the first word of their title in small letters."""
    places = {title.casefold().replace(" ", "_"): place for title, place in AT.items()}
    line = [""] * len(HEADER)
    line[AT["Nama Barang"]] = name
    for title, cell in cells.items():
        line[places[title]] = cell
    return tuple(line)


MIE = row(
    "Mie goreng (contoh)",
    kode_barang="M-01",
    kategori="Makanan ringan",
    satuan="bks",
    konversi="1 karton = 40",
    barcode=f"{number(1)}; karton 1{number(1)[:-1]}{check_digit('1' + number(1)[:-1])}",
    stok="2 ctn 3 pcs",
    harga_beli="2.500",
    harga_jual="3.000",
    harga_anggota="2.900",
    stok_min="1 karton",
    kadaluarsa="08/2027",
)
BERAS = row(
    "Beras medium (contoh)",
    kategori="sembako",
    satuan="kg",
    konversi="karung isi 50",
    stok="12,5",
    harga_beli="12.000",
    harga_jual="13.000",
    metode_hpp="rata-rata",
)
SABUN = row(
    "Sabun mandi (contoh)",
    kategori="Sabun",
    satuan="pcs",
    barcode=number(2),
    stok="36",
    harga_beli="2333,33",
    nilai_stok="84.000",
    harga_jual="3.500",
    metode_hpp="FIFO",
)
KALENDER = row("Kalender (contoh)", kategori="lain-lain", satuan="lembar", stok="10", harga_beli="gratis")
PAYUNG = row("Payung (contoh)", satuan="buah", stok="0", harga_beli="25.000", harga_jual="40.000")
ROWS = (MIE, BERAS, SABUN, KALENDER, PAYUNG)
# 83 packets at 2,500; 12.5 kg at 12,000; 36 pieces that the list values at 84,000.
MIE_RP, BERAS_RP, SABUN_RP = 207_500, 150_000, 84_000
VALUE_RP = MIE_RP + BERAS_RP + SABUN_RP


def table(*rows, header=HEADER):
    """Write rows as a CSV."""
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([header, *rows])
    return text.getvalue().encode()


def clean(rows=ROWS):
    """Write the goods as a shop does: a title above, a heading between, a sum and a signature below."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerows([["DAFTAR BARANG PER 31 DESEMBER 2025 (CONTOH)"], HEADER, ["", "", "MAKANAN"], *rows])
    writer.writerows([["", "", "Jumlah", *[""] * 6, "441.500"], [], ["Pengelola"], ["Wati (contoh)"]])
    return text.getvalue().encode()


def changed(line, **cells):
    """Give a line with other cells, as ``row`` names them."""
    told = row("", **cells)
    return tuple(new or old for new, old in zip(told, line, strict=True))
