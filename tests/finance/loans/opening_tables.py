"""Twelve invented loans of a cooperative whose books begin on 1 January 2026, as its treasurer keeps them."""

import csv
import io
from datetime import date

CUT = date(2026, 1, 1)
NAMES = (
    "Siti Aminah",
    "Budi Santoso (contoh)",
    "Dewi Lestari (contoh)",
    "Agus Wibowo (contoh)",
    "Sri Rahayu (contoh)",
    "Joko Pratama (contoh)",
    "Rina Utami (contoh)",
    "Eko Saputra (contoh)",
    "Wati Handayani (contoh)",
    "Hadi Purnomo (contoh)",
    "Yuni Anggraini (contoh)",
)
HEADER = (
    "No Anggota",
    "Nama",
    "Tgl Cair",
    "Plafon",
    "Jangka",
    "Jasa per Bulan",
    "Jasa per Tahun",
    "Cara",
    "Tiap",
    "Angsuran Pertama",
    "Sisa Pokok",
    "Tunggakan Jasa",
    "Keperluan",
)
# Number, name, paid out, lent, instalments, % a month, % a year, method, period, first due, left, jasa, purpose.
ROWS = (
    ("1", "Siti Aminah", "12 Mei 2025", "12.000.000", "12", "1,5", "", "flat", "", "", "5.000.000", "", "Warung"),
    ("2", NAMES[1], "05/08/2025", "6000000", "10x", "1", "", "Flat", "bulanan", "", "4.800.000", "120000", "Motor"),
    ("3", NAMES[2], "2025-03-15", "Rp 10.000.000", "20x", "2%", "", "menurun", "", "", "5.500.000", "-", "Kios"),
    ("A-0004", NAMES[3], "1 Juni 2025", "24.000.000", "24", "", "18", "anuitas", "", "", "18.778.526", "", "Rumah"),
    ("5", NAMES[4], "20/08/25", "3.000.000", "6", "0.02", "", "jasa saja", "", "", "3.000.000", "120.000", "Dagang"),
    ("6", NAMES[5], "10-9-2025", "2.000.000", "6", "1,5", "", "sekaligus", "", "", "2.000.000", "", "Panen"),
    ("7", NAMES[6], "6 Oktober 2025", "1.200.000", "24", "", "24", "flat", "mingguan", "", "600.000", "", "Jajanan"),
    ("8", NAMES[7], "10 Jan 2025", "5.000.000", "10", "1,5", "", "flat", "", "", "1.500.000", "0", "Ternak"),
    ("9", NAMES[8], "3 Okt 2025", "2.400.000", "12", "1", "12", "flat", "", "", "1.600.000", "", "Jahit"),
    ("10", NAMES[9], "8 Juli 2025", "8.000.000", "16", "1,25", "", "menurun", "", "", "3.000.000", "", "Bengkel"),
    ("", NAMES[10], "20 Des 2025", "1.000.000", "5", "2", "", "flat", "", "", "1.000.000", "", "Sekolah"),
    ("1", "Siti Aminah", "1 Juli 2025", "1.500.000", "10", "1", "", "flat", "", "5 Agustus 2025", "825.000", "", "Obt"),
)  # fmt: skip
LEFT_RP, JASA_RP, PROVISION_RP = 47_603_526, 240_000, 500_000


def table(*rows, header=HEADER):
    """Write rows as a CSV."""
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([header, *rows])
    return text.getvalue().encode()


def clean(rows=ROWS):
    """Write the loans as a treasurer does: a title above, a sum and a signature below."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerows([["DAFTAR PINJAMAN PER 31 DESEMBER 2025 (CONTOH)"], HEADER, *rows])
    writer.writerows(
        [["", "Jumlah", *[""] * 8, "47.603.526", "240.000"], [], ["Bendahara"], ["Wati (contoh)"]]
    )
    return text.getvalue().encode()


def changed(at=0, **cells):
    """Give one of the loans with other cells: by the place of the column."""
    row = list(ROWS[at])
    for place, cell in cells.items():
        row[int(place.removeprefix("c"))] = cell
    return tuple(row)
