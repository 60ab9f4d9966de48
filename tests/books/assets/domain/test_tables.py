"""Tables of assets as people bring them."""

from datetime import date

import pytest

from guyub.books.assets.domain.tables import Fault, amount_in, read_assets

TODAY, FIRST = date(2026, 11, 26), date(2026, 1, 1)
HEADER = [
    "Nama aset",
    "Jenis",
    "Tanggal perolehan",
    "Harga",
    "Sudah disusutkan",
    "Nilai sisa",
    "Sisa umur",
    "Tempat",
]


def read(*rows, header=HEADER):
    lines = [(1, ["Daftar aset contoh"]), (2, header), *((at, row) for at, row in enumerate(rows, 3))]
    return read_assets(lines, today=TODAY, first=FIRST)


def test_rows_are_read_with_what_is_usual_where_nothing_is_said():
    rows, faults = read(
        ["Etalase", "peralatan gerai", "5/1/2025", "9.000.000", "1.500.000", "0", "40", "Depan"],
        ["Laptop", "Komputer", "2026-03-09", "6000000"],
    )

    assert faults == []
    assert [
        (row.name, row.asset_class, row.cost_rp, row.taken_rp, row.months, row.first) for row in rows
    ] == [
        ("Etalase", "PERALATAN", 9_000_000, 1_500_000, 40, FIRST),
        ("Laptop", "PERABOT", 6_000_000, 0, 48, date(2026, 3, 1)),
    ]
    assert rows[0].location == "Depan"


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        (["", "Galon", "2026-01-02", "1000"], "name"),
        (["Galon", "pesawat", "2026-01-02", "1000"], "class"),
        (["Galon", "Galon", "kemarin", "1000"], "day"),
        (["Galon", "Galon", "2026-01-02", "seribu"], "cost"),
        (["Galon", "Galon", "2026-01-02", ""], "cost"),
        (["Galon", "Galon", "2026-01-02", "1000", "", "", "tiga"], "months"),
        (["Galon", "Galon", "2026-01-02", "1000", "", "", "99999"], "months"),
    ],
)
def test_each_row_that_is_not_read_is_named(row, wrong):
    rows, faults = read(row, ["Galon", "Galon", "2026-01-02", "1000"])

    assert (len(rows), faults) == (1, [Fault(3, wrong)])


def test_a_table_without_its_columns_is_none():
    assert read(["x"], header=["Nama", "Harga"]) == ([], [Fault(0, "columns")])
    assert read_assets([], today=TODAY, first=FIRST) == ([], [Fault(0, "columns")])
    assert amount_in("") == 0
